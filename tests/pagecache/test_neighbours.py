"""A worker gives out what the worker beside it keeps, where it cannot make the page itself."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.http import StreamingHttpResponse

from newsroom import serve
from newsroom.pagecache import changes, door, making, neighbours, wsgi
from newsroom.pagecache.following import Follower
from newsroom.pagecache.lending import Lending
from newsroom.pagecache.models import Change
from newsroom.pagecache.wsgi import PageCache
from tests.pagecache.conftest import RULES
from tests.pagecache.readers import Site, all_at_once, ask, request, until

pytestmark = pytest.mark.django_db


@pytest.fixture
def workers(monkeypatch, tmp_path):
    """Two that have looked at the log, each with an application of its own."""
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 30)
    folder = tmp_path / "workers"
    both = [worker(Site(), meet_in=folder) for _number in range(2)]
    for one in both:
        one.follower.look()
        one.begin()
    yield both
    for one in both:
        if one.app.gate:
            one.app.gate.set()


def worker(site, **more):
    return PageCache(site, rules=RULES, busy=str.encode, **more)


def freeze(*workers):
    """The database stands still: whoever asks it waits, and nobody sees the log."""
    for one in workers:
        one.app.gate = threading.Event()
        one.follower.looked_at = 0.001


def log(*keys, **more):
    with transaction.atomic():
        return changes.log(keys, **more)


def test_a_page_that_only_the_neighbour_keeps_is_read_while_the_database_stands_still(workers):
    one, other = workers
    one.app.text = "жаңалық " * 200
    kept = ask(one)
    freeze(one, other)

    read = ask(other)

    assert (read.status, read.text) == (kept.status, kept.text) == ("200 OK", one.app.text)
    assert not other.app.asked
    assert other.figures()["borrowed"] == 1


def test_a_page_takes_no_more_room_after_it_was_lent(workers):
    one, other = workers
    one.app.text = "жаңалық " * 200
    ask(one, HTTP_ACCEPT_ENCODING="gzip")
    page = one.shelf.get("http://news.kz/")
    freeze(one, other)

    read = ask(other)

    assert (read.text, page._body) == (one.app.text, b"")
    assert page.body.decode() == one.app.text


def test_a_borrowed_page_is_a_hit_from_then_on(workers):
    one, other = workers
    ask(one)
    freeze(one, other)

    ask(other), ask(other)

    assert other.figures()["borrowed"] == 1
    assert other.shelf.get("http://news.kz/").stale_at


def test_the_reader_who_comes_first_does_not_wait_until_the_fault_is_noticed(workers):
    one, other = workers
    ask(one)
    other.app.gate = threading.Event()

    assert ask(other).text == "first"
    assert other.follower.sees


def test_an_old_text_is_not_borrowed_while_the_database_answers(workers):
    one, other = workers
    ask(one)
    one.shelf.touch(["article-1"])
    other.app.text, other.app.gate = "second", threading.Event()
    threading.Timer(0.3, other.app.gate.set).start()

    assert ask(other).text == "second"


def test_where_the_database_refuses_the_neighbour_is_asked_too(workers):
    one, other = workers
    ask(one)
    other.app.status = "503 Service Unavailable"

    assert ask(other).status == "200 OK"


def test_what_is_gone_here_is_not_borrowed_from_one_who_has_not_heard(workers):
    one, other = workers
    ask(one), ask(other)
    log("article-1", kind=Change.Kind.GONE)
    other.follower.look()
    freeze(one, other)

    other.app.gate.set()
    other.app.text, other.app.status = "", "503 Service Unavailable"

    assert ask(one).text == "first"
    assert ask(other).status == "503 Service Unavailable"


def test_what_was_borrowed_goes_when_the_log_is_read_again(workers):
    one, other = workers
    ask(one)
    freeze(other)
    assert ask(other).text == "first"
    other.app.gate.set()
    other.app.text = "gone"

    log("article-1", kind=Change.Kind.GONE)
    other.follower.look()

    assert ask(other).text == "gone"


def test_a_change_that_comes_while_a_page_is_borrowed_is_not_missed(workers):
    one, other = workers
    ask(one)
    page = other.neighbours.page("http://news.kz/")

    log("article-1", kind=Change.Kind.GONE)
    other.follower.look()

    assert other.shelf.borrow(page) is None


def test_of_what_was_made_before_it_looked_a_worker_borrows_nothing(workers, tmp_path):
    one, _other = workers
    ask(one)
    log("article-1", kind=Change.Kind.GONE)  # before the new one begins to read the log
    new = worker(Site(), meet_in=tmp_path / "workers")
    new.follower.look()
    new.app.status = "503 Service Unavailable"

    assert ask(new).status == "503 Service Unavailable"


def test_of_many_changes_the_forgotten_ones_count_as_made_later(workers):
    one, other = workers
    ask(one)
    page = other.neighbours.page("http://news.kz/")
    other.shelf.touch(["article-1"], gone=True)

    for n in range(2, 12_000):
        other.shelf.touch([f"article-{n}"])

    assert "article-1" not in other.shelf._gone_at
    assert other.shelf.borrow(page) is None


def test_a_borrowed_page_is_not_lent_to_nginx(workers, tmp_path, monkeypatch):
    one, other = workers
    other.lending = Lending(tmp_path)
    ask(one)
    freeze(other)
    ask(other)
    other.app.gate.set()
    other.follower.looked_at = time.monotonic()
    monkeypatch.setattr(other.maker, "again_now", lambda page: None)
    ask(other, "/made/here/")

    assert "X-Accel-Expires" not in ask(other, HTTP_X_FRONT_KEY="key").headers
    assert "X-Accel-Expires" in ask(other, "/made/here/", HTTP_X_FRONT_KEY="key 2").headers


def test_a_page_that_nobody_keeps_is_refused_soon(workers, monkeypatch):
    monkeypatch.setattr(wsgi, "SHORT_PATIENCE", 0.1)
    monkeypatch.setattr(wsgi, "PATIENCE", 600)
    freeze(*workers)
    numbers = iter(range(100))

    answers = all_at_once(8, lambda: ask(workers[0], f"/{next(numbers)}/"))

    assert {(one.status[:3], one.headers.get("Retry-After")) for one in answers} == {("503", "1")}
    assert len(workers[0].app.asked) == making.HANDS


def test_what_nobody_waits_for_any_more_is_not_made_afterwards(workers, monkeypatch):
    monkeypatch.setattr(wsgi, "SHORT_PATIENCE", 0.1)
    one = workers[0]
    freeze(one)
    for number in range(6):
        ask(one, f"/{number}/")

    one.app.gate.set()

    assert until(lambda: len(one.shelf) == making.HANDS)
    assert ask(one, "/7/").text == "first"
    assert len(one.app.asked) == making.HANDS + 1


def test_a_worker_that_begins_clears_the_dead_away(workers, tmp_path):
    folder = tmp_path / "workers"
    with socket.socket(socket.AF_UNIX) as door, workers[0].neighbours._reached("1-dead") as place:
        door.bind(place)

    worker(Site(), meet_in=folder).begin()

    assert not (folder / "1-dead").exists()
    assert len(list(folder.iterdir())) == 3


def test_a_dead_neighbour_is_passed_over_and_forgotten(workers, tmp_path):
    one, other = workers
    dead = tmp_path / "workers" / "1-dead"
    with socket.socket(socket.AF_UNIX) as door, other.neighbours._reached(dead.name) as place:
        door.bind(place)
        door.listen()
    other.neighbours._looked_at = 0.0
    ask(one)
    freeze(other)

    assert ask(other).text == "first"
    other.neighbours.page("http://news.kz/nowhere/")
    assert not dead.exists()


def test_a_neighbour_that_stands_still_holds_nobody_up_for_long(workers, tmp_path, monkeypatch):
    _one, other = workers
    with socket.socket(socket.AF_UNIX) as door, other.neighbours._reached("1-still") as place:
        door.bind(place)
        door.listen()
        other.neighbours._looked_at = 0.0
        began = time.monotonic()

        assert other.neighbours.page("http://news.kz/") is None

    assert time.monotonic() - began < 5


def test_the_desk_does_not_take_every_thread_while_the_database_stands_still(workers):
    one = workers[0]
    freeze(one)
    stuck = [
        threading.Thread(target=ask, args=[one, "/admin/"], daemon=True)
        for _number in range(wsgi.PASSING_BLIND)
    ]
    for thread in stuck:
        thread.start()
    assert until(lambda: len(one.app.asked) == wsgi.PASSING_BLIND)

    refused = ask(one, "/admin/", "POST")
    assert (refused.status, refused.text) == ("503 Service Unavailable", "POST")
    one.app.gate.set()
    for thread in stuck:
        thread.join()
    assert ask(one, "/admin/").status == "200 OK"


@pytest.fixture
def streams(workers, monkeypatch):
    """A worker with one place for what is read while it is sent, which nobody waits for."""
    monkeypatch.setattr(wsgi, "STREAMING", 1)
    monkeypatch.setattr(door, "MOVING", 0)
    one, site = workers[0], workers[0].app

    def app(environ, start_response):
        if environ["PATH_INFO"] != "/admin/export/":
            return site(environ, start_response)
        start_response("200 OK", [])
        return StreamingHttpResponse([b"one", b"two"])

    with monkeypatch.context() as patch:
        patch.setattr(one, "app", app)
        yield one


def test_what_is_read_while_it_is_sent_keeps_its_place_until_then(streams):
    body = streams(request("/admin/export/"), lambda *_words: None)

    assert ask(streams, "/admin/export/").status == "503 Service Unavailable"
    assert b"".join(body) == b"onetwo"
    body.close()
    assert ask(streams, "/admin/export/").text == "onetwo"


def test_it_takes_no_place_from_the_desk(streams, monkeypatch):
    monkeypatch.setattr(wsgi, "PASSING", 1)
    streams(request("/admin/export/"), lambda *_words: None)

    assert ask(streams, "/admin/").status == "200 OK"


def test_a_request_that_fails_leaves_its_place(workers, monkeypatch):
    monkeypatch.setattr(wsgi, "PASSING", 1)
    monkeypatch.setattr(door, "MOVING", 0)
    one = workers[0]

    for _time in range(2):
        with pytest.raises(TypeError), monkeypatch.context() as broken:
            broken.setattr(one, "app", None)
            ask(one, "/admin/")


def test_files_are_given_out_however_many_wait(workers, monkeypatch):
    monkeypatch.setattr(wsgi, "PASSING_BLIND", 0)
    one = workers[0]
    one.follower.looked_at = 0.001

    assert ask(one, "/admin/").status == "503 Service Unavailable"
    assert ask(one, "/admin/static/a.css").status == "200 OK"


@pytest.mark.parametrize("is_noticed", [False, True])
def test_hits_find_a_thread_whatever_else_waits(workers, is_noticed, monkeypatch):
    """As many threads as a worker has; desk, photos and readers of new pages fill their part."""
    one = workers[0]
    monkeypatch.setattr(one.rules, "many", ("/photo/",))
    monkeypatch.setattr(wsgi, "PATIENCE", 600)
    monkeypatch.setattr(wsgi, "SHORT_PATIENCE", 600)
    ask(one)
    one.app.gate = threading.Event()
    most = wsgi.PASSING + making.HANDS + making.WAITING
    assert most + wsgi.STREAMING < serve.THREADS
    paths = [path for n in range(30) for path in (f"/admin/{n}/", f"/photo/{n}/", f"/new/{n}/")]
    with ThreadPoolExecutor(serve.THREADS) as threads:
        waiting = [threads.submit(ask, one, path) for path in paths]
        if is_noticed:
            until(lambda: one.maker._waiting and one._passing.inside)
            one.follower.looked_at = 0.001  # the log cannot be read any more
        hit = threads.submit(ask, one)
        came = until(hit.done)
        few = until(lambda: sum(not one.done() for one in waiting) <= most)
        one.app.gate.set()

    assert came
    assert few
    assert hit.result().text == "first"


def test_who_finds_the_house_full_waits_while_others_leave_it(workers, monkeypatch):
    monkeypatch.setattr(door, "MOVING", 60)
    one = workers[0]
    one.app.gate = threading.Event()
    with ThreadPoolExecutor(serve.THREADS) as threads:
        waiting = [threads.submit(ask, one, "/admin/") for _number in range(serve.THREADS)]
        assert until(lambda: len(one.app.asked) == wsgi.PASSING)
        one.app.gate.set()

        assert {future.result(30).status for future in waiting} == {"200 OK"}


def test_what_was_cut_off_on_its_way_is_not_given_out(workers, monkeypatch):
    one, other = workers
    ask(one)
    freeze(one, other)
    monkeypatch.setattr(neighbours, "_told", lambda page, told=neighbours._told: told(page)[:-1])
    monkeypatch.setattr(wsgi, "SHORT_PATIENCE", 0.1)

    assert ask(other).status == "503 Service Unavailable"


def test_nothing_is_borrowed_by_who_has_never_seen_the_log(workers, tmp_path):
    one, _other = workers
    ask(one)
    new = worker(Site(), meet_in=tmp_path / "workers")
    new.app.text = "made here"

    assert ask(new).text == "made here"
    assert new.figures()["borrowed"] == 0
