"""Words found in a table that is too big to be read; counts that end where nobody reads on."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Edition
from newsroom.lookup import paging, search
from newsroom.lookup.in_use import InUse
from newsroom.lookup.search import folded, newest_hits
from newsroom.lookup.trigrams import make_indexes

pytestmark = pytest.mark.django_db
LIST = "admin:articles_article_changelist"
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own index")


def headlines(text, look=newest_hits):
    return {article.headline for article in look(Article.objects.all(), text)}


@pytest.mark.parametrize("look", [folded, newest_hits])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("көпір", {"Жаңа көпірлер ашылды"}),
        ("өпірле", {"Жаңа көпірлер ашылды"}),  # inside of a word
        ("КӨПІР жаңа", {"Жаңа көпірлер ашылды"}),
        ("ашылды жоқ", set()),
        ("су", {"Су қоймасы толды", "Таза су келді"}),  # short: where a word begins, Ақсу is none
        ("с", {"Су қоймасы толды", "Таза су келді"}),
        ("ақсу", {"Ақсу өзені"}),
        ("100%", {"Жоспар 100% орындалды"}),
        ("100_", set()),
        ('"%\\', set()),
    ],
)
def test_words_are_found_as_they_stand(make_article, look, text, found):
    for headline in (
        "Жаңа көпірлер ашылды",
        "Су қоймасы толды",
        "Таза су келді",
        "Ақсу өзені",
        "Жоспар 100% орындалды",
    ):
        make_article(headline=headline)

    assert headlines(text, look) == found


def test_the_index_follows_a_story_that_is_changed_or_deleted(make_article):
    article, other = make_article(headline="Ескі көпір"), make_article(headline="Көпір екеу")

    article.headline = "Жаңа алаң"
    article.save()
    other.delete()

    assert headlines("көпір") == set()
    assert headlines("алаң") == {"Жаңа алаң"}


def test_a_search_keeps_to_what_else_is_asked(make_edition):
    kept = make_edition(headline="Көпір ашылды")
    make_edition(headline="Мост көпір", language="ru")

    found = newest_hits(Edition.objects.live().in_language("kk"), "көпір")

    assert list(found) == [kept]


def test_of_many_hits_the_newest_are_shown(make_article, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for number in (1, 2, 3):
        make_article(headline=f"Көпір {number}")

    assert headlines("көпір") == {"Көпір 2", "Көпір 3"}


@sqlite
def test_a_lost_trigger_is_made_again_and_the_index_with_it(make_article):
    make_article(headline="Бұрынғы көпір")
    with connection.cursor() as cursor:  # as when SQLite builds a table anew
        cursor.execute("DROP TRIGGER articles_article_trigrams_put")
    make_article(headline="Жаңа көпір")

    make_indexes(apps.get_app_config("articles"), using="default")

    assert headlines("көпір") == {"Бұрынғы көпір", "Жаңа көпір"}


@sqlite
def test_an_index_that_is_whole_is_left_alone(django_assert_num_queries):
    with django_assert_num_queries(7):  # what is there; then three for each of two
        make_indexes(apps.get_app_config("articles"), using="default")


def test_a_long_list_says_1000_plus_and_leads_on(desk_client, make_article, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 4)
    monkeypatch.setattr("articles.admin.article_list.ArticleList.list_per_page", 2)
    for number in range(6):
        make_article(headline=f"Хабар {number}")

    first, last = desk_client.get(reverse(LIST)), desk_client.get(reverse(LIST), {"p": 2})
    older = desk_client.get(reverse(LIST) + last.context["cl"].older_url)

    assert ": 4+" in first.content.decode()
    assert first.context["cl"].older_url is None
    shown = [article.headline for article in older.context["cl"].result_list]
    assert shown == ["Хабар 1", "Хабар 0"]
    assert older.context["cl"].older_url is None


@pytest.mark.parametrize("place", ["", "x", "1-", "-1", "99999999999999999999-1"])
def test_a_place_that_is_none_shows_the_whole_list(desk_client, make_article, place):
    make_article(headline="Хабар")

    page = desk_client.get(reverse(LIST), {"before": place})

    assert page.context["cl"].result_count == 1


def test_uses_are_counted_up_to_a_bound(desk_client, make_tag, make_article, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 2)
    monkeypatch.setattr("newsroom.lookup.in_use.MOST", 2)
    tag = make_tag(name_kk="Су")
    for _number in range(3):
        make_article(tags=[tag])

    lists = desk_client.get(reverse("admin:articles_tag_changelist")).content.decode()
    form = desk_client.get(reverse("admin:articles_tag_change", args=[tag.pk])).content.decode()

    assert ">2+</a>" in lists
    assert "(2+)" in form


def test_every_use_is_told_once(make_tag, make_edition):
    tag = make_tag()
    edition = make_edition(tags=[tag])

    class Admin(InUse):
        used_in = ((Article, "tags"), (Edition, "tags"))

    told = [sentence for sentence, _model in Admin().uses_of(tag)]
    assert len(told) == 2 and all(sentence.count(edition.headline) == 1 for sentence in told)


def test_where_an_app_was_migrated_away_no_index_is_looked_for(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])

    with CaptureQueriesContext(connection) as asked:
        make_indexes(apps.get_app_config("articles"), "default")

    assert not asked.captured_queries
