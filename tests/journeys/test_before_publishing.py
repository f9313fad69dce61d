"""A story before its hour: its editor sees the true page, readers see nothing."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from newsroom import languages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOON = datetime(2026, 11, 30, 7, tzinfo=UTC)  # 12:00 in Almaty
EIGHT_55 = datetime(2026, 12, 1, 3, 55, tzinfo=UTC)  # 08:55 in Almaty
PARTS = [".story-head", ".story-photo", ".body", ".tags", ".related", ".story-fact >> nth=0"]


@pytest.fixture
def draft(make_newsroom, make_article, make_photo, language):
    """A saved draft with all its parts, and the newsroom it is in."""
    newsroom = make_newsroom(language)
    words = newsroom.words
    newsroom.story = make_article(
        headline=words.headline,
        standfirst=words.standfirst,
        language=language,
        section=newsroom.section,
        lead_photo=make_photo(),
        lead_caption=words.caption,
        body=f"<p>{words.opening}{words.phrase}.</p>\n"
        f'<aside data-article="{newsroom.read_also.article_id}"></aside>',
        sources=[(newsroom.source, words.release)],
        tags=[newsroom.tag],
        related=[newsroom.related.article],
        by=newsroom.editor,
    )
    return newsroom


def form_of(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def readers_path(story):
    """Where it will be: the last part of the address counts, the id."""
    with translation.override(story.language):
        return reverse("articles:article", args=[story.section.slug(), "soon", story.pk])


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_preview_is_the_true_page_while_readers_have_none(draft, at_desk, somebody, clock):
    clock.at(NOON)  # or a minute may pass between the two
    story, words = draft.story, draft.words
    desk, reader = at_desk(draft.editor), somebody()
    desk.open(form_of(story))
    desk.find("#id_headline").fill(words.short_headline)

    with desk.page.expect_popup() as popup:
        desk.click("[name=_preview]")
    preview = popup.value
    desk.watch(preview)
    preview.wait_for_load_state()  # its styles too: they break the lines
    preview.locator(".preview").wait_for()
    shown = [preview.locator(part).inner_text() for part in PARTS]
    drawn = preview.locator(".story-photo img").evaluate("one => one.decode().then(() => 1)")

    assert preview.locator("h1").inner_text() == words.short_headline
    assert drawn
    assert reader.open(readers_path(story)) == 404
    with desk.leaving():
        desk.click("[name=_publish]")
    assert desk.find("[data-state=live]").count() == 1
    assert reader.open(readers_path(story)) == 200
    assert [reader.find(part).inner_text() for part in PARTS] == shown
    assert desk.faults + reader.faults == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_story_waits_for_its_almaty_hour_wherever_the_editor_is(
    draft, at_desk, somebody, clock, language
):
    clock.at(NOON)
    story = draft.story
    desk = at_desk(draft.editor, timezone_id="America/New_York")
    reader = somebody()
    desk.open(form_of(story))

    schedule(desk, "2026-12-01T08:55")
    planned = desk.find(".story-status").inner_text()
    before = reader.open(readers_path(story))
    more(desk, "_unschedule")
    unplanned = desk.find(".story-bar").get_attribute("data-state")
    schedule(desk, "2026-12-01T08:55")
    clock.at(EIGHT_55)
    after = reader.open(readers_path(story))

    with translation.override(language):
        hour = f"{languages.day_and_time(EIGHT_55, language)}, {gettext('Almaty time')}"
    assert hour in planned
    assert (before, unplanned, after) == (404, "draft", 200)
    assert desk.faults + reader.faults == []


def schedule(desk, moment):
    desk.click(".story-more summary")
    desk.find("#id_publish_at").fill(moment)
    with desk.leaving():
        desk.click("[name=_schedule]")


def more(desk, name):
    desk.click(".story-more summary")
    with desk.leaving():
        desk.click(f"[name={name}]")
