"""A page is made once and given to all who ask; it changes when what it shows changes."""

import gzip
import threading
import time

import pytest

from newsroom.pagecache import making, wsgi
from newsroom.pagecache.page import takes_gzip
from tests.pagecache.readers import all_at_once, ask, until


def test_the_second_reader_gets_what_was_made_for_the_first(cache, site):
    first, second = ask(cache), ask(cache)

    assert first.text == second.text == "first"
    assert len(site.asked) == 1
    assert second.headers["Content-Length"] == "5"


def test_a_program_that_has_the_page_is_told_so(cache):
    ask(cache)
    kept = ask(cache)

    again = ask(cache, HTTP_IF_NONE_MATCH=kept.headers["ETag"])

    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again.headers["ETag"] == kept.headers["ETag"]
    assert "Content-Length" not in again.headers


def test_a_page_is_zipped_for_those_who_take_it(cache, site):
    site.text = "жаңалық " * 200
    ask(cache)

    zipped = ask(cache, HTTP_ACCEPT_ENCODING="gzip, br")
    plain = ask(cache, HTTP_ACCEPT_ENCODING="gzip;q=0")

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body).decode() == plain.text == site.text
    assert zipped.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("", False),
        ("br", False),
        ("gzip", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("gzip;q=0.5, br;q=0", True),
        ("br;q=0, gzip", True),
    ],
)
def test_what_a_reader_accepts(accepted, takes):
    assert takes_gzip(accepted) is takes


def test_only_the_head_is_sent_to_who_asks_for_it(cache):
    for _ in range(2):
        answer = ask(cache, method="HEAD")

        assert answer.body == b""
    assert answer.headers["Content-Length"] == "5"


def test_a_link_with_a_networks_mark_leads_to_the_same_page(cache, site):
    for path in ("/", "/?utm_source=telegram", "/?fbclid=1&utm_medium=x"):
        ask(cache, path)

    assert len(site.asked) == 1


@pytest.mark.parametrize("path", ["/?before=1-2", "/?before=1-3", "/other/", "/?before=", "/ru/"])
def test_another_page_is_another_page(cache, site, path):
    ask(cache, "/")
    ask(cache, path)
    ask(cache, path)

    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/", "POST", {}),
        ("/", "GET", {"HTTP_COOKIE": "sessionid=1"}),
        ("/", "GET", {"HTTP_AUTHORIZATION": "Basic x"}),
        ("/", "GET", {"HTTP_RANGE": "bytes=0-1"}),
        ("/admin/", "GET", {}),
        ("/?q=су", "GET", {}),
        ("/?before=1&before=2&x", "GET", {}),
        ("/?utm_source=" + "x" * 2000, "GET", {}),
        ("/" + "x" * 2000, "GET", {}),
        ("/", "GET", {"HTTP_X_FORWARDED_PROTO": "gopher"}),
    ],
)
def test_a_request_of_ones_own_is_answered_each_time(cache, site, path, method, headers):
    ask(cache)
    for _ in range(2):
        ask(cache, path, method, **headers)

    assert len(site.asked) == 3
    assert len(cache.shelf) == 1


@pytest.mark.parametrize(
    ("status", "headers", "keys"),
    [
        ("200 OK", [("Set-Cookie", "a=1")], "site"),
        ("200 OK", [("Vary", "Cookie")], "site"),
        ("200 OK", [("Cache-Control", "private")], "site"),
        ("200 OK", [("Cache-Control", "no-store")], "site"),
        ("200 OK", [], ""),
        ("301 Moved", [], "site"),
        ("404 Not Found", [], "site"),
        ("500 Oh", [], "site"),
    ],
)
def test_an_answer_to_one_reader_or_of_a_fault_is_not_kept(cache, site, status, headers, keys):
    site.status, site.headers, site.keys = status, headers, keys

    for _ in range(2):
        assert ask(cache).status == status

    assert len(site.asked) == 2


def test_a_changed_page_is_given_out_as_it_was_until_it_is_made_again(cache, site):
    ask(cache)
    site.text, site.gate = "second", threading.Event()

    cache._stale(cache.shelf.touch(["article-1"]))
    meanwhile = ask(cache)
    site.gate.set()

    assert meanwhile.text == "first"
    assert until(lambda: ask(cache).text == "second")
    assert len(site.asked) == 2


def test_what_a_change_does_not_touch_stays(cache, site):
    ask(cache)

    cache._stale(cache.shelf.touch(["article-2"]))

    assert ask(cache).text == "first"
    assert len(site.asked) == 1
    assert cache.figures()["stale_hits"] == 0


def test_a_page_that_is_gone_is_never_given_out_again(cache, site):
    ask(cache)
    site.text = "gone"

    cache.shelf.touch(["article-1"], gone=True)

    assert ask(cache).text == "gone"


@pytest.mark.parametrize("gone", [False, True])
def test_a_page_begun_before_a_change_is_not_kept_as_fresh(cache, site, gone):
    site.gate = threading.Event()
    reader = threading.Thread(target=ask, args=[cache])
    reader.start()
    assert until(lambda: site.asked)

    cache.shelf.touch(["article-1"], gone=gone)
    site.gate.set()
    reader.join()

    page = cache.shelf.get("http://news.kz/")
    assert page is None if gone else page.stale_at


def test_a_page_read_long_after_its_change_is_made_first(cache, site, monkeypatch):
    ask(cache)
    monkeypatch.setattr(wsgi, "RECENTLY", -1)  # so nobody makes it unasked
    monkeypatch.setattr(wsgi, "GRACE", 0)
    cache.follower.looked_at = time.monotonic()
    site.text = "second"
    cache._stale(cache.shelf.touch(["article-1"]))

    assert ask(cache).text == "second"


def test_a_page_is_made_again_when_it_is_old(cache, site, monkeypatch):
    ask(cache)
    monkeypatch.setattr(wsgi, "OLDEST", 0)
    site.text = "second"

    ask(cache)

    assert until(lambda: ask(cache).text == "second")


def test_who_reads_a_page_that_is_only_old_does_not_wait(cache, site, monkeypatch):
    ask(cache)
    monkeypatch.setattr(wsgi, "OLDEST", 0)
    cache.follower.looked_at = time.monotonic()
    site.gate, site.text = threading.Event(), "second"

    assert ask(cache).text == "first"
    site.gate.set()

    assert until(lambda: cache.shelf.get("http://news.kz/").body == b"second")
    assert cache.figures()["stale_hits"] == 0


def test_many_old_pages_are_made_one_by_one_and_a_changed_one_between_them(
    cache, site, monkeypatch
):
    paths = ["/", "/b/", "/c/"]
    for path in paths:
        ask(cache, path)
    monkeypatch.setattr(wsgi, "OLDEST", 0)
    monkeypatch.setattr(making, "REST", 10**9)  # after the first one of them
    site.text = "second"

    def new():
        return [
            path for path in paths if cache.shelf.get(f"http://news.kz{path}").body == b"second"
        ]

    for path in paths:
        ask(cache, path)
    assert until(lambda: len(new()) == 1)
    time.sleep(0.05)
    [first] = new()
    changed = next(path for path in paths if path != first)
    cache.maker.again_soon([cache.shelf.get(f"http://news.kz{changed}")])

    assert until(lambda: set(new()) == {first, changed})
    assert cache.maker.queued == 1


def test_a_page_that_nobody_has_read_for_long_is_made_first(cache, site, monkeypatch):
    ask(cache)
    monkeypatch.setattr(wsgi, "OLDEST", 0)
    monkeypatch.setattr(wsgi, "FORGOTTEN", -2)
    cache.follower.looked_at = time.monotonic()
    site.text = "second"

    assert ask(cache).text == "second"


def test_a_page_that_cannot_be_made_again_is_given_out_as_it_was(cache, site):
    ask(cache)
    site.status = "503 Service Unavailable"
    cache._stale(cache.shelf.touch(["article-1"]))
    assert until(lambda: len(site.asked) == 2)

    assert ask(cache).status == "200 OK"


def test_while_the_log_cannot_be_read_no_page_is_made_unasked(cache, site):
    ask(cache)
    cache.follower.looked_at, site.text = 0.001, "second"
    cache._stale(cache.shelf.touch(["article-1"]))
    time.sleep(0.3)
    assert len(site.asked) == 1

    cache.follower.looked_at = time.monotonic()

    assert until(lambda: cache.shelf.get("http://news.kz/").body == b"second")


def test_a_page_that_has_become_another_answer_is_kept_no_longer(cache, site):
    ask(cache)
    site.status = "301 Moved Permanently"
    cache._stale(cache.shelf.touch(["article-1"]))

    assert until(lambda: len(cache.shelf) == 0)
    assert ask(cache).status == "301 Moved Permanently"


def test_a_hundred_readers_of_a_new_page_cost_one(cache, site, monkeypatch):
    monkeypatch.setattr(making, "WAITING", 100)
    site.gate = threading.Event()
    threading.Timer(0.2, site.gate.set).start()

    answers = all_at_once(100, lambda: ask(cache))

    assert {answer.text for answer in answers} == {"first"}
    assert len(site.asked) == 1


def test_more_readers_than_can_wait_are_told_to_come_back(cache, site):
    site.gate = threading.Event()
    numbers = iter(range(100))
    too_many = 40 - making.HANDS - making.WAITING
    opener = threading.Thread(
        target=lambda: until(lambda: cache.refused == too_many) and site.gate.set()
    )
    opener.start()

    answers = all_at_once(40, lambda: ask(cache, f"/{next(numbers)}/"))
    opener.join()

    refused = [answer for answer in answers if answer.status[:3] == "503"]
    assert len(refused) == too_many
    assert {answer.headers["Retry-After"] for answer in refused} == {"1"}
    assert refused[0].text == "come back"


def test_kept_pages_are_given_out_while_every_slot_is_taken(cache, site):
    ask(cache, "/kept/")
    site.gate = threading.Event()
    threads = [threading.Thread(target=ask, args=[cache, f"/{n}/"]) for n in range(5)]
    for thread in threads:
        thread.start()
    assert until(lambda: len(site.asked) == 1 + making.HANDS)

    assert ask(cache, "/kept/").text == "first"
    site.gate.set()
    for thread in threads:
        thread.join()


def test_what_was_not_read_for_longest_makes_room(cache, site):
    site.text = "x" * 10_000
    cache.shelf.most = 100_000
    for n in range(5):
        ask(cache, f"/{n}/")

    for n in range(5, 40):
        ask(cache, "/0/")
        ask(cache, f"/{n}/")

    assert cache.shelf.bytes <= 100_000
    assert cache.shelf.get("http://news.kz/0/")
    assert cache.shelf.get("http://news.kz/1/") is None
    assert cache.figures()["evictions"] > 0


def test_nothing_of_a_page_is_left_when_it_goes(cache):
    ask(cache)

    cache.shelf.drop("http://news.kz/")

    assert (cache.shelf.bytes, len(cache.shelf), cache.shelf._by_key) == (0, 0, {})


def test_of_many_changes_the_old_ones_are_forgotten_on_the_safe_side(cache, site):
    site.gate = threading.Event()
    reader = threading.Thread(target=ask, args=[cache])
    reader.start()
    assert until(lambda: site.asked)

    cache.shelf.touch(["article-1"], gone=True)
    for n in range(2, 12_000):
        cache.shelf.touch([f"article-{n}"])
    site.gate.set()
    reader.join()

    assert len(cache.shelf._changed) <= 5_000
    assert len(cache.shelf) == 0
