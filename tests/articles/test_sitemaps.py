"""The sitemaps as search engines read them."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing, sitemaps
from articles.models import Article, Edition, Page, SiteSettings, Story
from newsroom.languages import ALMATY

SPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=ALMATY)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def noon(clock):
    clock.at(NOON)
    return clock


@pytest.fixture
def read(client, db):
    def read(path):
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (200, sitemaps.CONTENT_TYPE)
        return ET.fromstring(response.content)

    return read


@pytest.fixture
def paths(read, settings):
    """The paths that a sitemap or the index names, in its order."""

    def paths(path):
        places = read(path).findall("*/map:loc", SPACES)
        return [place.text.removeprefix(settings.SITE_URL) for place in places]

    return paths


@pytest.fixture
def many(make_edition):
    """Copies of one edition at the given moments, written without the verbs, which would be slow.

    The odd ones are in Russian.
    """

    def many(moments):
        first = make_edition(live_from=NOON - datetime.timedelta(days=400))
        stories = Story.objects.bulk_create(Story() for _moment in moments)
        articles = [
            Article(
                story=story,
                headline="Тақырып",
                section=first.section,
                created_by=first.article.created_by,
            )
            for story in stories
        ]
        articles = Article.objects.bulk_create(articles)
        fields = {"slug": "taqyryp", "section": first.section, "edit_no": 1}
        Edition.objects.bulk_create(
            Edition(
                **fields,
                article=article,
                headline=f"Тақырып {number}",
                language="ru" if number % 2 else "kk",
                first_published_at=moment,
                live_from=moment,
                updated_at=moment,
            )
            for number, (article, moment) in enumerate(zip(articles, moments, strict=True))
        )
        return first

    return many


def text(element, path):
    return element.find(path, SPACES).text


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ALMATY)


def test_the_index_names_months_with_live_stories_the_newest_first(paths, make_edition):
    make_edition(live_from=at(2025, 5, 13))
    make_edition(live_from=at(2026, 11, 20))
    make_edition(live_from=at(2026, 9, 1), live_until=at(2026, 10, 1))

    assert paths("/sitemap.xml") == [
        "/sitemap/pages.xml",
        "/sitemap/2026-11.xml",
        "/sitemap/2025-05.xml",
    ]


def test_a_month_begins_and_ends_at_midnight_in_almaty(paths, make_edition):
    last = make_edition(live_from=at(2026, 11, 1) - SECOND)
    first = make_edition(live_from=at(2026, 11, 1), language="ru")

    assert paths("/sitemap/2026-10.xml") == [last.get_absolute_url()]
    assert paths("/sitemap/2026-11.xml") == [first.get_absolute_url()]
    assert paths("/sitemap.xml")[1:] == ["/sitemap/2026-11.xml", "/sitemap/2026-10.xml"]


def test_a_story_stays_in_the_month_of_its_first_publication(paths, make_edition, chief):
    edition = make_edition(live_from=at(2026, 8, 31, 23, 59))

    publishing.update(edition.article, by=chief)

    assert paths("/sitemap/2026-08.xml") == [edition.get_absolute_url()]
    assert paths("/sitemap.xml")[1:] == ["/sitemap/2026-08.xml"]


def test_a_story_and_its_month_say_when_they_changed(read, make_edition, chief):
    make_edition(live_from=at(2026, 11, 20))
    edition = make_edition(live_from=at(2026, 11, 21))
    publishing.update(edition.article, by=chief)

    month, index = read("/sitemap/2026-11.xml"), read("/sitemap.xml")

    changed = [one.text for one in month.findall("*/map:lastmod", SPACES)]
    assert changed == ["2026-11-20T00:00:00+05:00", "2026-11-23T12:00:00+05:00"]
    assert text(index, "map:sitemap[2]/map:lastmod") == "2026-11-23T12:00:00+05:00"


def test_a_story_taken_down_has_changed_its_month(read, make_edition):
    make_edition(live_from=at(2026, 11, 20))
    make_edition(live_from=at(2026, 11, 21), live_until=at(2026, 11, 22))

    assert text(read("/sitemap.xml"), "map:sitemap[2]/map:lastmod") == "2026-11-22T00:00:00+05:00"


def test_translations_name_one_another(read, make_article, make_edition, settings):
    kazakh = make_edition(live_from=at(2026, 10, 31))
    russian = make_edition(language="ru", story=kazakh.article.story, live_from=at(2026, 11, 1))
    make_article(language="en", story=kazakh.article.story)
    make_edition(headline="Жалғыз", live_from=at(2026, 11, 2))

    urls = [*read("/sitemap/2026-10.xml"), *read("/sitemap/2026-11.xml")]

    versions = {
        "kk-KZ": settings.SITE_URL + kazakh.get_absolute_url(),
        "ru-KZ": settings.SITE_URL + russian.get_absolute_url(),
        "x-default": settings.SITE_URL + kazakh.get_absolute_url(),
    }
    found = [
        {link.get("hreflang"): link.get("href") for link in url.findall("xhtml:link", SPACES)}
        for url in urls
    ]
    assert found == [versions, versions, {}]


def test_a_story_brings_all_its_pictures(read, make_edition, make_photo, settings):
    photos = [make_photo(), make_photo()]
    make_edition(
        live_from=at(2026, 11, 1),
        lead_photo=photos[0],
        body=f'<figure data-photo="{photos[1].pk}"><figcaption></figcaption></figure>',
    )

    found = read("/sitemap/2026-11.xml").findall("map:url/image:image/image:loc", SPACES)

    wide = [settings.SITE_URL + photo.rendition("width", 1600)["url"] for photo in photos]
    assert sorted(place.text for place in found) == sorted(wide)


def test_a_large_month_has_several_files(paths, many, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_FILE", 10)
    many([at(2026, 11, 2) + SECOND * number for number in range(25)])

    parts = [f"/sitemap/2026-11{part}.xml" for part in ("", "-2", "-3")]
    found = [paths(part) for part in parts]

    assert [path for path in paths("/sitemap.xml") if "2026-11" in path] == parts
    assert [len(part) for part in found] == [10, 10, 5]
    assert len({path for part in found for path in part}) == 25


@pytest.mark.parametrize(
    "name",
    ["2026-10", "2026-11-2", "2026-11-1", "2026-11-02", "2026-13", "2026-00", "2027-01"]
    + ["1026-01", "pages-2", "pages-1", "joq"],
)
def test_there_is_no_file_without_addresses(name, client, make_edition):
    make_edition(live_from=at(2026, 11, 2))

    assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_an_empty_newsroom_has_its_home_page(paths, db):
    assert paths("/sitemap.xml") == ["/sitemap/pages.xml"]
    assert paths("/sitemap/pages.xml") == ["/"]


def test_pages_are_those_that_have_something_to_show(
    paths, make_edition, make_tag, make_source, make_author, section
):
    tag, source, author = make_tag(), make_source(), make_author()
    make_tag(), make_source(), make_author()
    Page.objects.create(name_kk="Біз туралы", slug_kk="biz")
    make_edition(tags=[tag], sources=[(source, "")], authors=[author])
    make_edition(tags=[make_tag()], live_from=at(2026, 11, 24))

    found = paths("/sitemap/pages.xml")

    rows = [section, tag, source, author]
    assert set(found) == {"/", "/page/biz/", *(row.get_absolute_url() for row in rows)}


def test_a_page_names_only_versions_that_have_stories(read, make_edition, section, settings):
    make_edition(language="ru")
    make_edition(language="en")

    urls = read("/sitemap/pages.xml")

    page = next(url for url in urls if text(url, "map:loc").endswith(f"/ru/{section.slug_ru}/"))
    links = {link.get("hreflang"): link.get("href") for link in page.findall("xhtml:link", SPACES)}
    assert links == {
        "ru-KZ": f"{settings.SITE_URL}/ru/{section.slug_ru}/",
        "en": f"{settings.SITE_URL}/en/{section.slug_en}/",
        "x-default": f"{settings.SITE_URL}/ru/{section.slug_ru}/",
    }


def test_the_order_of_pages_is_the_same_every_time(paths, make_edition, section):
    for code in ("en", "ru", "kk"):
        make_edition(language=code)

    kinds = paths("/sitemap/pages.xml")

    assert kinds[:3] == ["/", "/ru/", "/en/"]
    assert kinds[3:] == [
        f"/{section.slug_kk}/",
        f"/ru/{section.slug_ru}/",
        f"/en/{section.slug_en}/",
    ]


def test_many_pages_have_several_files(paths, make_edition, make_tag, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)
    make_edition(tags=[make_tag(), make_tag(), make_tag()])

    parts = paths("/sitemap.xml")[:3]

    assert parts == [f"/sitemap/pages{part}.xml" for part in ("", "-2", "-3")]
    assert [len(paths(part)) for part in parts] == [2, 2, 1]


def test_news_are_told_with_the_sites_name_and_their_first_hour(
    read, make_edition, chief, settings
):
    SiteSettings.objects.create(pk=1, name_kk="Таңсәрі", name_ru="Рассвет")
    edition = make_edition(language="ru", headline="Мост & река", live_from=at(2026, 11, 22, 9, 5))
    publishing.update(edition.article, by=chief)

    (url,) = read("/sitemap/news.xml")

    assert text(url, "map:loc") == settings.SITE_URL + edition.get_absolute_url()
    assert text(url, "news:news/news:publication/news:name") == "Рассвет"
    assert text(url, "news:news/news:publication/news:language") == "ru"
    assert text(url, "news:news/news:publication_date") == "2026-11-22T09:05:00+05:00"
    assert text(url, "news:news/news:title") == "Мост & река"


def test_news_are_two_days_old_at_most_to_the_second(paths, make_edition):
    two_days = datetime.timedelta(hours=48)
    make_edition(live_from=NOON - two_days - SECOND)
    fresh = make_edition(live_from=NOON - two_days)

    assert paths("/sitemap/news.xml") == [fresh.get_absolute_url()]


def test_of_1200_fresh_stories_the_newest_1000_are_news(read, many):
    many([NOON - datetime.timedelta(minutes=number) for number in range(1200)])

    titles = [one.text for one in read("/sitemap/news.xml").iter(f"{{{SPACES['news']}}}title")]

    assert titles == [f"Тақырып {number}" for number in range(1000)]


def test_without_news_the_file_is_empty_and_still_a_sitemap(read, db):
    root = read("/sitemap/news.xml")

    assert (root.tag, len(root)) == (f"{{{SPACES['map']}}}urlset", 0)


def test_a_stray_control_character_does_not_take_the_file_down(read, make_edition):
    make_edition()
    Edition.objects.update(headline="Бір\x0bекі")

    assert text(read("/sitemap/news.xml"), "map:url/news:news/news:title") == "Бірекі"


FILES = ["/sitemap.xml", "/sitemap/pages.xml", "/sitemap/news.xml", "/sitemap/2026-11.xml"]


@pytest.mark.parametrize("path", FILES)
def test_a_search_engine_that_has_it_all_is_told_so(path, client, make_edition):
    make_edition()
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert {"site", "list-kk", "list-ru", "list-en"} <= set(first["Surrogate-Key"].split())


def plans(client, path):
    """How the database finds the answer, line by line: the plans of every question asked."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    lines = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of a few pages is read whole otherwise
            cursor.execute("SET LOCAL enable_seqscan = off")
        for query in captured:
            cursor.execute(f"{explain} {query['sql']}")
            lines += [str(row[-1]) for row in cursor.fetchall()]
    return lines


@pytest.mark.parametrize("path", FILES)
def test_no_table_of_stories_is_read_from_end_to_end(path, client, many):
    many([NOON - datetime.timedelta(hours=number) for number in range(60)])

    lines = plans(client, path)

    tables = r"articles_(edition|editiontag|editionsource|editionauthor|editionphoto|article)\b"
    if connection.vendor == "postgresql":
        whole = [line for line in lines if re.search(rf"Seq Scan on {tables}", line)]
    else:
        whole = [
            line for line in lines if re.search(rf"SCAN {tables}(?! USING (COVERING )?INDEX)", line)
        ]
    assert lines and not whole
