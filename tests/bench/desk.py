"""The desk of a measurement: an order as a line of JSON in, an answer out. See Orders."""

import json
import os
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import desk, publishing  # noqa: E402
from articles.models import Article, Edition, Section  # noqa: E402
from newsroom.staff import roles  # noqa: E402
from newsroom.staff.models import User  # noqa: E402
from newsroom.staff.roles import Role  # noqa: E402


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
        one = newest[0].article
        tag, source = one.tags.first(), one.sources.first()
        return {
            "article": [edition.get_absolute_url() for edition in newest],
            "home": ["/"],
            "section": [f"/{newest[0].section.slug('kk')}/"],
            "RSS": [reverse("articles:feed")],
            "tag": [reverse("articles:tag", args=[tag.slug_kk])] if tag else [],
            "source": [reverse("articles:source", args=[source.slug_kk])] if source else [],
            "search": ["/search/?q=%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF"],
        }

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
