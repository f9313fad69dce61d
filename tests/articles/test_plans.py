"""How the databases find a page of a list: along an index in its order, at any depth."""

import json
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.addresses import day_page
from articles.lists import EPOCH, MICROSECOND
from articles.models import (
    Article,
    Edition,
    EditionAuthor,
    EditionSource,
    EditionTag,
    Story,
)
from newsroom.languages import ALMATY

TABLES = ("articles_edition", "articles_editiontag", "articles_editionsource")
TABLES += ("articles_editionauthor",)
STEP = timedelta(minutes=10)  # between two stories
MOST = 500  # rows that one query may touch in one table, found or passed over

# page → the index that its list goes by; PostgreSQL may know a better one for what is in it
PAGES = {
    "home": "edition_list",
    "section": "edition_section_list",
    "rare section": "edition_section_list",
    "tag": "edition_tag_list",
    "rare tag": "edition_tag_list",
    "source": "edition_source_list",
    "author": "edition_author_list",
    "programme": "edition_programme_list",
    "archive_day": "edition_list",
}


@pytest.fixture
def archive(db, section, make_section, make_tag, make_source, make_author, make_programme):
    """Fills the newsroom: a fifth in Russian, a tenth replaced by an update, some of one moment.

    There are eight sections. The tag, source, author and programme stand on every second story;
    the rare tag and section on the oldest alone.
    """

    def fill(count):
        made = {
            "section": section,
            **{f"other {number}": make_section() for number in range(6)},
            "rare section": make_section(),
            "tag": make_tag(),
            "rare tag": make_tag(),
            "source": make_source(),
            "author": make_author(),
            "programme": make_programme(),
        }
        now = timezone.now()
        stories = Story.objects.bulk_create(Story() for _number in range(count))
        articles = Article.objects.bulk_create(
            Article(
                story=story,
                headline="Тақырып",
                slug="taqyryp",
                language="ru" if number % 5 == 4 else "kk",
                status="published",
            )
            for number, story in enumerate(stories)
        )
        editions = []
        for number, article in enumerate(articles):
            first = now - STEP * (number // 3 * 3)
            moments = [first, first + STEP / 2] if number % 10 == 9 else [first]
            for live_from in moments:
                until = {} if live_from == moments[-1] else {"live_until": moments[-1]}
                editions.append(
                    Edition(
                        article=article,
                        edit_no=1,
                        headline=article.headline,
                        slug=article.slug,
                        language=article.language,
                        section=made[_section(number, count)],
                        programme=made["programme"] if number % 2 else None,
                        first_published_at=first,
                        updated_at=live_from,
                        live_from=live_from,
                        **until,
                    )
                )
        Edition.objects.bulk_create(editions)
        half = [edition for edition in editions if edition.programme_id]
        for model, column in (
            (EditionTag, "tag"),
            (EditionSource, "source"),
            (EditionAuthor, "author"),
        ):
            model.objects.bulk_create(
                model.under(edition, **{column: made[column]}) for edition in half
            )
        EditionTag.objects.bulk_create(
            EditionTag.under(edition, tag=made["rare tag"]) for edition in editions[-9:]
        )
        return made

    return fill


def _section(number, count):
    if number >= count - 9:
        return "rare section"
    return "section" if number % 3 else f"other {number // 3 % 6}"


def path_to(page, made, *, deep):
    """The address of a page; `deep` the one that begins in the middle of the list."""
    middle = Edition.objects.live().filter(language="kk").newest()
    link = page.split()[-1]
    if link in ("section", "programme"):
        middle = middle.filter(**{link: made[page]})
    elif page in made:
        middle = middle.filter(**{f"{link}_links__{link}": made[page]})
    edition = middle[middle.count() // 2]
    if page == "archive_day":
        path = day_page(edition.first_published_at.astimezone(ALMATY))
    else:
        path = "/" if page == "home" else made[page].get_absolute_url()
    if not deep or page == "home":
        return path
    place = (edition.first_published_at - EPOCH) // MICROSECOND
    return f"{path}?before={place}-{edition.article_id}"


def questions(client, path):
    """What the page asks of the tables that hold lists."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, path
    asked = [query["sql"] for query in captured]
    named = [sql for sql in asked if any(f'FROM "{table}"' in sql for table in TABLES)]
    return named + [sql for sql in asked if sql.startswith("EXECUTE ")]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize("deep", [False, True], ids=["first page", "further down"])
@pytest.mark.parametrize("page", PAGES)
def test_sqlite_walks_an_index(page, deep, archive, client):
    made = archive(60)
    used = ""

    for sql in questions(client, path_to(page, made, deep=deep)):
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql)
            plan = [(parent, line) for _id, parent, _unused, line in cursor.fetchall()]
        used += "\n".join(line for _parent, line in plan)
        read = [(parent, line) for parent, line in plan if line.split()[1] in TABLES]
        assert all(line.startswith("SEARCH") for _parent, line in read), (sql, plan)
        # The few that an editor pinned, and rows named by their ids, may be put in order.
        if "pinned_until" not in sql.split("WHERE")[1] and '"id" IN (' not in sql:
            within = {parent for parent, _line in read}  # not the menu around them
            assert not [line for parent, line in plan if parent in within and "ORDER" in line], sql
    assert f"INDEX {PAGES[page]} " in used


@pytest.mark.postgresql
def test_postgresql_walks_an_index_at_any_depth(archive, client):
    """One test for all pages: what takes time is 20,000 stories.

    Of a prepared statement the plan for these values, and the one for any.
    """
    made = archive(20_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    for page, deep, plans in product(PAGES, (False, True), ("custom", "generic")):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL plan_cache_mode = force_{plans}_plan")
        for sql in questions(client, path_to(page, made, deep=deep)):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql)
                [[plan]] = cursor.fetchall()
            plan = plan if isinstance(plan, list) else json.loads(plan)
            check(plan[0]["Plan"], f"{page}, deep: {deep}, {plans}\n{sql}\n{json.dumps(plan)}")


def check(node, told):
    """Neither a scan of a whole table nor a sort of a whole list, in this node or below."""
    if node.get("Relation Name") in TABLES:
        assert node["Node Type"] != "Seq Scan", told
    passed = sum(node.get(f"Rows Removed by {name}", 0) for name in ("Filter", "Index Recheck"))
    assert (node["Actual Rows"] + passed) * max(node["Actual Loops"], 1) <= MOST, told
    for below in node.get("Plans", []):
        check(below, told)
