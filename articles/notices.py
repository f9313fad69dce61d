"""Who is told by e-mail of what happened to a story; and the sending, which may be late.

A notice is written in the transaction of the step it tells of, so none is lost and none is of
something that did not happen. Whoever sends (a thread of `make run`, or the command
`send_notices`) takes what is due, one letter a person, and tries again later where the mail
server does not answer.
"""

import datetime
import logging
import smtplib
import threading
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.pulse import helpers
from newsroom.staff.models import User
from newsroom.staff.roles import Role

from .addresses import absolute
from .models import Notice
from .overdue import FLASH_MINUTES

logger = logging.getLogger(__name__)

EVERY = 30  # seconds between two looks
AT_ONCE = 200  # notices of one look
MOST_WAITING = 1000  # lines that are counted
MOST_TRIES = 8  # the last about two hours after the first
LEASE = datetime.timedelta(minutes=2)  # then somebody else tries

HELPER = "letters"
helpers.join(
    helpers.Helper(
        HELPER,
        gettext_lazy("Letters to colleagues"),
        gettext_lazy(
            "Nobody gets letters: start the newsroom anew, or “manage.py send_notices --forever”."
        ),
        late_after=datetime.timedelta(minutes=5),
        dead_after=datetime.timedelta(minutes=15),
        is_wanted=lambda: settings.SENDS_EMAIL,
    )
)

WORDS = {
    "submit": gettext_lazy("waits for you"),
    "return": gettext_lazy("was returned to you"),
    "approve": gettext_lazy("was approved"),
    "assign": gettext_lazy("was given to you"),
    "publish": gettext_lazy("was published"),
    "schedule": gettext_lazy("was scheduled"),
    "update": gettext_lazy("was updated"),
    "correct": gettext_lazy("was corrected, with a note for readers"),
    "withdraw": gettext_lazy("is taken down"),
    "kill": gettext_lazy("was taken down because it was wrong"),
    "override": gettext_lazy("went out although a check said no; please confirm"),
    "note": gettext_lazy("has a note for you"),
    "answer": gettext_lazy("has an answer from outside"),
    "flash": gettext_lazy("went out as a flash: readers wait for the details"),
}
TO_THE_WRITER = [
    "return",
    "approve",
    "publish",
    "schedule",
    "update",
    "correct",
    "withdraw",
    "kill",
]


def of_step(step):
    """Write the notices of a step. In its transaction."""
    article = step.article
    if step.verb == "submit":
        tell(editors_of(article), article, "submit", step)
    elif step.verb == "assign" and article.assignee:
        tell([article.assignee], article, "assign", step)
    elif step.verb in TO_THE_WRITER:
        tell(writers_of(article), article, step.verb, step)
    if step.verb == "publish" and article.is_flash:
        due = timezone.now() + datetime.timedelta(minutes=FLASH_MINUTES)
        people = [*writers_of(article), *([step.by] if step.by else [])]
        tell(people, article, "flash", None, due_at=due)


def tell(people, article, what, step=None, *, by=None, note="", due_at=None):
    """A notice for each of `people` but whoever did it; of a practice story for nobody."""
    if article.is_practice:
        return
    by = step.by if step else by
    ids = {person.pk for person in people if person and person.is_active}
    Notice.objects.bulk_create(
        Notice(
            to_id=pk,
            article=article,
            what=what,
            by_name=step.by_name if step else str(by or ""),
            note=step.note if step else note,
            due_at=due_at or timezone.now(),
        )
        for pk in sorted(ids - {by.pk if by else None})
    )


def writers_of(article):
    return [article.created_by, article.assignee]


def editors_of(article):
    """Those who may approve it: the section's editors; where it has none, the chief editors."""
    editors = User.objects.filter(is_active=True, groups__name=Role.EDITOR.value)
    found = list(editors.filter(sections=article.section_id).distinct())
    return found or chiefs()


def chiefs():
    return list(User.objects.filter(is_active=True, groups__name=Role.CHIEF_EDITOR.value))


def send_due(now=None):
    """Send what is due; the number of letters. Safe in several processes at once."""
    now = now or timezone.now()
    if not settings.SENDS_EMAIL:
        return 0
    with helpers.working(HELPER) as faults:
        letters = defaultdict(list)
        for notice in _claimed(now):
            letters[notice.to].append(notice)
        return sum(_send(to, notices, now, faults) for to, notices in letters.items())


@transaction.atomic
def _claimed(now):
    """What is due, ours for a while: no lock is held while a mail server thinks."""
    due = Notice.objects.filter(sent_at=None, due_at__lte=now, tries__lt=MOST_TRIES)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=["self"])
    claimed = list(due.select_related("to", "article").order_by("due_at", "pk")[:AT_ONCE])
    Notice.objects.filter(pk__in=[one.pk for one in claimed]).update(due_at=now + LEASE)
    return claimed


def _send(to, notices, now, faults):
    """One letter; whether it went out. What is settled meanwhile is left out of it.

    A mail server's fault joins `faults`.
    """
    ids = [notice.pk for notice in notices]
    if not (to.wants_email and to.email and to.is_active):
        Notice.objects.filter(pk__in=ids).update(sent_at=now)
        return False
    if to.is_quiet(now):
        return False
    lines = [notice for notice in notices if not _is_settled(notice)]
    if lines:
        try:
            _post(to, lines, now)
        except (OSError, smtplib.SMTPException) as fault:
            logger.warning("a letter to %s was not sent: %s", to.pk, fault)
            faults.append(fault)
            for notice in notices:
                notice.tries += 1
                notice.due_at = now + datetime.timedelta(minutes=2**notice.tries / 2)
            Notice.objects.bulk_update(notices, ["tries", "due_at"])
            return False
    Notice.objects.filter(pk__in=ids).update(sent_at=now)
    return bool(lines)


def _is_settled(notice):
    return notice.what == "flash" and not notice.article.is_flash


def _post(to, notices, now):
    with translation.override(to.language):
        lines = [
            {
                "headline": headline_of(notice.article, now),
                "words": WORDS[notice.what],
                "by": notice.by_name,
                "note": "" if notice.article.is_embargoed(now) else notice.note,
                "url": absolute(reverse("admin:articles_article_change", args=[notice.article_id])),
            }
            for notice in notices
        ]
        text = render_to_string("articles/notice.txt", {"lines": lines, "to": to})
        subject = f"{lines[0]['headline']}: {lines[0]['words']}"
        send_mail(" ".join(subject.split())[:150], text, None, [to.email])


def headline_of(article, now):
    """An embargoed story's words leave by no door, and a mailbox is one."""
    if article.is_embargoed(now):
        word = _("embargo")
        return f"№ {article.pk} ({word})"
    return article.headline


@dataclass(frozen=True)
class Post:
    """How the letters are by now. Lines of them are counted, up to MOST_WAITING."""

    waiting: int
    oldest: datetime.datetime | None
    given_up: int  # a mail server has refused them MOST_TRIES times
    last_sent: datetime.datetime | None


def post(now=None):
    """What waits for somebody's quiet hours to end, or for its own hour, does not count."""
    now = now or timezone.now()
    unsent = Notice.objects.filter(sent_at=None)
    begun = unsent.filter(Q(due_at__lte=now + LEASE) | Q(tries__gt=0), tries__lt=MOST_TRIES)
    begun = begun.select_related("to").order_by("due_at")[:MOST_WAITING]
    waiting = [notice.made_at for notice in begun if not notice.to.is_quiet(now)]
    posted = Notice.objects.filter(sent_at__isnull=False, to__wants_email=True)
    return Post(
        waiting=len(waiting),
        oldest=min(waiting, default=None),
        given_up=unsent.filter(tries__gte=MOST_TRIES)[:MOST_WAITING].count(),
        last_sent=posted.exclude(to__email="")
        .order_by("-sent_at")
        .values_list("sent_at", flat=True)
        .first(),
    )


def clean_up(now=None):
    """Forget what was sent, or could not be, a month ago."""
    before = (now or timezone.now()) - datetime.timedelta(days=30)
    old = Q(sent_at__lt=before) | Q(made_at__lt=before)
    return Notice.objects.filter(old).delete()[0]


def start_sending():
    """A thread of this process that sends what is due, until the process ends."""
    thread = threading.Thread(target=_go_on_sending, name="notices", daemon=True)
    thread.start()
    return thread


def _go_on_sending():
    pause = threading.Event()
    while not pause.wait(EVERY):
        try:
            send_due()
        except DatabaseError as fault:
            logger.warning("notices wait: %s", fault)
        finally:
            close_old_connections()
