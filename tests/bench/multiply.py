"""A small archive made large: python -m tests.bench.multiply TIMES, with the newsroom's variables.

The database copies what is there, set by set, so a million stories take minutes. A copy is a
story as the verbs leave it (its desk copy, texts, rows in lists, step, short link, old address),
with ids of its own and its moments a few hours earlier than the copy before. Left out, because no
page of readers asks for it: revisions, the keys of both searches. "Read also" leads to the stories
of the first copy.
"""

import os
import sys

import django
from django.core.management.color import no_style
from django.db import connection, models, transaction

LATER = 5 * 3600 + 13 * 60  # seconds between two copies: they come to stand among one another
CODES = 31**7  # short links
STEP = 7919  # shares no factor with CODES, so no two ids get one code


def multiply(times):
    """Make `times` stories of each."""
    from articles.models import ShortLink

    tables = _tables()
    apart = {table: _highest(table) for table in tables}
    with transaction.atomic(), connection.cursor() as cursor:
        # or the code that a copy gets might be drawn already
        cursor.execute(f"UPDATE {ShortLink._meta.db_table} SET code = {_code('id')}")
        held = _without_indexes(cursor, tables)
        for k in range(1, times):
            for table in tables:
                cursor.execute(_copy(table, apart, k))
        for statement in [*held, *connection.ops.sequence_reset_sql(no_style(), tables)]:
            cursor.execute(statement)
    with connection.cursor() as cursor:  # an import ends so too: lists read from indexes alone
        cursor.execute("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")


def _tables():
    """What a story is made of, in the order in which rows point to one another."""
    from articles import models as ours
    from articles.models import Article

    named = (
        "Story Article Edition EditionTag EditionSource EditionAuthor EditionPhoto ArticleSource "
        "ArticleAuthor ArticlePhoto RelatedLink Step ShortLink Redirect"
    )
    return [*(getattr(ours, name) for name in named.split()), Article.tags.through]


def _copy(table, apart, k):
    """The statement that makes the k-th copy of a table's rows."""
    values = {field.column: _value(table, field, apart, k) for field in table._meta.concrete_fields}
    return (
        f"INSERT INTO {table._meta.db_table} ({', '.join(map(_quoted, values))})"
        f" SELECT {', '.join(values.values())} FROM {table._meta.db_table}"
        f" WHERE id <= {apart[table]} ORDER BY id"
    )


def _value(table, field, apart, k):
    """What stands in a column of the k-th copy."""
    from articles.models import Article

    column, of = _quoted(field.column), field.remote_field and field.remote_field.model
    where = f"{table.__name__}.{field.name}"
    if field.primary_key or (of in apart and where != "RelatedLink.target"):
        return f"{column} + {k * apart[of or table]}"
    if field.name == "article_id":  # of a row in a list: a number, not a relation
        return f"{column} + {k * apart[Article]}"
    if isinstance(field, models.DateTimeField):
        return _moment(column, k * LATER)
    if where == "ShortLink.code":
        return _code(f"(id + {k * apart[table]})")
    if where in {"Story.group", "Article.external_id", "Redirect.old_path"}:
        return f"{column} || '~{k}'"
    return "''" if field.name == "search_text" else column


def _quoted(column):
    return connection.ops.quote_name(column)


def _moment(column, seconds):
    from articles.models import FOREVER

    if _is_postgresql():
        earlier = f"{column} - interval '{seconds} seconds'"
    else:  # as Django writes it: without a fraction where there is none
        earlier = f"strftime('%Y-%m-%d %H:%M:%S', {column}, '-{seconds} seconds')"
        earlier += f" || substr({column}, 20)"
    return f"CASE WHEN {column} >= '{FOREVER:%Y-%m-%d}' THEN {column} ELSE {earlier} END"


def _code(number):
    """The letters of a short link for an id, none twice."""
    from articles.models.addresses import CODE_LENGTH, CODE_LETTERS

    drawn = f"({number} * {STEP} % {CODES})"
    return " || ".join(
        f"substr('{CODE_LETTERS}', CAST(1 + {drawn} / {31**place} % 31 AS int), 1)"
        for place in range(CODE_LENGTH)
    )


def _highest(table):
    return table.objects.aggregate(most=models.Max("pk"))["most"] or 0


def _without_indexes(cursor, tables):
    """Take off what would be kept up row by row; the statements that make it again."""
    if not _is_postgresql():
        return []
    cursor.execute(  # no look at foreign keys, for who may say so
        "SELECT set_config('session_replication_role', 'replica', true) FROM pg_user"
        " WHERE usename = current_user AND usesuper"
    )
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    names = [table._meta.db_table for table in tables]
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)",
        [names],
    )
    indexes = cursor.fetchall()
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype IN ('u', 'x') AND conrelid::regclass::text = ANY(%s)",
        [names],
    )
    constraints = cursor.fetchall()
    for table, name, _definition in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    made_again = [definition for _name, definition in indexes] + [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
        for table, name, definition in constraints
    ]
    return ["SET CONSTRAINTS ALL IMMEDIATE", *made_again]


def _is_postgresql():
    return connection.vendor == "postgresql"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    django.setup()
    multiply(int(sys.argv[1]))
