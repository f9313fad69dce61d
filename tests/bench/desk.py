"""The desk of a measurement: an order as a line of JSON in, an answer out. See Orders."""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import desk, publishing  # noqa: E402
from articles.lists import EPOCH, MICROSECOND, PAGE_SIZE, rows_under  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    Edition,
    EditionSource,
    EditionTag,
    Section,
    Source,
    Tag,
)
from newsroom.staff import roles  # noqa: E402
from newsroom.staff.models import User  # noqa: E402
from newsroom.staff.roles import Role  # noqa: E402
from tests.plans import by_use  # noqa: E402

CURSOR = "first_published_at", "article_id"  # of the last story above a page of a list


class Orders:
    """Moments are seconds of `time.monotonic`, which all processes of a machine share."""

    def __init__(self):
        roles.sync()
        self.chief, _new = User.objects.get_or_create(username="bench", is_staff=True)
        self.chief.groups.add(roles.group(Role.CHIEF_EDITOR))
        self.article = None

    def addresses(self, count):
        """Of the newest Kazakh stories, and of the lists that they stand in."""
        live = Edition.objects.live().filter(language="kk").select_related("section", "article")
        newest = list(live.order_by("-first_published_at")[:count])
        return {
            "article": [edition.get_absolute_url() for edition in newest],
            "home": ["/"],
            "section": [f"/{newest[0].section.slug('kk')}/"],
            "RSS": [reverse("articles:feed")],
            "search": ["/search/?q=%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF"],
        }

    def growing(self, count):
        """What may cost more as stories grow; `count` of these, from all years."""
        live = Edition.objects.live().in_language("kk")
        ids = list(live.newest().values_list("pk", flat=True))
        some = live.filter(pk__in=ids[:: max(1, len(ids) // count)]).select_related("section")
        section, tag, source = self._longest()
        # with fewer stories its page would grow with the archive until it is full
        rarest_first = reversed(by_use(EditionTag, Tag))
        ordinary = next(tag for tag in rarest_first if rows_under(tag, "kk").count() > PAGE_SIZE)
        return {
            "article": [edition.get_absolute_url() for edition in some],
            "home": ["/"],
            "section": [section.get_absolute_url()],
            "tag on half of all stories": [tag.get_absolute_url()],
            "ordinary tag": [ordinary.get_absolute_url()],
            "source": [source.get_absolute_url()],
            "feed": [reverse("articles:feed")],
        }

    def depths(self):
        """{list: {place: its paths}} of the longest lists."""
        return {type(named).__name__.lower(): self._places(named) for named in self._longest()}

    def _places(self, named):
        rows = rows_under(named, "kk")
        path, count, place = named.get_absolute_url(), rows.count(), rows.newest()
        cuts = {"middle": count // 2, "end": max(0, count - 2 * PAGE_SIZE)}
        above = {cut: place.values_list(*CURSOR)[number] for cut, number in cuts.items()}
        return {"first": [path]} | {
            cut: [f"{path}?before={(moment - EPOCH) // MICROSECOND}-{pk}"]
            for cut, (moment, pk) in above.items()
        }

    def _longest(self):
        """The section, tag and source with most stories in Kazakh."""
        live = Edition.objects.filter(language="kk")
        sections = live.values("section").annotate(count=Count("pk")).order_by("-count", "section")
        section = Section.objects.get(pk=sections[0]["section"])
        return section, by_use(EditionTag, Tag)[0], by_use(EditionSource, Source)[0]

    def publish(self, headline):
        """(path, moment of the commit, milliseconds that the verb took)"""
        fields = {"headline": headline, "body": "<p>Мәтін.</p>", "own_reporting": True}
        section = Section.objects.order_by("pk").first()
        self.article = desk.write(Article(section=section, **fields), by=self.chief)
        began = time.monotonic()
        edition = publishing.publish(self.article, by=self.chief)
        ended = time.monotonic()
        return edition.get_absolute_url(), ended, round((ended - began) * 1000, 1)

    def update(self, headline):
        Article.objects.filter(pk=self.article.pk).update(headline=headline)
        self.article.refresh_from_db()
        began = time.monotonic()
        edition = publishing.update(self.article, by=self.chief)
        ended = time.monotonic()
        return edition.get_absolute_url(), ended, round((ended - began) * 1000, 1)

    def path(self):
        """Of the story that was published last."""
        return Edition.objects.live().get(article=self.article).get_absolute_url()

    def kill(self):
        self.article.refresh_from_db()
        publishing.kill(self.article, by=self.chief)
        return time.monotonic()

    def analyze(self):
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    orders = Orders()
    for line in sys.stdin:
        order, *words = json.loads(line)
        sys.stdout.write(json.dumps(getattr(orders, order)(*words)) + "\n")
        sys.stdout.flush()
