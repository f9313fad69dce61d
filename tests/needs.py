"""What a test may need besides Python. It runs where that is; one line says where it was not."""

import os
import shutil
from collections import Counter

import pytest
from django.conf import settings

from tests import nginx


def chromium():
    """The path of a Chromium or Chrome, or None. CHROMIUM names one that is not on the PATH."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, filter(None, names))), None)


def postgresql():
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def redis():
    return "redis" in settings.CACHES["default"]["BACKEND"]


NEEDS = {
    "browser": (chromium, "a browser: no Chromium found, CHROMIUM may name one"),
    "postgresql": (postgresql, "PostgreSQL: DATABASE_URL names none"),
    "redis": (redis, "Redis: REDIS_URL is not set"),
    "nginx": (nginx.found, "nginx: none found"),
}


def asks_database(item):
    ways = {"db", "transactional_db", "live_server", "django_db_setup"}
    return bool(item.get_closest_marker("django_db") or ways & set(item.fixturenames))


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if asks_database(item):
            item.add_marker("database")
    for marker, (is_there, need) in NEEDS.items():
        if not is_there():
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=f"needs {need}"))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"Skipped {count}: {reason}")


def _while_browsers_are_asked(fixture_name, config):
    return "session" if config.getoption("markexpr").startswith("browser") else "module"


@pytest.fixture(scope=_while_browsers_are_asked)
def chrome():
    """One browser for a file: no other test may run while Playwright keeps its loop.

    Where -m asks for browsers alone there is no other test, and one will do for all files.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chrome = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield chrome
        chrome.close()
