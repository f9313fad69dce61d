"""My work: what of the desk waits for whom. Small boxes, each one question to the database.

A box is a function of a `Desk` that gives stories. Upper rooms join by decorating theirs with
`box` when their app is ready.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages

from . import overdue, rights
from .models import APPROVED_NOW, BEFORE_PUBLICATION, UNDER_REVIEW, Article, Edition, Override, Step

MOST = 8  # rows of a box; one more is asked for, to say that there are more
CHANGED_DAYS = 30  # after which a version that has not followed its original is let be


@dataclass(frozen=True)
class Box:
    name: str  # for the style sheet
    title: str  # translated when shown
    rows: list
    has_more: bool = False
    is_urgent: bool = False


class Desk:
    """Whose desk it is, and when; what several boxes ask is fetched once."""

    def __init__(self, user, now=None):
        self.user = user
        self.now = now or timezone.now()

    def publishes(self, of=""):
        """The condition of stories whose publication is the user's matter; None for nobody's.

        `of` is the way to the story ("article__").
        """
        if rights.may(self.user, "override"):
            return Q()
        if rights.may(self.user, "publish"):
            return Q(**{f"{of}section__in": rights.section_ids(self.user)})
        return None

    def mine(self, of=""):
        return Q(**{f"{of}created_by": self.user}) | Q(**{f"{of}assignee": self.user})

    def minds(self, of=""):
        """Of what the user publishes; of their own, where they publish nothing."""
        publishes = self.publishes(of)
        return self.mine(of) if publishes is None else publishes

    def either(self, of=""):
        """Of what the user publishes, and of their own."""
        publishes = self.publishes(of)
        if publishes is None:
            return self.mine(of)
        return self.mine(of) | publishes if publishes else Q()  # all: Q() or one's own is one's own

    def first(self, editions):
        """The stories of the first rows of an ordered queryset, which an index holds in order."""
        return self.stories.filter(pk__in=editions.values("article")[: MOST + 1])

    @property
    def stories(self):
        """All but those for practice."""
        return self.all_stories.filter(is_practice=False)

    @property
    def all_stories(self):
        return Article.objects.select_related("section", "assignee", "saved_by").defer("body")


BOXES = []


def box(name, title, *, is_urgent=False):
    """Register a function of a Desk as a box; it gives a queryset or None."""

    def register(function):
        BOXES.append((function, name, title, is_urgent))
        return function

    return register


def boxes(user, now=None):
    """The boxes in which something stands."""
    desk, filled = Desk(user, now), []
    for function, name, title, is_urgent in BOXES:
        found = function(desk)
        rows = list(found[: MOST + 1]) if found is not None else []
        if rows:
            filled.append(Box(name, title, rows[:MOST], len(rows) > MOST, is_urgent))
    return filled


@box("late", _("Late"), is_urgent=True)
def late(desk):
    """The user's own that should have been ready, the longest overdue first."""
    return desk.stories.filter(
        desk.mine(), status__in=BEFORE_PUBLICATION, due_at__lt=desk.now
    ).order_by("due_at")


@box("confirm", _("Overridden at night: please confirm"), is_urgent=True)
def to_confirm(desk):
    """Stories whose checks the night shift overrode."""
    if not rights.may(desk.user, "override"):
        return None
    waiting = Override.objects.filter(needs_confirmation=True, confirmed_at=None)
    return desk.first(waiting.order_by("-at")).order_by("-saved_at")


@box("flash", _("Flashes that want their details"), is_urgent=True)
def flashes(desk):
    begun = overdue.flashes(desk.now).filter(desk.either("article__"))
    return desk.first(begun.order_by("-first_published_at")).order_by("saved_at")


@box("returned", _("Returned to me"), is_urgent=True)
def returned(desk):
    last = Step.objects.filter(article=OuterRef("pk")).order_by("-at", "-pk").values("verb")[:1]
    drafts = desk.stories.filter(desk.mine(), status=Article.Status.DRAFT)
    return (
        drafts.annotate(last_verb=Subquery(last)).filter(last_verb="return").order_by("-saved_at")
    )


@box("waiting", _("Waiting for me"))
def waiting(desk):
    """Texts sent for review in the user's sections, oldest first; nobody approves their own."""
    publishes = desk.publishes()
    if publishes is None:
        return None
    sent = desk.stories.filter(publishes, UNDER_REVIEW)
    sent = sent.exclude(status__in=[Article.Status.SPIKED, Article.Status.KILLED])
    if not rights.may(desk.user, "override"):
        sent = sent.exclude(saved_by=desk.user)
    return sent.order_by("saved_at")


@box("approved", _("Approved: may be published"))
def approved(desk):
    """Texts in the user's sections that only want to be published, the oldest first: new stories
    and new texts of those that are out.
    """
    publishes = desk.publishes()
    if publishes is None:
        return None
    found = desk.stories.filter(publishes, APPROVED_NOW)
    over = [Article.Status.SPIKED, Article.Status.KILLED]
    return found.exclude(status__in=over).order_by("saved_at")


@box("assigned", _("Given to me"))
def assigned(desk):
    """Those that are late stand in their own box."""
    given = desk.stories.filter(assignee=desk.user, status__in=BEFORE_PUBLICATION)
    given = given.filter(Q(due_at=None) | Q(due_at__gte=desk.now))
    return given.order_by(F("due_at").asc(nulls_last=True), "-saved_at")


@box("scheduled", _("Scheduled"))
def scheduled(desk):
    """The next moments first: publications and updates."""
    coming = Edition.objects.coming(desk.now).order_by("live_from")
    next_at = coming.filter(article=OuterRef("pk")).values("live_from")[:1]
    planned = desk.first(coming.filter(desk.minds("article__")))
    return planned.annotate(next_at=Subquery(next_at)).order_by("next_at")


@box("behind", _("Versions whose original has changed"))
def behind(desk):
    """Within a month; of the user's own, and of the sections they publish in."""
    changed = Edition.objects.live(desk.now).filter(
        live_from__gte=desk.now - datetime.timedelta(days=CHANGED_DAYS)
    )
    newer = changed.filter(article=OuterRef("original"), edit_no__gt=OuterRef("original_no"))
    found = desk.stories.filter(
        desk.either(), Exists(newer), original__in=changed.values("article")
    )
    return found.exclude(status__in=[Article.Status.SPIKED, Article.Status.KILLED]).order_by(
        "saved_at"
    )


@box("missing", _("Not yet in your language"))
def missing(desk):
    """What came out in the default language within a day, for those who write in another."""
    default, own = languages.LANGUAGES[0], desk.user.language
    if own == default or not rights.may(desk.user, "write"):
        return None
    since = desk.now - datetime.timedelta(days=1)
    out = Edition.objects.live(desk.now).in_language(default).filter(first_published_at__gte=since)
    version = Article.objects.filter(story=OuterRef("article__story"), language=own)
    return desk.first(out.filter(~Exists(version)).newest()).order_by("-first_published_at")


@box("drafts", _("My drafts"))
def drafts(desk):
    written = desk.stories.filter(created_by=desk.user, status__in=BEFORE_PUBLICATION)
    return written.order_by("-saved_at")


@box("today", _("Published today"))
def today(desk):
    """Since midnight in Almaty."""
    midnight = languages.midnight(desk.now.astimezone(languages.ALMATY).date())
    out = Edition.objects.live(desk.now).filter(first_published_at__gte=midnight)
    out = out.filter(desk.minds("article__"))
    return desk.first(out.newest()).order_by("-first_published_at")


@box("practice", _("For practice"))
def practice(desk):
    """One's own, and nobody else's."""
    return desk.all_stories.filter(is_practice=True, created_by=desk.user)
