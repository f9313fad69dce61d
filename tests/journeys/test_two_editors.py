"""Two editors in one story: the second save is refused, and nobody's text is lost."""

import pytest
from django.urls import reverse

from articles.models import Article
from newsroom.staff.roles import Role
from tests.journeys import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(make_newsroom, make_article):
    newsroom = make_newsroom("kk")
    newsroom.story = make_article(
        headline="Көпір", body="<p>Мәтін.</p>", section=newsroom.section, by=newsroom.editor
    )
    return newsroom


@pytest.mark.parametrize("phone", [False, True], ids=["1280px", "390px"])
def test_the_second_save_is_refused_kept_on_the_screen_and_may_be_saved_over(
    story, at_desk, make_user, phone
):
    form = reverse("admin:articles_article_change", args=[story.story.pk])
    colleague = make_user(
        Role.EDITOR, sections=[story.section], first_name="Әлия", last_name="Сейіт"
    )
    first, second = at_desk(colleague), at_desk(story.editor, phone=phone)
    for hand in (first, second):
        hand.open(form)
        hand.find(writing.TEXT).wait_for()

    first.find("#id_headline").fill("Көпір ашылды")
    writing.press(first, "_continue")
    second.find("#id_standfirst").fill("Екінші редактордың лиді")
    second.click(writing.TEXT)
    second.press("Control+End")
    second.type(" Екінші редактордың сөзі.")
    tags = "#field-tags .select2-selection"
    writing.pick(second, tags, "Жаға", "Жаға")
    writing.press(second, "_continue")

    assert stored(story).headline == "Көпір ашылды"
    assert_all_is_there(second)
    writing.press(second, "_continue")  # without a word that it is meant
    assert stored(story).headline == "Көпір ашылды"
    assert_all_is_there(second)

    second.click("[name=_mine]")
    writing.press(second, "_continue")
    saved = stored(story)
    assert (saved.headline, saved.standfirst) == ("Көпір", "Екінші редактордың лиді")
    assert saved.body == "<p>Мәтін. Екінші редактордың сөзі.</p>"
    assert [str(tag) for tag in saved.tags.all()] == ["Жаға"]
    assert first.faults + second.faults == []


def stored(newsroom):
    return Article.objects.get(pk=newsroom.story.pk)


def assert_all_is_there(hand):
    """What was typed stands in the form; above it what was saved meanwhile, and by whom."""
    assert hand.find(".story-problems").is_visible()
    assert hand.find("[data-dirty]").is_visible()
    hand.sees("Әлия Сейіт", within=".story-quicker")
    hand.click(".story-quicker summary")
    hand.sees("Мәтін.", within=".story-quicker-text")
    assert "Көпір ашылды" in hand.find(".story-quicker-text").inner_text()
    assert hand.find("#id_headline").input_value() == "Көпір"
    assert hand.find("#id_standfirst").input_value() == "Екінші редактордың лиді"
    hand.sees("Екінші редактордың сөзі.", within=writing.TEXT)
    hand.sees("Жаға", within="#field-tags .select2-selection")
