"""Long proof: PostgreSQL stands still, and who reads what somebody keeps does not notice.

A PostgreSQL of our own whose processes are stopped (SIGSTOP), which a network does not notice
either, before two workers of `newsroom.serve`, with nginx in front and without. `make prove`.
"""

import http.client
import tempfile
import time
from pathlib import Path

import pytest

from tests.bench import cluster, sites
from tests.bench.filling import archive

STORIES = 150
SOON = 5  # seconds, on a busy machine
KILL = """
from articles import publishing
from articles.models import Article
from newsroom.staff.models import User
publishing.kill(Article.objects.get(pk={pk}), by=User.objects.get(username="bench"))
"""
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not cluster.binaries(), reason="needs PostgreSQL's programs: none found"),
]


@pytest.fixture(scope="module")
def stories():
    """(PostgreSQL, folder, its database, paths of stories)."""
    with tempfile.TemporaryDirectory(prefix="newsroom-frozen-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user goes through it, which pytest's lets nobody
        made = cluster.Cluster(folder / "pg")
        try:
            database = made.database("newsroom")
            paths = archive(folder / "var", database, STORIES)["article"]
            yield made, folder, database, paths
        finally:
            made.close()


@pytest.fixture(params=["Python alone", pytest.param("nginx before", marks=pytest.mark.nginx)])
def newsroom(request, stories):
    """(port, PostgreSQL, orders for the database, paths)."""
    made, folder, database, paths = stories
    copies = folder / "nginx" if request.param == "nginx before" else ""
    cache = copies and copies / "pages"
    running = [sites.newsroom(folder / "var", database, workers=2, cache=cache)]
    try:
        if copies:
            running.append(sites.front(copies, running[0].port, folder / "var"))
        yield running[-1].port, made, (folder / "var", database), paths
    finally:
        for one in reversed(running):
            one.close()


def asked(port, path):
    """(status, seconds, Retry-After), on a connection of its own: either worker may take it."""
    line, began = http.client.HTTPConnection("127.0.0.1", port, timeout=60), time.monotonic()
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, time.monotonic() - began, answer.headers.get("Retry-After")


def test_what_one_worker_keeps_both_give_out_while_postgresql_stands_still(newsroom):
    port, made, (var, database), paths = newsroom
    killed = paths.pop()  # the next one needs another
    read, other = paths[:20], paths[20:30]
    assert {asked(port, killed)[0] for _turn in range(8)} == {200}
    pk = killed.strip("/").rpartition("-")[2]
    order = ["manage.py", "shell", "-v0", "-c", KILL.format(pk=pk)]
    sites.run(order, sites.environment(var, database))
    time.sleep(1)
    assert {asked(port, path)[0] for path in read} == {200}  # once: one of the two keeps it

    thaw = made.freeze()
    try:
        looks = [asked(port, path) for _turn in range(8) for path in read]
        while_blind = [asked(port, path) for path in other]
        gone = [asked(port, killed) for _turn in range(8)]
        looks += [asked(port, path) for path in read]
    finally:
        thaw()

    assert {status for status, _seconds, _retry in looks} == {200}
    assert {(status, retry) for status, _seconds, retry in while_blind} == {(503, "1")}
    assert {status for status, _seconds, _retry in gone} <= {410, 503}
    slowest = max(seconds for _status, seconds, _retry in [*looks, *while_blind, *gone])
    assert slowest < SOON
    hits = sorted(seconds for _status, seconds, _retry in looks)
    until = time.monotonic() + 60
    while {asked(port, path)[0] for path in other} != {200}:
        assert time.monotonic() < until
    assert asked(port, killed)[0] == 410
    told = f"{len(looks)} looks, the slowest {hits[-1] * 1000:.0f} ms; refused within"
    print(f"\n{told} {slowest:.1f} s")  # noqa: T201
