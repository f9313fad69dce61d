"""What search engines read of a story."""

import io
import json
import re

import pytest
from django.utils.dateparse import parse_datetime
from PIL import Image

from articles.models import SiteSettings
from newsroom.photos import library


@pytest.fixture
def read(client):
    """The NewsArticle of an edition's page."""

    def found(edition):
        text = client.get(edition.get_absolute_url()).content.decode()
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert len(blocks) == 1
        return json.loads(blocks[0])

    return found


def test_a_search_engine_learns_what_when_and_where(read, make_edition, make_tag, settings):
    edition = make_edition(
        headline="Көпір", standfirst="Қысқаша.", tags=[make_tag(name_kk="Көлік")]
    )

    article = read(edition)

    assert article["@type"] == "NewsArticle"
    assert (article["headline"], article["description"]) == ("Көпір", "Қысқаша.")
    assert (article["inLanguage"], article["isAccessibleForFree"]) == ("kk", True)
    assert (article["articleSection"], article["keywords"]) == ("Қоғам", ["Көлік"])
    assert article["mainEntityOfPage"] == settings.SITE_URL + edition.get_absolute_url()


def test_moments_carry_their_zone_and_are_those_on_the_page(read, make_edition):
    edition = make_edition()

    article = read(edition)

    assert article["datePublished"].endswith("+05:00")
    assert parse_datetime(article["datePublished"]) == edition.live_from.replace(microsecond=0)
    assert article["dateModified"] == article["datePublished"]


def test_signed_stories_name_their_authors_with_their_pages(
    read, make_edition, make_author, settings
):
    author = make_author(name_kk="Айгүл", slug_kk="aigul")

    article = read(make_edition(authors=[author]))

    page = f"{settings.SITE_URL}/author/aigul/"
    assert article["author"] == [{"@type": "Person", "name": "Айгүл", "url": page}]


def test_an_unsigned_story_is_the_newsrooms(read, make_edition):
    SiteSettings.objects.create(pk=1, name_kk="Таңсәрі")

    article = read(make_edition())

    assert article["author"] == [article["publisher"]]
    assert article["publisher"]["name"] == "Таңсәрі"
    assert article["publisher"]["logo"]["url"].startswith("http")


def test_pictures_are_absolute_large_and_begin_with_the_card(read, make_edition, chief, settings):
    file = io.BytesIO()
    Image.new("RGB", (1600, 1200), "teal").save(file, "JPEG")
    file.name = "photo.jpg"
    photo = library.add(file, by=chief, credit="Фотограф")

    images = read(make_edition(lead_photo=photo))["image"]

    assert images[0] == settings.SITE_URL + photo.card["url"]
    assert settings.SITE_URL + photo.rendition("width", 1200)["url"] in images
    assert all(image.startswith(f"{settings.SITE_URL}/photo/") for image in images)


def test_a_story_without_a_photo_still_has_a_picture(read, make_edition):
    assert read(make_edition())["image"][0].endswith("/card-kk.jpg")


@pytest.mark.parametrize(
    "headline", ["</script><script>alert(1)</script>", "<!--<script>", "Су & нан", "a\u2028b"]
)
def test_hostile_words_stay_inside_the_script(read, make_edition, headline):
    assert read(make_edition(headline=headline))["headline"] == headline


def test_a_long_headline_is_shortened_for_engines_that_cut(read, make_edition):
    long = "Сөз " * 45

    assert len(read(make_edition(headline=long))["headline"]) <= 110
    assert read(make_edition(headline=long, short_headline="Қысқа"))["headline"] == "Қысқа"


def test_a_tv_report_tells_of_its_video(read, make_edition):
    edition = make_edition(kind="tv_report", video_url="https://video.example/1", video_seconds=245)

    video = read(edition)["video"]

    assert (video["@type"], video["name"]) == ("VideoObject", edition.headline)
    assert (video["embedUrl"], video["duration"]) == ("https://video.example/1", "PT245S")
    assert video["thumbnailUrl"].startswith("http")
    assert "video" not in read(make_edition())
