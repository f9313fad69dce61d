"""On every public surface a story changes on the second and not one before, with no worker.

The clock is pinned one second before the moment and then on it; between the two nothing is done.
The moments are those at which calendars and zones turn, in Almaty and elsewhere.
"""

import os
import time
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from articles import front, outsiders, publishing
from articles.models import Article, FrontDraft, Redirect
from articles.publishing import Blocked
from newsroom.languages import ALMATY

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
OLD, NEW, NOTE = "Бұрынғысөз", "Жаңасөз", "Түзетусөз"
NINE = datetime(2028, 2, 29, 9, 0, tzinfo=ALMATY)

# A moment, and the zone that the machine is set to.
MOMENTS = {
    "nine on 29 February": (NINE, "UTC"),
    "midnight before 29 February": (datetime(2028, 2, 29, tzinfo=ALMATY), "UTC"),
    "midnight after 29 February": (datetime(2028, 3, 1, tzinfo=ALMATY), "Pacific/Kiritimati"),
    "the new year": (datetime(2027, 1, 1, tzinfo=ALMATY), "America/New_York"),
    "the new year of UTC": (datetime.fromisoformat("2027-01-01T00:00Z"), "Asia/Almaty"),
    "New York goes forward": (datetime.fromisoformat("2027-03-14T07:00Z"), "America/New_York"),
    "New York goes back": (datetime.fromisoformat("2027-11-07T06:00Z"), "America/New_York"),
    "Berlin goes forward": (datetime.fromisoformat("2027-03-28T01:00Z"), "Europe/Berlin"),
    "Berlin goes back": (datetime.fromisoformat("2027-10-31T01:00Z"), "Europe/Berlin"),
}


SOME = ["nine on 29 February", "the new year", "New York goes back"]


@pytest.fixture(params=MOMENTS)
def moment(request, db):
    """The moment, with the machine in another zone.

    The zone of a database session is set by Django as it connects: tests/prove/test_two_servers.py.
    """
    at, zone = MOMENTS[request.param]
    before = os.environ["TZ"]  # Django sets it
    os.environ["TZ"] = zone
    time.tzset()
    yield at
    os.environ["TZ"] = before
    time.tzset()


class Case:
    """A story that stands in every list there is, and three others that point at it."""

    def __init__(self, at, clock, chief, client, *, make_article, make_photo, **named):
        self.at, self.clock, self.chief, self.client = at, clock, chief, client
        clock.at(at - 5 * HOUR)
        self.named, self.make_photo = named, make_photo
        self.photo = make_photo()
        self.article = make_article(
            headline=f"{OLD} оқиға",
            slug="soz",
            section=named["section"],
            lead_photo=self.photo,
            video_file=ContentFile(b"\0\0\0\x18ftypmp42" + b"0" * 80, name="report.mp4"),
            programme=named["programme"],
            sources=[(named["source"], "https://release.example/")],
            tags=[named["tag"]],
            authors=[named["author"]],
        )
        aside = f'<p>Мәтін.</p>\n<aside data-article="{self.article.pk}"></aside>'
        self.pointers = {
            "read also": make_article(body=aside),
            "related": make_article(related=[self.article]),
            "versions": make_article(language="ru", story=self.article.story),
        }
        for name, pointer in self.pointers.items():
            edition = publishing.publish(pointer, by=chief)
            self.pointers[name] = edition.get_absolute_url()
        Redirect.objects.create(old_path="/eski/soz/", article=self.article)
        arranged = FrontDraft(language="kk", slots=front.added([], self.article))
        front.launch(arranged, by=chief)
        clock.forward(minutes=1)

    @property
    def path(self):
        return f"/{self.named['section'].slug_kk}/soz-{self.article.pk}/"

    def lists(self):
        day = self.at.astimezone(ALMATY)
        named = self.named
        slugs = {name: row.slug_kk for name, row in named.items()}
        return {
            "home": "/",
            "section": f"/{slugs['section']}/",
            **{name: f"/{name}/{slugs[name]}/" for name in "tag source author programme".split()},
            "archive day": f"/archive/{day:%Y/%m/%d}/",
            "search": "/search/?q=оқиға",
            "feed": "/feed/",
            **{
                f"feed of {name}": f"/feed/{name}/{slugs[name]}/"
                for name in "section tag source author".split()
            },
            "news sitemap": "/sitemap/news.xml",
            "read also": self.pointers["read also"],
            "related": self.pointers["related"],
            "corrections": "/corrections/",
            "page": self.path,
        }

    def where(self, word):
        """The surfaces on which the word is read now."""
        return {name for name, path in self.lists().items() if word in self.words(path)}

    def linked(self):
        """The surfaces that lead to the story now, or are its own."""
        day = self.at.astimezone(ALMATY)
        asked = {
            "sitemap": (f"/sitemap/{day:%Y-%m}.xml", self.path),
            "versions": (self.pointers["versions"], self.path),
            "JSON-LD": (self.path, "application/ld+json"),
        }
        found = {name for name, (path, mark) in asked.items() if mark in self.words(path)}
        statuses = {
            "short link": (self._short(), 301),
            "old address": ("/eski/soz/", 301),
            "film": (f"/video/{self.article.pk}/", 200),
        }
        return found | {n for n, (path, status) in statuses.items() if self._status(path) == status}

    def pictures(self, photo):
        """What readers may have of a photo now: the card and all sizes, or nothing."""
        paths = [f"/photo/{photo.token}/{row['name']}" for row in photo.renditions]
        [shown] = {self._status(path) == 200 for path in paths}
        return shown

    def _short(self):
        link = getattr(Article.objects.get(pk=self.article.pk), "short_link", None)
        return f"/a/{link.code}/" if link else "/a/nothing/"

    def words(self, path):
        answer = self.client.get(path)
        return "" if answer.status_code in (404, 410) else answer.content.decode()

    def _status(self, path):
        answer = self.client.get(path)
        if answer.streaming:
            list(answer)
        return answer.status_code


LINKED = {"sitemap", "versions", "JSON-LD", "short link", "old address", "film"}
NOT_FIRST = {"corrections"}  # said of a story that has changed only


@pytest.fixture
def case(
    moment, clock, chief, client, make_article, make_photo, make_section, make_tag, make_source,
    make_author, make_programme,
):  # fmt: skip
    makers = {"section": make_section, "tag": make_tag, "source": make_source}
    makers |= {"author": make_author, "programme": make_programme}
    clock.at(moment - 6 * HOUR)
    named = {name: make() for name, make in makers.items()}
    made = {"make_article": make_article, "make_photo": make_photo}
    return Case(moment, clock, chief, client, **made, **named)


def test_a_scheduled_story_is_nowhere_a_second_before_and_everywhere_on_it(case):
    publishing.publish(case.article, by=case.chief, at=case.at)

    case.clock.at(case.at - SECOND)
    assert (case.where(OLD), case.linked()) == (set(), set())
    assert not case.pictures(case.photo)

    case.clock.at(case.at)
    assert case.where(OLD) == set(case.lists()) - NOT_FIRST
    assert case.linked() == LINKED
    assert case.pictures(case.photo)


@pytest.mark.parametrize("moment", SOME, indirect=True)
def test_a_planned_withdrawal_takes_it_from_everywhere_on_the_second(case):
    publishing.publish(case.article, by=case.chief)
    case.clock.forward(minutes=1)
    publishing.correct(case.article, by=case.chief, note=NOTE)
    publishing.withdraw(case.article, by=case.chief, at=case.at)
    day_page = {"archive day"} - _same_day(case)

    case.clock.at(case.at - SECOND)
    assert case.where(OLD) == set(case.lists()) - day_page
    assert case.linked() >= LINKED - {"sitemap"}
    assert case.where(NOTE) >= {"page", "corrections"}

    case.clock.at(case.at)
    assert (case.where(OLD), case.where(NOTE), case.linked()) == (set(), set(), set())
    assert not case.pictures(case.photo)
    assert case.client.get(case.path).status_code == 410


def _same_day(case):
    first = case.article.editions.earliest("pk").first_published_at
    same = first.astimezone(ALMATY).date() == case.at.astimezone(ALMATY).date()
    return {"archive day"} if same else set()


@pytest.mark.parametrize("moment", SOME, indirect=True)
def test_a_planned_correction_changes_every_word_on_the_second(case):
    publishing.publish(case.article, by=case.chief)
    case.clock.forward(minutes=1)
    photo = case.make_photo()
    Article.objects.filter(pk=case.article.pk).update(headline=f"{NEW} оқиға", lead_photo=photo)
    case.article.photos.set([photo])
    publishing.correct(case.article, by=case.chief, note=NOTE, at=case.at)
    everywhere = set(case.lists()) - NOT_FIRST - ({"archive day"} - _same_day(case))

    case.clock.at(case.at - SECOND)
    assert case.where(OLD) == everywhere
    assert (case.where(NEW), case.where(NOTE)) == (set(), set())
    assert (case.pictures(case.photo), case.pictures(photo)) == (True, False)

    case.clock.at(case.at)
    assert (case.where(NEW), case.where(OLD)) == (everywhere | NOT_FIRST, set())
    assert case.where(NOTE) >= {"page", "corrections"}
    assert (case.pictures(case.photo), case.pictures(photo)) == (False, True)


@pytest.mark.parametrize("moment", SOME, indirect=True)
def test_an_embargo_ends_on_the_second_and_not_one_before(case):
    link = outsiders.show(case.article, by=case.chief, for_whom="Министрлік", hours=24)
    Article.objects.filter(pk=case.article.pk).update(embargoed_until=case.at)

    case.clock.at(case.at - SECOND)
    with pytest.raises(Blocked):
        publishing.publish(case.article, by=case.chief)
    assert (case.where(OLD), case.linked()) == (set(), set())
    assert case.client.get(link.get_absolute_url()).status_code == 404

    case.clock.at(case.at)
    assert case.client.get(link.get_absolute_url()).status_code == 200
    publishing.publish(case.article, by=case.chief)
    assert case.where(OLD) == set(case.lists()) - NOT_FIRST


def test_at_midnight_a_story_stands_on_the_day_that_begins(case):
    day, last = (at.astimezone(ALMATY) for at in (case.at, case.at - 24 * HOUR))
    publishing.publish(case.article, by=case.chief, at=case.at)

    case.clock.at(case.at)

    assert OLD in case.words(f"/archive/{day:%Y/%m/%d}/")
    assert OLD not in case.words(f"/archive/{last:%Y/%m/%d}/")
    assert f"/sitemap/{day:%Y-%m}.xml" in case.words("/sitemap.xml")
    assert f'"datePublished":"{day.isoformat()}"' in case.words(case.path)
