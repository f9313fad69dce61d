"""8:55: a story is written, published from one form, read, found, shared and taken down."""

import io
import sys
from html import unescape
from re import findall

import pytest
from django.utils import translation
from PIL import Image

from articles.models import Article, Tag
from tests.journeys import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 25  # clicks and keys besides text


@pytest.mark.parametrize("phone", [False, True], ids=["1280px", "390px"])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_journey_of_a_story(language, phone, make_newsroom, somebody, picture, capsys):
    newsroom = make_newsroom(language)
    desk = somebody(phone=phone)
    desk.sign_in(newsroom.editor)

    writing.write(desk, newsroom, picture)
    writing.press(desk, "_publish")

    with capsys.disabled():
        sys.stdout.write(f" {len(desk.done)} clicks and keys ")
    assert len(desk.done) <= MOST, desk.done
    assert desk.find("[data-state=live]").count() == 1
    story = Article.objects.get(headline=newsroom.words.headline)
    reader = somebody(phone=True, scripts=False)
    read(reader, newsroom, story)
    find(reader, newsroom, story)
    share(reader, newsroom, story)
    take_down(desk, reader, story)
    assert desk.faults == []
    assert reader.faults == []


def address(story):
    return story.live_edition().get_absolute_url()


def read(reader, newsroom, story):
    words = newsroom.words
    assert reader.open(address(story)) == 200
    page = reader.page
    text = page.locator(".body").inner_text()
    picture = page.locator(".story-photo img")

    assert page.locator("h1").inner_text() == words.headline
    assert page.locator(".standfirst").inner_text() == words.standfirst
    assert picture.get_attribute("alt") == words.alt
    assert picture.evaluate("one => one.naturalWidth") > 300
    assert words.caption in page.locator(".story-photo figcaption").inner_text()
    assert words.credit in page.locator(".story-photo figcaption").inner_text()
    assert f"{words.opening}{words.phrase}." in text
    assert words.closing in text
    reader.sees(words.read_also, within=".read-also")
    reader.sees(words.related, within=".related")
    assert page.locator(f".story-foot a[href='{words.release}']").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def find(reader, newsroom, story):
    """On the home page and under everything it was filed under, each a link that leads to it."""
    words, language = newsroom.words, story.language
    new_tag = Tag.objects.get(**{f"name_{language}": words.new_tag})
    home = "/" if language == "kk" else f"/{language}/"
    rows = [newsroom.section, newsroom.tag, new_tag, newsroom.source]
    with translation.override(language):
        places = [home, *(row.get_absolute_url() for row in rows)]

    for place in places:
        assert reader.open(place) == 200
        with reader.leaving():
            reader.click(reader.page.get_by_role("link", name=words.short_headline).first)
        assert reader.page.url == reader.site + address(story), place
    feed = reader.page.request.get(f"{reader.site}{home}feed/").text()
    assert words.headline in unescape(feed)
    assert words.closing in unescape(feed)


def share(reader, newsroom, story):
    """The bar is there, the short link leads here, a preview shows what it should."""
    words = newsroom.words
    reader.open(address(story))
    metas = dict(
        findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', reader.page.content())
    )
    short = reader.page.locator(".share-short a").get_attribute("href")
    picture = reader.page.request.get(metas["og:image"])

    assert reader.page.locator(".share-way:visible").count() >= 7
    assert reader.open(short) == 200
    assert reader.page.url == reader.site + address(story)
    assert unescape(metas["og:title"]) == words.headline
    assert unescape(metas["og:description"]) == words.standfirst
    assert picture.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(picture.body())).size == (1200, 630)


def take_down(desk, reader, story):
    path, short = address(story), story.short_link.get_absolute_url()
    desk.click(".story-more summary")
    with desk.leaving():
        desk.click("a[href$='/take-down/']")
    writing.press(desk, "_withdraw")

    assert desk.find("[data-state=off]").count() == 1
    assert reader.open(path) == 410
    assert reader.open(short) == 410
