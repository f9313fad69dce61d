"""Practice stories: a press release of one's own to try the desk with, faults included.

It is its owner's alone (`rights`), stands in no list that does not ask for it, writes to nobody
(`notices`), and can never be published: the gate says so, no reason overrides it, and the table
refuses a practice story with a date of publication.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from articles import desk, rights
from articles.models import Article, Section, Story
from newsroom.photos.models import Photo
from newsroom.staff import audit
from newsroom.staff.models import User

FOLDER = Path(__file__).parent
KEPT = timedelta(days=30)  # since the last save


def text(language):
    """headline, standfirst and body of the release, with faults that the gate points at."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


@transaction.atomic
def begin(user):
    """A practice story in the user's language, in place of the one they had.

    What nobody has touched for 30 days goes with it, whoever it was. Raises NotAllowed.
    """
    rights.check(user, "write", None)
    User.objects.select_for_update().get(pk=user.pk)  # two quick presses leave one story
    mine = Article.objects.filter(is_practice=True, created_by=user)
    _sweep(mine | Article.objects.filter(is_practice=True, saved_at__lt=timezone.now() - KEPT))
    section = _section(user)
    photo = (
        Photo.objects.filter(**{f"credit__name_{user.language}__gt": ""}).order_by("-pk").first()
    )
    article = desk.write(
        Article(
            is_practice=True,
            language=user.language,
            section=section,
            lead_photo=photo,
            lead_caption=photo.credit_line(user.language) if photo else "",  # a fault as well
            **text(user.language),
        ),
        by=user,
    )
    audit.note("article.practise", article, by=user)
    return article


def of(user):
    """The user's practice story, or None."""
    return Article.objects.filter(is_practice=True, created_by=user).first()


def _section(user):
    """The first that has a name in the user's language, of theirs if they have any."""
    named = Section.objects.exclude(**{f"name_{user.language}": ""}).order_by("order", "pk")
    return named.filter(pk__in=rights.section_ids(user)).first() or named.first()


def _sweep(stories):
    groups = list(stories.values_list("story", flat=True))
    stories.delete()
    Story.objects.filter(pk__in=groups, articles=None).delete()
