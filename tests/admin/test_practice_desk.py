"""A practice story at the desk: no button and no list publishes it, and it is marked everywhere."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import desk, practice
from articles.models import Article, Edition
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
LIST = "admin:articles_article_changelist"


@pytest.fixture
def learner(make_user, section):
    return make_user(Role.EDITOR, sections=[section], language="kk")


@pytest.fixture
def story(learner, make_photo):
    make_photo()
    return practice.begin(learner)


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_update"])
def test_no_button_of_the_form_publishes_it(button, story, learner, write):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    said = {"publish_at": tomorrow.strftime("%Y-%m-%dT%H:%M"), "override": "Себебі бар"}

    write(button, article=story, by=learner, is_practice="", **said)

    story.refresh_from_db()
    assert story.own_reporting  # the rest of the form was saved
    assert (story.is_practice, story.status) == (True, "draft")
    assert not Edition.objects.exists()


def test_pressing_publish_leads_to_what_is_missing(story, learner, write, client):
    answer = write("_publish", article=story, by=learner)

    assert answer["Location"].endswith("?check=1")
    shown = client.get(answer["Location"]).content.decode()
    assert "Бұл жаттығу материалы" in shown


@pytest.mark.parametrize("which", ["", "?practice=yes"])
@pytest.mark.parametrize("action", ["publish", "make_lead", "make_urgent", "pin"])
def test_no_action_of_the_list_publishes_it(action, which, story, chief, learner, client):
    for user in (chief, learner):
        client.force_login(user)
        client.post(reverse(LIST) + which, {"action": action, "_selected_action": [story.pk]})

    story.refresh_from_db()
    assert (story.status, story.is_lead, story.urgent, story.pinned_until) == (
        "draft",
        False,
        False,
        None,
    )
    assert not Edition.objects.exists()


def test_lists_and_pickers_leave_it_out_unless_asked(story, chief, client):
    client.force_login(chief)

    plain = client.get(reverse(LIST), {"q": "саябақ"}).content.decode()
    asked = client.get(reverse(LIST), {"practice": "yes"}).content.decode()
    picked = client.get(
        reverse("admin:articles_article_pick"), {"term": "саябақ", "language": "kk"}
    )

    assert story.headline not in plain
    assert story.headline in asked
    assert picked.json()["results"] == []


def test_its_embargo_is_nobodys_hour(story, learner, chief, make_article, client, clock):
    noon = datetime.datetime(2026, 12, 1, 7, tzinfo=datetime.UTC)
    clock.at(noon)
    real = make_article(embargoed_until=noon + datetime.timedelta(hours=1))
    story.embargoed_until = real.embargoed_until
    desk.write(story, by=learner, edit_no=1)
    client.force_login(chief)

    shown = client.get(reverse("admin:articles_article_day")).content.decode()

    assert real.headline in shown
    assert story.headline not in shown


@pytest.mark.parametrize("page", ["change", "changelist", "index"])
def test_it_is_marked_wherever_it_stands(page, story, learner, client):
    client.force_login(learner)
    address = {
        "change": reverse("admin:articles_article_change", args=[story.pk]),
        "changelist": reverse(LIST) + "?practice=yes",
        "index": reverse("admin:index"),
    }[page]

    shown = client.get(address).content.decode()

    assert story.headline in shown
    assert "жаттығу · қаралама" in shown


def test_a_colleague_reads_it_and_finds_it_marked(story, chief, client):
    client.force_login(chief)

    answer = client.get(reverse("admin:articles_article_change", args=[story.pk]))

    assert "story-look" in answer.content.decode()
    assert "жаттығу" in answer.content.decode()


@pytest.mark.parametrize("who", ["learner", "chief"])
def test_its_owner_or_a_chief_editor_deletes_it(who, story, learner, chief, client):
    client.force_login(chief if who == "chief" else learner)

    client.post(reverse("admin:articles_article_delete", args=[story.pk]), {"post": "yes"})

    assert not Article.objects.filter(pk=story.pk).exists()


def test_a_press_brings_a_fresh_one_in_place_of_the_last(story, learner, client):
    client.force_login(learner)

    answer = client.post(reverse("guide:practise"))

    fresh = practice.of(learner)
    assert fresh.pk != story.pk
    assert answer["Location"] == reverse("admin:articles_article_change", args=[fresh.pk])
