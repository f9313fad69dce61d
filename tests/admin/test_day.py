"""The day by the hour: what comes out and ends, what is due, on the clock of Almaty."""

import datetime

import pytest
from django.urls import reverse
from django.utils import translation

from articles import day as days
from articles import publishing, reviewing
from articles.models import Article
from newsroom.languages import ALMATY
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db

ADDRESS = reverse("admin:articles_article_day")
MINUTE = datetime.timedelta(minutes=1)


def at(hour, minute=0, *, day=24):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ALMATY)


@pytest.fixture(autouse=True)
def noon(clock):
    clock.at(at(12))


def lines(client, **asked):
    """(hour of the page, mark, headline) of every line, in their order."""
    context = client.get(ADDRESS, {"language": "", **asked}).context
    with translation.override("en"):
        return [
            (hour["name"], str(line["mark"]), line["story"].headline)
            for hour in context["hours"]
            for line in [*hour["before"], *hour["after"]]
        ]


@pytest.fixture
def desk(desk_client, chief):
    """In English, whose words the tests below know."""
    chief.language = "en"
    chief.save()
    return desk_client


def test_a_story_is_followed_through_its_day(desk, make_article, chief, clock):
    story = make_article(headline="Жаңбыр")
    clock.at(at(9))
    publishing.publish(story, by=chief)
    clock.at(at(10, 30))
    publishing.update(story, by=chief)
    clock.at(at(10, 40))
    publishing.correct(story, by=chief, note="Саны бөлек еді.")
    clock.at(at(12))
    publishing.withdraw(story, by=chief, at=at(23, 59))
    publishing.fix_typo(story, by=chief, at=at(15))

    assert lines(desk) == [
        ("09:00", "published", "Жаңбыр"),
        ("10:00", "updated", "Жаңбыр"),
        ("10:00", "corrected", "Жаңбыр"),
        ("15:00", "update scheduled", "Жаңбыр"),
        ("23:00", "to be taken down", "Жаңбыр"),
    ]


def test_what_people_have_to_do_stands_with_whom_and_says_when_it_is_late(
    desk, make_article, make_user, chief
):
    reporter = make_user(Role.REPORTER, first_name="Айгүл", last_name="Сәрсен")
    reviewing.assign(make_article(headline="Көпір"), by=chief, assignee=reporter, due_at=at(11))
    reviewing.assign(make_article(headline="Су"), by=chief, assignee=reporter, due_at=at(18))
    done = make_article(headline="Жол")
    reviewing.assign(done, by=chief, assignee=reporter, due_at=at(8))
    publishing.publish(done, by=chief)

    assert lines(desk) == [
        ("08:00", "handed in", "Жол"),
        ("11:00", "overdue", "Көпір"),
        ("12:00", "published", "Жол"),
        ("18:00", "due", "Су"),
    ]
    assert desk.get(ADDRESS).content.decode().count("· Айгүл Сәрсен") == 3


def test_embargoes_and_the_details_of_flashes_have_their_minute(desk, make_article, chief, clock):
    make_article(headline="Эмбарго", embargoed_until=at(14))
    flash = make_article(headline="Жедел", is_flash=True)
    publishing.publish(flash, by=chief, at=at(23, 50))
    late = make_article(headline="Толық емес", is_flash=True)
    publishing.publish(late, by=chief)
    clock.forward(minutes=15)

    today, tomorrow = lines(desk), lines(desk, day="2026-11-25")

    assert ("14:00", "embargo ends", "Эмбарго") in today
    assert ("12:00", "details of the flash are overdue", "Толық емес") in today
    assert tomorrow == [("00:00", "details of the flash", "Жедел")]


def test_details_that_came_are_no_longer_waited_for(desk, make_article, chief, clock):
    flash = make_article(headline="Жедел", is_flash=True)
    publishing.publish(flash, by=chief)
    Article.objects.filter(pk=flash.pk).update(is_flash=False)
    clock.forward(minutes=5)
    publishing.update(flash, by=chief)

    marks = [mark for _hour, mark, _headline in lines(desk)]
    assert marks == ["published", "updated"]


def test_what_is_dropped_is_waited_for_no_more(desk, make_article, chief):
    story = make_article(embargoed_until=at(14))
    reviewing.assign(story, by=chief, assignee=chief, due_at=at(11))
    publishing.spike(story, by=chief)

    assert lines(desk) == []


def test_midnight_belongs_to_the_day_that_begins(desk, make_edition):
    for minute, headline in (
        (-1, "Кеше"),
        (0, "Бүгін"),
        (24 * 60 - 1, "Кешке"),
        (24 * 60, "Ертең"),
    ):
        make_edition(headline=headline, live_from=at(0) + minute * MINUTE)

    assert [headline for _hour, _mark, headline in lines(desk)] == ["Бүгін", "Кешке"]
    assert lines(desk, day="2026-11-23")[-1] == ("23:00", "published", "Кеше")
    assert lines(desk, day="2026-11-25")[0] == ("00:00", "to go out", "Ертең")


def test_the_night_on_which_almaty_gained_an_hour_has_both(desk, make_edition):
    first = datetime.datetime(2024, 2, 29, 17, 30, tzinfo=datetime.UTC)  # 23:30, at UTC+6
    for hours, headline in ((0, "Бірінші"), (1, "Екінші"), (2, "Үшінші")):
        make_edition(headline=headline, live_from=first + datetime.timedelta(hours=hours))

    assert lines(desk, day="2024-02-29") == [
        ("23:00", "published", "Бірінші"),
        ("23:00", "published", "Екінші"),
    ]
    assert lines(desk, day="2024-03-01") == [("00:00", "published", "Үшінші")]


def test_one_language_and_one_section_are_asked_for(desk, make_edition, make_section):
    sport = make_section()
    make_edition(headline="Қоғам")
    make_edition(headline="Спорт", section=sport)
    make_edition(headline="Спорт по-русски", section=sport, language="ru")

    assert {headline for *_where, headline in lines(desk, language="ru")} == {"Спорт по-русски"}
    assert len(lines(desk, section=sport.pk)) == 2
    assert len(lines(desk, section=sport.pk, language="kk")) == 1
    page = desk.get(ADDRESS, {"section": sport.pk}).content.decode()
    assert f"section={sport.pk}&amp;day=2026-11-25" in page  # the way to tomorrow keeps it


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "2026-13-45"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"day": ""},
        {"language": "de", "section": "999"},
        {"section": "9" * 40},
    ],
)
def test_nonsense_is_answered_with_today(desk, asked):
    response = desk.get(ADDRESS, asked)

    assert response.status_code == 200
    assert response.context["day"].on == datetime.date(2026, 11, 24)


def test_the_present_hour_is_marked_between_what_was_and_what_comes(desk, make_edition):
    make_edition(headline="Болды", live_from=at(12))
    make_edition(headline="Болады", live_from=at(12, 1))

    page = desk.get(ADDRESS).content.decode()

    assert page.index("Болды") < page.index('class="day-now"') < page.index("Болады")
    assert 'class="day-now"' not in desk.get(ADDRESS, {"day": "2026-11-23"}).content.decode()


def test_today_names_what_is_overdue_from_earlier_days(desk, make_article, chief):
    for day, headline in ((23, "Кешегі"), (1, "Айдың басы")):
        story = make_article(headline=headline)
        reviewing.assign(story, by=chief, assignee=chief, due_at=at(9, day=day))

    late = desk.get(ADDRESS).context["late"]

    assert [line["story"].headline for line in late] == ["Кешегі", "Айдың басы"]
    assert desk.get(ADDRESS, {"day": "2026-11-25"}).context["late"] == []


def test_a_day_with_too_much_says_how_much_is_left_out(desk, make_edition, monkeypatch):
    monkeypatch.setattr(days, "MOST", 3)
    for minute in range(5):
        make_edition(headline=f"Хабар {minute}", live_from=at(9, minute))

    response = desk.get(ADDRESS)

    assert "09:03: and 2 lines more." in response.content.decode()
    assert [headline for *_where, headline in lines(desk)] == ["Хабар 0", "Хабар 1", "Хабар 2"]
    monkeypatch.setattr(days, "COUNTED", 1)
    assert "more than a thousand" in desk.get(ADDRESS).content.decode()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.PHOTO_EDITOR])
def test_the_desk_sees_the_drafts_of_all_in_its_day(client, make_user, make_article, chief, role):
    reviewing.assign(make_article(headline="Қаралама"), by=chief, assignee=chief, due_at=at(18))
    client.force_login(make_user(role))

    assert [headline for *_where, headline in lines(client)] == ["Қаралама"]
    assert ADDRESS in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("role", [Role.SHARE_STAFF, Role.ADMINISTRATOR])
def test_who_has_no_drafts_has_no_day(client, make_user, role):
    client.force_login(make_user(role))

    assert client.get(ADDRESS).status_code == 403
    assert ADDRESS not in client.get(reverse("admin:index"), follow=True).content.decode()


def test_a_full_day_costs_as_many_queries_as_an_empty_one(
    desk, make_article, make_edition, chief, django_assert_max_num_queries
):
    for number in range(6):
        make_edition(live_from=at(9, number), is_flash=True)
        make_edition(live_from=at(19, number), live_until=at(21, number))
        draft = make_article(embargoed_until=at(14))
        reviewing.assign(draft, by=chief, assignee=chief, due_at=at(8, number))

    with django_assert_max_num_queries(12):
        assert len(lines(desk)) == 6 * 6


def test_hours_in_which_nothing_stands_take_one_line(desk, make_edition):
    make_edition(live_from=at(9, 30))

    names = [hour["name"] for hour in desk.get(ADDRESS).context["hours"]]

    assert names == ["00:00–09:00", "09:00", "10:00–12:00", "12:00", "13:00–24:00"]
