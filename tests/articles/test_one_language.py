"""A reader meets no word of another language: every public page kind, word by word.

A new public address must join PAGES or SILENT; the last tests find those that have not, and
labels of the templates that no page here shows.
"""

import datetime
import re
import sys
import xml.etree.ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles import front, lists, outsiders, publishing
from articles.addresses import day_page, feed_of
from articles.models import (
    CorrectionKind,
    Edition,
    FrontDraft,
    Kind,
    Label,
    Page,
    PartnerItem,
    SiteSettings,
    Story,
)
from newsroom import languages
from newsroom.env import ROOT
from newsroom.photos.models import Credit
from tests.articles.words import MARK, Words, said, stray, strays_of_feed

pytestmark = pytest.mark.once
NOON = datetime.datetime(2026, 12, 23, 12, tzinfo=languages.ALMATY)
HOUR = datetime.timedelta(hours=1)
EMBEDS = {
    "youtube": "aaaaaaaaaaa",
    "telegram": "channel/1",
    "instagram": "p/aaaaaaa",
    "x": "name/1",
    "tiktok": "name/11111",
    "vk": "1_1",
}


def each(field, words):
    return {f"{field}_{code}": said(code, words) for code in languages.LANGUAGES}


@pytest.fixture
def section(make_section):
    return make_section(**each("name", "section"), **each("intro", "about section"))


@pytest.fixture
def newsroom(clock, monkeypatch, section, make_source, make_tag, make_author, make_photo, request):
    """All that readers can be shown, in three languages: each kind of story, each kind of link."""
    clock.at(NOON)
    monkeypatch.setattr(lists, "PAGE_SIZE", 5)
    monkeypatch.setattr(sys.modules["articles.views.search"], "PAGE_SIZE", 5)
    monkeypatch.setattr(sys.modules["articles.views.corrections"], "PAGE_SIZE", 2)
    credit = Credit.objects.create(**each("name", "credit"))
    photo, second = (make_photo(credit=credit, **each("alt", "alt")) for _number in range(2))
    make_programme = request.getfixturevalue("make_programme")
    named = {
        name: make(**each("name", name), **each("intro", f"about {name}"))
        for name, make in {
            "tag": make_tag,
            "source": make_source,
            "author": make_author,
            "programme": make_programme,
        }.items()
    }
    named["source"].site_url = "https://source.example/"
    named["source"].save()
    empty = make_tag(**each("name", "empty"))
    page = Page(**each("name", "page"), **each("intro", "about"), **each("body", "text"))
    page.full_clean()
    page.save()
    fields = ("name", "description", "contacts", "imprint")
    words = {key: text for field in fields for key, text in each(field, field).items()}
    SiteSettings.objects.update_or_create(pk=1, defaults={**words, "logo": photo})
    for code in languages.LANGUAGES:
        address = f"https://partner.example/{code}"
        PartnerItem.objects.create(
            language=code, title=said(code, "partner"), url=address, picture=photo
        )
    rows = {"section": section, **named, "empty": empty, "page": page}
    room = Newsroom(request, **rows, photo=photo, second=second)
    for code in languages.LANGUAGES:
        room.fill(code)
    return room


class Newsroom:
    """Its rows: section, tag (and one without stories), source, author, programme, page, photos."""

    def __init__(self, request, **rows):
        self.make_article = request.getfixturevalue("make_article")
        self.chief = request.getfixturevalue("chief")
        self.clock = request.getfixturevalue("clock")
        self.stories, self.gone, self.checks = [], {}, {}
        vars(self).update(rows)

    def story(self, code, words, **fields):
        return self.make_article(
            language=code,
            headline=said(code, words),
            standfirst=said(code, "standfirst"),
            slug="story",
            section=self.section,
            lead_photo=self.photo,
            lead_caption=said(code, "caption"),
            **{"body": f"<p>{said(code, 'text')}</p>", **fields},
        )

    def fill(self, code):
        """A story of each month, of all kinds in turn; one with everything; one gone."""
        shared = {"tags": [self.tag], "authors": [self.author]}
        report = {"programme": self.programme, "aired_on": NOON.date(), "video_seconds": 245}
        film = ContentFile(b"\0\0\0\x18ftypmp42" + b"0" * 80, name="report.mp4")
        for month, kind in zip(range(1, 13), [*Kind, *Kind], strict=False):
            more = dict(report, video_file=film) if month > len(Kind) else {}
            if kind == Kind.TV_REPORT and not more:
                more = dict(report, video_url="https://youtu.be/aaaaaaaaaaa")
            article = self.story(code, f"{kind} 7", kind=kind, **shared, **more)
            self.publish(article, NOON.replace(month=month))
        other = self.story(code, "other")
        self.publish(other, NOON - HOUR)
        slots = front.added([], other)
        banner = said(code, "banner")
        front.launch(FrontDraft(language=code, slots=slots, banner_text=banner), by=self.chief)
        if not self.stories:
            self.stories = [Story.objects.create(), other]
        everything = self.story(
            code,
            "everything",
            body=self.body(code, other),
            story=self.stories[0],
            urgent=True,
            is_lead=True,
            sources=[(self.source, "https://source.example/release")],
            related=[other],
            **shared,
        )
        self.publish(everything, NOON - 2 * HOUR)
        self.clock.forward(seconds=1)
        publishing.update(everything, by=self.chief)
        for kind in CorrectionKind:
            self.clock.forward(seconds=1)
            note = said(code, f"{kind} 9")
            publishing.correct(everything, by=self.chief, note=note, kind=kind)
        for label in list(Label)[1:]:
            paid = {"label": label, "paid_by": said(code, "payer"), "is_flash": True}
            self.publish(self.story(code, f"{label} 8", **paid), NOON - HOUR / 2)
        checked = self.story(code, "checked")
        link = outsiders.show(checked, by=self.chief, for_whom=said(code, "office"), hours=24)
        self.checks[code] = link.get_absolute_url()
        number = f"10{languages.LANGUAGES.index(code) + 1}"  # in this language alone
        self.publish(self.story(code, number), NOON - 4 * HOUR)
        sourced = {"sources": [(self.source, "")], "authors": [self.author]}
        self.publish(self.story(code, "6", **sourced), NOON - 4 * HOUR)
        gone = self.story(code, "gone")
        self.gone[code] = self.publish(gone, NOON - 3 * HOUR).get_absolute_url()
        publishing.withdraw(gone, by=self.chief, public_reason=said(code, "reason"))

    def publish(self, article, at):
        return publishing.publish(article, by=self.chief, at=at, backdated=True)

    def body(self, code, other):
        def of(tag, words):
            return f"<{tag}>{said(code, words)}</{tag}>"

        pk, first = self.photo.pk, self.stories[1].pk
        embeds = "".join(
            f'<figure data-embed="{name}:{reference}" data-photo="{pk}">'
            f"{of('figcaption', 'embed')}</figure>"
            f'<figure data-embed="{name}:{reference}"><figcaption></figcaption></figure>'
            for name, reference in EMBEDS.items()
        )
        return (
            f"{of('p', 'lead')}{of('h2', 'heading')}"
            f'<figure data-photo="{pk}">{of("figcaption", "photo")}</figure>'
            f"<blockquote>{of('p', 'quote')}{of('cite', 'speaker')}</blockquote>"
            f"<table>{of('caption', 'table')}<tbody><tr>{of('td', 'cell')}</tr></tbody></table>"
            f'<aside data-article="{other.pk}"></aside><aside data-article="{first}"></aside>'
            f'<figure data-gallery="{pk},{self.second.pk}"><figcaption></figcaption></figure>'
            f"{embeds}"
        )


def _stories(room, code):
    live = Edition.objects.live().in_language(code).filter(section__isnull=False)
    return [edition.get_absolute_url() for edition in live]


# name of the address → its paths in the active language, and what they answer if not 200
PAGES = {
    "home": lambda room, code: [reverse("articles:home")],
    "section": lambda room, code: [room.section.get_absolute_url()],
    "tag": lambda room, code: [room.tag.get_absolute_url(), room.empty.get_absolute_url()],
    "source": lambda room, code: [room.source.get_absolute_url()],
    "author": lambda room, code: [room.author.get_absolute_url()],
    "programme": lambda room, code: [room.programme.get_absolute_url()],
    "page": lambda room, code: [room.page.get_absolute_url()],
    "archive": lambda room, code: [
        reverse("articles:archive"),
        reverse("articles:archive") + "?day=0000-99-99",
    ],
    "archive_day": lambda room, code: [
        day_page(NOON),
        day_page(NOON.replace(month=5)),
        day_page(NOON.replace(month=5, day=1)),
    ],
    "corrections": lambda room, code: [
        reverse("articles:corrections"),
        reverse("articles:corrections") + "?before=1",
    ],
    "check": lambda room, code: [room.checks[code], room.checks[code] + "?kept"],
    "search": lambda room, code: [
        reverse("articles:search") + question
        for question in ("", "?q=7", "?q=7&before=5", "?q=000", "?q=000&from=2020-01-01")
        + ("?q=6&order=new", "?q=101", "?q=102", "?q=103")
    ],
    "article": _stories,
    "feed": lambda room, code: [reverse("articles:feed")],
    "section_feed": lambda room, code: [feed_of(room.section)],
    "tag_feed": lambda room, code: [feed_of(room.tag)],
    "source_feed": lambda room, code: [feed_of(room.source)],
    "author_feed": lambda room, code: [feed_of(room.author)],
    "404": lambda room, code: [reverse("articles:home") + "no/such/place/"],
    "410": lambda room, code: [room.gone[code]],
}
ANSWERS = {"404": 404, "410": 410}
# What says nothing in any language, or what it says is for programs.
SILENT = {
    "photo": "a picture",
    "video": "a film",
    "short_link": "a redirect",
    "robots": "rules for programs",
    "healthz": "a word for programs",
    "readyz": "a word for programs",
    "statez": "facts for programs",
    "sitemap": "addresses and times",
    "sitemap_pages": "addresses",
    "sitemap_month": "addresses and times",
    "sitemap_news": "has its own test: three languages in one file",
}


def crawl(client, room, code):
    """The strays of every page in a language, links to older stories followed; and all it read."""
    wrong, read = {}, []
    with translation.override(code):
        waiting = [(path, name) for name, paths in PAGES.items() for path in paths(room, code)]
    seen = set()
    while waiting:
        path, name = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == ANSWERS.get(name, 200), path
        page = response.content.decode()
        if response["Content-Type"].startswith("application/rss+xml"):
            wrong[path] = strays_of_feed(page, code)
            continue
        words = Words(page, code)
        wrong[path] = words.strays()
        read += [" ".join(text.split()) for _lang, text in words.found]
        waiting += [(link, name) for link in words.links if "before=" in link]
    return {path: found for path, found in wrong.items() if found}, read


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_every_public_page_speaks_one_language(code, client, newsroom):
    wrong, _read = crawl(client, newsroom, code)

    assert wrong == {}


def test_the_news_sitemap_names_each_story_in_its_language(client, newsroom):
    root = ET.fromstring(client.get("/sitemap/news.xml").content)
    space = "{http://www.google.com/schemas/sitemap-news/0.9}"

    words = {
        code: [
            text
            for one in root.iter(f"{space}news")
            if one.find(f"*/{space}language").text == code
            for text in (one.find(f"*/{space}name").text, one.find(f"{space}title").text)
        ]
        for code in languages.LANGUAGES
    }

    assert all(words.values())
    assert [(code, text) for code in words for text in words[code] if stray(text, code)] == []


def test_partner_news_are_of_the_pages_language_and_labelled_in_it(client, newsroom):
    for code in languages.LANGUAGES:
        with translation.override(code):
            home, label = reverse("articles:home"), _("Partner news")

        page = client.get(home).content.decode()

        block = page[page.index('<aside class="partners"') :].partition("</aside>")[0]
        titles = {mark[0] for mark in MARK.finditer(block)} - {said(code, "alt")}
        assert titles == {said(code, "partner")}, code
        assert f">{label}</h2>" in block, code


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_signing_in_speaks_the_browsers_language(code, client, db):
    """Also to somebody with a wrong password, and to somebody locked out."""
    wrong = {"username": "nobody", "password": "wrong"}
    address, asked = reverse("admin:login"), {"headers": {"accept-language": code}}

    pages = [
        client.get(address, **asked),
        *(client.post(address, wrong, **asked) for _ in range(5)),
    ]

    assert [page.status_code for page in pages] == [200] * 5 + [429]
    assert [Words(page.content.decode(), code).strays() for page in pages] == [set()] * 6


TEMPLATES = (
    "404.html",
    "410.html",
    "base.html",
    "articles/**/*.html",
    "photos/*.html",
    "sharing/_*.html",
)
NOT_FOR_READERS = {
    "Preview",  # stands on the desk's preview of a story
    "Also found in Kazakh",  # stands on pages in other languages
    "Did you mean:",  # stands beside a misspelt word: tests/articles/test_search.py
    "This page is not open",  # speaks the browser's language: tests/articles/test_outsiders.py
    "The address is wrong, or its time is over. Ask the newsroom for a new one.",
}


@pytest.mark.parametrize("code", ["kk"])
def test_the_crawl_meets_every_label_of_the_public_templates(code, client, newsroom):
    """Else a word could stand unread in a corner of a page that these fixtures do not open."""
    templates = [path for glob in TEMPLATES for path in (ROOT / "templates").glob(glob)]
    words = re.compile(r'{% translate "([^"]+)"')
    written = {word for path in templates for word in words.findall(path.read_text())}

    _wrong, read = crawl(client, newsroom, code)

    with translation.override(code):
        unread = {word for word in written if not any(_(word) in text for text in read)}
    assert unread - NOT_FOR_READERS == set()


def test_every_public_address_is_crawled_or_silent():
    names, below = set(), [get_resolver()]
    while below:
        one = below.pop()
        if str(one.pattern).startswith("admin/"):
            continue
        if hasattr(one, "url_patterns"):
            below += one.url_patterns
        elif one.name:
            names.add(one.name)

    assert names <= PAGES.keys() | SILENT.keys()


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Read also</p>",
        "<p>Читайте также</p>",
        "<p>Жаңалықтар: Related stories</p>",
        "<p>13 мая 2025</p>",
        "<p>⟦ru heading⟧</p>",
        '<p lang="en">Read also</p>',
        '<p lang="ru">Читайте также</p>',
        '<nav aria-label="Рубрики"></nav>',
        '<img alt="Photo">',
        '<input placeholder="Search">',
        '<input type="submit" value="Log in">',
        '<p data-done="Ссылка скопирована"></p>',
        '<meta name="description" content="News">',
        '<meta property="og:title" content="Главная">',
        '<meta property="og:locale" content="ru_RU">',
        '<script type="application/ld+json">{"name": "Новости"}</script>',
        '<script type="application/ld+json">{"inLanguage": "ru"}</script>',
    ],
)
def test_the_crawl_can_fail(planted):
    page = '<html lang="kk"><p>Оқи отырыңыз: ⟦kk heading⟧, 13 мамыр 2025 {}</p></html>'

    assert Words(page.format(""), "kk").strays() == set()
    assert Words(page.format(planted), "kk").strays()


@pytest.mark.parametrize("path", ["/", "/feed/"])
def test_the_crawl_finds_a_word_planted_in_the_newsroom(path, client, newsroom):
    SiteSettings.objects.update(description_kk="Новости города")

    wrong, _read = crawl(client, newsroom, "kk")

    assert "Новости города" in wrong[path]
