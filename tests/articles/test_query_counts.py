"""What a page costs the database: a number, the same however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import front, publishing
from articles.addresses import day_page
from articles.models import Page, PartnerItem, SiteSettings
from newsroom.languages import ALMATY


@pytest.fixture
def fill(
    make_article,
    make_section,
    make_source,
    make_tag,
    make_author,
    make_programme,
    make_edition,
    chief,
    clock,
):
    """Adds `count` stories that hold every part, all in one section and under the same tags.

    The clock stands still: at midnight the page of a day would become another one.
    """
    shared = {}

    def add(count):
        if not shared:
            shared.update(
                section=make_section(),
                tags=[make_tag(), make_tag()],
                sources=[(make_source(), "https://release.example/"), (make_source(), "")],
                authors=[make_author(), make_author()],
                programme=make_programme(),
                yesterday=make_edition(live_from=timezone.now() - timedelta(days=1)),
                editions=[],
            )
            SiteSettings.objects.create(pk=1, name_kk="Сайт")
            PartnerItem.objects.create(title="Серіктес", url="https://partner.example/")
            page = Page(name_kk="Біз туралы", body_kk="<p>Мәтін.</p>")
            page.full_clean()
            page.save()
        for _number in range(count):
            earlier = [edition.article for edition in shared["editions"][-4:]]
            asides = "\n".join(f'<aside data-article="{one.pk}"></aside>' for one in earlier)
            article = make_article(
                section=shared["section"],
                tags=shared["tags"],
                sources=shared["sources"],
                authors=shared["authors"],
                programme=shared["programme"],
                related=earlier,
                body=f"<p>Мәтін.</p>\n{asides}",
            )
            version = make_article(
                language="ru", story=article.story, section=shared["section"], headline="Русский"
            )
            publishing.publish(version, by=chief)
            shared["editions"].append(publishing.publish(article, by=chief))
        arrangement = front.draft("kk")
        for edition in shared["editions"][-9:]:
            arrangement.slots = arrangement.slots[-8:]
            arrangement.slots = front.added(arrangement.slots, edition.article)
        front.launch(arrangement, by=chief)
        return shared

    return add


def queries(client, path):
    """Of a page when the process knows the site already: menu, footer, partners."""
    client.get("/robots.txt")
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


# With a hit, and without one: then it is looked for in other languages too. PostgreSQL is asked for
# spans of time one after the other, and a test's transaction takes its settings back each time.
OF_A_SEARCH = (8, 11) if connection.vendor == "sqlite" else (12, 17)
PAGES = {
    "article": (lambda made: made["editions"][-1].get_absolute_url(), 4),
    "home": (lambda made: "/", 8),
    "section": (lambda made: made["section"].get_absolute_url(), 3),
    "tag": (lambda made: made["tags"][0].get_absolute_url(), 3),
    "source": (lambda made: made["sources"][0][0].get_absolute_url(), 3),
    "author": (lambda made: made["authors"][0].get_absolute_url(), 3),
    "programme": (lambda made: made["programme"].get_absolute_url(), 3),
    "archive": (lambda made: "/archive/", 3),
    "archive_day": (lambda made: day_page(timezone.now().astimezone(ALMATY)), 4),
    "search": (lambda made: "/search/?q=тақырып", OF_A_SEARCH[0]),
    "search without a hit": (lambda made: "/search/?q=жоқ", OF_A_SEARCH[1]),
    "feed": (lambda made: "/feed/", 6),
    "section_feed": (lambda made: f"/feed/section/{made['section'].slug_kk}/", 7),
    "tag_feed": (lambda made: f"/feed/tag/{made['tags'][0].slug_kk}/", 7),
    "source_feed": (lambda made: f"/feed/source/{made['sources'][0][0].slug_kk}/", 7),
    "author_feed": (lambda made: f"/feed/author/{made['authors'][0].slug_kk}/", 7),
    "sitemap": (lambda made: "/sitemap.xml", 8),
    "sitemap_pages": (lambda made: "/sitemap/pages.xml", 6),
    "sitemap_month": (lambda made: f"/sitemap/{timezone.localdate():%Y-%m}.xml", 3),
    "sitemap_news": (lambda made: "/sitemap/news.xml", 2),
    "robots": (lambda made: "/robots.txt", 1),
    "healthz": (lambda made: "/healthz", 0),
    "readyz": (lambda made: "/readyz", 2),
}


def test_every_page_costs_the_same_few_queries_whatever_the_volume(fill, client):
    def costs(made):
        return {page: queries(client, path(made)) for page, (path, _limit) in PAGES.items()}

    few = costs(fill(6))
    many = costs(fill(24))

    assert many == few
    assert {page: cost for page, cost in many.items() if cost > PAGES[page][1]} == {}


def test_a_page_further_down_costs_the_same_as_the_first(fill, client, monkeypatch):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 4)
    made = fill(14)

    for page in ("section", "tag", "source", "author", "programme", "search"):
        path = PAGES[page][0](made)
        older = client.get(path).context["older_url"]

        assert queries(client, older) == queries(client, path), page
