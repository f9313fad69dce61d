"""SQLite as the newsroom sets it up: nobody waits to read, and writers wait their turn."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from newsroom import env


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Opens one more connection to the same file, as another process would."""
    opened = []

    def open_one(timeout=20):
        settings = env.sqlite(tmp_path / "newsroom.sqlite3")
        settings["OPTIONS"]["timeout"] = timeout
        opened.append(ConnectionHandler({"default": settings})["default"])
        return opened[-1]

    with django_db_blocker.unblock():
        yield open_one
        for connection in opened:
            connection.close()


def ask(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


def test_the_write_ahead_log_is_really_on(connect):
    assert ask(connect(), "PRAGMA journal_mode") == ("wal",)


def test_readers_read_while_a_writer_writes(connect):
    writer, reader = connect(), connect(timeout=0)
    ask(writer, "CREATE TABLE story (headline text)")

    with writing(writer):
        ask(writer, "INSERT INTO story VALUES ('draft')")
        assert ask(reader, "SELECT count(*) FROM story") == (0,)

    assert ask(reader, "SELECT count(*) FROM story") == (1,)


def test_a_transaction_takes_its_turn_to_write_when_it_begins(connect):
    first, second = connect(), connect(timeout=0)

    with writing(first), pytest.raises(OperationalError, match="locked"), writing(second):
        pass


@contextmanager
def writing(connection):
    """What `transaction.atomic` does, for a connection that has no alias in the settings."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    yield
    connection.commit()
    connection.set_autocommit(True)
