"""Two people in one story see each other, and nobody locks anybody out."""

import pytest
from django.urls import reverse

from articles.models import Presence
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(make_article):
    return make_article()


@pytest.fixture
def beat(client, story):
    def send(user, **said):
        client.force_login(user)
        return client.post(reverse("admin:articles_article_presence", args=[story.pk]), said)

    return send


@pytest.fixture
def two(make_user):
    return make_user(first_name="Әлия"), make_user(first_name="Ерлан")


def test_each_sees_that_the_other_is_there(beat, two):
    alia, erlan = two
    assert beat(alia).json()["here"] == []

    assert beat(erlan).json()["here"] == ["Әлия"]
    assert beat(alia).json()["here"] == ["Ерлан"]


def test_who_falls_silent_is_gone_after_three_beats(beat, two, clock):
    alia, erlan = two
    beat(alia)

    clock.forward(seconds=44)
    assert beat(erlan).json()["here"] == ["Әлия"]
    clock.forward(seconds=1)
    assert beat(erlan).json()["here"] == []


def test_who_closes_the_story_says_so(beat, two):
    alia, erlan = two
    beat(alia)

    assert beat(alia, bye="1").status_code == 204

    assert beat(erlan).json()["here"] == []


def test_it_tells_that_somebody_has_saved_meanwhile(beat, two, story, write):
    assert beat(two[0]).json()["edit_no"] == 1

    write(article=story, by=two[1], headline="Жаңа")

    assert beat(two[0]).json()["edit_no"] == 2


def test_presence_locks_nobody_out(beat, two, story, write):
    beat(two[0])

    write(article=story, by=two[1], headline="Жаңа")

    story.refresh_from_db()
    assert story.headline == "Жаңа"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_who_may_not_write_the_story_is_not_told_who_does(beat, make_user, role):
    assert beat(make_user(role)).status_code == 403


def test_a_beat_costs_two_queries_beside_those_of_any_signed_in_question(
    beat, two, story, client, django_assert_num_queries
):
    for user in two:
        beat(user)
    address = reverse("admin:articles_article_presence", args=[story.pk])

    with django_assert_num_queries(6):  # session, user; story, roles; the moment, the others
        client.post(address)


def test_rows_of_stories_left_long_ago_are_cleared(beat, two, make_article, clock):
    Presence.objects.create(user=two[0], article=make_article(), seen_at=clock.now)

    clock.forward(minutes=5)
    beat(two[0])

    assert Presence.objects.count() == 1
