"""How the newsroom is by now, for people: its parts, its helpers, and what its desk is late with.

`readiness` says whether a process may be sent readers; this says what somebody should see to.
Programs are told the same by `as_json`.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import notices, overdue
from articles.search import index
from newsroom.health import database, media, readiness
from newsroom.pagecache import wsgi
from newsroom.pulse import helpers

ROOM = 1_000_000_000  # bytes that should be free where photos go
BLIND = 10  # seconds without a look at the change log, while the database answers
STUCK = timedelta(minutes=15)  # after which a letter that may go out should have gone

HELPER = "backup"
helpers.join(
    helpers.Helper(
        HELPER,
        _("Backup"),
        _("Run “manage.py backup --verify” and see whether cron or the timer still calls it."),
        late_after=timedelta(hours=26),
        dead_after=timedelta(hours=50),
        is_wanted=lambda: settings.PRODUCTION,
    )
)


@dataclass(frozen=True)
class Part:
    """A part of the newsroom; `fault` and `advice` are empty while it is well."""

    name: str
    title: str  # translated when shown, as the two below
    fault: str = ""
    advice: str = ""

    @property
    def is_well(self):
        return not self.fault


@dataclass(frozen=True)
class Health:
    parts: list[Part]
    free: int | None  # bytes where photos go; None where that is no folder of ours
    post: notices.Post
    sends_letters: bool
    backup_at: datetime | None  # of the newest in BACKUP_DIR
    pulses: list[helpers.Pulse]
    late: list[overdue.Late]
    pages: dict | None  # figures of the pages that this process keeps; None where it keeps none

    @property
    def is_well(self):
        """What the desk is late with is its own affair; the rest is the operator's."""
        return all(part.is_well for part in self.parts) and not any(
            pulse.is_dead for pulse in self.pulses
        )


def look(now=None) -> Health:
    """A bounded number of questions. Raises django.db.Error where the database does not answer."""
    now = now or timezone.now()
    post = notices.post(now)
    photos, free = _photos()
    pages = wsgi.running and wsgi.running.figures()
    return Health(
        parts=[_database(), _search(), photos, _letters(post, now), *_kept_pages(pages)],
        free=free,
        post=post,
        sends_letters=settings.SENDS_EMAIL,
        backup_at=readiness.newest_backup(),
        pulses=helpers.pulses(now),
        late=overdue.found(now),
        pages=pages,
    )


def as_json(health) -> dict:
    """Plain JSON values; moments in UTC. Of stories only how many, at most MOST + 1 of a kind."""
    post = health.post
    return {
        "well": health.is_well,
        **{part.name: "ok" if part.is_well else "see to it" for part in health.parts},
        "photos_free_bytes": health.free,
        "letters_waiting": post.waiting,
        "letters_oldest": post.oldest and post.oldest.isoformat(),
        "letters_given_up": post.given_up,
        "last_letter": post.last_sent and post.last_sent.isoformat(),
        "last_backup": health.backup_at and health.backup_at.isoformat(),
        "helpers": {
            pulse.helper.name: {
                "state": pulse.state,
                "good_at": pulse.good_at and pulse.good_at.isoformat(),
                "failed_at": pulse.failed_at and pulse.failed_at.isoformat(),
                "said": pulse.said,
            }
            for pulse in health.pulses
        },
        "kept_pages": health.pages,
        "overdue": {late.name: len(late.rows) + late.has_more for late in health.late},
    }


def _database():
    if not database.waiting_migrations():
        return Part("database", _("Database"))
    return Part(
        "database",
        _("Database"),
        _("It is older than the program: changes of its tables wait."),
        _("Run “manage.py migrate” and start the newsroom anew."),
    )


def _search():
    title = _("Search")
    if index.is_of_today():
        return Part("search", title)
    return Part(
        "search",
        title,
        _("Its keys are older than the program: readers may not find every story."),
        _("Run “manage.py rekey_stories”; readers search meanwhile."),
    )


def _photos():
    """The part, and the bytes that are free; None for them where photos lie in no folder of ours.

    Where the folder is not there yet, the first photo makes it.
    """
    title = _("Storage of photos")
    if media.lies_elsewhere():
        return Part("photos", title), None
    folder = Path(settings.MEDIA_ROOT)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    fault = advice = ""
    if not os.access(there, os.W_OK | os.X_OK):
        fault = _("The folder cannot be written to: no photo can be uploaded.")
        advice = _("Give the user that the newsroom runs as the right to write in NEWSROOM_VAR.")
    elif free < ROOM:
        fault = _("Less than 1 GB is free.")
        advice = _("Make room on the disk: move old backups away or give it a bigger disk.")
    return Part("photos", title, fault, advice), free


def _letters(post, now):
    title = _("Letters")
    if not settings.SENDS_EMAIL:
        return Part("letters", title)
    if post.oldest and now - post.oldest > STUCK:
        return Part(
            "letters",
            title,
            _("Letters wait for more than a quarter of an hour."),
            _("See whether the mail server answers and whether EMAIL_URL is right."),
        )
    return Part("letters", title)


def _kept_pages(pages):
    if not pages:
        return []
    title = _("Kept pages")
    if (pages["last_good_poll"] or 0) <= BLIND:
        return [Part("pages", title)]
    fault = _("Changes do not reach the pages that are kept: readers get them as they were.")
    return [
        Part("pages", title, fault, _("Start the newsroom anew; the log says what went wrong."))
    ]
