"""Lists go by place, not by number: any depth, any crowd of equal times, no dead ends."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.lists import PAGE_SIZE
from articles.models import Edition

HOUR = timedelta(hours=1)
THOUSANDS = round(2000 * float(os.environ.get("PROVE_SCALE", "1")))


@pytest.fixture
def crowd(make_edition):
    """Adds stories first published at one and the same moment."""
    moment = timezone.now() - HOUR

    def add(count, **fields):
        return [make_edition(live_from=moment, **fields) for _number in range(count)]

    return add


def walk(client, path):
    """Every story from the first page to the last, and how many pages there were."""
    seen, pages = [], 0
    while path:
        context = client.get(path).context
        seen += [edition.article_id for edition in context["editions"]]
        path, pages = context["older_url"], pages + 1
    return seen, pages


@pytest.mark.parametrize("count", [200, pytest.param(THOUSANDS, marks=pytest.mark.prove)])
def test_stories_of_one_moment_are_all_met_once(count, crowd, section, client):
    editions = crowd(count)

    seen, pages = walk(client, section.get_absolute_url())

    assert seen == sorted((edition.article_id for edition in editions), reverse=True)
    assert pages == -(-count // PAGE_SIZE)


@pytest.mark.parametrize("kind", ["tag", "source", "author", "programme"])
def test_every_list_goes_on_to_its_oldest_story(
    kind, crowd, make_tag, make_source, make_author, make_programme, client, monkeypatch
):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 3)
    made = {"tag": make_tag(), "source": make_source(), "author": make_author()}
    made["programme"] = make_programme()
    editions = crowd(
        10,
        tags=[made["tag"]],
        sources=[(made["source"], "")],
        authors=[made["author"]],
        programme=made["programme"],
    )
    crowd(2)

    seen, pages = walk(client, made[kind].get_absolute_url())

    assert seen == sorted((edition.article_id for edition in editions), reverse=True)
    assert pages == 4


def test_a_page_further_down_leads_back_to_the_newest(crowd, section, client, monkeypatch):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 2)
    crowd(3)
    first = client.get(section.get_absolute_url())

    second = client.get(first.context["older_url"])

    assert first.context["newest_url"] is None
    assert second.context["newest_url"] == section.get_absolute_url()
    assert f'href="{section.get_absolute_url()}">' in second.content.decode()


def place(edition, *, later=0):
    microseconds = (edition.first_published_at.timestamp() * 10**6).__round__() + later
    return f"{microseconds}-{edition.article_id}"


@pytest.mark.parametrize(
    "cursor",
    ["", "1", "-", "1-", "-1", "a-b", "1-1", "1700000000000000-5", "9" * 17 + "-1"]
    + ["9" * 30 + "-1", "1-" + "9" * 30, "-1--1", "1.5-1", "%00-1", "١-١"],
)
def test_what_is_no_place_is_not_found(cursor, crowd, section, client):
    crowd(1)

    assert client.get(f"{section.get_absolute_url()}?before={cursor}").status_code == 404


def test_a_place_is_one_in_its_own_list_only(crowd, section, make_section, make_tag, client):
    here, [elsewhere] = crowd(1)[0], crowd(1, section=make_section())
    path = section.get_absolute_url()

    def status(cursor):
        return client.get(f"{path}?before={cursor}").status_code

    assert status(place(here)) == 200
    assert status(f"0{place(here)}") == 404
    assert status(place(here, later=1)) == 404
    assert status(place(elsewhere)) == 404


def test_a_story_that_is_not_out_is_no_place(crowd, make_article, section, chief, client):
    [gone] = crowd(1)
    coming = publishing.publish(make_article(), by=chief, at=timezone.now() + HOUR)
    publishing.withdraw(gone.article, by=chief)

    for edition in (gone, coming):
        path = f"{section.get_absolute_url()}?before={place(edition)}"
        assert client.get(path).status_code == 404


def test_an_update_keeps_the_place_of_a_story_in_every_list(make_edition, make_tag, chief, client):
    tag = make_tag()
    older = make_edition(live_from=timezone.now() - 2 * HOUR, tags=[tag])
    newer = make_edition(live_from=timezone.now() - HOUR, tags=[tag])

    publishing.update(older.article, by=chief)

    seen, _pages = walk(client, tag.get_absolute_url())
    assert seen == [newer.article_id, older.article_id]


def test_link_rows_say_the_same_place_as_their_editions_after_every_verb(
    make_article, make_tag, make_source, make_author, chief, clock
):
    links = {"tags": [make_tag()], "sources": [(make_source(), "")], "authors": [make_author()]}
    article = make_article(language="ru", **links)
    verbs = [
        lambda: publishing.publish(article, by=chief, at=clock.now + HOUR),
        lambda: publishing.unschedule(article, by=chief),
        lambda: publishing.publish(article, by=chief),
        lambda: publishing.update(article, by=chief),
        lambda: publishing.update(article, by=chief, at=clock.now + HOUR),
        lambda: publishing.feature(article, by=chief, urgent=True),
        lambda: publishing.withdraw(article, by=chief),
        lambda: publishing.revive(article, by=chief),
        lambda: publishing.publish(article, by=chief),
        lambda: publishing.kill(article, by=chief),
    ]

    for verb in verbs:
        clock.forward(minutes=1)
        verb()
        for edition in Edition.objects.all():
            own = (edition.language, edition.first_published_at, edition.article_id)
            for rows in (edition.tag_links, edition.source_links, edition.author_links):
                row = rows.get()
                assert (row.language, row.first_published_at, row.article_id) == own
