"""What is typed and not saved waits on the server for its writer: never a revision, never read."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import body, desk
from articles.admin import keeping
from articles.models import Article, Autosave
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
NEW = "abcdef0123456789"  # the id of a new story's form


@pytest.fixture
def keep(desk_client, typed):
    """Send the form as the script does while somebody types."""

    def send(article=None, **changed):
        name = "autosave" if article else "autosave_new"
        address = reverse(f"admin:articles_article_{name}", args=[article.pk] if article else [])
        changed.setdefault("edit_no", article.edit_no if article else 0)
        return desk_client.post(address, typed("x", form_id="" if article else NEW, **changed))

    return send


@pytest.fixture
def story(make_article):
    return make_article(headline="Сақталған тақырып")


def form_of(client, article=None, **asked):
    name, args = ("change", [article.pk]) if article else ("add", [])
    return client.get(reverse(f"admin:articles_article_{name}", args=args), asked)


def test_kept_text_is_no_save_and_changes_no_story(keep, story, clock):
    response = keep(story, headline="Терілген тақырып")

    story.refresh_from_db()
    assert set(response.json()) == {"kept"}
    assert (story.headline, story.edit_no) == ("Сақталған тақырып", 1)
    assert story.revisions.count() == 1


def test_however_often_it_is_kept_there_is_one_row_for_a_person_and_a_story(keep, story):
    for number in range(3):
        keep(story, headline=f"Тақырып {number}")

    assert Autosave.objects.get().typed["headline"] == ["Тақырып 2"]


def test_the_story_opened_again_offers_it_with_the_differences(keep, story, desk_client):
    keep(story, headline="Терілген тақырып")

    page = form_of(desk_client, story).content.decode()

    assert "<ins>Терілген </ins>" in page
    assert "put_back=" in page


def test_text_that_says_nothing_new_is_not_offered(keep, story, desk_client):
    keep(story, headline="Сақталған тақырып")

    assert form_of(desk_client, story).context["unsaved"] == []


def test_a_colleague_is_offered_nothing_of_it(keep, story, client, make_user):
    keep(story, headline="Терілген тақырып")
    client.force_login(make_user())

    assert form_of(client, story).context["unsaved"] == []
    assert (
        form_of(client, story, put_back=Autosave.objects.get().pk).context["is_put_back"] is False
    )


def test_put_back_it_stands_in_the_form_unsaved(keep, story, desk_client):
    keep(story, headline="Терілген тақырып", body="<p>Терілген мәтін.</p>")

    page = form_of(desk_client, story, put_back=Autosave.objects.get().pk).content.decode()

    assert ">\nТерілген тақырып</textarea>" in page
    assert "data-unsaved" in page
    assert Article.objects.get().headline == "Сақталған тақырып"


def test_typed_on_an_older_save_it_comes_back_beside_the_newer_one(
    keep, story, desk_client, make_user
):
    keep(story, headline="Терілген тақырып")
    story.headline = "Әріптестің тақырыбы"
    desk.write(story, by=make_user(first_name="Ерлан"), edit_no=1)

    offer = form_of(desk_client, story).context["unsaved"][0]
    page = form_of(desk_client, story, put_back=offer["pk"]).content.decode()

    assert offer["is_old"]
    assert ">\nТерілген тақырып</textarea>" in page
    assert "Ерлан" in page and 'name="_mine"' in page


def test_a_save_makes_an_end_of_it(keep, story, write):
    keep(story, headline="Терілген тақырып")

    write(article=story, headline="Терілген тақырып")

    assert not Autosave.objects.exists()


def test_a_refused_save_leaves_it(keep, story, write, make_user):
    keep(story, headline="Терілген тақырып")
    story.headline = "Әріптестің тақырыбы"
    desk.write(story, by=make_user(), edit_no=1)

    write(article=story, headline="Терілген тақырып", edit_no=1)

    assert Autosave.objects.exists()


def test_discarded_it_is_gone_and_only_ones_own(keep, story, desk_client, make_user):
    keep(story, headline="Терілген тақырып")
    address = reverse("admin:articles_article_discard", args=[Autosave.objects.get().pk])
    owner = Autosave.objects.get().user

    desk_client.force_login(make_user())
    assert desk_client.post(address).status_code == 404
    desk_client.force_login(owner)
    desk_client.post(address)

    assert not Autosave.objects.exists()


def test_a_story_that_is_not_there_yet_is_kept_and_offered(keep, desk_client, write):
    keep(headline="Жаңа хабар")

    offer = form_of(desk_client).context["unsaved"][0]
    page = form_of(desk_client, put_back=offer["pk"]).content.decode()
    assert offer["headline"] == "Жаңа хабар"
    assert f'value="{NEW}"' in page

    write(headline="Жаңа хабар", form_id=NEW)
    assert not Autosave.objects.exists()


def test_of_many_new_stories_the_oldest_are_forgotten(desk_client, typed):
    address = reverse("admin:articles_article_autosave_new")
    for number in range(keeping.NEW_STORIES + 2):
        desk_client.post(address, typed("x", form_id=f"form{number}"))

    assert Autosave.objects.count() == keeping.NEW_STORIES
    assert not Autosave.objects.filter(form="form0").exists()


def test_a_text_beyond_measure_is_not_kept(keep, story):
    response = keep(story, body="<p>" + "ж" * body.MAX_BODY_BYTES + "</p>")

    assert response.status_code == 422
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("wrong", [{"edit_no": ""}, {"edit_no": "-1"}, {"edit_no": "x"}])
def test_a_form_that_names_no_save_is_not_kept(keep, story, wrong):
    assert keep(story, **wrong).status_code == 422


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_who_may_not_write_a_story_keeps_nothing_of_it(keep, story, client, make_user, role):
    client.force_login(make_user(role))

    assert keep(story).status_code == 403
    assert not Autosave.objects.exists()


def test_no_other_site_keeps_text_in_an_editors_name(story, chief, typed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)
    address = reverse("admin:articles_article_autosave", args=[story.pk])

    assert client.post(address, typed("x")).status_code == 403


def test_keeping_costs_few_queries(keep, story, django_assert_num_queries):
    keep(story)

    with django_assert_num_queries(8):  # session, user, roles; the story; the row in a transaction
        keep(story, headline="Терілген тақырып")
