"""Which helpers there are, what each last told, and how they are by now.

A helper is work that runs beside the pages (letters, the backup) and may die without anybody
noticing. Whoever owns one joins it here when its app is ready, and tells of every run with
`working`, or with `good` and `bad`. What was told stands in a table, so that every process sees
it. Telling never fails: where the database does not take it, that is a line in the log.
"""

import datetime
import logging
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from .models import Beat

logger = logging.getLogger(__name__)
MOST_SAID = 500  # letters of a fault


class State(StrEnum):
    FRESH = "fresh"
    LATE = "late"
    DEAD = "dead"
    NEVER = "never"  # it has had no good run yet, and need not have had one
    OFF = "off"  # nobody expects it to run here


@dataclass(frozen=True)
class Helper:
    """Late and dead count from the end of the last good run; None: it runs when it is called."""

    name: str
    title: str  # translated when shown
    advice: str  # what to do when it is dead; translated when shown
    late_after: datetime.timedelta | None = None
    dead_after: datetime.timedelta | None = None
    is_wanted: Callable = lambda: True  # where it is not, it cannot be late


@dataclass(frozen=True)
class Pulse:
    helper: Helper
    state: State
    good_at: datetime.datetime | None
    failed_at: datetime.datetime | None = None
    said: str = ""  # its last fault; "" when a good run came after it

    @property
    def is_dead(self):
        return self.state is State.DEAD


HELPERS = {}


def join(helper):
    HELPERS[helper.name] = helper


def good(name):
    """Tell that a run has ended well."""
    _tell(Beat(helper=name, good_at=timezone.now()), ["good_at"])


def bad(name, fault):
    """Tell that a run has not; `fault` is an exception or a sentence."""
    said = str(fault) or type(fault).__name__
    row = Beat(helper=name, failed_at=timezone.now(), said=said[:MOST_SAID])
    _tell(row, ["failed_at", "said"])


@contextmanager
def working(name):
    """A run of a helper; good unless something is raised, which goes on its way, or joins the list
    that is given (faults that did not end the run).
    """
    faults = []
    try:
        yield faults
    except BaseException as fault:
        bad(name, fault)
        raise
    if faults:
        bad(name, faults[-1])
    else:
        good(name)


def _tell(row, columns):
    """One statement, so that processes that tell at once do not wait for each other's rows."""
    try:
        with transaction.atomic():
            Beat.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["helper"], update_fields=columns
            )
    except Error as fault:
        logger.warning("of %s nothing could be written down: %s", row.helper, fault)


def pulses(now=None):
    """How every helper is, in the order in which they joined. Raises DatabaseError."""
    now = now or timezone.now()
    beats = Beat.objects.in_bulk()
    unheard = [name for name in HELPERS if name not in beats or not beats[name].good_at]
    since = _known_since() if unheard else None
    return [_pulse(helper, beats.get(name), since, now) for name, helper in HELPERS.items()]


def dead(now=None):
    return [one for one in pulses(now) if one.is_dead]


def _pulse(helper, beat, known_since, now):
    if beat is None:
        return Pulse(helper, _state(helper, None, known_since, now), None)
    state = _state(helper, beat.good_at, known_since, now)
    is_mended = beat.failed_at and beat.good_at and beat.failed_at <= beat.good_at
    said = "" if is_mended else beat.said
    return Pulse(helper, state, beat.good_at, beat.failed_at, said)


def _state(helper, good_at, known_since, now):
    if not helper.is_wanted():
        return State.OFF
    age = now - (good_at or known_since or now)
    if helper.dead_after and age > helper.dead_after:
        return State.DEAD
    if not good_at:
        return State.NEVER
    if helper.late_after and age > helper.late_after:
        return State.LATE
    return State.FRESH


def _known_since():
    """When the newsroom began to listen: who was never heard counts from here."""
    recorder = MigrationRecorder(connection)
    applied = recorder.migration_qs.filter(app=Beat._meta.app_label)
    return applied.aggregate(since=Min("applied"))["since"]
