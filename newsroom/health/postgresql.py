"""PostgreSQL: its own pg_dump and pg_restore, around one snapshot."""

import os
import re
import shutil
import subprocess
from contextlib import closing, contextmanager

from django.db import DatabaseError, connection, connections
from psycopg2.extensions import make_dsn

from newsroom.health import Refused

NAME, FILE = "PostgreSQL", "database.dump"
SCRATCH_NOTE = "Made by the newsroom to try a backup; may be dropped."

FACTS = """
    SELECT count(*), coalesce(sum(('x' || left(md5(CAST(_row AS text)), 16))::bit(64)::bigint), 0)
    FROM {table} AS _row
"""  # each row's own checksum, added up: their order does not matter


def size():
    """Bytes of the database on its server: more than a dump of it weighs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def refuse_dump():
    _program("pg_dump")


def dump(target):
    """The database as of one moment into the file `target`, and what is in it.

    pg_dump looks at the very snapshot in which the rows are counted.
    """
    with closing(connection.copy()) as reader, _told_plainly(reader) as cursor:
        reader.set_autocommit(False)
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}", _dsn())
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = cursor.fetchall()
        facts = {
            "vendor": "postgresql",
            "version": ".".join(map(str, reader.get_database_version())),
            "file": FILE,
            "migrations": migrations,
            "tables": _tables(reader, cursor),
        }
        reader.rollback()
        return facts


def table_names():
    return sorted(connection.introspection.table_names())


def tables():
    """{name: {"rows", "checksum"}} of the newsroom's database."""
    return _tables_of(connection.settings_dict["NAME"])


def _tables_of(database):
    with closing(_elsewhere(database)) as there, _told_plainly(there) as cursor:
        return _tables(there, cursor)


def _tables(db, cursor):
    facts = {}
    for name in sorted(db.introspection.table_names(cursor)):
        cursor.execute(FACTS.format(table=db.ops.quote_name(name)))
        rows, total = cursor.fetchone()
        facts[name] = {"rows": rows, "checksum": f"{int(total) % 2**64:016x}"}
    return facts


@contextmanager
def _told_plainly(db):
    """A cursor for which a value is always written in the same way, whatever the server likes."""
    with db.cursor() as cursor:
        cursor.execute(
            "SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601'; SET timezone = 'UTC'; "
            "SET extra_float_digits = 1; SET bytea_output = 'hex'"
        )
        yield cursor


def refuse_restore(file):
    """Raises Refused when pg_restore is missing, too old, or cannot read `file`."""
    _program("pg_restore")
    _run("pg_restore", "--list", str(file))


def restore(file):
    """Into a database whose tables hold nothing of value: they make room for those of `file`.

    All in one transaction; when it fails, the database is left without tables.
    """
    found = table_names()
    with connection.cursor() as cursor:
        if found:
            quoted = ", ".join(map(connection.ops.quote_name, found))
            cursor.execute(f"DROP TABLE {quoted} CASCADE")
    connections.close_all()
    _pg_restore(file, _dsn())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or the first pages would be planned blindly


def _pg_restore(file, dsn):
    _run(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        "--no-comments",  # those on extensions are for a superuser to write
        dsn,
        str(file),
    )


def rehearse(file):
    """Restore `file` to a temporary database; (its tables, a sentence for each fault)."""
    _program("pg_restore")
    name = f"newsroom_verify_{connection.settings_dict['NAME']}"[:63]
    with _scratch_database(name):
        try:
            _pg_restore(file, _dsn(name))
        except Refused as fault:
            return {}, [str(fault)]
        return _tables_of(name), []


@contextmanager
def _scratch_database(name):
    """Raises Refused when the role may not make one, or another rehearsal goes on."""
    quoted = connection.ops.quote_name(name)
    with closing(connection.copy()) as server, server.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        left_behind = cursor.fetchone()
        if left_behind and left_behind[0] != SCRATCH_NOTE:
            raise Refused(f"There is a database {name}, and it is not the newsroom's to drop.")
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database "
            "WHERE datname = current_database()"
        )
        alike = "TEMPLATE template0 ENCODING '{}' LC_COLLATE '{}' LC_CTYPE '{}'".format(
            *cursor.fetchone()
        )
        try:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
            cursor.execute(f"CREATE DATABASE {quoted} {alike}")
        except DatabaseError as fault:
            raise Refused(
                f"No temporary database could be made to try the backup in: {str(fault).strip()}. "
                "The role in DATABASE_URL needs the right CREATEDB."
            ) from fault
        try:
            cursor.execute(f"COMMENT ON DATABASE {quoted} IS %s", [SCRATCH_NOTE])
            yield
        finally:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _elsewhere(database):
    """A connection of its own to another database on the same server."""
    there = connection.copy()
    there.settings_dict["NAME"] = database
    return there


def _dsn(database=None):
    """All that the programs must know but the password, which others could see in `ps`."""
    told = connection.get_connection_params()
    told = {key: value for key, value in told.items() if key not in ("password", "cursor_factory")}
    return "--dbname=" + make_dsn(**{**told, "dbname": database or told["dbname"]})


def _program(name):
    """Its path. Raises Refused when it is missing, or older than the server."""
    found = shutil.which(name)
    server = connection.get_database_version()[0]
    advice = f"Install the client of PostgreSQL {server} (on Debian: postgresql-client-{server})."
    if found is None:
        raise Refused(f"{name} was not found on the PATH. {advice}")
    said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
    version = re.search(r"\) (\d+)", said)
    if version is None or int(version[1]) < server:
        raise Refused(f"{name} is older than the server: {said.strip()}. {advice}")
    return found


def _run(name, *words):
    """Raises Refused with what the program said."""
    password = connection.settings_dict["PASSWORD"]
    done = subprocess.run(
        [shutil.which(name), *words],
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise Refused(" ".join(done.stderr.strip().splitlines()[:3]) or f"{name} failed.")
