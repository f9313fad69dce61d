"""How Django sees that a line to PostgreSQL is still there."""

import select

import pytest
from django.db import connection, connections
from django.db.backends.postgresql import base

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def line():
    """A line of its own, which no other test misses."""
    line = connections.create_connection("default")
    line.connect()
    yield line
    line.close()


def pid(line):
    with line.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end(backend):
    """As PostgreSQL does when it is restarted; waits until the line is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        assert cursor.fetchone()[0]


@pytest.fixture
def asked(monkeypatch):
    """Whether Django's own way was gone, which asks PostgreSQL."""
    times, is_usable = [], base.DatabaseWrapper.is_usable
    monkeypatch.setattr(
        base.DatabaseWrapper, "is_usable", lambda self: times.append(1) or is_usable(self)
    )
    return times


def test_a_quiet_line_is_usable_and_nothing_is_asked(line, asked):
    pid(line)

    assert line.is_usable()
    assert not asked


def test_a_line_that_the_server_has_ended_is_not(line):
    end(pid(line))

    assert not line.is_usable()


def test_a_line_that_was_closed_here_is_not(line):
    line.connection.close()

    assert not line.is_usable()


def test_a_line_on_which_something_has_come_is_asked(line, asked):
    with line.cursor() as cursor:
        cursor.execute("LISTEN told")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY told")
    select.select([line.connection], [], [], 10)

    assert line.is_usable()
    assert asked


def test_the_next_request_after_a_restart_finds_the_database(line):
    before = pid(line)
    line.health_check_enabled, line.health_check_done = True, False
    end(before)

    assert pid(line) != before
