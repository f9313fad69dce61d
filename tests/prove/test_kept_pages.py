"""Long proof: a newsroom at work while readers read; every kept page is what a fresh one would be.

Steps are drawn from what a newsroom does. At quiet points each page that is kept as fresh is
compared, byte by byte, with the page as it would be made now.
"""

import os
import random
import re
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import timezone, translation

from articles import desk, front, lists, merging, publishing
from articles.addresses import day_page, feed_of
from articles.models import Article, Edition
from articles.publishing import Blocked, WrongMoment, WrongStatus
from articles.views import shell
from newsroom import languages
from newsroom.pagecache import memo
from newsroom.pagecache.following import Follower
from newsroom.pagecache.page import Answer
from newsroom.pagecache.wsgi import PageCache
from newsroom.urls import kept
from tests.pagecache.readers import ask, request

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
STEPS = round(10_000 * SCALE)
QUIET = 20  # steps between two quiet points
STORIES = 24
HOST = "http://news.kz"
OLDER = re.compile(r"\?before=[0-9.-]+")

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


class Newsroom:
    """People at work, and the pages that readers open."""

    def __init__(self, clock, dice, chief, client, named, photos, make_tag):
        self.clock, self.dice, self.chief, self.client = clock, dice, chief, client
        self.named, self.photos, self.make_tag = named, photos, make_tag
        self.articles = []

    def some(self, rows, most=3):
        rows = list(rows)
        return self.dice.sample(rows, self.dice.randint(0, min(most, len(rows))))

    def one(self):
        return Article.objects.get(pk=self.dice.choice(self.articles))

    def later(self):
        return self.clock.now + timedelta(seconds=self.dice.randint(1, 90))

    def write(self, article=None):
        """A new text, with other ties than before."""
        article = article or Article(language=self.dice.choice(["kk", "kk", "ru", "en"]))
        pks = [pk for pk in self.articles if pk != article.pk]
        aside = "".join(f'<aside data-article="{pk}"></aside>' for pk in self.some(pks, 1))
        article.headline = f"Тақырып {self.dice.random()}"
        article.body = f"<p>Мәтін {self.dice.random()}</p>\n{aside}"
        article.section = self.dice.choice(self.named["section"])
        article.lead_photo = self.dice.choice([None, *self.photos])
        article.own_reporting = True
        others = Article.objects.filter(pk__in=pks).order_by("pk")
        if article.pk is None and pks and self.dice.random() < 0.4:
            other = self.one()
            if not Article.objects.filter(story=other.story, language=article.language).exists():
                article.story = other.story
        desk.write(
            article,
            by=self.chief,
            edit_no=article.edit_no or 0,
            sources=[(source, "") for source in self.some(self.named["source"])],
            authors=self.some(self.named["author"], 1),
            tags=self.some(self.named["tag"]),
            related=[other for other in self.some(others) if other.language == article.language],
        )
        return article

    def publish(self):
        publishing.publish(self.one(), by=self.chief)

    def schedule(self):
        publishing.publish(self.one(), by=self.chief, at=self.later())

    def edit(self):
        self.write(self.one())

    def update(self):
        article = self.one()
        self.write(article)
        at = self.dice.choice([None, None, self.later()])
        publishing.update(Article.objects.get(pk=article.pk), by=self.chief, at=at)

    def fix_typo(self):
        article = self.one()
        self.write(article)
        publishing.fix_typo(Article.objects.get(pk=article.pk), by=self.chief)

    def correct(self):
        publishing.correct(self.one(), by=self.chief, note=f"Түзету {self.dice.random()}")

    def withdraw(self):
        publishing.withdraw(
            self.one(), by=self.chief, at=self.dice.choice([None, self.later(), self.later()])
        )

    def kill(self):
        publishing.kill(self.one(), by=self.chief)

    def unschedule(self):
        publishing.unschedule(self.one(), by=self.chief)

    def revive(self):
        publishing.revive(self.one(), by=self.chief)

    def feature(self):
        marks = {
            "urgent": self.dice.random() < 0.3,
            "is_lead": self.dice.random() < 0.2,
            "pinned_until": self.dice.choice([None, self.later()]),
        }
        publishing.feature(self.one(), by=self.chief, **marks)

    def arrange(self):
        code = self.dice.choice(languages.LANGUAGES)
        draft = front.draft(code)
        pks = self.some(self.articles, 4)
        until = self.dice.choice([None, self.later()])
        draft.slots = [{"article": pk, "until": front.slot_until(until)} for pk in pks]
        draft.banner_text = self.dice.choice(["", f"Шұғыл {self.dice.random()}"])
        draft.banner_until = self.dice.choice([None, self.later()])
        front.launch(draft, by=self.chief)

    def rename(self):
        """In the admin's own form: names and slugs of tags, sources, authors, sections."""
        kind = self.dice.choice(["tag", "source", "author", "section"])
        row = self.dice.choice(self.named[kind])
        row.refresh_from_db()
        row.name_kk = f"Атау {self.dice.randint(1, 10**9)}"
        address = reverse(f"admin:articles_{kind}_change", args=[row.pk])
        opened = self.client.get(address).context
        forms = [opened["adminform"].form]
        for inline in opened["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        sent = {
            field.html_name: "" if field.value() is None else field.value()
            for form in forms
            for field in form
        }
        answer = self.client.post(address, {**sent, "name_kk": row.name_kk})
        assert answer.status_code == 302, answer.context["errors"]
        row.refresh_from_db()

    def merge(self):
        """And a new tag in place of the one that went."""
        tags = self.named["tag"]
        stays, goes = self.dice.sample(range(len(tags)), 2)
        tags[stays] = merging.merge(tags[stays], [tags[goes]], by=self.chief)
        number = self.dice.randint(1, 10**9)
        tags[goes] = self.make_tag(name_ru=f"Аты {number}", name_en=f"Name {number}")

    def describe(self):
        """Other words of a photo, in the library's own form."""
        photo = self.dice.choice(self.photos)
        address = reverse("admin:photos_photo_change", args=[photo.pk])
        form = self.client.get(address).context["adminform"].form
        sent = {field.html_name: field.value() or "" for field in form}
        answer = self.client.post(address, {**sent, "alt_kk": f"Сурет {self.dice.random()}"})
        assert answer.status_code == 302, answer.context["errors"]

    def time_passes(self):
        self.clock.forward(seconds=self.dice.choice([1, 5, 20, 45]))

    STEPS = {
        "write": 3, "publish": 10, "schedule": 6, "edit": 4, "update": 8, "fix_typo": 3,
        "correct": 2, "withdraw": 4, "kill": 2, "unschedule": 2, "revive": 5, "feature": 4,
        "arrange": 3, "rename": 2, "merge": 1, "describe": 1, "time_passes": 20,
    }  # fmt: skip

    def step(self):
        self.clock.forward(milliseconds=1)
        name = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))[0]
        if name == "write" and len(self.articles) < STORIES:
            self.articles.append(self.write().pk)
        elif name != "write":
            try:
                getattr(self, name)()
            except (WrongStatus, WrongMoment, Blocked, desk.EmbargoTooLate):
                pass  # as at any desk: it cannot be done now

    def paths(self):
        """What readers may open now."""
        found = ["/sitemap.xml", "/sitemap/news.xml", "/sitemap/pages.xml"]
        for code in languages.LANGUAGES:
            with translation.override(code):
                pages = ["home", "archive", "corrections", "feed"]
                found += [reverse(f"articles:{name}") for name in pages]
                found.append(day_page(timezone.localdate(self.clock.now)))
                for row in [row for rows in self.named.values() for row in rows]:
                    if row.slug():
                        found += [row.get_absolute_url(), feed_of(row)]
        live = Edition.objects.live().order_by("pk")
        return found + [edition.get_absolute_url() for edition in live]


@pytest.fixture
def cache(monkeypatch):
    monkeypatch.setattr(Follower, "start", lambda self: None)
    cache = PageCache(WSGIHandler(), rules=kept(photos=False), busy=str.encode)
    monkeypatch.setattr(cache, "_stale", lambda pages: None)  # made again below, when it is quiet
    cache.follower.stale = lambda pages: None
    cache.follower.look()
    # what a page was made of counts until the follower has heard otherwise
    monkeypatch.setattr(memo, "COUNTS", 10**9)
    return cache


@pytest.fixture
def newsroom(
    clock, chief, client, make_section, make_tag, make_source, make_author, make_photo, make_user
):
    names = {"name_ru": "Аты", "name_en": "Name"}
    dice = random.Random(int(os.environ.get("PROVE_SEED", "7")))
    makers = [
        ("section", make_section, 3), ("tag", make_tag, 5),
        ("source", make_source, 3), ("author", make_author, 2),
    ]  # fmt: skip
    named = {
        kind: [make(**{k: f"{v} {kind} {n}" for k, v in names.items()}) for n in range(count)]
        for kind, make, count in makers
    }
    client.force_login(chief)
    photos = [make_photo() for _ in range(2)]
    return Newsroom(clock, dice, chief, client, named, photos, make_tag)


def test_every_kept_page_is_what_a_fresh_one_would_be(cache, newsroom, settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["news.kz", "testserver"]
    monkeypatch.setattr(lists, "PAGE_SIZE", 4)  # so that there are older pages
    newsroom.clock.at(datetime(2026, 11, 26, 1, tzinfo=UTC))  # midnight in Almaty is far
    newsroom.articles += [newsroom.write().pk for _ in range(8)]
    differences, compared = [], 0

    for number in range(STEPS):
        newsroom.step()
        cache.follower.look()
        for path in newsroom.dice.sample(newsroom.paths(), 3):
            if older := OLDER.search(ask(cache, path).text):
                ask(cache, path + older[0])
        if number % QUIET == QUIET - 3:  # two steps before it is compared
            for page in cache.shelf.pages():
                if page.stale_at:
                    cache.maker._made(page)
        if number % QUIET == QUIET - 1:
            shell.forget()
            for page in cache.shelf.pages():
                if not page.stale_at:
                    compared += 1
                    fresh = Answer(cache.app, request(page.address.removeprefix(HOST)))
                    if (fresh.status, fresh.body) != (page.status, page.body):
                        differences.append((number, page.address, _apart(page.body, fresh.body)))

    figures = f"{STEPS} steps, {compared} kept pages compared, {len(differences)} differ"
    sys.stdout.write(f"{figures}\n")
    assert not differences
    assert compared > STEPS


def _apart(kept, fresh):
    """Where two pages begin to differ."""
    place = next((n for n, (a, b) in enumerate(zip(kept, fresh, strict=False)) if a != b), 0)
    return [
        text[max(place - 80, 0) : place + 80].decode(errors="replace") for text in (kept, fresh)
    ]
