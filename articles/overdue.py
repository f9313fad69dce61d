"""Work of the desk that should have been done by now: what is late, for whoever answers for all.

Each question looks at few rows, along an index of what still waits; `found` gives the first MOST.
"""

import copy
import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import gate
from .models import (
    BEFORE_PUBLICATION,
    COPIED,
    UNDER_REVIEW,
    Article,
    Edition,
    EditionSource,
    Override,
)

FLASH_MINUTES = 15  # after which a flash wants its details
REVIEW_HOURS = 4  # after which a text has waited too long for an editor
MOST = 8  # stories of a kind that are shown; one more is looked for, to say that there are more
AHEAD = 20  # scheduled texts that are judged, the next ones


@dataclass(frozen=True)
class Late:
    name: str
    title: str  # translated when shown
    advice: str  # what to do about it; translated when shown
    rows: list  # of Waiting, the longest waiting first, at most MOST
    has_more: bool

    @property
    def count(self):
        """As people read it: 8+ stands for whatever is above."""
        return f"{len(self.rows)}{'+' if self.has_more else ''}"


@dataclass(frozen=True)
class Waiting:
    article: Article
    since: datetime.datetime  # for a scheduled text: when it is to come out
    sentence: str = ""


def flashes(now):
    """Texts before readers that still want their details."""
    since = now - datetime.timedelta(minutes=FLASH_MINUTES)
    return Edition.objects.live(now).filter(is_flash=True, first_published_at__lte=since)


def found(now=None):
    """What is late, one Late for each kind in which there is something."""
    now = now or timezone.now()
    kinds = [(kind, kind.look(now)) for kind in KINDS]
    return [
        Late(kind.name, kind.title, kind.advice, rows[:MOST], len(rows) > MOST)
        for kind, rows in kinds
        if rows
    ]


@dataclass(frozen=True)
class Kind:
    name: str
    title: str
    advice: str
    look: object  # moment → rows, MOST + 1 at most


def _due(now):
    late = _stories().filter(status__in=BEFORE_PUBLICATION, due_at__lt=now)
    return [Waiting(one, one.due_at) for one in late.order_by("due_at")[: MOST + 1]]


def _under_review(now):
    since = now - datetime.timedelta(hours=REVIEW_HOURS)
    waiting = _stories().filter(UNDER_REVIEW, saved_at__lt=since)
    waiting = waiting.exclude(status__in=[Article.Status.SPIKED, Article.Status.KILLED])
    return [Waiting(one, one.saved_at) for one in waiting.order_by("saved_at")[: MOST + 1]]


def _to_confirm(now):
    waiting = Override.objects.filter(needs_confirmation=True, confirmed_at=None)
    waiting = waiting.select_related("article__section").defer("article__body")
    return [Waiting(one.article, one.at) for one in waiting.order_by("at")[: MOST + 1]]


def _flashes(now):
    begun = flashes(now).select_related("article__section").defer("body", "article__body")
    begun = begun.order_by("first_published_at")[: MOST + 1]
    return [Waiting(one.article, one.first_published_at) for one in begun]


def _stopped(now):
    """Of the next AHEAD scheduled texts those that could not be scheduled any more."""
    source = EditionSource.objects.filter(edition=OuterRef("pk"))
    coming = Edition.objects.coming(now).annotate(has_source=Exists(source))
    coming = coming.select_related(
        "article", "section", "programme", "lead_photo__credit", "poster__credit"
    )
    coming = list(coming.order_by("live_from")[:AHEAD])
    stories = [edition.article_id for edition in coming]
    overrides = Override.objects.filter(article__in=stories)
    opened = set(overrides.values_list("article", "check_name")) if coming else set()
    rows = []
    for edition in coming:
        known = {"at": edition.live_from, "has_source": edition.has_source}
        for finding in gate.blockers(as_scheduled(edition), **known):
            if (edition.article_id, finding.check) not in opened:
                rows.append(Waiting(edition.article, edition.live_from, finding.sentence))
                break
    return rows[: MOST + 1]


def as_scheduled(edition):
    """The edition's text in the place of its story's own, for the gate; not to be saved."""
    article = copy.copy(edition.article)
    for name in COPIED:
        setattr(article, name, getattr(edition, name))
    return article


def _stories():
    return Article.objects.select_related("section").defer("body")


KINDS = [
    Kind(
        "due",
        _("Due and not done"),
        _("Ask whoever has the story, or give it to somebody else or another hour."),
        _due,
    ),
    Kind(
        "review",
        _("Waiting for review for more than four hours"),
        _("Approve the text, publish it or return it with a note."),
        _under_review,
    ),
    Kind(
        "confirm",
        _("Overridden at night, not yet confirmed"),
        _("A chief editor opens the story, reads the reason and presses “Confirm”."),
        _to_confirm,
    ),
    Kind(
        "flash",
        _("Flashes without their details for more than 15 minutes"),
        _("Write the details and update the story: readers see only a headline."),
        _flashes,
    ),
    Kind(
        "stopped",
        _("Scheduled, but the check before publishing says no by now"),
        _("Mend what the sentence says and schedule anew; until then it comes out as it is."),
        _stopped,
    ),
]
