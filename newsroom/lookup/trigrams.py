"""Looking inside the folded text of a big table without reading the table.

A `SearchTextField(trigrams=True)` has an index of all its sequences of three letters: FTS5 on
SQLite (https://www.sqlite.org/fts5.html#the_trigram_tokenizer), pg_trgm on PostgreSQL. The index
is made after `migrate` and not by a migration: where SQLite must build a table anew it drops the
triggers that keep the index, and what stands in no migration cannot be lost in one.
"""

import logging

from django.db import DatabaseError, connections, transaction
from django.db.models import Lookup

log = logging.getLogger(__name__)


class Holds(Lookup):
    """The text holds a word: anywhere in it from three letters on, shorter ones where one begins.

    The index knows nothing of shorter ones: `search.newest_hits` looks at few rows for them.
    """

    lookup_name = "holds"

    def as_sql(self, compiler, connection):
        """For PostgreSQL: its index answers LIKE."""
        column, params = self.process_lhs(compiler, connection)
        word = connection.ops.prep_for_like_query(self.rhs)
        patterns = [f"%{word}%"] if len(self.rhs) > 2 else [f"{word}%", f"% {word}%"]
        like = f"{column} {connection.operators['contains']}"
        sql = " OR ".join([like] * len(patterns))
        return f"({sql})", [one for pattern in patterns for one in (*params, pattern)]

    def as_sqlite(self, compiler, connection):
        like, params = self.as_sql(compiler, connection)
        if len(self.rhs) < 3:
            return like, params
        # every third place is enough: what is found is compared
        places = [*range(0, len(self.rhs) - 3, 3), len(self.rhs) - 3]
        threes = (self.rhs[at : at + 3].replace('"', '""') for at in places)
        field, quoted = self.lhs.target, connection.ops.quote_name
        key = f"{quoted(self.lhs.alias)}.{quoted(field.model._meta.pk.column)}"
        index = quoted(index_name(field))
        found = f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"
        return f"({found} AND {like})", [" AND ".join(f'"{one}"' for one in threes), *params]


def index_name(field):
    return f"{field.model._meta.db_table}_trigrams"


def make_indexes(app_config, using, **kwargs):
    """Make what is missing for the models of an app; a receiver of post_migrate.

    Where an app was migrated away, its tables are gone.
    """
    there = set(connections[using].introspection.table_names())
    for model in app_config.get_models():
        if model._meta.db_table not in there:
            continue
        for field in model._meta.local_fields:
            if getattr(field, "trigrams", False):
                _make[connections[using].vendor](connections[using], field)


def _make_postgresql(connection, field):
    """A role that may not make the extension goes without the index, and is told once."""
    quoted = connection.ops.quote_name
    table, column = quoted(field.model._meta.db_table), quoted(field.column)
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {quoted(index_name(field))}"
                f" ON {table} USING gin ({column} gin_trgm_ops)"
            )
    except DatabaseError as refused:
        log.warning("Searching %s will be slow: no pg_trgm (%s)", table, refused)


def _make_sqlite(connection, field):
    """An FTS5 table without content of its own, and three triggers that write it."""
    quoted = connection.ops.quote_name
    meta = field.model._meta
    table, key, column = quoted(meta.db_table), quoted(meta.pk.column), quoted(field.column)
    index = quoted(index_name(field))
    put = f"INSERT INTO {index} (rowid, text) VALUES (new.{key}, new.{column});"
    drop = f"INSERT INTO {index} ({index}, rowid, text) VALUES ('delete', old.{key}, old.{column});"
    triggers = {
        "put": f"AFTER INSERT ON {table} BEGIN {put} END",
        "dropped": f"AFTER DELETE ON {table} BEGIN {drop} END",
        "changed": f"AFTER UPDATE OF {column} ON {table}"
        f" WHEN old.{column} <> new.{column} BEGIN {drop} {put} END",
    }
    named = {f"{index_name(field)}_{name}": rest for name, rest in triggers.items()}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE tbl_name = %s", [meta.db_table])
        if named.keys() <= {name for (name,) in cursor.fetchall()}:
            return
        cursor.execute(f"DROP TABLE IF EXISTS {index}")
        cursor.execute(
            f"CREATE VIRTUAL TABLE {index}"
            " USING fts5(text, tokenize='trigram', content='', detail='none')"
        )
        cursor.execute(f"INSERT INTO {index} (rowid, text) SELECT {key}, {column} FROM {table}")
        for name, rest in named.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {quoted(name)}")
            cursor.execute(f"CREATE TRIGGER {quoted(name)} {rest}")


_make = {"postgresql": _make_postgresql, "sqlite": _make_sqlite}
