"""Long proof: two servers that know nothing of each other turn a page on the same second.

No worker runs, and their machines' zones differ: what readers see is a question of the clock
alone. A page that a server keeps may be given out for a moment longer, never a second.
`make prove`; PROVE_SCALE=0.1 for fewer rounds.
"""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.env import ROOT

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
ROUNDS = max(1, round(5 * SCALE))
ZONES = ["America/New_York", "Pacific/Kiritimati"]
AHEAD = timedelta(seconds=3)
EVERY = 0.05  # seconds between two looks
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


def free_ports(count):
    """All held before one is let go, or two may be the same."""
    with ExitStack() as held:
        free = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in free]


class Server:
    """granian with the newsroom, on the test's own database and in a zone of its own."""

    def __init__(self, zone, port, folder):
        self.address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "DATABASE_URL": database(),
            "NEWSROOM_VAR": str(folder / f"var{port}"),
            "PORT": str(port),
            "TZ": zone,
            "PGTZ": zone,
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        program = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error"]
        place = ["--host", "127.0.0.1", "--port", str(port), "newsroom.wsgi:application"]
        self.process = subprocess.Popen(
            [*program, *place],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self):
        until = time.monotonic() + 180
        while self.ask("/healthz")[0] != 200:
            assert time.monotonic() < until and self.process.poll() is None
            time.sleep(0.2)

    def ask(self, path):
        try:
            with urllib.request.urlopen(self.address + quote(path), timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read().decode()
        except OSError:
            return 0, ""

    def close(self):
        self.process.terminate()
        self.process.wait(120)


def database():
    """The test's database as a server is told of it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    return f"{base}/{name}"


@pytest.fixture
def servers(tmp_path):
    ports = free_ports(len(ZONES))
    running = [Server(zone, port, tmp_path) for zone, port in zip(ZONES, ports, strict=True)]
    try:
        for server in running:
            server.wait()
        yield running
    finally:
        for server in running:
            server.close()


class Watcher(threading.Thread):
    """Looks at a path of a server again and again: (asked at, answered at, status, seen or not)."""

    def __init__(self, server, path, word, until):
        super().__init__()
        self.server, self.path, self.word, self.until = server, path, word, until
        self.seen = []

    def run(self):
        patience = self.until + timedelta(seconds=15)  # for a machine that answers in seconds
        while (asked := timezone.now()) < (patience if self._is_old() else self.until):
            status, page = self.server.ask(self.path)
            self.seen.append((asked, timezone.now(), status, self.word in page))
            time.sleep(EVERY)

    def _is_old(self):
        return len({seen for *_moments, seen in self.seen}) < 2


def watched(servers, paths, word, at):
    """Looks of all servers at all paths until 3 s after the moment."""
    until = at + timedelta(seconds=3)
    watchers = [Watcher(server, path, word, until) for server in servers for path in paths]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    return watchers


def judge(watcher, at, *, before, after):
    """No answer given before the moment says `after`, and what was never comes back.

    Returns how many seconds after the moment a look still saw what was, and the longest look.
    """
    early = {seen for _asked, answered, _status, seen in watcher.seen if answered < at}
    told = [seen for _asked, _answered, _status, seen in watcher.seen]
    assert early <= {before}, watcher.path
    assert told == sorted(told, key=lambda seen: seen == after), watcher.path
    assert told[-1] == after, (watcher.path, watcher.seen[-3:])
    assert {status for _a, _b, status, _seen in watcher.seen} <= {200, 404, 410}, watcher.path
    late = max([at, *(asked for asked, _b, _status, seen in watcher.seen if seen == before)])
    longest = max(answered - asked for asked, answered, _status, _seen in watcher.seen)
    return (late - at).total_seconds(), longest.total_seconds()


def test_two_servers_without_helpers_change_on_the_second(
    servers, make_article, make_section, chief
):
    late, looks = {}, []
    for number in range(ROUNDS):
        section = make_section()
        old, new = f"Бұрынғы{number}сөз", f"Жаңа{number}сөз"
        article = make_article(headline=old, slug="soz", section=section)
        paths = [f"/{section.slug_kk}/soz-{article.pk}/", "/", "/feed/"]

        def planned(verb, word, before, article=article, paths=paths):
            at = timezone.now() + AHEAD
            verb(article, by=chief, at=at)
            for watcher in watched(servers, paths, word, at):
                seconds, longest = judge(watcher, at, before=before, after=not before)
                assert seconds < max(1, 5 * longest)  # a busy machine makes a page slowly
                late[verb.__name__] = max(late.get(verb.__name__, 0), seconds)
                looks.append(len(watcher.seen))

        planned(publishing.publish, old, before=False)
        Article.objects.filter(pk=article.pk).update(headline=new)
        planned(publishing.update, new, before=False)
        planned(publishing.withdraw, new, before=True)

    told = ", ".join(f"{verb} {seconds:.2f} s" for verb, seconds in late.items())
    words = f"{connection.vendor}: {sum(looks)} looks; pages were old for at most {told}"
    print(f"\n{words}")  # noqa: T201
