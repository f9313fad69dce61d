"""The history of a story at the desk: saved texts compared and put back, by whoever may."""

import pytest
from django.urls import reverse

from articles import desk, publishing
from articles.models import Article
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(make_article, chief):
    """Three saves; readers have the second."""
    article = make_article(headline="Бірінші тақырып", body="<p>Ескі мәтін.</p>")
    for headline in ("Екінші тақырып", "Үшінші тақырып"):
        article.headline = headline
        desk.write(article, by=chief, edit_no=article.edit_no)
        if not article.first_published_at:
            publishing.publish(article, by=chief)
            article.refresh_from_db()
    return article


def address(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def test_the_history_lists_the_saved_texts_and_what_became_of_them(desk_client, story, chief):
    response = desk_client.get(address("history", story))

    rows = response.context["revisions"]
    assert [row["number"] for row in rows] == [3, 2, 1]
    assert [row["is_live"] for row in rows] == [False, True, False]
    assert rows[1]["done"] == ["жарияланды"]
    assert str(chief) in response.content.decode()


def test_the_last_save_is_compared_with_the_one_before(desk_client, story):
    page = desk_client.get(address("compare", story)).content.decode()

    assert "<del>Екінші </del>" in page
    assert "<ins>Үшінші </ins>" in page


def test_any_two_saves_are_compared_the_older_on_the_left(desk_client, story):
    page = desk_client.get(address("compare", story), {"old": "3", "new": "1"}).content.decode()

    assert "<del>Бірінші </del>" in page
    assert "<ins>Үшінші </ins>" in page


def test_readers_text_is_compared_with_the_desks(desk_client, story):
    asked = {"old": "readers", "new": "3"}

    page = desk_client.get(address("compare", story), asked).content.decode()

    assert "<del>Екінші </del>" in page
    assert "<ins>Үшінші </ins>" in page


@pytest.mark.parametrize("old", ["99", "x", "0", "-1", "9" * 30])
def test_a_save_that_never_was_is_not_found(desk_client, story, old):
    assert desk_client.get(address("compare", story), {"old": old}).status_code == 404


def test_what_stands_in_a_text_is_shown_and_not_run(desk_client, story, chief):
    story.headline = "<script>alert(1)</script>"
    desk.write(story, by=chief, edit_no=story.edit_no)

    page = desk_client.get(address("compare", story)).content.decode()

    assert "<script>alert" not in page


def test_an_old_text_is_put_back_and_readers_keep_theirs(desk_client, story):
    desk_client.post(address("restore", story), {"number": 1, "edit_no": 3})

    story.refresh_from_db()
    assert (story.headline, story.edit_no) == ("Бірінші тақырып", 4)
    assert story.live_edition().headline == "Екінші тақырып"


def test_an_old_text_is_not_put_over_a_newer_save(desk_client, story, make_user):
    story.headline = "Әріптестің тақырыбы"
    desk.write(story, by=make_user(), edit_no=3)

    response = desk_client.post(address("restore", story), {"number": 1, "edit_no": 3}, follow=True)

    assert Article.objects.get(pk=story.pk).headline == "Әріптестің тақырыбы"
    assert "қайта салыстырып көріңіз" in response.content.decode()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_who_may_not_write_the_story_puts_nothing_back(client, story, make_user, role):
    client.force_login(make_user(role))

    response = client.post(address("restore", story), {"number": 1, "edit_no": 3})

    assert response.status_code in (302, 403)
    assert Article.objects.get(pk=story.pk).headline == "Үшінші тақырып"
    if role is not Role.SHARE_STAFF:
        assert (
            address("restore", story) not in client.get(address("compare", story)).content.decode()
        )


def test_who_may_not_look_compares_nothing(client, story, make_user):
    client.force_login(make_user(Role.SHARE_STAFF))

    assert client.get(address("compare", story)).status_code == 403


def test_a_link_alone_puts_nothing_back(desk_client, story):
    asked = {"number": 1, "edit_no": 3}

    assert desk_client.get(address("restore", story), asked).status_code == 405


def test_what_is_said_to_a_verb_is_no_change_of_the_story(desk_client, write, story):
    write(article=story, headline="Төртінші тақырып", body="<p>Ескі мәтін.</p>", change="typo")

    page = desk_client.get(address("history", story)).content.decode()

    assert "form_id" not in page
    assert "Өзгертілді: тақырып" in page and "Не өзгерді?" not in page
