"""What goes wrong at a desk: a sentence where it went wrong, and the typed text kept."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from articles.models import Article, Section
from newsroom.photos import processing
from newsroom.photos.models import Photo
from tests.editor.test_cleaning import HOSTILE
from tests.journeys import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Жел көтеріліп, көпір жабылды."
MARKS_OF_IT = ["onerror", "srcdoc", "cke_protected", "script:alert"]
PASTE = """([place, html]) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", "plain");
    const paste = {clipboardData: clipboard, bubbles: true, cancelable: true};
    document.querySelector(place).dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def newsroom(make_newsroom):
    return make_newsroom("kk")


@pytest.fixture
def desk(newsroom, at_desk):
    """The editor at the form of a new story, with some text in it."""
    desk = at_desk(newsroom.editor)
    desk.open(reverse("admin:articles_article_add"))
    desk.find("#id_headline").fill("Көпір")
    desk.click(writing.TEXT)
    desk.type(WORDS)
    yield desk
    assert desk.faults == []


def said(desk, place, sentence):
    """Waits for the sentence, in the editor's language, to be read at that place."""
    with translation.override("kk"):
        return desk.sees(gettext(str(sentence)), within=place)


def test_a_story_without_source_and_credit_is_kept_but_not_published(
    desk, newsroom, make_photo, client
):
    make_photo(credit=None, caption="Дауыл")
    desk.find("#id_section").select_option(label=newsroom.words.section)
    desk.click("#id_lead_photo-choose")
    desk.click(".photo-tile")
    desk.click("[data-use]")
    desk.find(writing.PICTURE).wait_for()

    writing.press(desk, "_publish")

    said(desk, "#field-sources .findings", "Name a source, or mark the story as own reporting.")
    said(desk, "#field-lead_photo .findings", "The lead photo has no credit. Write who made it.")
    said(desk, writing.TEXT, WORDS)
    story = Article.objects.get(headline="Көпір")
    assert (story.status, story.body) == ("draft", f"<p>{WORDS}</p>")
    assert client.get(f"/{newsroom.section.slug_kk}/soon-{story.pk}/").status_code == 404


def test_a_headline_of_300_letters_is_told_beside_the_field(desk):
    long = "Өте ұзақ тақырып " * 18
    desk.find("#id_headline").fill(long[:300])

    writing.press(desk, "_continue")

    assert desk.find("#field-headline .errorlist").inner_text()
    assert desk.find("#id_headline").input_value() == long[:300].strip()
    said(desk, writing.TEXT, WORDS)
    assert not Article.objects.filter(body__contains=WORDS).exists()


def test_a_text_of_two_megabytes_is_refused_whole(desk):
    long = "Көпір. " * 180_000  # 2 MB and a little in UTF-8
    desk.page.evaluate(
        "html => CKEDITOR.instances.id_body.editable().setHtml(html)", f"<p>{long}</p>"
    )

    writing.press(desk, "_continue")

    assert desk.find("#field-body .errorlist").inner_text()
    assert long.strip() in desk.find("#id_body").input_value()
    assert desk.find("#id_headline").input_value() == "Көпір"
    assert not Article.objects.filter(headline="Көпір").exists()


def web_page():
    return b"<!doctype html><html><body><script>alert(1)</script></body></html>"


def bomb():
    """17 KB of PNG that would be 144 million pixels."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG", optimize=True)
    assert len(out.getvalue()) < 20_000
    return out.getvalue()


FALSE_PICTURES = {
    web_page: "This is a web page, not a picture. Save the picture itself and upload that.",
    bomb: processing.TOO_MANY_PIXELS,
}


@pytest.mark.parametrize("make", FALSE_PICTURES)
def test_a_false_picture_is_refused_in_the_dialog_and_a_true_one_taken(
    desk, make, tmp_path, picture, newsroom
):
    false = tmp_path / "photo.jpg"
    false.write_bytes(make())
    desk.click("#id_lead_photo-choose")

    desk.upload(".photo-upload", false)
    said(desk, "#photo-dialog [data-message]", FALSE_PICTURES[make])
    stored = Photo.objects.count()
    desk.upload(".photo-upload", picture)
    desk.find("#photo-dialog-credit:focus").wait_for()
    desk.type(newsroom.words.credit)
    desk.click("[data-use]")
    desk.find(writing.PICTURE).wait_for()

    assert stored == 0
    assert desk.find("#id_headline").input_value() == "Көпір"
    said(desk, writing.TEXT, WORDS)


def test_a_section_cannot_take_an_address_of_the_site(at_desk, chief):
    chief_desk = at_desk(chief)
    chief_desk.open(reverse("admin:articles_section_add"))
    chief_desk.find("#id_name_kk").fill("Тегтер")
    chief_desk.find("#id_slug_kk").fill("tag")

    writing.press(chief_desk, "_save")

    said(
        chief_desk,
        ".errors.field-slug_kk",
        "This word is an address of the site itself. Choose another one.",
    )
    assert chief_desk.find("#id_name_kk").input_value() == "Тегтер"
    assert not Section.objects.filter(slug_kk="tag").exists()
    assert chief_desk.faults == []


def test_two_stories_may_share_a_headline_and_the_editor_is_told(
    desk, newsroom, make_edition, client
):
    other = make_edition(headline="Көпір", section=newsroom.section, language="kk")
    desk.find("#id_section").select_option(label=newsroom.words.section)
    desk.find("#id_own_reporting").check()

    writing.press(desk, "_publish")

    said(desk, ".story-advice", "Another story has the same headline.")
    mine = Article.objects.exclude(pk=other.article_id).get(headline="Көпір").live_edition()
    addresses = {mine.get_absolute_url(), other.get_absolute_url()}
    assert len(addresses) == 2
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_hostile_paste_runs_nowhere_and_readers_get_its_words_at_most(desk, newsroom, somebody):
    desk.find("#id_section").select_option(label=newsroom.words.section)
    desk.find("#id_own_reporting").check()
    desk.click(writing.TEXT)
    desk.press("Control+End")
    for hostile in HOSTILE[:16]:  # those that ran somewhere once
        desk.page.evaluate(PASTE, [writing.TEXT, hostile])
    desk.sees("q", within=writing.TEXT)

    writing.press(desk, "_publish")
    reader = somebody()
    story = Article.objects.get(headline="Көпір")
    reader.open(story.live_edition().get_absolute_url())
    text = reader.page.content()

    assert story.body.startswith(f"<p>{WORDS}")
    assert len(reader.find(".body").inner_text()) > len(WORDS)
    assert [mark for mark in MARKS_OF_IT if mark in text + story.body] == []
    assert reader.faults == []
