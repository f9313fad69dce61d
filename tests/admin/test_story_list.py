"""The list of stories: found, filtered, acted upon; never a query per row."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.models import Article
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
LIST = "admin:articles_article_changelist"


def headlines(response):
    return [article.headline for article in response.context["cl"].result_list]


@pytest.fixture
def stories(make_article, make_edition):
    """One story of each standing, by the name of its filter."""
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    changed = make_edition(headline="changed").article
    desk.write(changed, by=changed.created_by, edit_no=changed.edit_no)
    make_article(headline="draft")
    make_edition(headline="scheduled", live_from=now + hour)
    make_edition(headline="live")
    make_edition(headline="off", live_from=now - 3 * hour, live_until=now - hour)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("draft", {"draft"}),
        ("scheduled", {"scheduled"}),
        ("live", {"live", "changed"}),
        ("changed", {"changed"}),
        ("off", {"off"}),
        ("spiked", set()),
    ],
)
def test_filters_follow_the_clock(desk_client, stories, asked, found):
    response = desk_client.get(reverse(LIST), {"standing": asked})

    assert set(headlines(response)) == found


def test_search_folds_letters(desk_client, make_article):
    make_article(headline="ҚР Экология министрлігі")
    make_article(headline="Басқа хабар")

    assert headlines(desk_client.get(reverse(LIST), {"q": "экология қр"})) == [
        "ҚР Экология министрлігі"
    ]


@pytest.mark.parametrize(("count", "queries"), [(1, 8), (25, 8), (30, 9)])
def test_the_list_asks_the_same_whatever_its_length(
    desk_client, make_edition, make_photo, make_section, django_assert_num_queries, count, queries
):
    for _number in range(count):
        make_edition(lead_photo=make_photo(), section=make_section())

    with django_assert_num_queries(queries):
        page = desk_client.get(reverse(LIST)).content.decode()

    assert page.count('class="list-headline"') == min(count, 25)


def test_the_list_says_when_a_scheduled_story_comes(desk_client, chief, stories):
    chief.language = "en"
    chief.save()

    page = desk_client.get(reverse(LIST), {"standing": "scheduled"}).content.decode()

    assert "Almaty time" in page and "in 59 minutes" in page


def act(client, action, *articles):
    return client.post(
        reverse(LIST),
        {"action": action, "_selected_action": [article.pk for article in articles]},
        follow=True,
    )


def test_drafts_are_published_together_and_a_blocked_one_is_named(desk_client, make_article):
    good = make_article(headline="Дайын хабар")
    bad = make_article(headline="Дереккөзсіз хабар", own_reporting=False)

    response = act(desk_client, "publish", good, bad)

    assert good.live_edition()
    assert not bad.live_edition()
    assert any("Дереккөзсіз хабар:" in str(one) for one in response.context["messages"])


def test_stories_are_taken_down_and_spiked_from_the_list(desk_client, make_article, make_edition):
    out, draft = make_edition().article, make_article()

    act(desk_client, "take_down", out)
    act(desk_client, "spike", draft)

    draft.refresh_from_db()
    assert not out.live_edition()
    assert draft.status == Article.Status.SPIKED


def test_the_home_pages_marks_are_set_from_the_list(desk_client, make_edition):
    article = make_edition().article

    for action in ("make_urgent", "make_lead", "pin"):
        act(desk_client, action, article)

    live = article.live_edition()
    assert live.urgent and live.is_lead
    assert live.pinned_until > timezone.now() + datetime.timedelta(hours=2)


def test_there_is_no_way_to_delete_by_the_dozen(desk_client, make_article):
    article = make_article()

    act(desk_client, "delete_selected", article)

    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    ("role", "actions"), [(Role.REPORTER, {"spike"}), (Role.PHOTO_EDITOR, set())]
)
def test_actions_are_offered_to_those_who_may(client, make_user, make_article, role, actions):
    make_article()
    client.force_login(make_user(role))

    form = client.get(reverse(LIST)).context["action_form"]

    assert {value for value, _label in (form.fields["action"].choices if form else [])} - {
        ""
    } == actions


def test_share_staff_see_no_drafts(client, make_user, make_article):
    article = make_article()
    client.force_login(make_user(Role.SHARE_STAFF))

    answers = [
        client.get(reverse(LIST)),
        client.get(reverse("admin:articles_article_change", args=[article.pk])),
        client.get(reverse("admin:articles_article_preview", args=[article.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
