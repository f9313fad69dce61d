"""Lists of stories, newest first, page by page without counting and without OFFSET."""

import datetime
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from newsroom.compiled import CompiledQuery

from .models import (
    Author,
    Edition,
    EditionAuthor,
    EditionSource,
    EditionTag,
    Programme,
    Section,
    Source,
    Tag,
)

PAGE_SIZE = 24
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)

# Which rows hold the list of a named thing, and by which of their columns.
ROWS = {
    Section: (Edition, "section"),
    Programme: (Edition, "programme"),
    Tag: (EditionTag, "tag"),
    Source: (EditionSource, "source"),
    Author: (EditionAuthor, "author"),
}


class ListPage(NamedTuple):
    editions: list
    older_url: str | None  # None on the last page
    newest_url: str | None  # None on the first


def rows_under(named, code, at=None):
    """What readers see now under a section, tag, source, author or programme in one language."""
    return _rows(type(named), named, code, at)


def _rows(kind, named, code, at):
    model, column = ROWS[kind]
    return model.objects.live(at).in_language(code).filter(**{column: named})


def page_under(request, named, code):
    """As `page_of`, of `rows_under`."""
    values = {"named": named.pk, "code": code, "at": timezone.now()}

    def find(moment, pk):
        place = {} if moment is None else {"moment": moment, "pk": pk}
        return _compiled(type(named), PAGE_SIZE)(**values, **place)

    return _page(request, find, {})


@cache
def _compiled(kind, size):
    """Of the pages of so many stories of all sections, or of all tags …"""

    def build(named, code, at, moment=None, pk=None):
        return _cut(_rows(kind, named, code, at), moment, pk, size)

    # Planned for any place, a long list would be read whole from there on, and sorted.
    return CompiledQuery(build, planned_anew=True)


def page_of(request, rows, **question):
    """The stories of the page that the request asks for.

    `rows`: editions or the rows of `rows_under`; `question` goes on in the addresses. The cursor
    `before` is microseconds since 1970 and article id of the last story above; raises Http404
    where that story does not stand in this list now.
    """
    return _page(request, lambda moment, pk: list(_cut(rows, moment, pk, PAGE_SIZE)), question)


def _cut(rows, moment, pk, size):
    """The rows of a page of `size` and one more; below a place, the place itself before them."""
    count = size + 1
    if moment is not None:
        # The place itself is read along, which shows that it is one and costs no other query.
        rows = rows.filter(first_published_at__lte=moment).filter(
            Q(first_published_at__lt=moment) | Q(article_id__lte=pk)
        )
        count += 1
    return rows.newest().for_cards()[:count]


def _page(request, find, question):
    cursor = request.GET.get("before")
    found = find(*(None, None) if cursor is None else _read(cursor))
    if cursor is not None:
        if not found or _write(found[0]) != cursor:
            raise Http404
        found = found[1:]
    shown = [getattr(row, "edition", row) for row in found[:PAGE_SIZE]]
    more = len(found) > PAGE_SIZE
    return ListPage(
        shown,
        _address(request, **question, before=_write(shown[-1])) if more else None,
        _address(request, **question) if cursor is not None else None,
    )


def _address(request, **question):
    return f"{request.path}?{urlencode(question)}" if question else request.path


def _write(row):
    return f"{(row.first_published_at - EPOCH) // MICROSECOND}-{row.article_id}"


def _read(cursor):
    moment, _, pk = cursor.partition("-")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 18 and len(pk) < 18):
        raise Http404
    return EPOCH + int(moment) * MICROSECOND, int(pk)
