"""Every public surface against every state that readers must not see: no word of it, no picture.

A new public address must join SURFACES; the last test finds those that have not.
"""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from articles import desk, front, publishing
from articles.addresses import day_page
from articles.models import FrontDraft, Redirect
from newsroom import languages

SECRET = "Құпиясөз"
HOUR = timedelta(hours=1)


@pytest.fixture
def case(
    make_article,
    make_section,
    make_source,
    make_tag,
    make_author,
    make_programme,
    make_photo,
    chief,
):
    """A story with every kind of link, and one published that points at it in every way."""
    return Case(
        make_article=make_article,
        chief=chief,
        section=make_section(),
        source=make_source(),
        tag=make_tag(),
        author=make_author(),
        programme=make_programme(),
        photo=make_photo(alt_kk=SECRET),
    )


class Case:
    """`own_status`: what the story's own addresses must answer, whatever their spelling."""

    def __init__(self, *, make_article, chief, section, source, tag, author, programme, photo):
        self.chief, self.programme = chief, programme
        self.section, self.source, self.tag, self.author = section, source, tag, author
        self.photo = photo
        self.article = make_article(
            headline=f"{SECRET} тақырып",
            short_headline=SECRET,
            standfirst=SECRET,
            body=f"<p>{SECRET}</p>",
            slug="qupiiasoz",
            section=section,
            lead_photo=self.photo,
            lead_caption=SECRET,
            video_file=ContentFile(b"\0\0\0\x18ftypmp42" + b"0" * 80, name="report.mp4"),
            programme=programme,
            urgent=True,
            is_lead=True,
            pinned_until=timezone.now() + HOUR,
            sources=[(source, "https://release.example/")],
            tags=[tag],
            authors=[author],
        )
        self.pointer = make_article(
            headline="Көрсеткіш",
            section=section,
            body=f'<p>Мәтін.</p>\n<aside data-article="{self.article.pk}"></aside>',
            related=[self.article],
        )
        earlier = timezone.now() - 3 * HOUR  # so that every day asked for is in the archive
        self.pointer_edition = publishing.publish(
            self.pointer, by=chief, at=earlier, backdated=True
        )
        self.translation = make_article(
            headline="Перевод", language="ru", section=section, story=self.article.story
        )
        self.translation_edition = publishing.publish(self.translation, by=chief)
        Redirect.objects.create(old_path="/old/qupiia/", article=self.article)
        slots = front.added([], self.article)
        arrangement = FrontDraft(language="kk", slots=slots, banner_article=self.article)
        front.launch(arrangement, by=chief)
        self.own_status = 404
        self.code = None

    def publish(self, at=None, **options):
        edition = publishing.publish(self.article, by=self.chief, at=at, **options)
        self.code = self.article.short_link.code
        return edition

    def path(self):
        return f"/{self.section.slug_kk}/qupiiasoz-{self.article.pk}/"


def draft(case):
    pass


def spiked(case):
    publishing.spike(case.article, by=case.chief)


def scheduled(case):
    case.publish(at=timezone.now() + HOUR)


def unscheduled(case):
    scheduled(case)
    publishing.unschedule(case.article, by=case.chief)


def withdrawn(case):
    case.publish()
    publishing.withdraw(case.article, by=case.chief)
    case.own_status = 410


def withdrawn_by_the_clock(case):
    edition = case.publish(at=timezone.now() - 2 * HOUR, backdated=True)
    edition.live_until = timezone.now() - HOUR
    edition.save(update_fields=["live_until"])
    case.own_status = 410


def killed(case):
    case.publish()
    publishing.correct(case.article, by=case.chief, note=SECRET)
    publishing.kill(case.article, by=case.chief)
    case.own_status = 410


def revived(case):
    killed(case)
    publishing.revive(case.article, by=case.chief)


def scheduled_again_after_a_withdrawal(case):
    withdrawn(case)
    publishing.publish(case.article, by=case.chief, at=timezone.now() + HOUR)


STATES = [
    draft,
    spiked,
    scheduled,
    unscheduled,
    withdrawn,
    withdrawn_by_the_clock,
    killed,
    revived,
    scheduled_again_after_a_withdrawal,
]

LIST = 200


def _in(language, name, *args):
    with translation.override(language):
        return reverse(name, args=args)


def _days(case):
    """Every day that a state may put the story on, in every language."""
    now = timezone.now().astimezone(languages.ALMATY)
    paths = []
    for code in languages.LANGUAGES:
        with translation.override(code):
            paths += [day_page(now), day_page(now - 2 * HOUR)]
    return paths


# name of the address → (paths to ask, what they answer: LIST, "own" or 404)
SURFACES = {
    "home": (lambda c: [_in(code, "articles:home") for code in ("kk", "ru", "en")], LIST),
    "section": (lambda c: [c.section.get_absolute_url()], LIST),
    "tag": (lambda c: [c.tag.get_absolute_url()], LIST),
    "source": (lambda c: [c.source.get_absolute_url()], LIST),
    "author": (lambda c: [c.author.get_absolute_url()], LIST),
    "programme": (lambda c: [c.programme.get_absolute_url()], LIST),
    "archive": (
        lambda c: [_in(code, "articles:archive") for code in ("kk", "ru", "en")],
        LIST,
    ),
    "archive_day": (_days, LIST),
    "search": (
        lambda c: ["/search/", "/search/?q=тақырып", "/ru/search/?q=перевод"],
        LIST,
    ),
    "check": (lambda c: ["/check/nothing/"], 404),
    "corrections": (
        lambda c: [_in(code, "articles:corrections") for code in ("kk", "ru", "en")],
        LIST,
    ),
    "feed": (lambda c: [_in(code, "articles:feed") for code in ("kk", "ru", "en")], LIST),
    "section_feed": (lambda c: [_in("kk", "articles:section_feed", c.section.slug_kk)], LIST),
    "tag_feed": (lambda c: [_in("kk", "articles:tag_feed", c.tag.slug_kk)], LIST),
    "source_feed": (lambda c: [_in("kk", "articles:source_feed", c.source.slug_kk)], LIST),
    "author_feed": (lambda c: [_in("kk", "articles:author_feed", c.author.slug_kk)], LIST),
    "sitemap": (lambda c: ["/sitemap.xml"], LIST),
    "sitemap_pages": (lambda c: ["/sitemap/pages.xml"], LIST),
    "sitemap_month": (lambda c: [f"/sitemap/{timezone.localdate():%Y-%m}.xml"], LIST),
    "sitemap_news": (lambda c: ["/sitemap/news.xml"], LIST),
    "robots": (lambda c: ["/robots.txt"], LIST),
    "healthz": (lambda c: ["/healthz"], LIST),
    "readyz": (lambda c: ["/readyz"], LIST),
    "statez": (lambda c: ["/statez"], LIST),
    "article": (
        lambda c: [
            c.path(),
            c.path().rstrip("/"),
            f"/{c.section.slug_kk}/basqa-soz-{c.article.pk}/",
            f"/{c.section.slug_kk}/{c.article.pk}/",
            f"/ru{c.path()}",
            "/old/qupiia/",
            "/old/qupiia",
            c.path() + "?utm_source=x",
        ],
        "own",
    ),
    "read also, related, translation": (
        lambda c: [
            c.pointer_edition.get_absolute_url(),
            c.translation_edition.get_absolute_url(),
        ],
        LIST,
    ),
    "short_link": (lambda c: [f"/a/{c.code}/", f"/a/{c.code}"] if c.code else [], "own"),
    "photo": (
        lambda c: (
            [f"/photo/{c.photo.token}/{row['name']}" for row in c.photo.renditions]
            + [f"/photo/{c.photo.token}/original.jpg"]
        ),
        404,
    ),
    "video": (lambda c: [f"/video/{c.article.pk}/"], 404),
    "page": (lambda c: [], LIST),
    "not found": (lambda c: ["/no-such-place/"], 404),
}


def places(case):
    """(path, what it must answer) on every surface."""
    return [(path, expected) for paths, expected in SURFACES.values() for path in paths(case)]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_of_a_story_leaves_before_or_after_its_time(state, case, client):
    state(case)

    for path, expected in places(case):
        answer = client.get(path)

        assert answer.status_code == (case.own_status if expected == "own" else expected), path
        if not answer.streaming:
            page = answer.content.decode()
            assert SECRET not in page, path
            assert case.photo.token not in page, path
            if expected != "own":
                assert case.path() not in page, path


def test_a_newer_draft_beside_a_live_story_is_seen_nowhere(case, client):
    case.article.headline = case.article.short_headline = case.article.standfirst = "Жарияланған"
    case.article.body = case.article.lead_caption = "<p>Жарияланған</p>"
    video, case.article.video_file = case.article.video_file, ""
    case.article.lead_photo, case.article.own_reporting = None, True
    desk.write(case.article, by=case.chief, edit_no=1, tags=[case.tag], authors=[case.author])
    case.publish()
    case.article.headline = case.article.short_headline = case.article.standfirst = SECRET
    case.article.body = f"<p>{SECRET}</p>"
    case.article.lead_photo, case.article.video_file = case.photo, video
    desk.write(case.article, by=case.chief, edit_no=2, tags=[case.tag], authors=[case.author])
    publishing.update(case.article, by=case.chief, at=timezone.now() + HOUR)

    for path, expected in places(case):
        answer = client.get(path, follow=True)

        assert answer.status_code == (200 if expected == "own" else expected), path
        if not answer.headers["Content-Type"].startswith("image/"):
            assert SECRET not in answer.content.decode(), path
            assert case.photo.token not in answer.content.decode(), path


def test_a_story_that_was_never_public_is_answered_like_an_unknown_id(case, client):
    known = client.get(case.path())
    unknown = client.get(f"/{case.section.slug_kk}/qupiiasoz-999999/")

    assert known.status_code == unknown.status_code == 404
    assert known.content.replace(b"999999", b"") == unknown.content.replace(b"999999", b"")


def test_every_public_address_is_in_the_table():
    names = set()
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern).startswith("admin/"):
            continue
        below = [pattern]
        while below:
            one = below.pop()
            if hasattr(one, "url_patterns"):
                below += one.url_patterns
            elif one.name:
                names.add(one.name)

    assert names <= set(SURFACES)
