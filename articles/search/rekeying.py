"""All keys made anew: after a new stemmer, or to be rid of what SQLite cannot forget.

Readers search in the old keys meanwhile, and what is published is found at once.
"""

from django.db import connection, transaction

from articles.models import Edition, SearchRow, Tag, TagKey

from . import index, lexemes, tables

BATCH = 500  # stories of a transaction


def rekey(*, everything=False, progress=lambda count: None):
    """Key what lacks keys of today's version, or `everything`; the number of stories. Tags always.

    Safe to stop and to run again. `progress` is told how many are done.
    """
    _tags()
    if connection.vendor == "sqlite":
        stale = index.waiting().exists()
        return _anew_sqlite(progress) if everything or stale else 0
    return _over_postgresql(index.current() if everything else index.waiting(), progress)


def begin(**_signal):
    """Key the tags of a newsroom that has no such keys yet; a receiver of post_migrate."""
    there = connection.introspection.table_names()
    if TagKey._meta.db_table in there and not TagKey.objects.exists():
        _tags()


def _tags():
    """What differs is written; most do not."""
    last = 0
    while some := list(Tag.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = some[-1].pk
        with transaction.atomic():
            held = Tag.objects.select_for_update().order_by("pk")
            TagKey.keep(list(held.filter(pk__in=[tag.pk for tag in some])))


def _over_postgresql(editions, progress):
    done = 0
    for pairs in index.batches(editions, BATCH):
        with transaction.atomic():
            alive = set(  # and they stay: a verb that takes one off waits
                Edition.objects.select_for_update()
                .filter(pk__in=[edition.pk for edition, _ties in pairs])
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            index.put(pair for pair in pairs if pair[0].pk in alive)
        done += len(pairs)
        progress(done)
    return done


def _anew_sqlite(progress):
    """A second table beside the one in use, which takes its place when it is whole."""
    table = tables.here()
    table.make_table(tables.NEW, anew=True)
    done = last = 0
    for pairs in index.batches(index.current(), BATCH):
        last = _write(table, pairs)
        done += len(pairs)
        progress(done)
    with transaction.atomic(), connection.cursor() as cursor:
        # nobody else writes now: what came meanwhile has a higher number
        for pairs in index.batches(index.current().filter(pk__gt=last), BATCH):
            _write(table, pairs)
            done += len(pairs)
        cursor.execute(f"DROP TABLE {tables.NAME}")
        cursor.execute(f"ALTER TABLE {tables.NEW} RENAME TO {tables.NAME}")
        missing = index.current().exclude(pk__in=SearchRow.objects.values("pk"))
        SearchRow.objects.bulk_create(
            SearchRow(
                edition=edition,
                place=lexemes.place(edition.first_published_at, edition.pk),
                version=lexemes.version(),
            )
            for edition in missing.only("pk", "first_published_at").iterator()
        )
        SearchRow.objects.update(version=lexemes.version())
    progress(done)
    return done


def _write(table, pairs):
    with transaction.atomic(), connection.cursor() as cursor:
        rows, told = index.rows_of(pairs)
        table.write(tables.NEW, rows, cursor)
        index.tell(told)
    return pairs[-1][0].pk
