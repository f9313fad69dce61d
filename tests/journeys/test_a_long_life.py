"""A story's whole life, in Kazakh and in Russian: written, returned, mended, published at a time,
updated, corrected, taken down because it was wrong."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from articles.models import Article
from newsroom import languages
from newsroom.staff.roles import Role
from tests.journeys import writing
from tests.journeys.conftest import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVENING = datetime(2026, 11, 30, 13, tzinfo=UTC)  # 18:00 in Almaty
NINE = datetime(2026, 12, 1, 4, tzinfo=UTC)  # 09:00 in Almaty, the next day
HOUR = timedelta(hours=1)
WORK = ".my-work"


@pytest.fixture
def drawn(tmp_path):
    """A photo to upload that is worth looking at."""
    file = tmp_path / "kopir.jpg"
    file.write_bytes(scene("skyline"))
    return file


@pytest.fixture
def cast(language, clock, make_newsroom, make_user, make_edition, at_desk, somebody):
    """The newsroom with its reporter, editor and chief editor at their desks, and a reader."""
    clock.at(EVENING)
    newsroom = make_newsroom(language)
    first, last = newsroom.words.reporter
    people = {
        "reporter": make_user(Role.REPORTER, language=language, first_name=first, last_name=last),
        "editor": newsroom.editor,
        "chief": make_user(Role.CHIEF_EDITOR, language=language),
    }
    newsroom.clock, newsroom.language, newsroom.make_edition = clock, language, make_edition
    for name, user in people.items():
        setattr(newsroom, name, at_desk(user))
    newsroom.reader = somebody(phone=True, scripts=False)
    newsroom.hands = [newsroom.reporter, newsroom.editor, newsroom.chief, newsroom.reader]
    return newsroom


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_story_from_the_first_word_to_the_notice_that_it_is_gone(cast, drawn, camera):
    write(cast, drawn, camera)
    return_it(cast, camera)
    mend(cast, camera)
    schedule(cast, camera)
    come_out(cast)
    update(cast)
    correct(cast, camera)
    mention(cast)
    kill(cast, camera)

    assert [hand.faults for hand in cast.hands] == [[], [], [], []]


def said(cast, words):
    """A word of the interface in the language of the desk."""
    with translation.override(cast.language):
        return gettext(words)


def state(hand):
    return hand.find(".story-bar").get_attribute("data-state")


def at_form(cast, hand):
    hand.open(reverse("admin:articles_article_change", args=[cast.story.pk]))


def text_of(hand, selector):
    return hand.find(selector).inner_text()


# At the desk


def write(cast, drawn, camera):
    """The reporter writes from the desk's first page and sends the text for review."""
    hand = cast.reporter
    hand.open("/admin/")
    writing.write(hand, cast, drawn)
    hand.page.evaluate("scrollTo(0, 0)")
    camera(hand, "form", ".story-columns", edge=0, most=860)
    camera(hand, "submit", ".story-bar", edge=0)
    assert hand.find("[name=_publish]").count() == 0
    writing.press(hand, "_submit")

    hand.sees(said(cast, "Sent for review."))
    assert state(hand) == "in_review"
    cast.story = Article.objects.get(headline=cast.words.headline)


def return_it(cast, camera):
    """The editor finds it waiting, and gives it back with a note."""
    hand, words = cast.editor, cast.words
    hand.open("/admin/")
    hand.sees(said(cast, "Waiting for me"), within=WORK)
    with hand.leaving():
        hand.click(hand.sees(words.headline, within=WORK))
    hand.click(hand.page.get_by_text(said(cast, "Return…")))
    hand.find("#id_review_note").fill(words.return_note)
    camera(hand, "return", ".story-buttons", ".story-ask[open] .story-ask-panel")
    writing.press(hand, "_return")

    hand.sees(said(cast, "Returned to its writer with your note."))
    assert state(hand) == "draft"


def mend(cast, camera):
    """The reporter finds it returned, reads the note beside the text and does what it says."""
    hand, words = cast.reporter, cast.words
    hand.open("/admin/")
    hand.sees(said(cast, "Returned to me"), within=WORK)
    camera(hand, "returned", WORK)
    with hand.leaving():
        hand.click(hand.sees(words.headline, within=WORK))
    hand.sees(words.return_note, within=".story-returned")
    hand.find("#id_standfirst").fill(words.longer)
    writing.press(hand, "_submit")

    assert state(hand) == "in_review"
    assert hand.find(".story-returned").count() == 0
    hand.open("/admin/")


def schedule(cast, camera):
    """The editor sets tomorrow's hour; no reader has it."""
    hand = cast.editor
    at_form(cast, hand)
    assert hand.find("#id_standfirst").input_value() == cast.words.longer
    hand.click(".story-more summary")
    hand.find("#id_publish_at").fill("2026-12-01T09:00")
    camera(hand, "schedule", ".story-buttons", ".story-more-panel")
    writing.press(hand, "_schedule")

    hour = languages.day_and_time(NINE, cast.language)
    assert f"{hour}, {said(cast, 'Almaty time')}" in text_of(hand, ".story-status")
    assert state(hand) == "scheduled"
    with translation.override(cast.language):
        slug = cast.section.slug()
        cast.path = reverse("articles:article", args=[slug, "soon", cast.story.pk])
    cast.clock.at(NINE - timedelta(seconds=1))
    assert cast.reader.open(cast.path) == 404


def update(cast):
    """An hour later there is news: the editor adds it, and readers have it and its time."""
    cast.clock.at(NINE + HOUR)
    hand = cast.editor
    at_form(cast, hand)
    hand.click(hand.page.locator(writing.TEXT).get_by_text(cast.words.closing))
    hand.press("End")
    hand.press("Enter")
    hand.type(cast.words.news)
    writing.press(hand, "_continue")
    hand.sees(said(cast, "changes not yet published"), within=".story-status")
    cast.reader.open(cast.path)
    assert cast.words.news not in text_of(cast.reader, ".body")

    ask_and_bring_out(hand, "update")

    hand.sees(said(cast, "Updated. Readers see the new text."))
    cast.reader.open(cast.path)
    cast.reader.sees(cast.words.news, within=".body")
    updated = languages.day_and_time(cast.clock.now, cast.language)
    assert updated in text_of(cast.reader, ".facts-time >> nth=1")


def correct(cast, camera):
    """A fact was wrong: the new text comes out with a note, here and on the page of corrections."""
    cast.clock.forward(hours=1)
    hand, words = cast.editor, cast.words
    at_form(cast, hand)
    hand.find("#id_standfirst").fill(words.right)

    ask_and_bring_out(hand, "correction", note=words.correction, camera=camera)

    noted = f"{languages.day_and_time(cast.clock.now, cast.language)}): {words.correction}"
    cast.reader.open(cast.path)
    assert text_of(cast.reader, ".standfirst") == words.right
    assert noted in text_of(cast.reader, ".correction")
    with translation.override(cast.language):
        cast.reader.open(reverse("articles:corrections"))
    assert noted in text_of(cast.reader, ".corrections")
    cast.reader.sees(words.headline, within=".corrections")


def ask_and_bring_out(hand, change, *, note="", camera=None):
    hand.click(".story-ask summary.desk-button-main")
    hand.click(f"[name=change][value={change}]")
    if note:
        hand.find("#id_public_note").fill(note)
    if camera:
        camera(hand, "change", ".story-buttons", ".story-ask[open] .story-ask-panel")
    writing.press(hand, "_update")


def kill(cast, camera):
    """The chief editor takes it down because it was wrong: only a dated notice is left."""
    cast.clock.forward(hours=1)
    hand, words = cast.chief, cast.words
    at_form(cast, hand)
    hand.click(".story-more summary")
    with hand.leaving():
        hand.click("a[href$='/take-down/']")
    hand.find("#id_public_reason").fill(words.reason)
    camera(hand, "take_down", ".take-down")
    writing.press(hand, "_kill")

    assert state(hand) == "killed"
    assert cast.reader.open(cast.path) == 410
    gone = text_of(cast.reader, ".lost")
    assert languages.day_and_time(cast.clock.now, cast.language) in gone
    assert words.reason in gone
    assert words.headline not in cast.reader.page.content()
    home = "/" if cast.language == "kk" else f"/{cast.language}/"
    for path in (home, cast.other):
        assert cast.reader.open(path) == 200
        assert str(cast.story.pk) not in mentions(cast.reader), path


# Before readers


def come_out(cast):
    """On the second, with everything, and on the home page."""
    cast.clock.at(NINE)
    reader = cast.reader
    assert reader.open(cast.path) == 200
    cast.path = reader.page.url.removeprefix(reader.site)
    assert text_of(reader, "h1") == cast.words.headline
    assert text_of(reader, ".standfirst") == cast.words.longer
    reader.open("/" if cast.language == "kk" else f"/{cast.language}/")
    assert str(cast.story.pk) in mentions(reader)


def mention(cast):
    """Another story names it twice: under "read also" and among the related."""
    other = cast.make_edition(
        headline=cast.words.other,
        body=f'<p>{cast.words.news}</p>\n<aside data-article="{cast.story.pk}"></aside>',
        related=[cast.story],
        section=cast.section,
        language=cast.language,
    )
    cast.other = other.get_absolute_url()
    cast.reader.open(cast.other)
    cast.reader.sees(cast.words.headline, within=".read-also")
    assert str(cast.story.pk) in mentions(cast.reader, within=".related")


def mentions(reader, within="main"):
    """Ids of the stories that a page leads to."""
    links = reader.find(f"{within} a").evaluate_all("all => all.map(one => one.pathname)")
    return {found[1] for link in links if (found := re.search(r"-(\d+)/$", link))}
