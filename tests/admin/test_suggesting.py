"""While a story is written: what it may be filed under, from the keys of its words."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.search import suggesting
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(make_section, make_tag, make_edition):
    """Three stories of schools in one section, one of football in another, and their tags."""
    school, sport = make_section(name_kk="Білім"), make_section(name_kk="Спорт")
    education, football = make_tag(name_kk="Мектеп"), make_tag(name_kk="Футбол")
    built = make_tag(name_kk="Құрылыс")
    headlines = [
        "Жаңа мектептің құрылысы аяқталды",
        "Мектептерге жаңа оқулық жетті",
        "Ауыл мектебі жаңа ғимаратқа көшті",
    ]
    stories = [
        make_edition(headline=headline, section=school, tags=[education, built])
        for headline in headlines
    ]
    game = make_edition(headline="Футбол құрамасы ойында жеңді", section=sport, tags=[football])
    return {"school": school, "sport": sport, "stories": stories, "game": game, "tag": education,
            "built": built, "football": football}  # fmt: skip


def suggest(headline, body="", language="kk", article=None):
    return suggesting.suggest(suggesting.Text(language, headline, "", body, article))


def test_a_tag_is_suggested_that_the_text_names_in_another_form(newsroom):
    found = suggest("Футболшылар келді", "<p>Бүгін футболдан бәсеке өтті.</p>")

    assert found.tags == [newsroom["football"]]


def test_a_tag_is_suggested_that_stories_like_it_have(newsroom):
    found = suggest("Жаңа мектептің ғимаратында оқулық таратылды")

    assert set(found.tags) == {newsroom["tag"], newsroom["built"]}


def test_stories_like_it_and_their_section_are_suggested(newsroom):
    found = suggest("Жаңа мектептің құрылысы басталды")

    assert set(found.stories) <= set(newsroom["stories"]) and len(found.stories) >= 2
    assert found.section == newsroom["school"]


def test_a_story_is_not_suggested_to_itself_nor_one_that_readers_do_not_have(newsroom, chief):
    first, second, third = newsroom["stories"]
    publishing.withdraw(second.article, by=chief)

    found = suggest("Жаңа мектептің құрылысы аяқталды", article=first.article_id)

    assert not {first, second} & set(found.stories)


@pytest.mark.parametrize("headline", ["", "   ", "2026", "\0<b>", "жоқсөз", "а " * 5000])
def test_where_nothing_is_like_it_nothing_is_suggested(newsroom, headline):
    assert suggest(headline) == ([], [], None)


def test_a_text_in_another_language_is_not_filed_with_these(newsroom):
    assert suggest("Футбол құрамасы ойында жеңді", language="ru") == ([], [], None)


def test_it_asks_the_database_few_times(newsroom, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):  # PostgreSQL's settings among them
        suggest("Жаңа мектептің құрылысы басталды", "<p>Мектеп оқулық алды.</p>")


@pytest.mark.parametrize("address", ["suggest_new", "suggest"])
def test_the_form_is_answered_with_names_and_numbers(
    newsroom, client, chief, make_article, address
):
    client.force_login(chief)
    args = [make_article().pk] if address == "suggest" else []

    answer = client.post(
        reverse(f"admin:articles_article_{address}", args=args),
        {"language": "kk", "headline": "Жаңа мектептің құрылысы басталды", "body": "<p>Сөз</p>"},
    )

    school = newsroom["school"]
    assert answer.json()["section"] == [{"id": str(school.pk), "text": str(school)}]
    assert {"id": str(newsroom["tag"].pk), "text": "Мектеп"} in answer.json()["tags"]


def test_only_who_may_write_the_story_is_answered(client, make_user, make_article):
    client.force_login(make_user(Role.REPORTER))
    address = reverse("admin:articles_article_suggest", args=[make_article().pk])

    assert client.post(address, {"headline": "Мектеп"}).status_code == 403
    assert client.get(address).status_code == 405
