"""Who follows the log is woken by the database, whichever process has committed."""

import threading
import time

import pytest
from django.db import connection, transaction

from newsroom.pagecache import changes
from newsroom.pagecache.hearing import Ear

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 60  # seconds, which only a failure uses up


@pytest.fixture
def ear(monkeypatch):
    """It hears nothing of what this process does itself."""
    monkeypatch.setattr(changes, "woken", threading.Event())
    monkeypatch.setattr(changes.woken, "set", lambda: None)
    ear = Ear()
    connection.ensure_connection()
    ear.open()
    ear.wait(0)
    return ear


def elsewhere(after=0.0):
    """A change is committed on another connection, so many seconds from now."""

    def commit():
        time.sleep(after)
        with transaction.atomic():
            changes.log(["article-1"])
        connection.close()

    writer = threading.Thread(target=commit)
    writer.start()
    return writer


def waited(ear, seconds):
    began = time.monotonic()
    ear.wait(seconds)
    return time.monotonic() - began


def test_a_commit_ends_the_wait(ear):
    writer = elsewhere(after=0.2)

    assert waited(ear, LONG) < LONG / 2

    writer.join()


def test_a_commit_since_the_last_wait_ends_it_at_once(ear):
    elsewhere().join()
    with connection.cursor() as cursor:  # a look, with the answer to which the word may come
        cursor.execute("SELECT 1")

    assert waited(ear, LONG) < LONG / 2


def test_without_one_it_waits_its_time_and_no_longer(ear):
    assert 0.2 <= waited(ear, 0.2) < LONG / 2
    assert 0.2 <= waited(ear, 0.2) < LONG / 2


def test_a_connection_that_is_gone_is_no_fault_of_the_one_who_waits(ear):
    connection.connection.close()

    assert 0.1 <= waited(ear, 0.1) < LONG / 2

    connection.close()
    assert 0.1 <= waited(ear, 0.1) < LONG / 2
