"""What is logged reaches the kept pages: at its moment, whatever order it was committed in."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from newsroom.pagecache import changes, memo
from newsroom.pagecache.models import Change
from tests.pagecache.readers import ask, until

pytestmark = pytest.mark.django_db


def log(*keys, **more):
    with transaction.atomic():
        return changes.log(keys, **more)


@pytest.fixture
def follower(cache):
    cache.follower.look()
    return cache.follower


@pytest.mark.django_db(transaction=True)  # or both looks are in the transaction that logs
def test_a_logged_change_makes_its_pages_stale(cache, follower):
    ask(cache)
    page = cache.shelf.get("http://news.kz/")
    log("article-2")
    follower.look()
    assert not page.stale_at

    log("list-kk", "article-1")
    follower.look()

    assert page.stale_at


@pytest.fixture
def site_memo(monkeypatch):
    monkeypatch.setattr(memo, "COUNTS", 10**9)
    known = memo.Memo("site")
    known.things()["name"] = "Айна"
    return known


@pytest.mark.django_db(transaction=True)
def test_what_pages_are_made_of_is_forgotten_before_they_are_stale(
    follower, site_memo, monkeypatch
):
    """A page that is begun in between must not be made of the old, and be kept as fresh."""
    touch, known = follower.shelf.touch, []

    def looked(keys, **more):
        known.append(site_memo.things())
        return touch(keys, **more)

    monkeypatch.setattr(follower.shelf, "touch", looked)
    log("article-1")
    log("site")

    follower.look()

    assert known == [{"name": "Айна"}, {}]


def test_what_was_known_before_the_first_look_is_forgotten(cache, site_memo):
    cache.follower.look()

    assert site_memo.things() == {}


@pytest.mark.django_db(transaction=True)
def test_after_an_outage_what_was_known_is_forgotten(follower, site_memo, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(changes, "news", lambda position: (_ for _ in ()).throw(OperationalError))
        follower.step()
    assert site_memo.things() == {"name": "Айна"}

    follower.step()

    assert site_memo.things() == {}


@pytest.mark.django_db(transaction=True)
def test_a_first_look_that_fails_is_made_again_whole(cache, monkeypatch):
    log("article-1", due_at=timezone.now() + timedelta(seconds=60))
    with monkeypatch.context() as away:
        away.setattr(changes, "coming", lambda: (_ for _ in ()).throw(OperationalError))
        cache.follower.step()

    cache.follower.step()

    assert [row[3] for row in cache.follower._coming] == ["article-1"]


def test_what_is_gone_is_dropped(cache, follower):
    ask(cache)

    log("article-1", kind=Change.Kind.GONE)
    follower.look()

    assert len(cache.shelf) == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_logged_before_a_process_began_does_not_concern_it(cache):
    log("article-1")
    cache.follower.look()
    ask(cache)

    cache.follower.look()

    assert not cache.shelf.get("http://news.kz/").stale_at


def test_a_page_begun_before_the_first_look_is_not_kept_as_fresh(cache, site):
    site.gate = threading.Event()
    reader = threading.Thread(target=ask, args=[cache])
    reader.start()
    assert until(lambda: site.asked)
    log("article-1")

    cache.follower.look()
    site.gate.set()
    reader.join()

    assert cache.shelf.get("http://news.kz/") is None


@pytest.mark.parametrize("logged_first", [True, False])
def test_a_change_counts_from_its_moment_on(cache, clock, logged_first):
    nine = timezone.now() + timedelta(hours=1)
    if logged_first:  # by another process, before this one began
        log("article-1", kind=Change.Kind.GONE, due_at=nine)
    cache.follower.look()
    if not logged_first:
        log("article-1", kind=Change.Kind.GONE, due_at=nine)
    ask(cache)

    clock.at(nine - timedelta(seconds=1))
    cache.follower.look()
    before = len(cache.shelf)
    clock.at(nine)
    cache.follower.look()

    assert (before, len(cache.shelf)) == (1, 0)


def test_a_change_counts_once(cache, follower):
    log("article-1")

    before = cache.shelf.change

    for _ in range(3):
        follower.look()

    assert cache.shelf.change == before + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_no_change_is_lost_that_is_committed_after_a_later_one(cache, follower):
    """Row 1 is written first and committed last: whoever asks for id > 2 never sees it."""
    written, commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            changes.log(["article-1"])
            written.set()
            commit.wait()
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(60)
    log("article-2")
    follower.look()
    seen_early = set(cache.shelf._changed)
    commit.set()
    writer.join()
    follower.look()

    assert seen_early == {"article-2"}
    assert set(cache.shelf._changed) == {"article-1", "article-2"}


@pytest.mark.django_db(transaction=True)
def test_a_change_is_looked_for_as_soon_as_it_is_committed_here():
    changes.woken.clear()

    with transaction.atomic():
        changes.log(["article-1"])
        early = changes.woken.is_set()

    assert (early, changes.woken.is_set()) == (False, True)


def away(*_):
    raise OperationalError("the server is away")


def test_without_its_database_it_says_so_once_and_readers_read_on(
    cache, follower, monkeypatch, caplog
):
    ask(cache)
    monkeypatch.setattr(changes, "news", away)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 0)

    for _ in range(3):
        follower.step()

    assert ask(cache).text == "first"
    assert not follower.sees
    assert caplog.text.count("The change log cannot be read: the server is away") == 1
    assert cache.figures()["fault"] == "the server is away"


def test_after_an_outage_everything_is_stale(cache, follower, monkeypatch):
    ask(cache)
    monkeypatch.setattr(connection, "close", lambda: None)
    with monkeypatch.context() as patch:
        patch.setattr(changes, "news", away)
        follower.step()
    assert not cache.shelf.get("http://news.kz/").stale_at

    follower.step()

    assert cache.shelf.get("http://news.kz/").stale_at
    assert follower.fault == ""


def test_old_rows_are_cleared_and_those_still_to_come_are_not():
    old, coming, fresh = log("a"), log("b", due_at=timezone.now() + timedelta(days=9)), log("c")
    long_ago = timezone.now() - timedelta(days=2)
    Change.objects.filter(pk__in=[old.pk, coming.pk]).update(created_at=long_ago)
    Change.objects.filter(pk=old.pk).update(due_at=long_ago)

    assert changes.trim() == 1

    assert set(Change.objects.all()) == {coming, fresh}


def test_what_was_planned_goes_in_its_hour_though_the_log_cannot_be_read(cache, follower, clock):
    nine = timezone.now() + timedelta(hours=1)
    log("article-1", kind=Change.Kind.GONE, due_at=nine)
    ask(cache)
    follower.look()
    clock.at(nine)
    follower.looked_at = 0.001

    follower.mind_the_clock()

    assert cache.shelf.get("http://news.kz/") is None


def test_who_follows_the_log_minds_the_clock_alone(cache, follower, clock):
    nine = timezone.now() + timedelta(hours=1)
    log("article-1", kind=Change.Kind.GONE, due_at=nine)
    ask(cache)
    follower.look()
    clock.at(nine)

    follower.mind_the_clock()

    assert cache.shelf.get("http://news.kz/")
