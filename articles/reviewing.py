"""The verbs before publication: a text is sent for review, returned with a note, approved.

A review is of one save: `submitted_no` and `approved_no` name it, so it also works for the new
text beside a published story, whose status stays as it is. A later save is neither (desk.save).
"""

from django.db import transaction
from django.utils import timezone

from newsroom.staff import audit

from . import notices, rights, steps
from .models import BEFORE_PUBLICATION, Article, Note, Override
from .rights import NotAllowed
from .steps import WrongStatus

__all__ = [
    "NotAllowed",
    "WrongStatus",
    "approve",
    "assign",
    "close_note",
    "confirm",
    "note",
    "return_",
    "submit",
]

Status = Article.Status


@transaction.atomic
def submit(article, *, by, note=""):
    """Send the saved text for review. Raises NotAllowed, WrongStatus (it waits or is approved
    already, or the text is the one readers have)."""
    article, now = steps.locked(article, by, "submit")
    if article.is_under_review or article.is_approved or _is_settled(article, now):
        raise WrongStatus(article)
    _review(article, submitted_no=article.edit_no, approved_no=None, approved_by=None)
    steps.take(article, by, "submit", _stands(article, Status.IN_REVIEW), note=note)
    return article


@transaction.atomic
def return_(article, *, by, note):
    """Give a text back to its writer, with a note saying what is missing.

    Raises NotAllowed, WrongStatus (nobody sent it), ValueError without a note.
    """
    if not note.strip():
        raise ValueError("a text is returned with a note")
    article, _now = steps.locked(article, by, "return")
    if not (article.is_under_review or article.is_approved):
        raise WrongStatus(article)
    _review(article, submitted_no=None, approved_no=None, approved_by=None)
    steps.take(article, by, "return", _stands(article, Status.DRAFT), note=note.strip())
    return article


@transaction.atomic
def approve(article, *, by, note=""):
    """Say that the saved text may be published. Nobody but a chief editor approves their own.

    Raises NotAllowed, WrongStatus (it is approved already, readers have it, or its story is over).
    """
    article, now = steps.locked(article, by, "approve")
    if article.saved_by_id == by.pk and not rights.may(by, "override", article):
        raise NotAllowed("approve")
    if article.is_approved or _is_settled(article, now):
        raise WrongStatus(article)
    _review(article, approved_no=article.edit_no, approved_by=by)
    steps.take(article, by, "approve", _stands(article, Status.APPROVED), note=note)
    return article


@transaction.atomic
def assign(article, *, by, assignee, due_at=None):
    """Give the story to a colleague (or to nobody), to be ready at `due_at` (aware datetime).

    It is no save: a form that is open stays good. Raises NotAllowed.
    """
    article, _now = steps.locked(article, by, "assign")
    article.assignee, article.due_at = assignee, due_at
    article.save(update_fields=["assignee", "due_at"])
    steps.take(article, by, "assign", article.status, note=str(assignee or ""), due_at=due_at)
    return article


@transaction.atomic
def note(article, *, by, text):
    """Leave a note on the story for colleagues. Raises NotAllowed, ValueError without words."""
    if not text.strip():
        raise ValueError("an empty note")
    rights.check(by, "note", article)
    people = [*notices.writers_of(article), *(one.by for one in article.notes.select_related("by"))]
    notices.tell(people, article, "note", by=by, note=text.strip())
    audit.note("article.note", article, by=by)
    return Note.objects.create(article=article, text=text.strip(), by=by, by_name=str(by))


@transaction.atomic
def close_note(note, *, by):
    """Mark a note as seen to. Raises NotAllowed."""
    rights.check(by, "note", note.article)
    if Note.objects.filter(pk=note.pk, done_at=None).update(done_at=timezone.now()):
        audit.note("article.close_note", note.article, by=by)


@transaction.atomic
def confirm(override, *, by):
    """A chief editor has seen what the night shift overrode. Raises NotAllowed."""
    rights.check(by, "override", override.article)
    waiting = Override.objects.filter(pk=override.pk, confirmed_at=None)
    if waiting.update(confirmed_at=timezone.now(), confirmed_by=by):
        audit.note("override.confirm", override.article, by=by)


def _is_settled(article, now):
    """There is nothing to look over: the story is over, or readers have this very text."""
    live = article.live_edition(now)
    return article.is_given_up or bool(live and live.edit_no == article.edit_no)


def _review(article, **numbers):
    for name, value in numbers.items():
        setattr(article, name, value)
    article.save(update_fields=list(numbers))


def _stands(article, status):
    """A review does not move a story that is published, scheduled or taken down."""
    return status if article.status in BEFORE_PUBLICATION else article.status
