"""The newsroom's database, of whichever kind it is."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from newsroom.health import Refused, postgresql, sqlite

KINDS = {"sqlite": sqlite, "postgresql": postgresql}

#: Tables that `migrate` fills by itself.
FILLED_BY_MIGRATE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}


def here():
    """The module that dumps and restores databases of this kind."""
    return KINDS[connection.vendor]


def rows_found():
    """{table: number of rows} where there are rows that no `migrate` has made."""
    found = {}
    for name in set(here().table_names()) - FILLED_BY_MIGRATE:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            (rows,) = cursor.fetchone()
        if rows:
            found[name] = rows
    return found


def waiting_migrations():
    """Those of the code that the database has not seen, as "app.name", in order."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [".".join(one) for one in sorted(of_code() - applied)]


@cache
def of_code():
    """{(app, name)} of the migrations that this code brings along; read from the disk once."""
    return frozenset(MigrationLoader(None).disk_migrations)


def refuse_unborn():
    """Raises Refused where `migrate` has never run: there is nothing to save."""
    if "django_migrations" not in here().table_names():
        raise Refused("The database has no tables yet: there is nothing to save.")
