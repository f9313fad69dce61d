"""Where each database keeps the lexemes: an FTS5 table, or a column of SearchRow with GIN.

Made after `migrate` and not by a migration: what stands in no migration cannot be lost in one.
A question is a list of groups: a story must have one lexeme of each. `newest` gives only what
readers may see.
"""

import re

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from articles.models import Edition, SearchRow

from .windows import months_back, months_between

NAME = "articles_search"
NEW = f"{NAME}_new"
ROWS = SearchRow._meta.db_table
BY_INDEX = (
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off;"
    " SET LOCAL max_parallel_workers_per_gather = 0;"  # to start one takes longer than all
)
BACK = re.sub(r"= \w+", "= DEFAULT", BY_INDEX)


def make(**_signal):
    """Make what is missing; a receiver of post_migrate, which Django sends after a flush too."""
    if ROWS in connection.introspection.table_names():  # not where all was migrated away
        here().make()


def here():
    return _KINDS[connection.vendor]


class SQLite:
    """FTS5 without a content of its own, and without the places of words in a text.

    It cannot forget: what is no more in SearchRow is passed over, until all is keyed anew.
    https://www.sqlite.org/fts5.html#contentless_tables
    """

    def make(self):
        # without any rows, whatever the table has belongs to rows that are gone
        self.make_table(NAME, anew=not SearchRow.objects.exists())

    def make_table(self, name, *, anew):
        with transaction.atomic(), connection.cursor() as cursor:
            if anew:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
            # this tokenizer parts at spaces and commas, and leaves all beyond ASCII alone
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5("
                "lexemes, content='', columnsize=0, detail=none, "
                "tokenize=\"ascii tokenchars ','\")"
            )

    def put(self, rows):
        """`rows`: (edition id, place, version, lexemes)."""
        rows = list(rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {ROWS} (edition_id, place, version) VALUES (%s, %s, %s)",
                [row[:3] for row in rows],
            )
            self.write(NAME, rows, cursor)

    def write(self, name, rows, cursor):
        cursor.executemany(
            f"INSERT INTO {name} (rowid, lexemes) VALUES (%s, %s)",
            [(place, " ".join(lexemes)) for _pk, place, _version, lexemes in rows],
        )

    def newest(self, groups, since, until, most):
        """[(place, edition id)], the newest first, of all from place `since` up to `until`."""
        live, moments = _live()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT r.place, r.edition_id FROM {NAME} CROSS JOIN {ROWS} r"
                f" ON r.place = {NAME}.rowid WHERE {NAME} MATCH %s AND {NAME}.rowid >= %s"
                f" AND {NAME}.rowid < %s AND {live} ORDER BY {NAME}.rowid DESC LIMIT %s",
                [_match(groups), since, until, *moments, most],
            )
            return cursor.fetchall()

    def among(self, questions, since, until):
        """For each question the set of places that meet it."""
        one = f"SELECT %s, rowid FROM {NAME} WHERE {NAME} MATCH %s AND rowid >= %s AND rowid <= %s"
        values = [
            value
            for number, groups in enumerate(questions)
            for value in (number, _match(groups), since, until)
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(questions)), values)
            return _sets(cursor.fetchall(), len(questions))


class PostgreSQL:
    """The lexemes are written as they are, past PostgreSQL's own parser."""

    FIRST = 2  # months: a common word is looked for in these first

    def make(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {ROWS} ADD COLUMN IF NOT EXISTS lexemes tsvector")
            # rows stay short: the lexemes lie beside, and only their index is read
            cursor.execute(f"ALTER TABLE {ROWS} SET (toast_tuple_target = 128)")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON {ROWS} USING gin (lexemes)")

    def put(self, rows):
        """What is new waits in a list that every search reads: many rows wait for one another,
        one row for few."""
        from psycopg2.extras import execute_values

        rows = list(rows)
        limit = "64MB" if len(rows) > 1 else "128kB"
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = '{limit}'")
            execute_values(
                cursor.cursor,
                f"INSERT INTO {ROWS} (edition_id, place, version, lexemes) VALUES %s"
                " ON CONFLICT (edition_id) DO UPDATE SET place = excluded.place,"
                " version = excluded.version, lexemes = excluded.lexemes",
                [(*row[:3], " ".join(row[3])) for row in rows],  # one value and not a thousand
                template="(%s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))",
                page_size=100,
            )
            if len(rows) > 1:
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [NAME])
            cursor.execute(
                "SET LOCAL gin_pending_list_limit TO DEFAULT"
            )  # other indexes have theirs

    def newest(self, groups, since, until, most):
        """[(place, edition id)], the newest first, of all from place `since` up to `until`.

        GIN gives all that has a word, in no order; so the newest months are asked for first, by
        lexemes of their own.
        """
        live = _live()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT min(place), max(place) FROM {ROWS}")
            oldest, newest = cursor.fetchone()
            if newest is None:
                return []
            first, last = max(since, oldest), min(until, newest + 1)
            months, window = self.FIRST, months_back(first, last, self.FIRST)
            while window is not None:
                found = self._newest_in(cursor, [*groups, *window], since, until, most, live)
                if len(found) == most:
                    return found
                # as many months as hold enough if the word is as frequent further back, and a half
                months = max(2 * months, 3 * months * most // (2 * max(len(found), 1)))
                window = months_back(first, last, months)
            whole = months_between(since, last)
            return self._newest_in(cursor, [*groups, *whole], since, until, most, live)

    def _newest_in(self, cursor, groups, since, until, most, live):
        is_live, moments = live
        return self._ask(
            cursor,
            f"SELECT r.place, r.edition_id FROM {ROWS} r WHERE {self._meets(groups)}"
            f" place + 0 >= %s AND place + 0 < %s AND {is_live} ORDER BY place + 0 DESC LIMIT %s",
            [*map(_tsquery, groups), since, until, *moments, most],
        )

    def among(self, questions, since, until):
        parts, values = [], []
        for number, groups in enumerate(questions):
            groups = [*groups, *months_between(since, until)]
            parts.append(
                f"SELECT %s, place FROM {ROWS} WHERE {self._meets(groups)}"
                " place + 0 >= %s AND place + 0 <= %s"
            )
            values += [number, *map(_tsquery, groups), since, until]
        with connection.cursor() as cursor:
            return _sets(self._ask(cursor, " UNION ALL ".join(parts), values), len(questions))

    def _meets(self, groups):
        """A condition for each group, and not one of all: PostgreSQL weighs a condition anew for
        each row that has any of its lexemes, and passes over rows that another one rules out.
        """
        return "lexemes @@ %s::tsquery AND " * len(groups)

    def _ask(self, cursor, sql, values):
        """By the index of lexemes, which the planner thinks dear: it does not see that to look
        into a row means to fetch its lexemes from beside the table. (Of `place + 0` it knows no
        index either.)

        The settings go with the statement; inside of a transaction they are taken back.
        """
        cursor.execute(f"{BY_INDEX} {sql}", values)
        found = cursor.fetchall()
        if connection.in_atomic_block:
            cursor.execute(BACK)
        return found


def _live():
    """(SQL, its values): readers may see the edition of row `r` at this moment."""
    live = Edition.objects.live().filter(pk=RawSQL("r.edition_id", ())).values("pk")
    sql, values = live.query.sql_with_params()
    return f"EXISTS ({sql})", values


def _sets(rows, count):
    found = [set() for _number in range(count)]
    for number, place in rows:
        found[number].add(place)
    return found


def _match(groups):
    """In the language of FTS5; a lexeme has neither space nor quotation mark."""
    return " AND ".join(
        "(" + " OR ".join(f'"{lexeme}"' for lexeme in sorted(group)) + ")" for group in groups
    )


def _tsquery(group):
    return " | ".join(f"'{lexeme}'" for lexeme in sorted(group))


_KINDS = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
