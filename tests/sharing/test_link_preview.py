import io
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from newsroom.photos import library

pytestmark = pytest.mark.once


def served(client, url):
    return client.get(urlsplit(url).path).content


def test_a_messenger_finds_title_words_and_picture(head_of, make_edition, make_photo):
    edition = make_edition(
        headline="Көпір ашылды", standfirst="Екі жағалау қосылды.", lead_photo=make_photo()
    )

    head = head_of(edition.get_absolute_url())

    assert head["og:title"] == head["twitter:title"] == "Көпір ашылды"
    assert head["og:description"] == head["description"] == "Екі жағалау қосылды."
    assert head["og:locale"] == "kk_KZ"
    assert head["twitter:card"] == "summary_large_image"
    assert head["robots"] == "max-image-preview:large"


def test_the_picture_is_the_jpeg_that_the_tags_describe(client, head_of, make_edition, make_photo):
    head = head_of(make_edition(lead_photo=make_photo()).get_absolute_url())

    content = served(client, head["og:image"])

    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
    assert len(content) <= 280_000


def test_a_video_without_a_photo_shows_its_poster(head_of, make_edition, make_photo):
    poster = make_photo()
    edition = make_edition(kind="tv_report", video_url="https://video.example/1", poster=poster)

    head = head_of(edition.get_absolute_url())

    assert poster.card["url"] in head["og:image"]


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_story_without_any_picture_shows_the_card_of_its_language(head_of, make_edition, code):
    edition = make_edition(language=code)

    head = head_of(edition.get_absolute_url())

    assert head["og:image"].endswith(f"/newsroom/site/card-{code}.jpg")
    with Image.open(finders.find(f"newsroom/site/card-{code}.jpg")) as card:
        assert (card.format, card.size) == ("JPEG", (1200, 630))


def test_a_refocused_photo_is_a_picture_at_a_new_address(head_of, make_edition, make_photo):
    photo = make_photo()
    edition = make_edition(lead_photo=photo)
    before = head_of(edition.get_absolute_url())["og:image"]

    library.refocus(photo, 0.0, 0.0)

    assert head_of(edition.get_absolute_url())["og:image"] != before


def test_the_picture_speaks_to_the_blind_even_without_alt_text(head_of, make_edition, make_photo):
    edition = make_edition(headline="Көпір ашылды", lead_photo=make_photo())

    head = head_of(edition.get_absolute_url())

    assert head["og:image:alt"] == "Көпір ашылды"


def test_the_address_in_the_preview_is_the_clean_canonical_one(head_of, make_edition, settings):
    path = make_edition().get_absolute_url()

    head = head_of(f"{path}?utm_source=telegram&fbclid=1")

    assert head["og:url"] == head.canonical == f"{settings.SITE_URL}{path}"


def test_a_story_without_standfirst_is_described_by_its_first_words(head_of, make_edition):
    edition = make_edition(body="<p>Бірінші сөйлем.</p>\n<p>" + "Сөз " * 100 + "</p>")

    description = head_of(edition.get_absolute_url())["og:description"]

    assert description.startswith("Бірінші сөйлем.")
    assert len(description) <= 200


def test_a_quotation_mark_in_a_headline_stays_inside_its_tag(head_of, make_edition):
    headline = '"Жаңа" <b>жол</b> & көпір'
    edition = make_edition(headline=headline)

    assert head_of(edition.get_absolute_url())["og:title"] == headline


def test_a_story_tells_its_time_section_and_topics(head_of, make_edition, make_tag, section):
    edition = make_edition(tags=[make_tag(name_kk="Көлік")])

    head = head_of(edition.get_absolute_url())

    assert head["article:section"] == section.name_kk
    assert head.metas["article:tag"] == ["Көлік"]
    assert head["article:published_time"].endswith("+05:00")


def test_a_preview_for_editors_is_hidden_from_crawlers(rf, chief, make_article):
    from articles import preview

    request = rf.get("/admin/")
    request.user = chief

    text = preview.page(request, make_article(headline="Дайын емес")).content.decode()

    assert 'name="robots" content="noindex' in text
    assert "og:title" not in text
    assert 'class="share"' not in text
