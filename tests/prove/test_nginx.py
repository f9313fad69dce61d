"""Long proof: nginx in front keeps copies, and is as fresh as the newsroom behind it.

nginx with deploy/nginx.conf before two workers of `newsroom.serve`, while readers read in both
encodings: what was killed is not given out again, what is planned does not come early. With every
worker dead a copy lives for LENT seconds, and a server that starts takes all of them back.
`make prove`; PROVE_SCALE=0.1 for fewer rounds.
"""

import gzip
import hashlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import publishing
from newsroom.env import ROOT
from newsroom.pagecache.lending import LENT
from tests import nginx
from tests.bench.machine import children
from tests.prove.test_two_servers import database, free_ports

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
ROUNDS = max(2, round(20 * SCALE))
AHEAD = timedelta(seconds=2)
pytestmark = [
    pytest.mark.prove,
    pytest.mark.nginx,
    pytest.mark.django_db(transaction=True),
]


class Front:
    """nginx, and behind it the newsroom on the test's own database."""

    def __init__(self, folder):
        self.folder, (self.upstream, self.port) = folder, free_ports(2)
        site = nginx.site(
            port=self.port, upstream=self.upstream, folder=folder / "nginx", var=folder / "var"
        )
        self.nginx = nginx.Nginx(folder / "nginx", site, port=self.port)
        self.start()

    def start(self):
        environment = {
            **os.environ,
            "DATABASE_URL": database(),
            "NEWSROOM_VAR": str(self.folder / "var"),
            "PORT": str(self.upstream),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "TRUSTED_PROXIES": "127.0.0.1",
            "NGINX_CACHE": str(self.nginx.pages),
            "NGINX_PHOTOS": "/_photos/",
            "WORKERS": "2",
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        program = [sys.executable, "-m", "newsroom.serve"]
        self.server = subprocess.Popen(
            program, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 180
        while self.ask("/healthz")[0] != 200:
            assert time.monotonic() < until and self.server.poll() is None
            time.sleep(0.1)

    def ask(self, path, encoding="identity"):
        """(status, text) through nginx; (0, "") where nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("GET", path, headers={"Accept-Encoding": encoding})
            answer = line.getresponse()
            body = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            return answer.status, body.decode()
        except OSError:
            return 0, ""
        finally:
            line.close()

    def read_until_lent(self, path):
        """Read a page until nginx has a copy of it in both encodings."""
        until = time.monotonic() + 120
        while len(self.copies(path)) < 2:
            assert time.monotonic() < until, "nothing is lent"
            self.ask(path), self.ask(path, "gzip")
            time.sleep(0.05)

    def copies(self, path):
        """The files that nginx keeps of a page."""
        keys = [f"http://127.0.0.1{path} {encoding}" for encoding in ("identity", "gzip")]
        names = {hashlib.md5(key.encode()).hexdigest() for key in keys}
        return names & set(os.listdir(self.nginx.pages))

    def kill(self):
        """As a machine that loses its power would: granian and its workers at once."""
        for pid in children(self.server.pid):
            os.kill(pid, signal.SIGKILL)
        self.server.wait()

    def close(self):
        self.server.terminate()
        self.server.wait(120)
        self.nginx.close()


@pytest.fixture
def front(tmp_path):
    tmp_path.chmod(0o755)
    running = Front(tmp_path)
    yield running
    running.close()


class Reader(threading.Thread):
    """Reads a page without pause: (asked at, answered at, whether the word was there)."""

    def __init__(self, front, path, encoding, word):
        super().__init__(daemon=True)
        self.front, self.path, self.encoding, self.word = front, path, encoding, word
        self.seen, self.ends = [], threading.Event()

    def run(self):
        while not self.ends.is_set():
            asked = timezone.now()
            page = self.front.ask(self.path, self.encoding)[1]
            self.seen.append((asked, timezone.now(), self.word in page))
            time.sleep(0.002)


def readers(front, path, word):
    """Two of each encoding, reading."""
    reading = [Reader(front, path, encoding, word) for encoding in ("identity", "gzip") * 2]
    for reader in reading:
        reader.start()
    return reading


def seen(reading):
    for reader in reading:
        reader.ends.set()
    for reader in reading:
        reader.join()
    return [look for reader in reading for look in reader.seen]


def allowed(looks):
    """Seconds that a page may be late: one, or more where a look takes long on a busy machine."""
    return max(1, 5 * max(answered - asked for asked, answered, _was in looks).total_seconds())


def test_what_was_killed_is_not_given_out_again(front, make_edition, chief):
    late, looks = [], []
    for number in range(ROUNDS):
        word = f"Жалған{number}сөз"
        edition = make_edition(headline=word)
        path = edition.get_absolute_url()
        front.read_until_lent(path)
        reading = readers(front, path, word)
        time.sleep(0.3)

        publishing.kill(edition.article, by=chief)
        killed = timezone.now()
        time.sleep(1.5)

        found = seen(reading)
        until = time.monotonic() + 60
        while front.ask(path)[0] != 410:
            assert time.monotonic() < until
        late += [max([killed, *(asked for asked, _a, was in found if was)]) - killed]
        looks += found
    seconds = max(late).total_seconds()
    assert seconds < allowed(looks)
    told = f"{ROUNDS} killed, {len(looks)} looks, given out for at most {seconds * 1000:.0f} ms"
    print(f"\n{connection.vendor}: {told}")  # noqa: T201


def test_what_is_planned_comes_on_the_second(front, make_article, section, chief):
    late, looks = [], []
    for number in range(max(1, ROUNDS // 4)):
        word = f"Жоспар{number}сөз"
        article = make_article(headline=word)
        front.ask("/")
        at = timezone.now() + AHEAD
        publishing.publish(article, by=chief, at=at)
        reading = readers(front, "/", word)
        time.sleep(AHEAD.total_seconds() + 1.5)

        found = seen(reading)
        assert not [look for look in found if look[1] < at and look[2]]
        late.append(max([at, *(asked for asked, _answered, was in found if not was)]) - at)
        looks += found
    seconds = max(late).total_seconds()
    assert seconds < allowed(looks)
    print(f"\n{connection.vendor}: planned stories came {seconds * 1000:.0f} ms late")  # noqa: T201


def test_with_every_worker_dead_a_copy_has_its_end(front, make_edition, chief):
    word = "Ескі сөз"
    edition = make_edition(headline=word)
    path = edition.get_absolute_url()
    front.read_until_lent(path)
    front.kill()
    while word not in front.ask(path)[1]:  # a worker late with its news took it back at last
        front.start()
        front.read_until_lent(path)
        front.kill()
    seen_at = time.monotonic()

    publishing.kill(edition.article, by=chief)

    page = front.ask(path)[1]  # nobody is there to take it back
    assert word in page or time.monotonic() - seen_at > LENT / 2
    time.sleep(LENT + 1)
    assert front.ask(path)[0] == 502
    front.start()
    assert front.ask(path)[0] == 410


def test_a_server_that_starts_takes_everything_back(front, make_edition, chief):
    edition = make_edition(headline="Ескі сөз")
    path = edition.get_absolute_url()
    front.read_until_lent(path)
    front.kill()
    publishing.kill(edition.article, by=chief)

    dead_since = time.monotonic()
    front.start()
    while front.copies(path):  # nginx itself deletes what nobody has read for a minute
        assert time.monotonic() - dead_since < 50, "the copy was left to run out"
        time.sleep(0.05)
    assert front.ask(path)[0] == 410
    print(f"\ntaken back {time.monotonic() - dead_since:.1f} s after the death")  # noqa: T201
