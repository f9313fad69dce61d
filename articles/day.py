"""One day of the newsroom by the clock of Almaty: what comes out and ends, what is due.

What the clock does is read from the editions, which the verbs wrote; what people have to do, from
the desk's copies. Each kind of line is one question to the database, along an index of moments.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from newsroom import languages
from newsroom.staff.models import User

from .models import BEFORE_PUBLICATION, Article, Edition
from .overdue import FLASH_MINUTES

MOST = 200  # lines of a kind
COUNTED = 1000  # of those that are more
LATE = 10  # stories of earlier days that are still waited for
LATE_SINCE = datetime.timedelta(days=30)
DAY = datetime.timedelta(days=1)
DETAILS = datetime.timedelta(minutes=FLASH_MINUTES)
DROPPED = [Article.Status.SPIKED, Article.Status.KILLED]


@dataclass(frozen=True)
class Line:
    at: datetime.datetime  # aware
    what: str  # publication, update, correction, typo, withdrawal, due, embargo, details
    story: Article | Edition  # with its words
    article_id: int
    is_ahead: bool
    is_late: bool = False
    assignee: User | None = None


@dataclass(frozen=True)
class Rest:
    """What of a kind finds no room, from the moment `at` on."""

    at: datetime.datetime
    what: str
    count: int  # up to COUNTED
    is_more: bool


class Day:
    """`on` is a date in Almaty; of one language ("kk") and of one section, if these are given."""

    def __init__(self, on, *, now=None, language="", section=None):
        self.on = on
        self.now = now or timezone.now()
        self.begin, self.end = languages.midnight(on), languages.midnight(on + DAY)
        self.language, self.section = language, section

    @property
    def is_today(self):
        return self.begin <= self.now < self.end

    @cached_property
    def lines(self):
        """In the order of the clock."""
        return sorted(
            (line for _kind, lines in self._read for line in lines[:MOST]),
            key=lambda line: (line.at, line.article_id),
        )

    @cached_property
    def rests(self):
        """Of the kinds with more than MOST lines: asked for only where there are any."""
        found = []
        for kind, lines in self._read:
            if len(lines) > MOST:
                count = kind.rows(self)[MOST : MOST + COUNTED + 1].count()
                first = lines[MOST]
                found.append(Rest(first.at, kind.name, min(count, COUNTED), count > COUNTED))
        return found

    @cached_property
    def late(self):
        """Stories that were due on an earlier day of a month and are not out, the last first."""
        given = _looked_at(Article.objects.select_related("assignee"), "status", BEFORE_PUBLICATION)
        waited = given.filter(due_at__gte=self.begin - LATE_SINCE, due_at__lt=self.begin)
        rows = _with_words(self._of(waited)).order_by("-due_at", "-pk")
        return [_due(self, row) for row in rows[: LATE + 1]]

    @cached_property
    def _read(self):
        return [(kind, [kind.line(self, row) for row in kind.rows(self)[: MOST + 1]])
                for kind in KINDS]  # fmt: skip

    def _of(self, stories):
        if self.language:
            stories = _looked_at(stories, "language", [self.language])
        if self.section:
            stories = _looked_at(stories, "section", [self.section.pk])
        return stories

    def _within(self, stories, moment, *, sooner=datetime.timedelta()):
        """With a `moment` in this day, in its order; `sooner`: in a day that much earlier."""
        span = {f"{moment}__gte": self.begin - sooner, f"{moment}__lt": self.end - sooner}
        tie = "article_id" if stories.model is Edition else "pk"
        return _with_words(self._of(stories)).filter(**span).order_by(moment, tie)


def _looked_at(stories, column, values):
    """Those with one of the values, looked at row by row along the index of moments.

    As a plain column it would lead a database to another index, in which it reads a whole
    language or every draft that there ever was.
    """
    return stories.alias(**{f"{column}_there": Coalesce(column, column)}).filter(
        **{f"{column}_there__in": values}
    )


def _with_words(stories):
    return stories.select_related("section").defer("body", "search_text")


def _neighbour(**moments):
    return Exists(Edition.objects.filter(article=OuterRef("article"), **moments))


def _beginnings(day):
    follows = _neighbour(live_until=OuterRef("live_from"))
    return day._within(Edition.objects.annotate(follows=follows), "live_from")


def _beginning(day, edition):
    if not edition.follows:
        what = "publication"
    elif any(note["at"] == edition.live_from for note in edition.printed_corrections):
        what = "correction"
    else:
        what = "update" if edition.updated_at == edition.live_from else "typo"
    return _of_edition(day, edition, what, edition.live_from)


def _ends(day):
    """Where no other text of the story goes on."""
    goes_on = _neighbour(live_from=OuterRef("live_until"))
    return day._within(Edition.objects.filter(~goes_on), "live_until")


def _end(day, edition):
    return _of_edition(day, edition, "withdrawal", edition.live_until)


def _flashes(day):
    """Those whose details have not come yet; those to come, too."""
    is_flash = Exists(
        Edition.objects.live(day.now).filter(article=OuterRef("article"), is_flash=True)
    )
    first = Edition.objects.filter(is_flash=True, live_from=F("first_published_at"))
    waiting = first.filter(Q(live_from__gt=day.now) | is_flash)
    return day._within(waiting, "live_from", sooner=DETAILS)


def _details(day, edition):
    at = edition.live_from + DETAILS
    return _of_edition(day, edition, "details", at, is_late=at <= day.now)


def _of_edition(day, edition, what, at, *, is_late=False):
    return Line(at, what, edition, edition.article_id, at > day.now, is_late)


def _terms(day):
    given = Article.objects.exclude(status__in=DROPPED).select_related("assignee")
    return day._within(given, "due_at")


def _due(day, article):
    return Line(
        article.due_at,
        "due",
        article,
        article.pk,
        article.due_at > day.now,
        article.due_at < day.now and article.status in BEFORE_PUBLICATION,
        article.assignee,
    )


def _embargoes(day):
    bound = Article.objects.filter(is_practice=False).exclude(status__in=DROPPED)
    return day._within(bound, "embargoed_until")


def _embargo(day, article):
    at = article.embargoed_until
    return Line(at, "embargo", article, article.pk, at > day.now)


class Kind(NamedTuple):
    name: str
    rows: Callable
    line: Callable


KINDS = [
    Kind("publication", _beginnings, _beginning),
    Kind("withdrawal", _ends, _end),
    Kind("due", _terms, _due),
    Kind("embargo", _embargoes, _embargo),
    Kind("details", _flashes, _details),
]
