"""What every page needs is read once in a process, and anew when the log has named its key."""

import pytest
from django.db import transaction

from newsroom.pagecache import changes
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
