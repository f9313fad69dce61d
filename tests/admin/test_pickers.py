"""What the pickers find, and for whom."""

import pytest
from django.urls import reverse

from articles import publishing
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "articles_article_pick articles_article_find articles_article_phrases "
    "articles_article_objects articles_tag_pick articles_source_pick articles_author_pick "
    "photos_photo_library"
).split()


def ask(client, name, **question):
    return client.get(reverse(f"admin:{name}"), question).json()


@pytest.mark.parametrize("name", ADDRESSES)
def test_pickers_answer_those_who_may_look_and_nobody_else(client, make_user, name):
    address = reverse(f"admin:{name}")
    stranger = client.get(address)
    client.force_login(make_user(Role.SHARE_STAFF))
    share = client.get(address)
    client.force_login(make_user(Role.REPORTER))

    assert (stranger.status_code, share.status_code) == (302, 403)
    assert client.get(address).status_code == 200


def test_a_tag_is_found_in_any_letter_case_and_language(desk_client, make_tag):
    tag = make_tag(name_kk="ҚР", name_ru="РК", name_en="")

    for term in ("қр", "ҚР", "рк"):
        found = ask(desk_client, "articles_tag_pick", term=term)["results"]
        assert [one["id"] for one in found] == [str(tag.pk)]


def test_names_that_begin_with_the_question_come_first(desk_client, make_tag):
    make_tag(name_kk="Ақсу", name_ru="", name_en="")
    make_tag(name_kk="Таза су", name_ru="", name_en="")
    make_tag(name_kk="Су қоймасы", name_ru="", name_en="")

    found = ask(desk_client, "articles_tag_pick", term="су")["results"]

    assert [one["text"] for one in found] == ["Су қоймасы", "Таза су", "Ақсу"]


def test_names_are_shown_in_the_language_of_the_story(desk_client, make_source):
    make_source(name_kk="Су министрлігі", name_ru="Министерство воды")

    found = ask(desk_client, "articles_source_pick", term="су", language="ru")["results"]

    assert [one["text"] for one in found] == ["Министерство воды"]


def test_stories_of_one_language_are_offered_published_ones_first(
    desk_client, make_article, make_edition, chief
):
    draft = make_article(headline="Жаңа су")
    out = make_edition(headline="Ескі су").article
    make_edition(headline="Вода су", language="ru")
    publishing.spike(make_article(headline="Өткен су"), by=chief)

    found = ask(desk_client, "articles_article_find", term="СУ", language="kk")["results"]

    assert [one["id"] for one in found] == [out.pk, draft.pk]


def test_a_story_is_not_offered_to_itself(desk_client, make_article):
    article = make_article(headline="Су")

    found = ask(desk_client, "articles_article_pick", term="су", language="kk", exclude=article.pk)

    assert found["results"] == []


def test_phrases_and_credits_come_from_the_chosen_sources(desk_client, make_source, make_photo):
    source = make_source(default_credit=make_photo().credit)
    source.phrases.create(language="kk", phrase="министрлікке сілтеме жасап")
    source.phrases.create(language="ru", phrase="со ссылкой на министерство")

    answer = ask(
        desk_client, "articles_article_phrases", sources=f"{source.pk},x,999", language="ru"
    )

    assert answer["phrases"] == ["со ссылкой на министерство"]
    assert answer["credits"] == [source.default_credit.name("ru")]


def test_the_editor_learns_of_its_objects_with_pictures_it_may_load(
    desk_client, make_article, make_photo
):
    article, photo = make_article(headline="Нысана"), make_photo()

    answer = ask(
        desk_client, "articles_article_objects", photo=f"{photo.pk},999", article=article.pk
    )

    assert answer["articles"][str(article.pk)]["headline"] == "Нысана"
    assert list(answer["photos"]) == [str(photo.pk)]
    assert desk_client.get(answer["photos"][str(photo.pk)]["thumb"]).status_code == 200
