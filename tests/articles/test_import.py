"""An operator brings an archive in, and may do so again and again."""

import datetime
import gzip
import json
import textwrap
from html import escape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, desk, links, publishing
from articles.body.inline import plain
from articles.models import (
    Article,
    AwaitedLink,
    Edition,
    Redirect,
    Revision,
    ShortLink,
    Source,
    Step,
    Tag,
)
from newsroom.env import ROOT
from newsroom.pagecache.models import Change
from newsroom.photos.models import Photo
from newsroom.staff.roles import Role
from tests.articles.exchange import SECTION, Desk, story

WIKINEWS = ROOT.parent / "shared/data/ru_wikinews_articles.jsonl.gz"


@pytest.fixture
def operator(db, tmp_path):
    return Desk(tmp_path)


def the(external_id):
    return Article.objects.get(external_id=external_id)


def test_a_story_comes_before_readers_with_all_that_belongs_to_it(operator, client):
    told, content = operator.bring(
        SECTION,
        story(
            "a",
            standfirst="Қысқаша.",
            tags=["Су", "Қала"],
            authors=["Айгүл Сапарова"],
            sources=[{"name": "Әкімдік", "url": "https://akimat.example/1"}],
            photo={"file": operator.draw(), "caption": "Көпір", "credit": "Марат Омаров"},
        ),
    )

    page = client.get(the("a").live_edition().get_absolute_url()).content.decode()

    assert content, told
    for words in ("Тақырып a", "Қысқаша.", "Су", "Айгүл Сапарова", "Әкімдік", "Марат Омаров"):
        assert words in page
    assert the("a").live_edition().first_published_at.isoformat() == "2020-05-13T03:05:00+00:00"


def test_imported_stories_are_drafts_unless_asked_otherwise(operator):
    told, _content = operator.bring(SECTION, story("a"), as_="draft")

    assert the("a").status == "draft" and not Edition.objects.exists()
    assert "1 drafts" in told


def test_a_story_without_a_date_stays_a_draft_and_is_named(operator):
    told, content = operator.bring(SECTION, story("a", published_at=None, status="published"))

    assert content and not Edition.objects.exists()
    assert "line 2 (a): status: published_at is missing" in told


def test_a_date_in_the_future_is_a_schedule(operator, client, clock):
    clock.at(datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC))
    operator.bring(SECTION, story("a", published_at="2026-11-24T15:00:00Z"))
    edition = Edition.objects.get()

    assert client.get(edition.get_absolute_url()).status_code == 404
    clock.forward(hours=6)
    assert client.get(edition.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", ["withdrawn", "killed"])
def test_the_address_of_a_withdrawn_story_answers_410_with_its_reason(operator, client, status):
    gone = {"status": status, "withdrawn_at": "2021-01-01", "public_reason": "Қате болды."}
    operator.bring(SECTION, story("a", number=55, old_address="/old/1.html", **gone))

    for path in ("/qogam/x-55/", "/old/1.html", ShortLink.objects.get().get_absolute_url()):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "Қате болды." in answer.content.decode()
        assert "Тақырып" not in answer.content.decode()


def test_among_drafts_what_was_withdrawn_does_not_run_again(operator):
    operator.bring(SECTION, story("a", status="killed", withdrawn_at="2021-01-01"), as_="draft")

    assert the("a").status == "spiked"


@pytest.mark.parametrize("old", ["/news/5.html", "https://old.example/news/5.html"])
def test_an_old_address_leads_to_the_story_in_one_hop(operator, client, old):
    operator.bring(SECTION, story("a", old_address=old))

    answer = client.get("/news/5.html")

    assert answer.status_code == 301
    assert answer.headers["Location"] == the("a").live_edition().get_absolute_url()


def test_the_old_address_of_a_draft_waits_for_its_publication(operator, client, chief):
    operator.bring(SECTION, story("a", old_address="/news/5.html"), as_="draft")
    before = client.get("/news/5.html").status_code

    publishing.publish(the("a"), by=chief)

    assert (before, client.get("/news/5.html").status_code) == (404, 301)


@pytest.mark.parametrize("path", ["/", "/ru/", "/search/", "/qogam/"])
def test_an_old_address_where_a_page_of_ours_stands_is_named_and_the_story_comes(operator, path):
    told, content = operator.bring(SECTION, story("a", old_address=path))

    assert content and the("a").live_edition()
    assert "a page of this site answers there" in told
    assert not Redirect.objects.exists()


def test_two_stories_with_one_old_address_both_come_and_the_first_keeps_it(operator):
    told, _content = operator.bring(
        SECTION, story("a", old_address="/x/"), story("b", old_address="/x/")
    )

    assert Redirect.objects.get().article == the("a") and the("b").live_edition()
    assert "line 3 (b): old_addresses: /x/: is that of line 2 already" in told


def test_run_again_nothing_is_there_twice_and_an_editors_work_stays(operator, chief):
    operator.bring(SECTION, story("a", tags=["Су"]), story("b"))
    mine = the("a")
    mine.headline = "Редактор жазды"
    desk.write(mine, by=chief, edit_no=mine.edit_no)

    told, content = operator.bring()

    assert content and "2 here already" in told
    assert the("a").headline == "Редактор жазды"
    assert (Article.objects.count(), Tag.objects.count(), Edition.objects.count()) == (2, 1, 2)


def test_a_dry_run_says_the_same_and_writes_nothing(operator):
    lines = [
        SECTION,
        story("a", tags=["Су"], photo={"file": operator.draw(), "credit": "Марат"}),
        story("b", headline=""),
        story("c", section="Жоқ"),
        story("a"),
    ]
    rehearsed, _content = operator.bring(*lines, dry_run=True, batch=2)
    written = [model.objects.count() for model in (Article, Tag, Photo, Change)]

    told, _content = operator.bring(batch=2)

    assert written == [0, 0, 0, 0]
    assert rehearsed == told.replace("5 lines", "A dry run, nothing is written. 5 lines")
    assert "1 published" in told and "3 faults" in told


def test_stories_may_name_stories_further_down_and_in_a_later_file(operator):
    late = '<p>Бір.</p><aside data-article="c"></aside><aside data-article="d"></aside>'
    told, _content = operator.bring(
        SECTION,
        story("a", related=["d", "b", "c"], body_html=late),
        story("b", related=["a"]),
        story("c"),
        batch=2,
    )
    first = the("a").live_edition()
    assert first.related_ids == [the("b").pk, the("c").pk]
    assert "d is named and has not come in" in told

    operator.bring(story("d"), name="later.jsonl")

    first = the("a").live_edition()
    ids = [the(name).pk for name in "dbc"]
    assert first.related_ids == ids
    assert links.of(the("a")).related == ids
    assert body.objects(first.body).article_ids == (the("c").pk, the("d").pk)
    assert the("a").body == first.body and the("a").edit_no == first.edit_no
    assert not AwaitedLink.objects.exists()


def test_a_form_that_was_open_while_a_reference_arrived_cannot_undo_it(operator, chief):
    operator.bring(SECTION, story("a", related=["b"]))
    opened = the("a")
    operator.bring(story("b"), name="later.jsonl")

    with pytest.raises(desk.StaleSave):
        desk.write(opened, by=chief, edit_no=opened.edit_no)


def test_stories_of_one_group_are_versions_of_one_story(operator):
    russian = {"language": "ru", "group": "g"}
    operator.bring(SECTION, story("a", group="g"), story("b", **russian))

    told, _content = operator.bring(story("c", **russian), name="later.jsonl")

    assert the("a").story == the("b").story
    assert "line 1 (c): group: has a story in ru already" in told


def test_numbers_codes_and_slugs_are_kept_and_taken_ones_are_named(operator, client):
    mine = {"number": 700, "short_code": "abcdefg", "slug": "eski-soz"}
    told, content = operator.bring(SECTION, story("a", **mine), story("b", **mine))

    assert the("a").pk == 700 and the("a").short_link.code == "abcdefg"
    assert client.get("/qogam/eski-soz-700/").status_code == 200
    assert the("b").pk > 700 and the("b").live_edition() and content
    assert "line 3 (b): number: 700 is taken" in told
    assert "line 3 (b): short_code: abcdefg is taken" in told


def test_an_editors_new_story_gets_a_number_above_those_that_came_in(operator, make_article):
    operator.bring(SECTION, story("a", number=700), story("b"))

    assert the("b").pk > the("a").pk == 700
    assert make_article().pk > the("b").pk


def test_a_batch_writes_one_row_to_the_change_log(operator):
    operator.bring(SECTION, *(story(f"a-{number}") for number in range(9)), batch=5)

    first, second = Change.objects.order_by("pk")
    assert "list-kk" in first.keys and f"article-{the('a-0').pk}" in first.keys.split()
    assert f"article-{the('a-8').pk}" in second.keys.split()


def test_a_schedule_is_told_to_the_change_log_with_its_moment(operator):
    soon = timezone.now() + datetime.timedelta(hours=1)
    operator.bring(SECTION, story("a"), story("b", published_at=soon.isoformat()))

    assert [row.due_at for row in Change.objects.order_by("due_at")][-1] == soon


def test_the_rows_are_those_that_the_desk_would_have_written(operator, chief):
    operator.bring(SECTION, story("a", tags=["Су"], own_reporting=False, sources=[{"name": "БАҚ"}]))
    mine = the("a")

    assert Revision.objects.get().snapshot == desk.snapshot(mine, links.of(mine))
    assert mine.search_text == "тақырып a"
    edition = publishing.update(mine, by=chief)
    before = Edition.objects.exclude(pk=edition.pk).get()
    for name in ("source_links", "author_links", "tag_links", "photo_links"):
        kept = [getattr(one, name).count() for one in (before, edition)]
        assert kept[0] == kept[1]
    assert [step.verb for step in mine.steps.order_by("pk")] == ["import", "update"]
    assert Step.objects.first().edit_no == 1


def test_a_longer_batch_costs_no_more_queries(operator):
    def cost(count):
        rows = [
            story(f"{count}-{number}", tags=["Су"], related=[f"{count}-0"] if number else [])
            for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            operator.bring(SECTION, *rows, name=f"{count}.jsonl")
        return len(queries)

    operator.bring(SECTION, story("first", tags=["Су"]))

    assert cost(5) == cost(50) <= 60


def test_only_what_the_users_rights_allow_comes_in(operator, make_user, make_section):
    mine = make_section(name_kk="Менікі")
    make_section(name_kk="Қоғам")
    make_user(Role.EDITOR, sections=[mine], username="editor")

    told, _content = operator.bring(story("a", section="Менікі"), story("b"), by="editor")

    assert the("a").live_edition() and the("a").created_by.username == "editor"
    assert "line 2 (b): section: editor may not write this story" in told


def test_who_may_write_nothing_brings_nothing_in(operator, make_user):
    make_user(Role.SHARE_STAFF, username="sharer")

    assert operator.bring(SECTION, by="sharer") == ("sharer may write no stories.", False)
    assert operator.bring(SECTION, by="nobody") == ("There is no active user nobody.", False)


def test_names_are_found_by_slug_or_in_any_case_and_language(operator, make_tag):
    tag = make_tag(name_kk="Су", name_ru="Вода", slug_ru="voda")
    operator.bring(
        SECTION, story("a", tags=["су"]), story("b", tags=["voda"]), story("c", tags=["ВОДА"])
    )

    assert {one.tags.get() for one in Article.objects.all()} == {tag}


def test_a_line_for_a_name_fills_its_gaps_and_overwrites_nothing(operator, make_tag):
    tag = make_tag(name_kk="Су", name_ru="", name_en="", intro_kk="Біздікі")
    line = {"type": "tag", "name": {"kk": "су", "ru": "Вода"}, "intro": {"kk": "X", "ru": "Y"}}

    operator.bring(line)

    tag.refresh_from_db()
    assert (tag.name_kk, tag.name_ru, tag.slug_ru) == ("Су", "Вода", "voda")
    assert (tag.intro_kk, tag.intro_ru) == ("Біздікі", "Y")
    assert set(Change.objects.get().keys.split()) == set(tag.cache_keys())


@pytest.mark.skipif(not WIKINEWS.exists(), reason="needs ../shared/data/ru_wikinews_articles")
def test_the_wikinews_archive_comes_in_whole(operator, client):
    with gzip.open(WIKINEWS) as lines:
        texts = [json.loads(line) for line in lines]
    section = {"type": "section", "name": {"ru": "Мир"}}

    told, content = operator.bring(section, *map(from_wikinews, texts), name="wikinews.jsonl.gz")
    assert "headline: is longer than 200 characters (372)" in told and not content
    for one in texts:
        one["title"] = textwrap.shorten(one["title"], 200)
    told, content = operator.bring(section, *map(from_wikinews, texts), name="wikinews.jsonl.gz")
    assert "1 published, 744 here already" in told and content

    stories = {one.external_id: one for one in Article.objects.all()}
    assert len(stories) == len(texts) == 745
    for one in texts:
        assert body.text_of(stories[one["id"]].body) == plain(one["body"])
    assert Source.objects.get().articlesource_set.count() == 745
    assert Tag.objects.get(name_ru="Викиновости").articles.count() == 745
    assert Redirect.objects.count() == 745
    for one in texts[::100]:
        led = client.get(f"/wiki/{one['id']}", follow=True)
        assert [code for _path, code in led.redirect_chain] == [301]
        assert escape(stories[one["id"]].headline) in led.content.decode()


def from_wikinews(one):
    return story(
        one["id"],
        language="ru",
        section="Мир",
        headline=one["title"],
        body_html=None,
        body_text=one["body"],
        tags=["Викиновости", (one["date_mentioned_first"] or "без даты")[:4]],
        own_reporting=False,
        sources=[{"name": one["source"]}],
        old_address=f"https://old.example/wiki/{one['id']}",
    )


def test_a_section_that_an_import_brings_stands_in_every_menu_at_once(operator, client):
    assert "Жаңа бөлім" not in client.get("/").content.decode()

    operator.bring({"type": "section", "name": {"kk": "Жаңа бөлім"}})

    assert "Жаңа бөлім" in client.get("/").content.decode()
    assert any("site" in change.keys.split() for change in Change.objects.all())
