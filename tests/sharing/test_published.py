"""The "Published" desk, as the staff member who shares links meets it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.staff.roles import Role

DESK = "/admin/published/"


@pytest.fixture
def desk(client, make_user):
    """The desk's text at an address, opened by share staff whose language is Kazakh."""
    client.force_login(make_user(Role.SHARE_STAFF, language="kk"))

    def read(question=""):
        response = client.get(DESK + question)
        assert response.status_code == 200
        return response.content.decode()

    return read


def test_newest_stories_stand_first(desk, make_edition):
    make_edition(headline="Кеше", live_from=timezone.now() - timedelta(days=1))
    make_edition(headline="Бүгін")

    text = desk()

    assert text.index("Бүгін") < text.index("Кеше")


def test_the_desk_opens_in_the_users_language(desk, make_edition):
    make_edition(headline="Қазақша")
    make_edition(headline="По-русски", language="ru")

    assert "Қазақша" in desk() and "По-русски" not in desk()
    assert "По-русски" in desk("?language=ru")


def test_what_readers_do_not_have_is_not_on_the_desk(desk, make_edition, make_article):
    hour = timedelta(hours=1)
    make_article(headline="Қаралама")
    make_edition(headline="Ертең", live_from=timezone.now() + hour)
    make_edition(headline="Алынды", live_from=timezone.now() - 2 * hour, live_until=timezone.now())

    text = desk()

    assert not [word for word in ("Қаралама", "Ертең", "Алынды") if word in text]


def test_search_finds_a_headline_whatever_its_case(desk, make_edition):
    make_edition(headline="Экология күні")
    make_edition(headline="Спорт күні")

    text = desk("?q=ЭКОЛОГИЯ")

    assert "Экология күні" in text and "Спорт күні" not in text


def test_a_row_holds_headline_and_short_link_ready_to_copy(desk, make_edition, settings):
    edition = make_edition(headline="Көпір ашылды")
    short = f"{settings.SITE_URL}/a/{edition.article.short_link.code}/"

    text = desk()

    assert f">Көпір ашылды\n{short}</textarea>" in text
    assert f'data-url="{short}"' in text


def test_a_row_shows_the_card_that_messengers_will_show(desk, make_edition, make_photo):
    photo = make_photo()
    make_edition(lead_photo=photo)

    assert f'{photo.card["url"]}" width="1200" height="630"' in desk()


def test_posts_of_the_newsroom_tell_the_statistics_where_they_stand(desk, make_edition):
    make_edition()

    text = desk()

    told = "%3Futm_source%3Dtelegram%26utm_medium%3Dsocial%26utm_campaign%3Dnewsroom"
    assert told in text
    assert "utm_source%3Demail%26utm_medium%3Demail" in text


def test_older_stories_keep_the_language_and_the_search(desk, make_edition, monkeypatch):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 1)
    for day in (1, 2):
        ago = timezone.now() - timedelta(days=day)
        make_edition(headline=f"Новость {day}", language="ru", live_from=ago)
    first = desk("?language=ru&q=новость")

    older = first.partition('class="posts-older"')[2].partition('href="')[2].partition('"')[0]

    assert "Новость 2" in desk("?" + older.partition("?")[2].replace("&amp;", "&"))


def test_the_desk_offers_nothing_to_break(desk, make_edition):
    make_edition()

    content = desk().partition('id="content-main"')[2].partition("</ol>")[0]

    assert 'method="post"' not in content
    assert "/change/" not in content and "/delete/" not in content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_desk_takes_no_orders(client, make_user, method):
    client.force_login(make_user(Role.SHARE_STAFF))

    assert getattr(client, method)(DESK).status_code == 405


def test_a_stranger_is_asked_to_sign_in(client, db):
    response = client.get(DESK)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_a_user_without_a_role_is_refused(client, make_user):
    client.force_login(make_user(role=()))

    assert client.get(DESK).status_code == 403


@pytest.mark.parametrize("question", ["?before=x", "?before=1-", "?language=zz", "?q=%00"])
def test_a_mistyped_address_breaks_nothing(client, make_user, question):
    client.force_login(make_user(Role.SHARE_STAFF))

    assert client.get(DESK + question).status_code in (200, 404)


def test_the_desk_costs_the_same_however_much_there_is(desk, make_edition, make_photo):
    make_edition(lead_photo=make_photo())
    with CaptureQueriesContext(connection) as few:
        desk()
    for _number in range(8):
        make_edition(lead_photo=make_photo())

    with CaptureQueriesContext(connection) as many:
        desk()

    assert len(many) == len(few) <= 6
