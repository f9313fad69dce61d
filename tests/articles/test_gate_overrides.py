"""A closed gate, and who may open it with a written reason."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, publishing, reviewing
from articles.models import Override
from articles.publishing import Blocked, NotAllowed
from newsroom.languages import ALMATY
from newsroom.staff.roles import Role

NIGHT = datetime(2026, 11, 26, 2, 30, tzinfo=ALMATY)
DAY = datetime(2026, 11, 26, 14, 30, tzinfo=ALMATY)
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(make_user, section):
    return make_user(Role.EDITOR, sections=[section])


@pytest.fixture
def unsourced(make_article):
    return make_article(own_reporting=False)


def test_a_chief_editor_publishes_with_a_reason_that_is_kept(unsourced, chief):
    publishing.publish(unsourced, by=chief, override="Дереккөз телефонмен растады.")

    [kept] = Override.objects.all()
    assert kept.check_name == "names_its_source"
    assert kept.reason == "Дереккөз телефонмен растады."
    assert not kept.needs_confirmation


def test_without_a_reason_the_gate_stays_closed(unsourced, chief):
    with pytest.raises(Blocked):
        publishing.publish(unsourced, by=chief, override="  ")


def test_by_day_an_editor_does_not_override(unsourced, editor, clock):
    clock.at(DAY)

    with pytest.raises(Blocked):
        publishing.publish(unsourced, by=editor, override="Асығыс")


def test_at_night_the_editor_on_duty_does_and_the_chief_confirms_later(
    unsourced, editor, chief, clock
):
    clock.at(NIGHT)

    publishing.publish(unsourced, by=editor, override="Түнде жалғызбын, ТЖМ растады.")
    [kept] = Override.objects.all()
    with pytest.raises(NotAllowed):
        reviewing.confirm(kept, by=editor)
    reviewing.confirm(kept, by=chief)

    kept.refresh_from_db()
    assert kept.needs_confirmation
    assert kept.confirmed_by == chief


def test_an_embargo_holds_against_every_moment_before_its_end(make_article, chief, clock):
    until = clock.now + 2 * HOUR
    article = make_article(embargoed_until=until)

    for at in (None, clock.now + HOUR):
        with pytest.raises(Blocked) as blocked:
            publishing.publish(article, by=chief, at=at)
        assert [one.field for one in blocked.value.findings] == ["embargoed_until"]

    assert publishing.publish(article, by=chief, at=until).live_from == until


def test_only_a_chief_editor_breaks_an_embargo_even_at_night(make_article, editor, chief, clock):
    clock.at(NIGHT)
    article = make_article(embargoed_until=NIGHT + HOUR)

    with pytest.raises(Blocked):
        publishing.publish(article, by=editor, override="Бәрі жазып жатыр")

    assert publishing.publish(article, by=chief, override="Министрлік рұқсат берді")


def test_an_embargo_is_not_set_behind_a_moment_that_is_planned(make_article, chief):
    article = make_article()
    publishing.publish(article, by=chief, at=timezone.now() + HOUR)
    article.refresh_from_db()
    article.embargoed_until = timezone.now() + 2 * HOUR

    with pytest.raises(desk.EmbargoTooLate):
        desk.write(article, by=chief, edit_no=article.edit_no)


def test_a_practice_story_is_published_by_nobody(make_article, chief):
    article = make_article(is_practice=True)

    with pytest.raises(Blocked):
        publishing.publish(article, by=chief, override="Сынап көрейін")


def test_a_section_makes_a_blocker_of_some_advice(make_article, make_photo, make_section, chief):
    strict = make_section(strict_checks=["describes_its_photo"])
    article = make_article(section=strict, lead_photo=make_photo())

    with pytest.raises(Blocked) as blocked:
        publishing.publish(article, by=chief)

    assert [one.check for one in blocked.value.findings] == ["describes_its_photo"]


def test_a_flash_goes_out_with_headline_and_source_alone(make_article, make_source, chief):
    flash = make_article(body="", is_flash=True, sources=[(make_source(), "")])

    assert publishing.publish(flash, by=chief).is_flash


def test_campaign_material_says_who_paid(make_article, chief):
    article = make_article(label="campaign")

    with pytest.raises(Blocked) as blocked:
        publishing.publish(article, by=chief)

    assert [one.field for one in blocked.value.findings] == ["paid_by"]
