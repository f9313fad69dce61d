"""The verbs of the home page: arrange it at the desk, launch it, discard, put an old one back.

Marks on stories (publishing.feature) fill what an arrangement leaves open.
"""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from newsroom.compiled import CompiledQuery
from newsroom.pagecache import changes
from newsroom.staff import audit

from . import rights
from .models import Edition, Front, FrontDraft
from .models.front import until_of

PLACES = 9  # the lead and eight more


class Stale(Exception):
    """Somebody else has changed the arrangement since it was shown."""


class NoPlace(Exception):
    """Every place is taken."""


def current(code):
    """What readers have; an empty Front where nothing was ever launched."""
    return next(iter(_CURRENT(code=code)), None) or Front(language=code)


_CURRENT = CompiledQuery(lambda code: Front.objects.newest(code)[:1])


def draft(code):
    """What the desk has; what readers have, where nobody has changed anything yet."""
    found = FrontDraft.objects.select_related("changed_by").filter(language=code).first()
    return found or FrontDraft(language=code, **current(code).arranged)


def has_lead(code):
    """Whether readers see a lead that was arranged, so that a mark would not change it."""
    ids = current(code).open_ids()
    return Edition.objects.live().in_language(code).filter(article__in=ids).exists()


@transaction.atomic
def save(arrangement, *, by):
    """Keep a FrontDraft that was changed in memory. What stands there already is not saved again.

    Raises NotAllowed, Stale.
    """
    rights.check(by, "arrange", None)
    stored = draft(arrangement.language)
    if (stored.number, stored.arranged) != (arrangement.number, arrangement.arranged):
        _write(arrangement, by)


@transaction.atomic
def launch(arrangement, *, by):
    """Put a FrontDraft before readers, now. Raises NotAllowed, Stale."""
    rights.check(by, "arrange", None)
    _write(arrangement, by)
    code, now = arrangement.language, timezone.now()
    names = {"launched_by": by, "launched_by_name": str(by)}
    launched = Front.objects.create(language=code, **names, **arrangement.arranged)
    audit.note("front.launch", launched, by=by)
    ends = {arrangement.banner_until, *map(until_of, arrangement.slots)} - {None}
    for end in sorted(end for end in ends if end > now):
        changes.log([f"list-{code}"], due_at=end)
    changes.log([f"list-{code}"])


def _write(arrangement, by):
    """Store it if its number is still the row's; the number grows."""
    code = arrangement.language
    FrontDraft.objects.get_or_create(language=code)
    changed = FrontDraft.objects.filter(language=code, number=arrangement.number).update(
        **arrangement.arranged,
        number=F("number") + 1,
        changed_by=by,
        changed_by_name=str(by),
        changed_at=timezone.now(),
    )
    if not changed:
        raise Stale
    arrangement.number += 1


def discard(arrangement, *, by):
    """Arrange the desk's as readers have it. Raises NotAllowed, Stale."""
    put_back(arrangement, current(arrangement.language), by=by)


def put_back(arrangement, launched, *, by):
    """Arrange the desk's as an earlier Front was; readers see it when it is launched.

    Raises NotAllowed, Stale.
    """
    for name, value in launched.arranged.items():
        setattr(arrangement, name, value)
    save(arrangement, by=by)


# Slots: lists in, lists out.


def added(slots, article):
    """At the end. Raises NoPlace."""
    if article.pk in [slot["article"] for slot in slots]:
        return slots
    if len(slots) >= PLACES:
        raise NoPlace(article)
    return [*slots, {"article": article.pk, "until": None}]


def without(slots, pk):
    return [slot for slot in slots if slot["article"] != pk]


def moved(slots, pk, steps):
    """`steps` places down the page; up, where it is negative, as far as the lead."""
    place = next((n for n, slot in enumerate(slots) if slot["article"] == pk), None)
    if place is None:
        return slots
    rest = without(slots, pk)
    rest.insert(max(place + steps, 0), slots[place])
    return rest


def slot_until(moment):
    """As a slot keeps it: the text of an aware datetime in UTC, or None."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else None
