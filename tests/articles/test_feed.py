"""The feed as other people's programs read it."""

import datetime
import io
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image

from articles import addresses, publishing
from articles.models import SiteSettings
from newsroom.photos import library

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


@pytest.fixture
def feed(client, db):
    """The channel element of a feed."""

    def read(path="/feed/"):
        response = client.get(path)
        assert response.status_code == 200
        return ET.fromstring(response.content).find("channel")

    return read


def words(element, path):
    return element.find(path, SPACES).text


@pytest.fixture
def photo(chief):
    file = io.BytesIO()
    Image.new("RGB", (1600, 1000), "teal").save(file, "JPEG")
    file.name = "photo.jpg"
    return library.add(file, by=chief, credit="Асхат Нұрлан", alt="Көпір")


def test_a_program_gets_the_newest_stories_of_one_language(feed, make_edition):
    ago = timezone.now() - datetime.timedelta(days=1)
    make_edition(headline="Кеше", live_from=ago)
    make_edition(headline="Бүгін")
    make_edition(headline="Сегодня", language="ru")

    assert [item.find("title").text for item in feed().iter("item")] == ["Бүгін", "Кеше"]
    assert [item.find("title").text for item in feed("/ru/feed/").iter("item")] == ["Сегодня"]


def test_the_channel_says_whose_it_is_and_where(feed, make_edition, settings):
    SiteSettings.objects.create(pk=1, name_ru="Рассвет", description_ru="Новости каждый день.")

    channel = feed("/ru/feed/")

    assert words(channel, "title") == "Рассвет"
    assert words(channel, "description") == "Новости каждый день."
    assert words(channel, "language") == "ru"
    assert words(channel, "link") == f"{settings.SITE_URL}/ru/"
    assert channel.find("atom:link", SPACES).attrib == {
        "rel": "self",
        "href": f"{settings.SITE_URL}/ru/feed/",
    }


def test_a_program_gets_the_whole_story_with_its_standfirst(feed, make_edition):
    make_edition(standfirst="Қысқаша.", body="<p>Бірінші.</p>\n<h2>Екінші</h2>\n<p>Соңы.</p>")

    item = feed().find("item")

    assert words(item, "description") == "Қысқаша."
    assert words(item, "content:encoded") == (
        "<p><strong>Қысқаша.</strong></p>\n<p>Бірінші.</p>\n<h2>Екінші</h2>\n<p>Соңы.</p>"
    )


def test_addresses_in_the_text_lead_to_the_site_from_anywhere(
    feed, make_article, make_edition, photo, settings
):
    other = make_edition(headline="Басқа", live_from=timezone.now() - datetime.timedelta(days=1))
    make_edition(
        body=f'<p><a href="/ru/">Сілтеме</a></p>\n'
        f'<figure data-photo="{photo.pk}"><figcaption>Көпір</figcaption></figure>\n'
        f'<aside data-article="{other.article_id}"></aside>'
    )

    text = words(feed().find("item"), "content:encoded")

    assert f'<a href="{settings.SITE_URL}/ru/">' in text
    assert f'<img src="{settings.SITE_URL}/photo/{photo.token}/' in text
    assert f'href="{settings.SITE_URL}{other.get_absolute_url()}"' in text
    assert '="/' not in text and "srcset" not in text and "class=" not in text


def test_a_gallery_comes_as_figures_with_credits(feed, make_edition, make_photo, settings):
    photos = [make_photo(), make_photo()]
    ids = ",".join(str(one.pk) for one in photos)
    make_edition(body=f'<figure data-gallery="{ids}"><figcaption>Бір күн</figcaption></figure>')

    text = words(feed().find("item"), "content:encoded")

    assert text.count("<figure>") == 3
    for one in photos:
        assert f'<img src="{settings.SITE_URL}/photo/{one.token}/' in text
        assert one.credit.name_kk in text
    assert text.count("<figcaption>Бір күн</figcaption>") == 1
    assert "tabindex" not in text and "role=" not in text


def test_read_also_speaks_the_feeds_language(feed, make_edition):
    other = make_edition(language="ru", live_from=timezone.now() - datetime.timedelta(days=1))
    make_edition(language="ru", body=f'<aside data-article="{other.article_id}"></aside>')

    text = words(feed("/ru/feed/").find("item"), "content:encoded")

    assert other.headline in text


def test_a_picture_comes_with_size_credit_and_words(feed, make_edition, photo, settings):
    make_edition(lead_photo=photo, lead_caption="Жаңа көпір")

    media = feed().find("item/media:content", SPACES)

    row = photo.rendition("width", 1200)
    assert media.attrib == {
        "url": settings.SITE_URL + row["url"],
        "type": "image/jpeg",
        "medium": "image",
        "width": "1200",
        "height": "750",
        "fileSize": str(row["bytes"]),
    }
    assert words(media, "media:description") == "Жаңа көпір"
    assert words(media, "media:credit") == "Асхат Нұрлан"


def test_authors_sections_and_topics_are_named(feed, make_edition, make_author, make_tag):
    authors = [make_author(name_kk="Айгүл"), make_author(name_kk="Болат")]
    make_edition(authors=authors, tags=[make_tag(name_kk="Көлік")])

    item = feed().find("item")

    assert [one.text for one in item.findall("dc:creator", SPACES)] == ["Айгүл", "Болат"]
    assert [one.text for one in item.findall("category")] == ["Қоғам", "Көлік"]


def test_the_guid_survives_a_new_headline_section_and_host(
    feed, make_article, make_section, chief, settings
):
    article = make_article(headline="Бұрынғы")
    publishing.publish(article, by=chief)
    before = feed().find("item/guid")

    article.slug, article.section = "jana", make_section()
    article.save()
    publishing.update(article, by=chief)
    settings.SITE_URL = "https://other.example"

    after = feed().find("item/guid")
    assert feed().find("item/link").text.startswith("https://other.example/")
    assert before.text == after.text == f"article-{article.pk}"
    assert after.attrib == {"isPermaLink": "false"}


def test_a_tv_report_brings_its_video(feed, make_edition):
    make_edition(kind="tv_report", video_url="https://video.example/1")

    text = words(feed().find("item"), "content:encoded")

    assert '<a href="https://video.example/1">' in text


def test_a_stray_control_character_does_not_take_the_feed_down(feed, make_edition):
    edition = make_edition(standfirst="Қысқаша.")
    type(edition).objects.update(headline="Бір\x0bекі", standfirst="Ү\x02ш")

    item = feed().find("item")

    assert (words(item, "title"), words(item, "description")) == ("Бірекі", "Үш")


def test_a_program_that_has_it_all_is_told_so(client, make_edition):
    make_edition()
    first = client.get("/feed/")

    by_tag = client.get("/feed/", headers={"if-none-match": first["ETag"]})
    by_date = client.get("/feed/", headers={"if-modified-since": first["Last-Modified"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_date.status_code == 304
    assert by_tag["ETag"] == first["ETag"]


def test_news_is_told_to_a_program_that_asks_by_date(client, make_edition):
    hour = datetime.timedelta(hours=1)
    make_edition(live_from=timezone.now() - 2 * hour)
    since = http_date((timezone.now() - hour).timestamp())
    assert client.get("/feed/", headers={"if-modified-since": since}).status_code == 304

    make_edition()

    assert client.get("/feed/", headers={"if-modified-since": since}).status_code == 200


def test_a_story_taken_down_is_taken_from_a_program_that_asks_by_date(
    client, make_edition, chief, clock
):
    make_edition(headline="Қалады")
    killed = make_edition(headline="Алынады")
    first = client.get("/feed/")
    clock.forward(minutes=1)

    publishing.kill(killed.article, by=chief)
    second = client.get("/feed/", headers={"if-modified-since": first["Last-Modified"]})

    assert second.status_code == 200
    assert "Алынады" not in second.content.decode()


def test_an_empty_feed_is_the_same_feed_every_time(client, db):
    assert client.get("/feed/")["ETag"] == client.get("/feed/")["ETag"]


def test_the_date_of_the_feed_is_that_of_its_newest_change(feed, client, make_edition):
    edition = make_edition()

    built = parsedate_to_datetime(words(feed(), "lastBuildDate"))

    assert built == edition.live_from.replace(microsecond=0)
    assert parsedate_to_datetime(client.get("/feed/")["Last-Modified"]) == built


@pytest.mark.parametrize("path", ["/feed", "/ru/feed"])
def test_a_missing_slash_costs_one_hop(client, db, path):
    response = client.get(f"{path}?from=reader")

    assert response.status_code == 301
    assert response["Location"] == f"{path}/?from=reader"


def test_caches_in_front_know_what_the_feed_shows(client, make_edition, make_tag, section, photo):
    tag = make_tag()
    edition = make_edition(tags=[tag], lead_photo=photo)

    keys = client.get("/feed/")["Surrogate-Key"].split()

    shown = {f"article-{edition.article_id}", tag.name_key, section.name_key}
    shown |= {f"photo-{photo.pk}", f"credit-{photo.credit_id}"}
    assert {"site", "list-kk", *shown} <= set(keys)


def test_twenty_whole_stories_cost_seven_questions(
    feed, make_edition, make_author, make_tag, photo, chief
):
    ago = timezone.now() - datetime.timedelta(days=1)
    other = make_edition(headline="Басқа", live_from=ago)
    for _number in range(21):
        make_edition(
            lead_photo=photo,
            authors=[make_author()],
            tags=[make_tag()],
            body=f'<figure data-photo="{photo.pk}"><figcaption></figcaption></figure>\n'
            f'<aside data-article="{other.article_id}"></aside>',
        )

    feed()  # the process knows the site from here on
    with CaptureQueriesContext(connection) as captured:
        channel = feed()

    assert len(channel.findall("item")) == 20
    assert len(captured) <= 7


@pytest.fixture
def named(section, make_tag, make_source, make_author):
    """One row of each kind that has a feed, by the word in its address."""
    return {
        "section": section,
        "tag": make_tag(name_kk="Көлік", intro_kk="Жол туралы."),
        "source": make_source(name_kk="Әкімдік"),
        "author": make_author(name_kk="Айгүл"),
    }


KINDS = ["section", "tag", "source", "author"]


def links(named):
    """What make_edition takes to file a story under all of these."""
    return {
        "section": named["section"],
        "tags": [named["tag"]],
        "sources": [(named["source"], "")],
        "authors": [named["author"]],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_program_gets_the_stories_of_one_section_tag_source_or_author(
    kind, named, feed, make_edition, make_section, settings
):
    make_edition(headline="Ішінде", standfirst="Қысқаша.", **links(named))
    make_edition(headline="Сыртта", section=make_section())
    path = f"/feed/{kind}/{named[kind].slug_kk}/"

    channel = feed(path)

    assert [item.find("title").text for item in channel.iter("item")] == ["Ішінде"]
    assert "<p>Мәтін.</p>" in words(channel.find("item"), "content:encoded")
    assert words(channel, "title") == f"{named[kind].name_kk} – Newsroom"
    assert words(channel, "link") == settings.SITE_URL + named[kind].get_absolute_url()
    assert channel.find("atom:link", SPACES).get("href") == settings.SITE_URL + path


def test_a_feed_describes_itself_with_the_introduction(named, feed):
    channel = feed(f"/feed/tag/{named['tag'].slug_kk}/")

    assert words(channel, "description") == "Жол туралы."


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_leads_to_its_own_feed(kind, named, client):
    page = client.get(named[kind].get_absolute_url()).content.decode()

    path = f"/feed/{kind}/{named[kind].slug_kk}/"
    assert f'<a href="{path}">' in page
    assert f'title="{named[kind].name_kk} – Newsroom" href="{path}">' in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_feed_of_a_renamed_row_is_one_hop_from_its_old_address(kind, named, client):
    row = named[kind]
    before = type(row).objects.get(pk=row.pk)
    row.slug_kk = "jana-atau"
    row.save()

    addresses.remember(before, row)

    old = client.get(f"/feed/{kind}/{before.slug_kk}/?from=reader")
    assert (old.status_code, old["Location"]) == (301, f"/feed/{kind}/jana-atau/?from=reader")
    assert client.get(old["Location"]).status_code == 200


def test_a_section_that_lost_a_story_to_another_says_so_to_a_program_that_asks_by_date(
    client, make_article, make_section, section, chief, clock
):
    article = make_article(section=section)
    publishing.publish(article, by=chief)
    first = client.get(f"/feed/section/{section.slug_kk}/")
    clock.forward(minutes=1)

    article.section = make_section()
    article.save()
    publishing.update(article, by=chief)
    since = {"if-modified-since": first["Last-Modified"]}
    second = client.get(f"/feed/section/{section.slug_kk}/", headers=since)

    assert second.status_code == 200
    assert b"<item>" not in second.content


@pytest.mark.parametrize("path", ["/feed/section/joq/", "/feed/tag/joq/", "/feed/page/biz/"])
def test_there_is_no_feed_of_what_is_not_there(path, client, db):
    assert client.get(path).status_code == 404


def test_a_row_without_a_name_in_a_language_has_no_feed_in_it(client, make_tag):
    tag = make_tag(name_ru="", slug_ru="")

    assert client.get(f"/feed/tag/{tag.slug_kk}/").status_code == 200
    assert client.get(f"/ru/feed/tag/{tag.slug_kk}/").status_code == 404
