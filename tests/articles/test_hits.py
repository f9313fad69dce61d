"""How often an old address is used, at no cost to those who use it."""

import threading

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from articles import hits
from articles.models import Redirect


@pytest.fixture(autouse=True)
def _nothing_gathered():
    hits._gathered.clear()
    yield
    hits._gathered.clear()


@pytest.fixture
def old(db):
    return Redirect.objects.create(old_path="/old/", new_path="/page/new/")


def test_a_hit_is_counted_and_dated_when_it_is_written(old, client, clock):
    for path in ("/old/", "/old", "/old/?utm_source=vk"):
        client.get(path)

    hits.write()

    old.refresh_from_db()
    assert (old.hits, old.last_hit_at) == (3, clock.now)


def test_the_hop_itself_writes_nothing(old, client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/old/")

    # EXECUTE: of a SELECT that is planned already
    assert {query["sql"].split()[0] for query in asked} <= {"SELECT", "EXECUTE"}


def test_a_thousand_old_addresses_are_written_in_a_few_statements(client, db):
    rows = Redirect.objects.bulk_create(
        Redirect(old_path=f"/old/{n}/", new_path="/page/new/") for n in range(1000)
    )
    for row in rows:
        hits.count(row.pk)
    hits.count(rows[0].pk)

    with CaptureQueriesContext(connection) as written:
        hits.write()

    assert len(written) == 3
    assert sum(Redirect.objects.values_list("hits", flat=True)) == 1001


def test_what_the_database_refuses_is_written_the_next_time(old, monkeypatch):
    hits.count(old.pk)
    with monkeypatch.context() as away:
        away.setattr("django.db.models.query.QuerySet.update", _refuse)
        hits.write()
    hits.count(old.pk)

    hits.write()

    old.refresh_from_db()
    assert old.hits == 2


def _refuse(*args, **kwargs):
    raise OperationalError("database is locked")


def test_no_hit_is_lost_between_threads(old):
    crowd = [threading.Thread(target=_count, args=[old.pk]) for _n in range(8)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    hits.write()

    old.refresh_from_db()
    assert old.hits == 8000


def _count(pk):
    for _n in range(1000):
        hits.count(pk)


def test_a_redirect_deleted_meanwhile_is_no_fault(old):
    hits.count(old.pk)
    old.delete()

    hits.write()

    assert not Redirect.objects.exists()
