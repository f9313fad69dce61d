"""An operator asks whether the lists are right, and puts right what somebody wrote by hand."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import EditionTag
from newsroom.pagecache.models import Change

pytestmark = pytest.mark.django_db


def check(*options):
    said = StringIO()
    call_command("check_lists", *options, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def misplaced(make_edition, make_tag, make_source, make_author):
    """A story that stands a day too early under its tag."""
    edition = make_edition(
        tags=[make_tag()], sources=[(make_source(), "")], authors=[make_author()]
    )
    before = edition.first_published_at - timedelta(days=1)
    EditionTag.objects.filter(edition=edition).update(first_published_at=before)
    return edition


def test_lists_that_the_verbs_wrote_are_right(make_edition, make_tag):
    make_edition(tags=[make_tag()])

    assert "right" in check()


def test_a_row_out_of_its_place_is_named_and_left(misplaced):
    with pytest.raises(CommandError, match="Faults: 1"):
        check()

    assert EditionTag.objects.exclude(first_published_at=misplaced.first_published_at).exists()


def test_a_row_is_put_into_its_place_and_its_pages_drawn_anew(misplaced):
    Change.objects.all().delete()

    assert "place: 1." in check("--mend")

    row = EditionTag.objects.get()
    assert row.first_published_at == misplaced.first_published_at
    assert Change.objects.get().keys == "site"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a constraint forbids it elsewhere")
def test_two_texts_of_one_story_at_once_are_named(make_edition):
    edition = make_edition()
    edition.pk = None
    edition.save(force_insert=True)

    with pytest.raises(CommandError, match="Faults: 1"):
        check()
