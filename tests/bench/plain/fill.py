"""The archive of `make_archive`, in the plain site's tables: python -m tests.bench.plain.fill N."""

import os
import sys
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.plain.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from newsroom.demo import archive  # noqa: E402
from tests.bench.plain.models import Article, Author, Section, Source, Tag  # noqa: E402

ALMATY = ZoneInfo("Asia/Almaty")
BATCH = 1000
MODELS = {"section": Section, "tag": Tag, "author": Author, "source": Source}


def fill(count):
    """`count` stories; every language's names are rows of their own, as in the stories."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    ids = {kind: {} for kind in MODELS}
    stories = (record for record in archive.records(count) if "type" not in record)
    while batch := list(islice(stories, BATCH)):
        rows = [_article(record, ids) for record in batch]
        Article.objects.bulk_create(rows)
        through = Article.tags.through
        through.objects.bulk_create(
            through(article_id=row.pk, tag_id=_id(ids, "tag", name))
            for row, record in zip(rows, batch, strict=True)
            for name in dict.fromkeys(record["tags"])
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _article(record, ids):
    sources = record.get("sources")
    authors = record.get("authors")
    published = datetime.fromisoformat(record.get("published_at") or "2026-10-31T12:00:00")
    return Article(
        headline=record["headline"],
        standfirst=record["standfirst"],
        body=record["body_html"],
        language=record["language"],
        section_id=_id(ids, "section", record["section"]),
        author_id=_id(ids, "author", authors[0]) if authors else None,
        source_id=_id(ids, "source", sources[0]["name"]) if sources else None,
        published=published.replace(tzinfo=ALMATY),
    )


def _id(ids, kind, name):
    if name not in ids[kind]:
        ids[kind][name] = MODELS[kind].objects.create(name=name).pk
    return ids[kind][name]


if __name__ == "__main__":
    fill(int(sys.argv[1]))
