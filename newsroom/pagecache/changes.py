"""The change log: every editorial change says which page keys it touched, and is read from here.

Whoever follows it asks `news` again and again with the position that the last answer gave. No row
is missed, however the transactions that wrote them were interleaved.
"""

import threading
from datetime import timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Func, IntegerField
from django.utils import timezone

from newsroom.compiled import CompiledQuery
from newsroom.pagecache.models import Change
from newsroom.prepared import Statement

KEPT = timedelta(days=1)  # a row is of no use to a follower that was away for longer
CHANNEL = "newsroom_changes"  # on which PostgreSQL says that something was logged

woken = threading.Event()  # set when this process has logged a change


class _ThisTransaction(Func):
    """PostgreSQL's number of the transaction that writes the row."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = IntegerField()


def log(keys, *, kind=Change.Kind.STALE, due_at=None):
    """Write a row for `keys` (short strings such as "article-7"), as the last act of a change.

    `due_at` (aware datetime, now by default) is when readers will see the change. Raises
    TransactionManagementError outside a transaction: the row must stand or fall with its change.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a change is logged in its own transaction")
    transaction.on_commit(woken.set)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")  # heard when the transaction commits: hearing.py
    return Change.objects.create(
        keys=" ".join(sorted(set(keys))),
        kind=kind,
        due_at=due_at or timezone.now(),
        transaction=_ThisTransaction() if connection.vendor == "postgresql" else 0,
    )


def tag_response(response, keys):
    """Name in the answer what it shows, in the header that caches in front purge by."""
    response["Surrogate-Key"] = " ".join(sorted(set(keys)))
    return response


class News(NamedTuple):
    """What was logged since a position, and the position after it."""

    rows: list[tuple[int, str, str, object]]  # id, keys, kind, due_at (aware datetime)
    position: str


def now():
    """The position at which nothing that is logged from here on is old."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
        else:
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM pagecache_change")
        return str(cursor.fetchone()[0])


def news(position):
    """What was committed since `position`; a row may come twice, none is left out.

    An id is given out before its row can be seen, so on PostgreSQL row 8 may appear before row 7:
    what counts there is whether the snapshot of the last look could see the transaction of a row
    (PostgreSQL's manual, 9.27, on pg_visible_in_snapshot). SQLite has one writer, so ids will do.
    """
    if connection.vendor != "postgresql":
        rows = _AFTER(position=int(position))
        return News(rows, str(rows[-1][0]) if rows else position)
    found = _NEWS.rows(connection, [int(position.partition(":")[0]), position])
    return News([row[1:] for row in found if row[1] is not None], found[0][0])


_AFTER = CompiledQuery(
    lambda position: _columns(Change.objects.filter(pk__gt=position).order_by("pk"))
)
_NEWS = Statement(
    """
    SELECT pg_current_snapshot()::text, logged.* FROM (SELECT 1) AS always LEFT JOIN (
        SELECT id, keys, kind, due_at FROM pagecache_change
        WHERE transaction >= $1
        AND NOT pg_visible_in_snapshot(transaction::text::xid8, $2::pg_snapshot)
    ) AS logged ON TRUE ORDER BY id
    """,
    count=2,
)


def coming():
    """The rows, as in News, that are not due yet."""
    return list(_columns(Change.objects.filter(due_at__gt=timezone.now())))


def _columns(queryset):
    return queryset.values_list("pk", "keys", "kind", "due_at")


def trim(most=5000):
    """Delete up to `most` rows that no follower can need any more; how many."""
    long_ago = timezone.now() - KEPT
    old = Change.objects.filter(created_at__lt=long_ago, due_at__lt=long_ago)
    return Change.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()[0]
