"""Taking a story off the site, with a reason for readers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(make_edition):
    return make_edition()


@pytest.fixture
def address(edition):
    return reverse("admin:articles_article_take_down", args=[edition.article_id])


def test_a_story_is_taken_down_and_its_address_says_why(desk_client, client, edition, address):
    desk_client.post(address, {"_withdraw": "1", "public_reason": "Мерзімі өтті."})

    answer = client.get(edition.get_absolute_url())
    assert answer.status_code == 410
    assert "Мерзімі өтті." in answer.content.decode()


def test_a_story_is_taken_down_later(desk_client, client, edition, address):
    day = timezone.localdate() + datetime.timedelta(days=2)

    desk_client.post(address, {"_withdraw": "1", "at": f"{day}T09:00"})

    assert client.get(edition.get_absolute_url()).status_code == 200
    edition.refresh_from_db()
    assert timezone.localtime(edition.live_until).isoformat()[:16] == f"{day}T09:00"


def test_a_wrong_story_is_killed(desk_client, edition, address):
    desk_client.post(address, {"_kill": "1", "note": "Дерек расталмады."})

    article = Article.objects.get(pk=edition.article_id)
    assert article.status == Article.Status.KILLED
    assert article.steps.first().note == "Дерек расталмады."


def test_a_story_that_is_off_may_still_be_said_to_have_been_wrong(
    desk_client, edition, address, chief
):
    publishing.withdraw(edition.article, by=chief)

    form = desk_client.get(reverse("admin:articles_article_change", args=[edition.article_id]))
    page = desk_client.get(address).content.decode()
    desk_client.post(address, {"_kill": "1", "public_reason": "Дерек расталмады."})

    assert f'href="{address}"' in form.content.decode()
    assert 'name="_kill"' in page
    assert 'name="_withdraw"' not in page
    assert 'name="at"' not in page
    assert Article.objects.get().status == Article.Status.KILLED


def test_whoever_may_not_kill_is_offered_nothing_once_a_story_is_off(
    client, make_user, section, edition, address, chief
):
    publishing.withdraw(edition.article, by=chief)
    client.force_login(make_user(Role.EDITOR, sections=[section]))

    form = client.get(reverse("admin:articles_article_change", args=[edition.article_id]))

    assert f'href="{address}"' not in form.content.decode()


def test_an_hour_that_has_passed_is_refused(desk_client, edition, address):
    response = desk_client.post(address, {"_withdraw": "1", "at": "2020-01-01T09:00"})

    assert response.context["form"].errors["at"]
    assert edition.article.live_edition()


def test_a_reporter_takes_nothing_down(client, make_user, edition, address):
    client.force_login(make_user(Role.REPORTER))

    assert client.get(address).status_code == 403
    assert client.post(address, {"_withdraw": "1"}).status_code == 403
    assert edition.article.live_edition()


def test_only_a_chief_editor_kills(client, make_user, edition, address, section):
    client.force_login(make_user(Role.EDITOR, sections=[section]))

    client.post(address, {"_kill": "1"})

    assert edition.article.live_edition()


def test_the_history_tells_a_plan_from_a_deed(desk_client, chief, edition, address):
    article = edition.article
    article.steps.create(verb="update", by=chief, to_status="published", edit_no=2)
    day = timezone.localdate() + datetime.timedelta(days=2)
    desk_client.post(address, {"_withdraw": "1", "at": f"{day}T09:00"})

    page = desk_client.get(reverse("admin:articles_article_history", args=[article.pk]))

    done = [step["done"] for step in page.context["steps"]]
    assert done[:2] == ["сайттан алу уақыты", "Жаңартылды"]


def test_a_history_with_steps_does_not_say_that_there_is_none(desk_client, edition):
    address = reverse("admin:articles_article_history", args=[edition.article_id])

    page = desk_client.get(address).content.decode()

    assert 'class="story-steps"' in page
    assert 'id="change-history"' not in page
