"""What every page needs is read once in a process, and anew when the log has named its key."""

import pytest
from django.db import transaction

from newsroom.pagecache import changes
from newsroom.pagecache import memo as memos
from newsroom.pagecache.memo import AT_MOST, Memo

pytestmark = pytest.mark.django_db


@pytest.fixture
def memo():
    memo = Memo("site")
    memo.things()["name"] = "Айна"
    return memo


def logged(*keys):
    with transaction.atomic():
        changes.log(keys)


def test_what_was_read_stays(memo, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert memo.things() == {"name": "Айна"}


def test_it_goes_when_the_log_names_its_key(memo):
    logged("section-3", "site")

    assert memo.things() == {}


def test_it_stays_whatever_else_the_log_names(memo):
    for _time in range(2):
        logged("article-7", "site-map")

        assert memo.things() == {"name": "Айна"}


def test_a_change_is_not_lost_between_others(memo):
    for keys in (["article-1"], ["site"], ["article-2"]):
        logged(*keys)

    assert memo.things() == {}


def test_it_goes_after_a_minute_by_itself(memo, clock):
    memo.things()
    clock.forward(seconds=AT_MOST.total_seconds() + 1)

    assert memo.things() == {}


def test_it_goes_when_the_clock_is_put_back(memo, clock):
    clock.forward(hours=-1)

    assert memo.things() == {}


@pytest.fixture
def long_blink(monkeypatch):
    monkeypatch.setattr(memos, "COUNTS", 1000)


def test_for_a_blink_nothing_is_asked(memo, long_blink, django_assert_num_queries):
    logged("site")

    with django_assert_num_queries(0):
        assert memo.things() == {"name": "Айна"}


def test_but_what_this_process_has_heard_counts_at_once(memo, long_blink):
    logged("site")
    memos.heard(["article-7"])
    assert memo.things() == {"name": "Айна"}

    memos.heard(["article-7", "site"])

    assert memo.things() == {}


def test_after_an_outage_nothing_counts(memo, long_blink):
    memos.heard(None)

    assert memo.things() == {}


def test_what_was_read_before_it_was_heard_does_not_count_after_it(memo, monkeypatch):
    """One thread reads the log, another hears of a change, the first keeps what it had read."""
    news = changes.news

    def heard_meanwhile(position):
        found = news(position)
        monkeypatch.setattr(memos, "COUNTS", 1000)
        memos.heard(["site"])
        return found

    with monkeypatch.context() as patch:
        patch.setattr(changes, "news", heard_meanwhile)
        memo.things()

    assert memo.things() == {}
