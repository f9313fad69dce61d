"""A newsroom in production refuses to start with what only a demo may have."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.env import ROOT
from newsroom.staff import start


def manage(tmp_path, *words, **variables):
    """manage.py as an operator runs it, with these variables and no others."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={"NEWSROOM_VAR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        timeout=300,  # only a failure uses it up
    )


def test_operator_reads_all_faults_in_plain_lines(tmp_path):
    done = manage(tmp_path, "check", NEWSROOM_MODE="production", DEBUG="1", PORT="0")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "The newsroom cannot start:"
    assert [line.split()[1] for line in done.stderr.splitlines()[1:]] == [
        "DEBUG",
        "PORT",
        "SITE_URL",
        "SECRET_KEY",
    ]


def test_a_production_newsroom_passes_djangos_own_deployment_check(tmp_path):
    done = manage(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=WARNING",
        NEWSROOM_MODE="production",
        SITE_URL="https://news.example",
        SECRET_KEY="k3y-of-a-newsroom-in-production-0123456789-abcdefghij",
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_production_does_not_start_beside_demo_accounts(make_user, settings):
    make_user(username="aigul", is_demo=True)
    settings.PRODUCTION = True

    with pytest.raises(ImproperlyConfigured, match="aigul"):
        start.refuse_demo_accounts()


def test_production_starts_without_them(make_user, settings):
    make_user()
    settings.PRODUCTION = True

    start.refuse_demo_accounts()


def test_a_demo_starts_with_its_accounts(make_user):
    make_user(is_demo=True)

    start.refuse_demo_accounts()
