"""The verbs: what happens *to* a story. Admin, commands, import and intake all call these.

Each is one transaction: the row locked and looked at again, the right checked, a Step written,
the change logged last. Readers see Editions by the clock, so a schedule is only a later moment in
a row and needs no worker.
"""

from datetime import timedelta

from django.db import transaction

from newsroom import languages
from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos.models import file_keys
from newsroom.staff import audit

from . import desk, gate, keys, links, notices, rights, steps
from .models import (
    BEFORE_PUBLICATION,
    COPIED,
    FOREVER,
    Article,
    Correction,
    Edition,
    Override,
    ShortLink,
    SiteSettings,
)
from .rights import NotAllowed
from .search import index
from .steps import WrongStatus

__all__ = [
    "Blocked",
    "NotAllowed",
    "WrongMoment",
    "WrongStatus",
    "correct",
    "feature",
    "fix_typo",
    "kill",
    "publish",
    "revive",
    "spike",
    "unschedule",
    "update",
    "withdraw",
]

Status = Article.Status
PUBLISHABLE = [*BEFORE_PUBLICATION, Status.WITHDRAWN, Status.PUBLISHED]
TICK = timedelta(microseconds=1)


class WrongMoment(Exception):
    """The moment asked for has passed, or lies where the story's other moments leave no room."""


class Blocked(Exception):
    """The publish gate has blockers; `findings` names them."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__("; ".join(str(finding.sentence) for finding in findings))


@transaction.atomic
def publish(article, *, by, at=None, backdated=False, override=""):
    """Bring a story before readers at `at` (aware datetime), now by default; later schedules it.

    A scheduled publication that is still to come is replaced. `backdated` lets an import keep
    past times. `override` is the written reason of somebody who may open a closed gate. Raises
    NotAllowed, WrongStatus (also when it is out: update it), WrongMoment, Blocked.
    """
    article, now = steps.locked(article, by, "publish")
    if article.status not in PUBLISHABLE or article.live_edition(now):
        raise WrongStatus(article)
    start = _moment(at, now, backdated=backdated)
    if start < now and article.was_ever_public(now):
        raise WrongMoment(at)  # readers had a text of it before; what they saw is not rewritten
    verb = "schedule" if start > now else "publish"
    return _bring_out(article, by, verb, start, now, override=override)


@transaction.atomic
def update(article, *, by, at=None, override=""):
    """Put the desk's text in place of the one readers see, now or at `at`; "updated" moves.

    An update that was scheduled is replaced; a scheduled withdrawal stays. Raises NotAllowed,
    WrongStatus (it is not out), WrongMoment, Blocked.
    """
    return _replace(article, by, "update", at, override)


@transaction.atomic
def fix_typo(article, *, by, at=None, override=""):
    """As update, without a public trace: "updated" stays where it was. For letters, not facts."""
    return _replace(article, by, "fix_typo", at, override)


@transaction.atomic
def correct(article, *, by, note, kind=Correction.Kind.CORRECTION, at=None, override=""):
    """As update, with a dated public `note` (plain text in the story's language), kept for good.

    Raises ValueError without a note, and what update raises.
    """
    if not note.strip():
        raise ValueError("a correction says what was wrong")
    correction = Correction(kind=kind, text=" ".join(note.split()), by=by, by_name=str(by))
    return _replace(article, by, "correct", at, override, correction=correction)


def _replace(article, by, verb, at, override, *, correction=None):
    article, now = steps.locked(article, by, verb)
    live = article.live_edition(now)
    if not live:
        raise WrongStatus(article)
    start = _moment(at, now)
    updated_at = live.updated_at if verb == "fix_typo" else start
    options = {"updated_at": updated_at, "override": override, "correction": correction}
    return _bring_out(article, by, verb, start, now, **options)


@transaction.atomic
def unschedule(article, *, by):
    """Forget every moment still to come: publication, update, withdrawal.

    A story that was never out is a draft again. Raises NotAllowed, WrongStatus (nothing to come).
    """
    article, now = steps.locked(article, by, "unschedule")
    live, coming = article.live_edition(now), article.coming_edition(now)
    if not coming and (not live or live.live_until == FOREVER):
        raise WrongStatus(article)
    touched = keys.of_editions(live, coming)
    _drop_coming(article, now)
    if live:
        article.editions.filter(pk=live.pk).update(live_until=FOREVER)
    status = Status.PUBLISHED if live else _resting_status(article, now)
    article.published_edit_no = live.edit_no if live else None
    if not article.was_ever_public(now):
        article.first_published_at = None  # it is its writer's draft again
    article.save(update_fields=["first_published_at", "published_edit_no"])
    steps.take(article, by, "unschedule", status)
    changes.log(touched)
    return article


@transaction.atomic
def withdraw(article, *, by, at=None, note="", public_reason=""):
    """Take a story off the site, now or at `at`, as planned. Its address then answers 410.

    A withdrawal that was planned is moved. Raises NotAllowed, WrongStatus (it is neither out nor
    coming), WrongMoment (the moment has passed, or comes before the story does).
    """
    article, now = steps.locked(article, by, "withdraw")
    live, coming = article.live_edition(now), article.coming_edition(now)
    if not live and not (at and coming):
        raise WrongStatus(article)
    end = _moment(at, now)
    if not live and end <= coming.live_from:
        raise WrongMoment(at)
    touched = keys.of_editions(live, coming) | keys.of_photos(article.photos.all())
    touched |= keys.of_files(live, coming)
    _end(article, now, end)
    status = Status.WITHDRAWN if end == now else article.status
    steps.take(article, by, "withdraw", status, due_at=end, note=note, public_reason=public_reason)
    changes.log(touched, kind=Change.Kind.GONE, due_at=end)
    return article


@transaction.atomic
def kill(article, *, by, note="", public_reason=""):
    """Take a story off the site because it was wrong. Its address answers 410.

    Raises NotAllowed, WrongStatus (it has never been out).
    """
    article, now = steps.locked(article, by, "kill")
    if article.status == Status.KILLED or not article.was_ever_public(now):
        raise WrongStatus(article)
    live, coming = article.live_edition(now), article.coming_edition(now)
    touched = keys.of_editions(live, coming) | keys.of_photos(article.photos.all())
    touched |= keys.of_files(live, coming) | set(article.cache_keys())
    _end(article, now, now)
    steps.take(article, by, "kill", Status.KILLED, note=note, public_reason=public_reason)
    changes.log(touched, kind=Change.Kind.GONE)
    return article


@transaction.atomic
def spike(article, *, by, note=""):
    """Drop a draft before it runs. Raises NotAllowed, WrongStatus once it has run: kill it."""
    article, now = steps.locked(article, by, "spike")
    if article.status not in BEFORE_PUBLICATION or article.was_ever_public(now):
        raise WrongStatus(article)
    steps.take(article, by, "spike", Status.SPIKED, note=note)
    changes.log(article.cache_keys())
    return article


@transaction.atomic
def revive(article, *, by, note=""):
    """Make a spiked, withdrawn or killed story a draft again. Readers keep seeing 404 or 410.

    Raises NotAllowed (a killed story is the chief editor's), WrongStatus.
    """
    article, _now = steps.locked(article, by, "revive")
    if article.status not in (Status.SPIKED, Status.WITHDRAWN, Status.KILLED):
        raise WrongStatus(article)
    if article.status == Status.KILLED:
        rights.check(by, "kill", article)
    steps.take(article, by, "revive", Status.DRAFT, note=note)
    changes.log(article.cache_keys())
    return article


@transaction.atomic
def feature(article, *, by, **marks):
    """Set the home page's marks (`urgent`, `is_lead`, `pinned_until`) at once, live text included.

    They say where a story stands, not what it says: "updated" does not move. It counts as a save,
    so a form that was open meanwhile cannot put the old marks back. Raises NotAllowed.
    """
    if not marks.keys() <= {"urgent", "is_lead", "pinned_until"}:
        raise TypeError(f"no such mark: {', '.join(marks)}")
    article, now = steps.locked(article, by, "feature")
    shown = article.editions.filter(live_until__gt=now)
    shown.update(**marks)
    shown.filter(edit_no=article.edit_no).update(edit_no=article.edit_no + 1)
    saved = {"edit_no": article.edit_no + 1}
    for name in ("published_edit_no", "submitted_no", "approved_no"):
        if getattr(article, name) == article.edit_no:  # the text is the same
            saved[name] = article.edit_no + 1
    Article.objects.filter(pk=article.pk).update(**marks, **saved)
    article.refresh_from_db()
    desk.record(article, by=by)
    note = ", ".join(f"{name}: {value}" for name, value in sorted(marks.items()))
    steps.take(article, by, "feature", article.status, note=note)
    changes.log({*article.cache_keys(), f"list-{article.language}"})
    for edition in shown:
        _log_home(edition, now)
    return article


def _moment(at, now, *, backdated=False):
    if at is None:
        return now
    if at <= now and not backdated:
        raise WrongMoment(at)
    return at


def _resting_status(article, now):
    """Where a story without a live or coming edition stands."""
    return Status.WITHDRAWN if article.was_ever_public(now) else Status.DRAFT


def _open_gate(article, by, start, now, reason):
    """Raises Blocked, unless `by` may override everything that blocks, and says why."""
    blockers = gate.blockers(article, by=by, at=start)
    if not blockers:
        return
    is_night = SiteSettings.current().is_night(now)
    opened = [one for one in blockers if rights.opens(by, one, article, is_night=is_night)]
    if not reason.strip() or len(opened) < len(blockers):
        raise Blocked(blockers)
    if not rights.may(by, "override", article):
        notices.tell(notices.chiefs(), article, "override", by=by, note=reason.strip())
    Override.objects.bulk_create(
        Override(
            article=article,
            check_name=blocker.check,
            sentence=str(blocker.sentence),
            reason=reason.strip(),
            edit_no=article.edit_no,
            by=by,
            by_name=str(by),
            needs_confirmation=not rights.may(by, "override", article),
        )
        for blocker in blockers
    )
    audit.note("override.make", article, by=by)


def _bring_out(article, by, verb, start, now, *, updated_at=None, override="", correction=None):
    _open_gate(article, by, start, now, override)
    ties = links.of(article)
    ties.tags = links.hold(ties.tags)
    live = article.live_edition(now)
    touched = keys.of_editions(live, article.coming_edition(now))
    notes = list(Correction.objects.filter(edition__in=article.editions.coming(now)))
    notes += [correction] if correction else []
    until = _drop_coming(article, now)
    ends = min(start, until)  # of the text that is out
    if live:
        article.editions.filter(pk=live.pk).update(live_until=ends)
    if until <= start:  # it comes back after the withdrawal that was planned
        until = FOREVER
    first = article.first_published_at
    if first is None or not article.was_ever_public(now):
        first = start
    if not article.slug:
        article.slug = languages.slugify(article.headline, language=article.language)
    moments = {"live_from": start, "live_until": until, "first_published_at": first}
    edition = edition_of(article, ties, **moments, updated_at=updated_at or start)
    edition.save()
    links.keep(links.readers_rows(edition, ties))
    _print_corrections(edition, notes)
    Article.objects.filter(pk=article.pk).update(
        slug=article.slug,
        first_published_at=first,
        published_edit_no=edition.edit_no,
        submitted_no=None,  # the text is out, or will be: it waits for nobody's review
    )
    article.first_published_at, article.published_edit_no = first, edition.edit_no
    article.submitted_no = None
    ShortLink.make_for(article)
    index.drop_over(article, now)
    index.put([(edition, ties)])
    steps.take(article, by, verb, Status.PUBLISHED, due_at=start, note=override.strip())
    _log_home(edition, now)
    _log_files(edition, ties, live, ends)
    changes.log(touched | keys.of_edition(edition, ties), due_at=max(start, now))
    return edition


def _log_files(edition, ties, live, ends):
    """Pictures of the text before that this one lacks go at `ends`; its own go at its own end."""
    own = file_keys(ties.photos)
    if live:
        kept = own if ends == edition.live_from else set()
        if goes := keys.of_files(live) - kept:
            changes.log(goes, kind=Change.Kind.GONE, due_at=ends)
    if own and edition.live_until != FOREVER:
        changes.log(own, kind=Change.Kind.GONE, due_at=edition.live_until)


def _log_home(edition, now):
    """A pin and "urgent" end by the clock."""
    for moment in keys.moments_at_home(edition):
        if moment > now:
            changes.log([f"list-{edition.language}"], due_at=moment)


def _print_corrections(edition, notes):
    """Keep the new `notes`, those of a planned update that this one replaces among them, and give
    the edition all that its story ever had."""
    for note in notes:
        note.pk, note.edition, note.article = None, edition, edition.article
        note.at, note.language = edition.live_from, edition.language
    Correction.objects.bulk_create(notes)
    kept = Correction.objects.filter(article=edition.article)
    edition.corrections = [note.printed() for note in kept]
    if edition.corrections:
        edition.save(update_fields=["corrections"])


def edition_of(article, ties, *, live_from, **moments):
    """The desk's text, copied for readers and not saved yet; `ties` are the article's Links."""
    return Edition(
        **{name: getattr(article, name) for name in COPIED},
        article=article,
        edit_no=article.edit_no,
        live_from=live_from,
        related_ids=ties.related_ids,
        **{"updated_at": live_from, **moments},
    )


def _drop_coming(article, now):
    """Forget what has not begun (nobody saw it); returns until when the story was to stay."""
    coming = article.editions.coming(now)
    live, later = article.live_edition(now), article.coming_edition(now)
    # what comes only after a gap leaves the withdrawal before the gap as it was planned
    last = later if later and (not live or later.live_from == live.live_until) else live
    until = last.live_until if last else FOREVER
    coming.delete()
    if live and live.live_until != until:
        article.editions.filter(pk=live.pk).update(live_until=until)
    return until


def _end(article, now, end):
    """Nothing of the article is before readers from `end` (now or later) on."""
    article.editions.coming(max(now, end - TICK)).delete()
    last = article.editions.filter(live_until__gt=now).order_by("-live_from").first()
    if last:
        last.live_until = max(end, last.live_from + TICK)
        last.save(update_fields=["live_until"])
        article.published_edit_no = last.edit_no
        article.save(update_fields=["published_edit_no"])
    index.drop_over(article, now)
