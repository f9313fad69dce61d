"""A newsroom of any size, and what its databases mean to do for a page of it."""

import json
import re
from types import SimpleNamespace

from django.db import connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.addresses import day_page
from articles.exchange import take
from articles.models import (
    Article,
    Author,
    Edition,
    EditionAuthor,
    EditionSource,
    EditionTag,
    Section,
    Source,
    Tag,
)
from articles.search.tables import BY_INDEX
from newsroom.demo import archive
from newsroom.languages import ALMATY

# What grows with the news. Everything else is small.
GROWING = {
    f"articles_{name}"
    for name in "article edition editiontag editionsource editionauthor editionphoto story "
    "article_tags articlesource articleauthor articlephoto relatedlink revision step "
    "shortlink redirect searchrow searchword".split()
}
MOST = 10_000  # rows of one table that a query may touch, found or passed over
OF_A_SEARCH = 15_000  # a common word: as many hits as it keeps, and as many more as it passes over

# Indexes that are walked from their beginning, as far as the page goes.
IN_ORDER = {"article_newest_save", "article_changed_saved", "article_urgent_saved"}
IN_ORDER |= {"article_to_review", "article_to_publish"}  # they hold what waits and nothing else
IN_ORDER |= {"sqlite_autoindex_articles_searchrow_1"}  # its key: the edition

LIST = "/admin/articles/article/"
PICK = f"{LIST}pick/?language=kk"
WORDS = {"common": "тұрғын", "rare": "керуен+695", "absent": "жоқсөз", "short": "су"}

# The pages of readers, then of the desk; {…} are in the namespace that `fill` returns.
PAGES = {
    "home": "/",
    "article": "{article}",
    "section": "{section}",
    "tag on half of all stories": "{tag}",
    "rare tag": "{rare_tag}",
    "source": "{source}",
    "author": "{author}",
    "archive": "/archive/",
    "archive day": "{day}",
    "feed": "/feed/",
    "feed of a tag": "/feed{tag}",
    "feed of a rare tag": "/feed{rare_tag}",
    "feed of a source": "/feed{source}",
    "feed of an author": "/feed{author}",
    "sitemap": "/sitemap.xml",
    "sitemap of pages": "/sitemap/pages.xml",
    "sitemap of news": "/sitemap/news.xml",
    **{f"search, {name} word": f"/search/?q={word}" for name, word in WORDS.items()},
    "published": "{published}?language=kk",
    **{f"published, {name} word": f"{{published}}?language=kk&q={w}" for name, w in WORDS.items()},
    "stories": LIST,
    "stories, last page": f"{LIST}?p={{last}}",
    "stories, older": f"{LIST}?before={{place}}",
    **{
        f"stories, {standing}": f"{LIST}?standing={standing}"
        for standing in ("draft", "scheduled", "live", "changed", "off", "spiked")
    },
    "stories of a section": f"{LIST}?section__id__exact={{section_pk}}",
    "stories of a language": f"{LIST}?language__exact=en",
    "stories of a kind": f"{LIST}?kind__exact=live",
    "stories of no kind": f"{LIST}?kind__exact=obituary",
    "urgent stories": f"{LIST}?urgent__exact=1",
    **{f"stories, {name} word": f"{LIST}?q={word}" for name, word in WORDS.items()},
    "stories of a kind, common word": f"{LIST}?kind__exact=live&q={WORDS['common']}",
    "my work": "/admin/",
    "health": "/admin/health/",
    "day": f"{LIST}day/?day={{date}}",
    "day of a language": f"{LIST}day/?day={{date}}&language=kk",
    "day of a section": f"{LIST}day/?day={{date}}&section={{section_pk}}",
    "today": f"{LIST}day/",
    "new story": f"{LIST}add/",
    "form": f"{LIST}{{pk}}/change/",
    "preview": f"{LIST}{{pk}}/preview/",
    "history": f"{LIST}{{pk}}/history/",
    "picker of stories": PICK,
    **{f"picker of stories, {name} word": f"{PICK}&term={word}" for name, word in WORDS.items()},
    "picker of tags": "/admin/articles/tag/pick/?term=ал",
    "picker of sources": "/admin/articles/source/pick/?term=мин",
    "picker of authors": "/admin/articles/author/pick/?term=ал",
    "tags": "/admin/articles/tag/",
    "form of a tag": "/admin/articles/tag/{tag_pk}/change/",
    "sources": "/admin/articles/source/",
    "form of a source": "/admin/articles/source/{source_pk}/change/",
    "authors": "/admin/articles/author/",
    "sections": "/admin/articles/section/",
    "form of a section": "/admin/articles/section/{section_pk}/change/",
    "short links": "/admin/articles/shortlink/",
}

# What was found by its standing is few of many, and is put in order once it is found. What is off
# is told by looking at each text that ended.
PUT_IN_ORDER = {"stories, draft", "stories, scheduled", "stories, off", "stories, spiked"}
PUT_IN_ORDER |= {"my work", "health"}
# The index of sitemaps counts its months, in an index of the database that holds all it asks for.
UNBOUNDED = {"stories, off", "sitemap"}
COUNTS = {"tags", "sources", "authors", "sections"}  # each row counts for itself, up to a bound


def fill(count, seed=1):
    """Bring in an archive of `count` stories; where to find the pages of it."""
    report = take(archive.records(count, seed=seed, full=False), as_="published")
    assert report.stories == count
    live = Edition.objects.live().in_language("kk")
    whole = live.filter(article__story__articles__language="ru", source_links__isnull=False)
    whole = whole.exclude(related_ids=[]).newest().select_related("section")
    middle = whole[whole.count() // 2]
    tags = by_use(EditionTag, Tag)
    section = max(Section.objects.all(), key=lambda one: live.filter(section=one).count())
    source, author = by_use(EditionSource, Source)[0], by_use(EditionAuthor, Author)[0]
    article = Article.objects.get(pk=middle.article_id)
    return SimpleNamespace(
        article=middle.get_absolute_url(),
        pk=article.pk,
        last=min(40, count // 25),
        place=f"{int(article.saved_at.timestamp() * 1_000_000)}-{article.pk}",
        day=day_page(middle.first_published_at.astimezone(ALMATY)),
        date=middle.first_published_at.astimezone(ALMATY).date(),
        section=section.get_absolute_url(),
        section_pk=section.pk,
        tag=tags[0].get_absolute_url(),
        tag_pk=tags[0].pk,
        rare_tag=tags[-1].get_absolute_url(),
        source=source.get_absolute_url(),
        source_pk=source.pk,
        author=author.get_absolute_url(),
        published=reverse("sharing:published"),
    )


def by_use(links, model):
    """Rows with stories in Kazakh, the commonest first."""
    column = model.page
    used = links.objects.filter(language="kk").values(column).annotate(n=Count("pk"))
    return [model.objects.get(pk=row[column]) for row in used.order_by("-n", column)]


def address(page, made):
    return PAGES[page].format(**vars(made))


def questions(client, path):
    """What a page asks of the tables that grow."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, path
    begins = ("SELECT", "(SELECT", "WITH", f"{BY_INDEX} SELECT")
    asked = [query["sql"] for query in captured if query["sql"].startswith(begins)]
    return [sql for sql in asked if set(re.findall(r"\w+", sql)) & GROWING]


def check(page, sql):
    """No table that grows is read from end to end, and no whole list is put in order."""
    of_ids = re.search(r'"(id|article_id)" IN \(\d', sql)  # rows named by their ids
    sorts = page in PUT_IN_ORDER or bool(of_ids)
    if connection.vendor == "sqlite":
        check_sqlite(page, sql, sorts=sorts)
    else:
        check_postgresql(page, sql, sorts=sorts)


def check_sqlite(page, sql, *, sorts):
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        plan = [(parent, line.split()) for _id, parent, _unused, line in cursor.fetchall()]
    told = f"{page}\n{sql}\n{plan}"
    inner = dict(re.findall(r'"(\w+)" ([A-Z]\d+)\b', sql))  # table → its name in a subquery
    growing = GROWING | {name for table, name in inner.items() if table in GROWING}
    for parent, words in plan:
        if words[0] == "SCAN" and words[1] in growing:
            assert "LIMIT" in sql and words[-1] in IN_ORDER, told
        if words[:3] == ["USE", "TEMP", "B-TREE"] and words[-2:] == ["ORDER", "BY"] and not sorts:
            read = [other for level, other in plan if (level, other[0]) == (parent, "SEARCH")]
            assert not read or read[0][1] not in growing or _leads_to_few(read[0]), told


def _leads_to_few(words):
    """The rows of one story, those named by their ids, and what an editor pinned."""
    few = {
        "(article_id=?)",
        "(article_id=?",
        "(edition_id=?)",
        "(story_id=?)",
        "(rowid=?)",
        "edition_pinned",
    }
    return bool(few & set(words))


def check_postgresql(page, sql, *, sorts):
    settings = BY_INDEX if sql.startswith(BY_INDEX) else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{settings} EXPLAIN (ANALYZE, FORMAT JSON) " + sql.removeprefix(settings))
        [[plan]] = cursor.fetchall()
        cursor.execute(BY_INDEX.replace("off", "DEFAULT"))
    plan = (plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"]
    told = f"{page}\n{sql}\n{json.dumps(plan)}"
    most = OF_A_SEARCH if "word" in page else MOST
    for node in _nodes(plan):
        loops = 1 if page in COUNTS else max(node["Actual Loops"], 1)
        if node.get("Relation Name") in GROWING:
            passed = (node.get(f"Rows Removed by {why}", 0) for why in ("Filter", "Index Recheck"))
            touched = (node["Actual Rows"] + sum(passed)) * loops
            if page in UNBOUNDED:
                assert node["Node Type"] != "Seq Scan", told
            else:
                assert touched <= most, told
        if node["Node Type"] == "Sort" and not sorts:
            assert all(below["Actual Rows"] * loops <= most for below in node["Plans"]), told


def _nodes(node):
    yield node
    for below in node.get("Plans", []):
        yield from _nodes(below)
