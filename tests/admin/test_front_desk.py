"""The page on which the home page is arranged: buttons, preview, launch, two people at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import front, publishing
from articles.models import Front, FrontDraft
from newsroom.staff.roles import Role

NINE = datetime(2028, 2, 29, 4, 0, tzinfo=UTC)  # 09:00 in Almaty
HOUR = timedelta(hours=1)
ADDRESS = "/admin/articles/front/kk/"


@pytest.fixture
def before_nine(clock):
    """Before anybody signs in: a session does not outlive two years."""
    clock.at(NINE - HOUR)
    return clock


@pytest.fixture
def press(desk_client, chief):
    """Press a button of the page, as it stands now or as it stood when it was `opened`."""
    chief.language = "en"
    chief.save()

    def send(button, value="1", *, code="kk", opened=None, address=None, **typed):
        draft = opened or front.draft(code)
        data = {
            "number": draft.number,
            "banner_text": draft.banner_text,
            "banner_article": draft.banner_article_id or "",
            "banner_until": "",
            **{f"until-{pk}": "" for pk in draft.article_ids},
            button: value,
            **typed,
        }
        return desk_client.post(address or f"/admin/articles/front/{code}/", data)

    return send


@pytest.fixture
def three(make_edition, press):
    """Three live stories, put on the front one after another and launched."""
    stories = [make_edition(headline=f"Жаңалық {number}").article for number in range(3)]
    for story in stories:
        press("_add", story.pk)
    press("_launch")
    return stories


def order():
    return front.draft("kk").article_ids


def lead(client):
    return client.get("/").context["lead"].article_id


def words(response):
    return response.content.decode()


def test_stories_are_put_on_the_front_and_launched(three, desk_client):
    assert order() == [story.pk for story in three]
    assert front.current("kk").article_ids == order()
    assert lead(desk_client) == three[0].pk


@pytest.mark.parametrize(
    ("button", "pressed", "expected"),
    [
        ("_up", 2, [0, 2, 1]),
        ("_up", 0, [0, 1, 2]),
        ("_down", 0, [1, 0, 2]),
        ("_down", 2, [0, 1, 2]),
        ("_lead", 2, [2, 0, 1]),
        ("_remove", 1, [0, 2]),
    ],
)
def test_a_button_moves_a_story(button, pressed, expected, three, press):
    press(button, three[pressed].pk)

    assert order() == [three[number].pk for number in expected]


def test_readers_see_the_old_order_until_it_is_launched(three, press, desk_client):
    press("_lead", three[2].pk)

    assert lead(desk_client) == three[0].pk
    assert "The draft differs from what readers see." in words(desk_client.get(ADDRESS))

    press("_launch")
    assert lead(desk_client) == three[2].pk
    assert "Readers see this arrangement." in words(desk_client.get(ADDRESS))


def test_the_preview_shows_the_draft_and_nobody_keeps_it(three, press, desk_client, client):
    answer = press("_preview", banner_text="Дауыл келе жатыр")

    assert answer.url == reverse("admin:articles_front_preview", args=["kk"])
    page = desk_client.get(reverse("admin:articles_front_page", args=["kk"]))
    assert "Дауыл келе жатыр" in words(page) and '<html lang="kk">' in words(page)
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "noindex" in page["X-Robots-Tag"] and "no-store" in page["Cache-Control"]
    assert "Surrogate-Key" not in page and 'rel="canonical"' not in words(page)
    client.logout()
    assert "Дауыл келе жатыр" not in words(client.get("/"))


def test_what_the_preview_shows_is_launched_from_it(three, press, desk_client):
    press("_lead", three[1].pk)

    press("_launch", address=reverse("admin:articles_front_preview", args=["kk"]))

    assert lead(desk_client) == three[1].pk


def test_a_draft_is_discarded(three, press):
    press("_remove", three[0].pk)

    press("_discard", banner_text="Ешкім көрмейді")

    assert front.draft("kk").arranged == front.current("kk").arranged


def test_a_story_leaves_its_place_at_a_typed_hour(before_nine, three, press, desk_client):
    opened = front.draft("kk")
    press("_launch", opened=opened, **{f"until-{three[0].pk}": "2028-02-29T09:00"})

    assert lead(desk_client) == three[0].pk

    before_nine.at(NINE)
    assert lead(desk_client) == three[1].pk
    assert "Its time has passed" in words(desk_client.get(ADDRESS))


def test_an_hour_that_has_passed_is_refused_and_what_was_typed_stays(before_nine, three, press):
    answer = press("_launch", banner_text="Шұғыл", banner_until="2028-02-29T07:59")

    assert "This moment has passed." in words(answer)
    assert 'value="Шұғыл"' in words(answer)
    assert Front.objects.count() == 1


def test_a_stale_launch_is_refused_and_shows_both_arrangements(three, press, desk_client):
    opened = front.draft("kk")
    press("_lead", three[2].pk)

    answer = press("_launch", opened=opened, banner_text="Дауыл")

    page = words(answer)
    assert "Somebody was quicker." in page and "Changed by" in page
    assert [card["pk"] for card in answer.context["cards"]][0] == three[2].pk
    assert [pk for pk, _story in answer.context["mine"]["stories"]] == opened.article_ids
    assert answer.context["mine"]["banner"] == "Дауыл"
    assert lead(desk_client) == three[0].pk


def test_a_moment_that_has_passed_is_left_out_of_what_came_too_late(three, press, desk_client):
    opened = front.draft("kk")
    press("_lead", three[2].pk)
    past = {"banner_until": "2020-01-01T09:00", f"until-{three[0].pk}": "2020-01-01T09:00"}

    mine = press("_launch", opened=opened, banner_text="Дауыл", **past).context["mine"]
    again = {**mine["typed"], **past, "number": front.draft("kk").number, "_mine": "1"}
    answer = desk_client.post(ADDRESS, again)

    assert mine["typed"][f"until-{three[0].pk}"] == ""
    assert answer.status_code == 200 and answer.context["mine"]["banner"] == "Дауыл"


def test_an_arrangement_that_came_too_late_is_put_in_place_all_the_same(three, press, desk_client):
    opened = front.draft("kk")
    press("_lead", three[2].pk)
    until = {f"until-{three[0].pk}": "2099-01-01T09:00"}

    mine = press("_down", three[0].pk, opened=opened, banner_text="Дауыл", **until).context["mine"]
    sent = {**mine["typed"], "number": front.draft("kk").number, "_mine": "1"}
    desk_client.post(ADDRESS, sent)

    stands = front.draft("kk")
    assert stands.article_ids == [three[1].pk, three[0].pk, three[2].pk]
    assert stands.banner_text == "Дауыл"
    assert stands.slots[1]["until"] == "2099-01-01T04:00:00+00:00"
    assert lead(desk_client) == three[0].pk


@pytest.mark.parametrize("button", ["_launch", "_up", "_add", "_discard", "_put_back", "_save"])
def test_every_button_of_an_old_page_is_refused(button, three, press):
    opened = front.draft("kk")
    press("_launch", banner_text="Шұғыл")
    stands = front.draft("kk").arranged

    press(button, three[1].pk, opened=opened, banner_text="Ескі")
    press("_launch", opened=opened, address=reverse("admin:articles_front_preview", args=["kk"]))

    assert front.draft("kk").arranged == front.current("kk").arranged == stands


def test_the_desk_says_what_readers_do_not_see(
    clock, three, press, make_article, chief, desk_client
):
    coming = make_article()
    publishing.publish(coming, by=chief, at=clock.now + HOUR)
    publishing.kill(three[0], by=chief)
    press("_add", coming.pk)

    page = desk_client.get(ADDRESS)

    assert [bool(card["unseen"]) for card in page.context["cards"]] == [True, False, False, True]
    assert "Readers do not see it." in words(page)
    assert "Readers do not see it yet." in words(page)


def test_a_story_that_was_deleted_is_only_to_be_removed(press, make_article, desk_client):
    gone = make_article()
    press("_add", gone.pk)
    number = gone.pk
    gone.delete()

    assert "The story is no longer there." in words(desk_client.get(ADDRESS))
    press("_remove", number)
    assert order() == []


def test_an_earlier_arrangement_is_put_back_and_launched(three, press, desk_client):
    press("_lead", three[2].pk)
    press("_launch")
    first = Front.objects.order_by("pk").first()

    press("_put_back", first.pk)
    assert lead(desk_client) == three[2].pk

    press("_launch")
    assert lead(desk_client) == three[0].pk
    assert Front.objects.count() == 3


def test_there_are_nine_places_and_a_tenth_story_is_refused(press, make_edition, desk_client):
    for _number in range(9):
        press("_add", make_edition().article_id)

    answer = press("_add", make_edition().article_id)

    assert len(order()) == 9
    assert "Every place is taken." in words(desk_client.get(answer.url))


def test_a_story_of_another_language_finds_no_place(press, make_edition):
    russian = make_edition(language="ru").article

    assert press("_add", russian.pk).status_code == 404
    assert press("_banner", russian.pk).status_code == 404
    press("_pick", pick=russian.pk)
    press("_save", banner_article=russian.pk)

    assert not front.draft("kk").shown_ids()


def test_any_story_is_found_by_typing(press, make_article):
    draft = make_article()

    press("_pick", pick=draft.pk)

    assert order() == [draft.pk]


def test_the_newest_are_offered_and_what_stands_there_is_not(three, make_edition, desk_client):
    other = make_edition()

    offered = desk_client.get(ADDRESS).context["newest"]

    assert [one["edition"] for one in offered] == [other]


def test_the_page_costs_the_same_whatever_stands_on_it(press, make_edition, desk_client):
    def cost():
        desk_client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            desk_client.get(ADDRESS)
        return len(captured)

    for _number in range(2):
        press("_add", make_edition().article_id)
        press("_launch")
    few = cost()
    for _number in range(7):
        press("_add", make_edition().article_id)
        press("_launch")

    assert cost() == few


def test_nonsense_changes_nothing(three, press, desk_client):
    for button in ("_up", "_add", "_put_back", "_banner"):
        assert press(button, "9" * 40).status_code in (302, 404)
    assert press("_up", "x").status_code == 302
    assert desk_client.post(ADDRESS, {"number": "x", "_launch": "1"}).status_code == 200
    assert desk_client.post(ADDRESS, {"number": "x", "until-x": "1", "_mine": "1"}).context["mine"]
    assert desk_client.get("/admin/articles/front/de/").status_code == 404

    assert order() == [story.pk for story in three]


def test_the_menu_leads_there_in_the_language_of_the_desk(desk_client, chief):
    chief.language = "ru"
    chief.save()

    assert 'href="/admin/articles/front/"' in words(desk_client.get("/admin/"))
    assert desk_client.get("/admin/articles/front/").url == "/admin/articles/front/ru/"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_whoever_may_not_arrange_gets_no_button_and_no_launch(role, three, client, make_user):
    client.force_login(make_user(role))
    number = FrontDraft.objects.get().number

    for page in ("", "kk/", "kk/preview/", "kk/page/"):
        address = f"/admin/articles/front/{page}"
        assert client.get(address).status_code == 403
        assert client.post(address, {"_launch": "1", "number": number}).status_code == 403

    assert Front.objects.count() == 1
    assert "/admin/articles/front/" not in words(client.get("/admin/", follow=True))


def test_marking_a_lead_says_that_an_arranged_lead_stays(three, desk_client, make_edition):
    story = make_edition().article
    data = {"action": "make_lead", "_selected_action": [story.pk]}

    page = desk_client.post("/admin/articles/article/", data, follow=True)

    assert "was arranged by hand" in words(page)
