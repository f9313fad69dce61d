"""Showing a text to a minister's office before it is public: one revision, for a while.

An address is a signature over the row's number and its nonce, so it cannot be guessed or turned
to another story, and the row can be revoked. Whatever is wrong with it, the answer is the same.
"""

import datetime

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from newsroom.staff import audit

from . import notices, rights, steps
from .models import Edition, OutsiderLink
from .models.outsiders import SALT
from .rights import NotAllowed

HOURS = [4, 24, 48, 24 * 7]  # for how long a link may be open
LONGEST_TOKEN = 200  # letters


@transaction.atomic
def show(article, *, by, for_whom, hours, reason=""):
    """A link to the saved text as it stands. Raises NotAllowed, WrongStatus (the story is spiked or
    killed), ValueError.

    An embargoed text is shown by a chief editor alone, who says why.
    """
    article, now = steps.locked(article, by, "show")
    if article.is_given_up:
        raise steps.WrongStatus(article)
    if not for_whom.strip() or hours not in HOURS:
        raise ValueError("a link is for somebody, and for a while")
    breaks = article.is_embargoed(now)
    if breaks and not (reason.strip() and rights.may(by, "override", article)):
        raise NotAllowed("show")
    link = OutsiderLink.objects.create(
        article=article,
        revision=article.revisions.get(number=article.edit_no),
        for_whom=for_whom.strip()[:200],
        expires_at=now + datetime.timedelta(hours=hours),
        breaks_embargo=breaks,
        reason=reason.strip(),
        made_by=by,
        made_by_name=str(by),
    )
    steps.take(article, by, "show", article.status, note=link.for_whom)
    return link


@transaction.atomic
def revoke(link, *, by):
    """Close it at once. Raises NotAllowed."""
    rights.check(by, "show", link.article)
    still_open = OutsiderLink.objects.filter(pk=link.pk, revoked_at=None)
    if still_open.update(revoked_at=timezone.now(), revoked_by=by):
        audit.note("outsider.revoke", link.article, by=by)


@transaction.atomic
def keep(answer, *, link):
    """What an outsider said of the text; `answer` is not saved yet."""
    answer.link = link
    answer.save()
    said = f"{answer}: {answer.get_verdict_display()}"
    notices.tell([link.made_by], link.article, "answer", note=said)
    audit.note("outsider.answer", link.article, by_name=str(answer))


def opened(token):
    """The open link of a token, or None: for every fault alike."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    link = OutsiderLink.objects.select_related("article", "revision").filter(pk=pk).first()
    if link is None or link.nonce != nonce or not link.is_open(timezone.now()):
        return None
    return link


def count(link):
    """One look more."""
    OutsiderLink.objects.filter(pk=link.pk).update(
        opened=F("opened") + 1, last_opened_at=timezone.now()
    )


def text_of(revision):
    """The words of a revision as an unsaved edition; what the snapshot lacks has its default."""
    fields = revision.snapshot["fields"]
    words = ("language", "kind", "headline", "standfirst", "body")
    return Edition(**{name: fields[name] for name in words if name in fields})
