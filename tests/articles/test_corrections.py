"""A published text is changed: as a typo, as an update, or with a public note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk, publishing
from articles.models import Correction

HOUR = timedelta(hours=1)


@pytest.fixture
def live(make_edition, clock):
    """A story that came out an hour ago and has been changed at the desk since."""
    edition = make_edition()
    clock.forward(hours=1)
    article = edition.article
    article.body = "<p>Түзетілген мәтін.</p>"
    return desk.write(article, by=article.saved_by, edit_no=article.edit_no)


def test_a_typo_leaves_no_public_trace(live, chief):
    before = live.live_edition()

    after = publishing.fix_typo(live, by=chief)

    assert after.body == "<p>Түзетілген мәтін.</p>"
    assert after.updated_at == before.updated_at
    assert not Correction.objects.exists()


def test_an_update_moves_the_time_that_readers_see(live, chief):
    before = live.live_edition()

    after = publishing.update(live, by=chief)

    assert after.updated_at == timezone.now() > before.updated_at


def test_a_correction_leaves_a_dated_public_note(live, chief):
    after = publishing.correct(live, by=chief, note="Бірінші мәтінде сан қате болды.")

    [note] = Correction.objects.live()
    assert (note.at, note.kind) == (after.live_from, "correction")
    assert note.text == "Бірінші мәтінде сан қате болды."


def test_a_correction_without_words_is_none(live, chief):
    with pytest.raises(ValueError, match="wrong"):
        publishing.correct(live, by=chief, note=" ")


def test_the_note_of_a_planned_correction_is_not_told_before_its_time(live, chief, clock):
    publishing.correct(live, by=chief, note="Сан қате болды.", at=timezone.now() + HOUR)

    assert not Correction.objects.live().exists()
    clock.forward(hours=1)
    assert Correction.objects.live().exists()


def test_an_update_in_place_of_a_planned_correction_brings_its_note_along(live, chief):
    publishing.correct(live, by=chief, note="Сан қате болды.", at=timezone.now() + HOUR)

    publishing.update(live, by=chief)

    assert [note.text for note in Correction.objects.live()] == ["Сан қате болды."]


def test_a_planned_correction_that_is_called_off_takes_its_note_along(live, chief):
    publishing.correct(live, by=chief, note="Сан қате болды.", at=timezone.now() + HOUR)

    publishing.unschedule(live, by=chief)

    assert not Correction.objects.exists()


def test_the_notes_of_a_story_that_was_taken_down_are_seen_no_more(live, chief, clock):
    publishing.correct(live, by=chief, note="Сан қате болды.")
    clock.forward(minutes=1)

    publishing.kill(live, by=chief)

    assert not Correction.objects.live().exists()
