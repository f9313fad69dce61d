"""What a page says of itself in other languages is said of it there too, and x-default is one."""

import re
from html import unescape

import pytest
from django.conf import settings

from articles.addresses import day_page
from articles.models import Page
from newsroom.languages import ALMATY


@pytest.fixture
def pages(
    clock, make_edition, make_article, make_tag, make_source, make_author, make_programme,
    make_section,
):  # fmt: skip
    """kind → a page of it; every story is told in three languages, on one day."""
    named = {"tag": make_tag(), "source": make_source(), "author": make_author()}
    named |= {"programme": make_programme(), "section": make_section()}
    fields = {"section": named["section"], "programme": named["programme"]}
    fields |= {"tags": [named["tag"]], "authors": [named["author"]]}
    fields |= {"sources": [(named["source"], "")]}
    kazakh = make_edition(**fields)
    for code in ("ru", "en"):
        story = {"language": code, "story": kazakh.article.story}
        make_edition(article=make_article(**story, **fields))
    named["page"] = Page(name_kk="Біз туралы", name_ru="О нас", name_en="About us")
    named["page"].full_clean()
    named["page"].save()
    paths = {kind: row.get_absolute_url() for kind, row in named.items()}
    paths |= {"home": "/", "archive": "/archive/", "article": kazakh.get_absolute_url()}
    paths["archive_day"] = day_page(kazakh.first_published_at.astimezone(ALMATY))
    return paths


def alternates(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    head = answer.content.decode().partition("</head>")[0]
    links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head)
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', head)[1]
    assert unescape(canonical) == settings.SITE_URL + path
    return {code: unescape(url).removeprefix(settings.SITE_URL) for code, url in links}


KINDS = "home section tag source author programme archive archive_day article page".split()


@pytest.mark.parametrize("kind", KINDS)
def test_versions_of_a_page_name_each_other_and_themselves(kind, pages, client):
    path = pages[kind]

    named = alternates(client, path)

    assert set(named) == {"kk-KZ", "ru-KZ", "en", "x-default"}
    assert named["kk-KZ"] == named["x-default"] == path
    assert len({named[code] for code in ("kk-KZ", "ru-KZ", "en")}) == 3
    for code in ("ru-KZ", "en"):
        assert alternates(client, named[code]) == named


def test_a_name_in_two_languages_has_two_pages(make_tag, client):
    tag = make_tag(name_kk="", name_ru="Погода", name_en="Weather")

    named = alternates(client, f"/en/tag/{tag.slug_en}/")

    assert set(named) == {"ru-KZ", "en", "x-default"}
    assert named["x-default"] == named["ru-KZ"] == f"/ru/tag/{tag.slug_ru}/"
    assert alternates(client, named["ru-KZ"]) == named


def test_a_page_further_down_names_no_other(make_edition, section, client, monkeypatch):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 1)
    for _number in range(2):
        make_edition()

    older = client.get(section.get_absolute_url()).context["older_url"]

    assert alternates(client, older) == {}
