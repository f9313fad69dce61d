"""How a story stands, in the words of the desk: what the row says and what the clock says."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import FOREVER, Article, Edition
from newsroom import languages

Status = Article.Status


@dataclass
class Standing:
    """`state` names the colour of the mark and the buttons that make sense."""

    state: str  # draft, scheduled, live, off, killed, spiked
    label: str
    notes: list[str] = field(default_factory=list)
    has_changes: bool = False  # the desk's text is newer than the one readers (will) see
    coming_from: object = None  # aware datetime of a publication or update that is to come
    is_ending: bool = False  # a withdrawal is planned


def with_standing(queryset):
    """Everything that `of` asks of an article, in the same query."""
    coming = Edition.objects.filter(article=OuterRef("pk")).coming().order_by("live_from")
    return queryset.with_standing().annotate(
        coming_edit_no=Subquery(coming.values("edit_no")[:1]),
        coming_until=Subquery(coming.values("live_until")[:1]),
    )


def of(article, now=None):
    """The standing of an article that came through `with_standing`."""
    now = now or timezone.now()
    if article.live_until:
        return _live(article, now)
    if article.coming_from:
        return Standing(
            "scheduled",
            _dated(_("scheduled"), article.coming_from),
            [
                _in(article.coming_from - now),
                *_embargo(article, now),
                *_changes(article, article.coming_edit_no),
            ],
            has_changes=article.coming_edit_no != article.edit_no,
            coming_from=article.coming_from,
        )
    if article.status in (Status.PUBLISHED, Status.WITHDRAWN):
        return Standing("off", _("taken down"))
    known = (Status.KILLED, Status.SPIKED, Status.IN_REVIEW, Status.APPROVED)
    state = article.status if article.status in known else "draft"
    label = article.get_status_display()
    if article.is_practice:
        word = _("practice")
        label = f"{word} · {label}"
    return Standing(state, label, _embargo(article, now))


def _embargo(article, now):
    return (
        [_dated(_("embargo until"), article.embargoed_until)] if article.is_embargoed(now) else []
    )


def steps_of(article):
    """What was done to the article, newest first, in words."""
    return [
        {
            "at": languages.day_and_time(step.at, get_language()),
            "by": step.by or step.by_name,
            "edit_no": step.edit_no,
            "done": _done(step),
            "due": moment(step.due_at) if _is_ahead(step) else "",
            "note": step.note,
            "public_reason": step.public_reason,
        }
        for step in article.steps.select_related("by")
    ]


def _is_ahead(step):
    """It was done for a later moment."""
    return bool(step.due_at and step.due_at > step.at)


def _done(step):
    """What a step did: "published" alone would say the same of an update and of a plan."""
    planned = {
        "publish": _("scheduled"),
        "import": _("scheduled"),
        "update": _("update scheduled"),
        "fix_typo": _("update scheduled"),
        "correct": _("correction scheduled"),
        "withdraw": _("to be taken down"),
    }
    done = {
        "submit": _("Sent for review."),
        "return": _("Returned to the writer"),
        "approve": _("Approved. The text may be published."),
        "assign": _("Assigned"),
        "show": _("Shown to an outsider by a link"),
        "update": _("Updated"),
        "fix_typo": _("Typo mended"),
        "correct": _("Corrected, with a note for readers"),
        "unschedule": _("Nothing is planned any more."),
        "feature": _("On the home page"),
        "import": _("Brought in from a file"),
    }
    words = planned if _is_ahead(step) else done
    return words.get(step.verb) or Status(step.to_status).label


def moment(at):
    """13 May 2025, 09:05, Almaty time."""
    zone = _("Almaty time")
    return f"{languages.day_and_time(at, get_language())}, {zone}"


def _dated(words, at):
    return f"{words} · {moment(at)}"


def _live(article, now):
    first = languages.day_and_time(article.first_published_at, get_language())
    label = _("published")
    standing = Standing("live", f"{label} · {first}", coming_from=article.coming_from)
    standing.has_changes = article.edit_no not in (article.live_edit_no, article.coming_edit_no)
    if article.coming_from:
        standing.notes.append(_dated(_("update scheduled"), article.coming_from))
        standing.notes.append(_in(article.coming_from - now))
    ends = article.coming_until or article.live_until
    if ends != FOREVER:
        standing.is_ending = True
        standing.notes.append(_dated(_("to be taken down"), ends))
    if article.is_under_review:
        standing.notes.append(_("the new text waits for review"))
    elif standing.has_changes:
        standing.notes.append(_("changes not yet published"))
    return standing


def _changes(article, edit_no):
    return [] if article.edit_no == edit_no else [_("changes not yet published")]


def _in(delta):
    """How far away a moment is, coarsely; each unit is a sentence of its own for translators."""
    minutes = int(delta.total_seconds() // 60)
    if minutes < 1:
        return _("in less than a minute")
    if minutes < 60:
        return ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("in %(count)d hour", "in %(count)d hours", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
