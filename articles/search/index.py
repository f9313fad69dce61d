"""What stories are found by, written with them in one transaction."""

from django.db import connection
from django.utils import timezone

from articles import links
from articles.models import Edition, SearchRow, SearchWord
from newsroom import languages

from . import lexemes, tables

SHORTEST_TOLD = 3  # letters of a word that is offered to who misspelt it


def put(editions):
    """Make saved editions findable. `editions`: pairs of an edition and its Links."""
    pairs = list(editions)
    rows, told = rows_of(pairs)
    tables.here().put(rows)
    tell(told)


def rows_of(pairs):
    """(rows for `tables`, {(language, word)} of their headlines and standfirsts)."""
    rows, told = [], set()
    for edition, ties in pairs:
        found, words = lexemes.of_edition(edition, ties)
        place = lexemes.place(edition.first_published_at, edition.pk)
        rows.append((edition.pk, place, lexemes.version(), found))
        told.update((edition.language, word) for word in words)
    return rows, told


def tell(words):
    """Remember pairs of language and word. No row that is there already is locked."""
    rows = [
        (code, word, languages.folded(word)[:3], languages.folded(word)[-4:])
        for code, word in sorted(words)  # in one order, so that two transactions cannot entangle
        if len(word) >= SHORTEST_TOLD and word.isalpha()
    ]
    into = f"INSERT INTO {SearchWord._meta.db_table} (language, word, head, tail) VALUES "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            with connection.wrap_database_errors:
                execute_values(cursor.cursor, into + "%s ON CONFLICT DO NOTHING", rows)
        else:
            cursor.executemany(into + "(%s, %s, %s, %s) ON CONFLICT DO NOTHING", rows)


def drop_over(article, now):
    """Forget the texts of a story that readers have no more."""
    SearchRow.objects.filter(edition__article=article, edition__live_until__lte=now).delete()


def waiting():
    """Editions that are out or to come, and lack keys of today's version."""
    fresh = SearchRow.objects.filter(version=lexemes.version())
    return current().exclude(pk__in=fresh.values("pk"))


def is_of_today():
    """Whether the first row has keys of today's version: `rekey` begins with that one."""
    first = SearchRow.objects.order_by("pk").values_list("version", flat=True).first()
    return first in (None, lexemes.version())


def batches(editions, size):
    """Lists of pairs for `put` and `rows_of`, in the order of ids."""
    last = 0
    while some := list(editions.filter(pk__gt=last).order_by("pk")[:size]):
        last = some[-1].pk
        ties = links.of_editions(some)
        yield [(edition, ties[edition.pk]) for edition in some]


def current():
    return Edition.objects.filter(live_until__gt=timezone.now())
