"""nginx may have copies of fresh pages, and loses them when they change."""

import hashlib
import time

import pytest
from django.db import transaction

from newsroom.pagecache import changes, lending
from newsroom.pagecache.following import Follower
from newsroom.pagecache.lending import Lending
from newsroom.pagecache.models import Change
from newsroom.pagecache.wsgi import PageCache
from tests.pagecache.conftest import RULES
from tests.pagecache.readers import ask

KEY = "https://news.kz/ gzip"
pytestmark = pytest.mark.django_db


@pytest.fixture
def cache(site, monkeypatch, tmp_path):
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 30)  # a test may be slow
    cache = PageCache(site, rules=RULES, busy=str.encode, lending=Lending(tmp_path))
    cache.follower.look()
    return cache


def copy_of(cache, key=KEY):
    """What nginx would write."""
    file = cache.lending.folder / hashlib.md5(key.encode()).hexdigest()
    file.write_text("a page")
    return file


def lent(cache, key=KEY, **headers):
    """For how many seconds nginx may keep the answer; None: it may not."""
    return ask(cache, HTTP_X_FRONT_KEY=key, **headers).headers.get("X-Accel-Expires")


def log(*keys, **more):
    with transaction.atomic():
        return changes.log(keys, **more)


def test_a_fresh_page_is_lent_when_it_is_asked_for_again(cache):
    assert lent(cache) is None

    assert lent(cache) == "10"


def test_who_names_no_key_hears_nothing_of_lending(cache):
    ask(cache)

    assert "X-Accel-Expires" not in ask(cache).headers


def test_a_reader_with_a_cookie_is_lent_nothing(cache):
    lent(cache)

    assert lent(cache, HTTP_COOKIE="a=b") is None


@pytest.mark.parametrize("kind", [Change.Kind.STALE, Change.Kind.GONE])
def test_a_change_takes_its_copies_back_and_no_others(cache, kind):
    lent(cache), lent(cache)
    copy, other = copy_of(cache), copy_of(cache, "https://news.kz/other gzip")

    log("article-1", kind=kind)
    cache.follower.look()

    assert not copy.exists()
    assert other.exists()


def test_a_copy_that_nginx_was_still_writing_is_taken_back_too(cache, monkeypatch):
    lent(cache), lent(cache)
    log("article-1")
    cache.follower.look()
    copy = copy_of(cache)

    later = time.monotonic() + lending.AGAIN[-1]
    monkeypatch.setattr(time, "monotonic", lambda: later)
    cache.lending.sweep()

    assert not copy.exists()


def test_a_stale_page_is_not_lent(cache, site):
    lent(cache), lent(cache)
    site.status = "500 Internal Server Error"  # or it would be made again at once

    log("article-1")
    cache.follower.look()

    assert lent(cache) is None


def test_nothing_is_lent_while_the_log_is_not_read(cache):
    lent(cache)
    cache.follower.looked_at = 0.0

    assert lent(cache) is None


def test_a_page_made_again_with_the_same_bytes_keeps_its_copies(cache, site):
    lent(cache), lent(cache)
    copy = copy_of(cache)
    page = cache.shelf.get("http://news.kz/")

    cache.maker._made(page)
    cache.lending.sweep()

    assert cache.shelf.get("http://news.kz/") is not page
    assert copy.exists()


def test_a_page_made_again_with_other_bytes_loses_them(cache, site):
    lent(cache), lent(cache)
    copy, site.text = copy_of(cache), "second"

    cache.maker._made(cache.shelf.get("http://news.kz/"))
    cache.lending.sweep()

    assert not copy.exists()


def test_a_process_that_begins_takes_back_what_another_had_lent(cache, site, tmp_path):
    copy = copy_of(cache)
    stranger = tmp_path / "nginx.pid"
    stranger.write_text("1")

    PageCache(site, rules=RULES, busy=str.encode, lending=Lending(tmp_path)).follower.look()

    assert not copy.exists()
    assert stranger.exists()


def test_one_page_has_a_bound_number_of_copies(cache):
    lent(cache)
    for number in range(lending.MOST):
        assert lent(cache, f"https://news.kz/?utm_source={number} gzip") == "10"

    assert lent(cache, "https://news.kz/?utm_source=more gzip") is None
    assert lent(cache, "https://news.kz/?utm_source=1 gzip") == "10"


def test_what_cannot_be_taken_back_is_not_lent(site, tmp_path, monkeypatch):
    monkeypatch.setattr(Follower, "start", lambda self: None)
    folder = Lending(tmp_path / "missing")
    cache = PageCache(site, rules=RULES, busy=str.encode, lending=folder)
    cache.follower.look()
    ask(cache)

    assert lent(cache) is None
    assert "missing" in folder.fault


def test_lending_begins_when_nginx_has_made_its_folder(site, tmp_path, monkeypatch):
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 30)
    cache = PageCache(site, rules=RULES, busy=str.encode, lending=Lending(tmp_path / "pages"))
    cache.follower.look()
    (tmp_path / "pages").mkdir()
    cache.lending._tried_at = 0.0

    cache.lending.sweep()
    lent(cache)

    assert lent(cache) == "10"
