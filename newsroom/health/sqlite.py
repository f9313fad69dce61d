"""SQLite: a snapshot by its own backup API; put back by a file that is moved into place."""

import hashlib
import marshal
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

from newsroom.health import Refused, files

NAME, FILE = "SQLite", "database.sqlite3"


def _path():
    return Path(connection.settings_dict["NAME"])


def _open(path, timeout=20):
    """Never makes a file. `timeout`: seconds to wait for another's lock."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=timeout)


def size():
    """Bytes, with what still waits in the write-ahead log."""
    parts = (_path(), Path(f"{_path()}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def refuse_dump():
    """Nothing is needed besides Python."""


def dump(target):
    """The database as of one moment into the file `target`, and what is in it.

    In one step, as one reader of the write-ahead log: no writer waits for it, and none can make
    it begin again. Raises Refused when the copy does not pass SQLite's own check.
    """
    try:
        with closing(_open(_path())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # all in one file
            return _facts_of(copy)
    except sqlite3.Error as fault:
        raise Refused(f"The database could not be saved. SQLite says: {fault}") from fault


def _facts_of(copy):
    (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise Refused(f"The database is damaged. SQLite says: {said}")
    migrations = copy.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return {
        "vendor": "sqlite",
        "version": sqlite3.sqlite_version,
        "file": FILE,
        "migrations": migrations,
        "tables": _tables(copy),
    }


def table_names():
    with connection.cursor() as cursor:
        return _names(cursor)


def _names(cursor):
    """Ordinary tables: not those that SQLite or a search index keeps for itself."""
    cursor.execute("PRAGMA table_list")
    return sorted(
        name
        for schema, name, kind, *_rest in cursor.fetchall()
        if schema == "main" and kind == "table" and not name.startswith("sqlite_")
    )


def tables():
    """{name: {"rows", "checksum"}} of the newsroom's database."""
    with closing(_open(_path())) as db:
        return _tables(db)


def _tables(db):
    names = _names(db.cursor())
    db.text_factory = bytes  # as stored, whatever it is
    return {name: _facts(db.execute(f'SELECT * FROM "{name}"')) for name in names}


def _facts(rows):
    """The checksum adds up one of each row, so their order does not matter.

    marshal writes plain values quickly and, in format 2, always in the same way.
    """
    count = total = 0
    for row in rows:
        count += 1
        written = hashlib.blake2b(marshal.dumps(row, 2), digest_size=8).digest()
        total += int.from_bytes(written)
    return {"rows": count, "checksum": f"{total % 2**64:016x}"}


def refuse_restore(file):
    """Raises Refused when there is no room, or when another process has the database open."""
    files.need(file.stat().st_size, _path().parent, "The database")
    _let_go()


def restore(file):
    part = Path(f"{_path()}.part")
    part.unlink(missing_ok=True)
    files.copy(file, part)
    _let_go()
    files.settle(part, _path())


def _let_go():
    """Close the database that is to be replaced; its log goes, so that it cannot meet the new one.

    Only the last connection may leave the write-ahead log: that is how others are noticed.
    """
    connections.close_all()
    if not _path().exists():
        return
    try:
        with closing(_open(_path(), timeout=0)) as db:
            db.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as fault:
        said = f"{_path()} is open in another process ({fault}). Stop the newsroom first."
        raise Refused(said) from fault


def rehearse(file):
    """Restore `file` to a temporary place; (its tables, a sentence for each fault)."""
    scratch = Path(tempfile.gettempdir())
    files.need(file.stat().st_size, scratch, "The rehearsal")
    with tempfile.TemporaryDirectory(prefix="newsroom-verify-") as folder:
        copy = Path(shutil.copyfile(file, Path(folder, FILE)))
        try:
            with closing(_open(copy)) as db:
                said = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
                astray = db.execute("PRAGMA foreign_key_check").fetchmany(5)
                faults = [f"SQLite says: {line}" for line in said if line != "ok"]
                faults += [f"A row of {row[0]} points at a missing {row[2]}." for row in astray]
                return _tables(db), faults
        except sqlite3.DatabaseError as fault:
            return {}, [f"SQLite says: {fault}"]
