"""What every verb begins and ends with: the row locked and the right checked, a step written."""

from django.utils import timezone

from newsroom.staff import audit

from . import notices, rights
from .models import Article, Step


class WrongStatus(Exception):
    """The story is not in a status from which this verb leads anywhere."""


def locked(article, by, verb):
    """The row as it stands now, locked until the transaction ends, and that moment.

    Raises NotAllowed.
    """
    found = Article.objects.select_for_update().get(pk=article.pk)
    rights.check(by, verb, found)
    return found, timezone.now()


def step_of(article, by, verb, status, **notes):
    """Move the article to `status`, in memory; the unsaved step says who did it."""
    step = Step(
        article=article,
        verb=verb,
        by=by,
        by_name=str(by or ""),
        from_status=article.status,
        to_status=status,
        edit_no=article.edit_no,
        **notes,
    )
    article.status = status
    return step


def take(article, by, verb, status, **notes):
    """Move the article to `status` and write down who did it."""
    step = step_of(article, by, verb, status, **notes)
    step.save()
    article.save(update_fields=["status"])
    notices.of_step(step)
    audit.note(f"article.{verb}", article, by=by)
    return step
