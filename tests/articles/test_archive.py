"""The archive by day: whole days of Almaty, whatever a machine believes of its clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import publishing
from newsroom.languages import ALMATY


def utc(*moment):
    return datetime(*moment, tzinfo=UTC)


@pytest.fixture
def now(clock):
    clock.at(utc(2025, 6, 15, 12))
    return clock.now


def headlines(client, path):
    return [edition.headline for edition in client.get(path).context["editions"]]


def test_a_day_runs_from_midnight_to_midnight_in_almaty(now, make_edition, client):
    for headline, moment in {
        "Кеше": utc(2025, 5, 12, 18, 59, 59, 999999),
        "Түн ортасы": utc(2025, 5, 12, 19),
        "Түс": utc(2025, 5, 13, 7),
        "Күн соңы": utc(2025, 5, 13, 18, 59, 59, 999999),
        "Ертең": utc(2025, 5, 13, 19),
    }.items():
        make_edition(headline=headline, live_from=moment)

    assert headlines(client, "/archive/2025/05/13/") == ["Күн соңы", "Түс", "Түн ортасы"]


def test_stories_of_a_day_tell_their_hours(now, make_edition, client):
    make_edition(live_from=utc(2025, 5, 13, 4, 5))

    page = client.get("/archive/2025/05/13/").content.decode()

    assert '<time datetime="2025-05-13T09:05:00+05:00">09:05</time>' in page


def test_the_day_on_which_the_clocks_were_put_back_has_25_hours(now, make_edition, client):
    """At midnight of 1 March 2024 it was 23:00 of 29 February once more."""
    for headline, moment in {
        "Бірінші": utc(2024, 2, 28, 18),
        "Екінші рет 23:30": utc(2024, 2, 29, 18, 30),
        "Наурыз": utc(2024, 2, 29, 19),
    }.items():
        make_edition(headline=headline, live_from=moment)

    assert headlines(client, "/archive/2024/02/29/") == ["Екінші рет 23:30", "Бірінші"]
    assert headlines(client, "/archive/2024/03/01/") == ["Наурыз"]


def test_a_day_is_headed_as_people_write_it_and_knows_its_neighbours(now, make_edition, client):
    for day in (3, 13, 30):
        make_edition(live_from=utc(2025, 5, day, 7))
    make_edition(live_from=utc(2025, 5, 20, 7), language="ru", headline="Новость")

    page = client.get("/archive/2025/05/13/")

    assert "<h1>2025 жылғы 13 мамыр</h1>" in page.content.decode()
    assert 'href="/archive/2025/05/03/">← 3 мамыр 2025</a>' in page.content.decode()
    assert 'href="/archive/2025/05/30/">30 мамыр 2025 →</a>' in page.content.decode()
    assert "/archive/2025/05/20/" not in page.content.decode()


def test_the_language_switch_stays_on_the_day(now, make_edition, client):
    make_edition(live_from=utc(2025, 5, 13, 7))

    page = client.get("/archive/2025/05/13/").content.decode()

    assert 'href="/ru/archive/2025/05/13/" hreflang="ru"' in page
    russian = client.get("/ru/archive/2025/05/13/")
    assert russian.status_code == 200
    assert "13 мая 2025 года" in russian.content.decode()
    assert '<meta name="robots" content="noindex">' in russian.content.decode()


@pytest.mark.parametrize(
    "path",
    ["2025/02/29", "2025/13/01", "2025/00/10", "2025/05/00", "2025/05/32", "0000/01/01"]
    + ["9999/12/31", "2025/06/16", "2026/05/13", "2025/005/13", "25/05/13", "2025/05/13x"],
)
def test_impossible_days_and_days_to_come_are_not_found(path, now, make_edition, client):
    make_edition(live_from=utc(2025, 5, 13, 7))

    assert client.get(f"/archive/{path}/").status_code == 404


def test_a_day_before_the_first_story_is_no_page(now, make_edition, client):
    make_edition(live_from=utc(2025, 5, 13, 7))

    assert client.get("/archive/2025/05/12/").status_code == 404
    assert client.get("/archive/2025/05/14/").status_code == 200


@pytest.mark.parametrize("path", ["/archive/2025/05/13", "/archive/2025/5/13/"])
def test_other_spellings_of_a_day_lead_to_it_in_one_hop(path, now, make_edition, client):
    make_edition(live_from=utc(2025, 5, 13, 7))

    answer = client.get(path + "?x=1")

    assert (answer.status_code, answer["Location"]) == (301, "/archive/2025/05/13/?x=1")


@pytest.mark.parametrize("path", ["/archive", "/archive/2025/", "/archive/2025/05/"])
def test_a_year_and_a_month_lead_to_the_archive(path, client, db):
    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (301, "/archive/")


def test_the_archive_leads_to_its_newest_and_oldest_day(now, make_edition, client):
    for day in (3, 13, 30):
        make_edition(live_from=utc(2025, 5, day, 7))

    page = client.get("/archive/").content.decode()

    assert '<a href="/archive/2025/05/30/">2025 жылғы 30 мамыр</a>' in page
    assert '<a href="/archive/2025/05/03/">2025 жылғы 3 мамыр</a>' in page


def test_a_reader_asks_for_any_day_by_its_date(now, client, db):
    assert client.get("/ru/archive/?day=2025-05-13")["Location"] == "/ru/archive/2025/05/13/"
    for odd in ("2025-05-32", "2025-06-16", "13.05.2025", "<b>"):
        answer = client.get("/archive/", {"day": odd})
        assert answer.status_code == 200
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_a_crowded_day_goes_on_page_by_page(now, make_edition, client, monkeypatch):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 2)
    editions = [make_edition(live_from=utc(2025, 5, 13, hour)) for hour in range(5)]
    outside = make_edition(live_from=utc(2025, 5, 12, 7))

    path, seen = "/archive/2025/05/13/", []
    while path:
        context = client.get(path).context
        seen, path = seen + context["editions"], context["older_url"]

    assert [one.pk for one in seen] == [one.pk for one in reversed(editions)]
    moment = int(outside.first_published_at.timestamp()) * 10**6
    cursor = f"?before={moment}-{outside.article_id}"
    assert client.get(f"/archive/2025/05/13/{cursor}").status_code == 404


def test_a_story_and_the_footer_lead_to_the_archive(make_edition, client):
    edition = make_edition()
    day = edition.first_published_at.astimezone(ALMATY)

    page = client.get(edition.get_absolute_url()).content.decode()

    assert f'<a href="/archive/{day:%Y/%m/%d}/"><time' in page
    assert '<a href="/archive/">' in page


def test_a_day_whose_only_story_was_killed_says_nothing_of_it(make_edition, chief, client):
    make_edition(live_from=timezone.now() - timedelta(days=40))
    edition = make_edition(live_from=timezone.now() - timedelta(days=30), headline="Қате")
    day = edition.first_published_at.astimezone(ALMATY)
    publishing.kill(edition.article, by=chief)

    page = client.get(f"/archive/{day:%Y/%m/%d}/").content.decode()

    assert "Қате" not in page
    assert f"/archive/{day:%Y/%m/%d}/" not in client.get("/archive/").content.decode()
