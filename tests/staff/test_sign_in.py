"""Signing in: by name and password, five tries, and no demo account in production."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"  # what make_user gives


@pytest.fixture
def sign_in(client):
    def attempt(username, password=PASSWORD, address="203.0.113.5"):
        return client.post(
            reverse("admin:login"),
            {"username": username, "password": password, "next": reverse("admin:index")},
            REMOTE_ADDR=address,
        )

    return attempt


def test_the_page_has_a_heading_for_those_who_hear_it(client):
    page = client.get(reverse("admin:login"), headers={"accept-language": "ru"}).content.decode()

    assert page.count("<h1") == 1
    assert "<h1>Войти</h1>" in page


def test_staff_sign_in(sign_in, make_user):
    make_user(username="aigul")

    response = sign_in("aigul")

    assert (response.status_code, response.url) == (302, reverse("admin:index"))


def test_a_wrong_password_says_so_and_lets_nobody_in(sign_in, make_user, client):
    make_user(username="aigul")

    response = sign_in("aigul", "wrong")

    assert response.status_code == 200
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_fifth_wrong_password_closes_the_door_for_a_while(sign_in, make_user):
    make_user(username="aigul")

    answers = [sign_in("aigul", "wrong").status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]
    assert sign_in("aigul").status_code == 429


def test_a_guesser_does_not_lock_out_the_editor_who_sits_elsewhere(sign_in, make_user):
    make_user(username="aigul")
    for _ in range(6):
        sign_in("aigul", "wrong")

    assert sign_in("aigul", address="198.51.100.9").status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it(sign_in, make_user, client):
    make_user(username="aigul")
    for _ in range(4):
        sign_in("aigul", "wrong")
    sign_in("aigul")
    client.logout()

    assert sign_in("aigul", "wrong").status_code == 200


def test_the_closed_door_speaks_plainly(sign_in, make_user):
    make_user(username="aigul")
    for _ in range(5):
        response = sign_in("aigul", "wrong")

    page = response.content.decode()
    assert "<h1" in page and "15" in page


def test_a_demo_account_signs_in_at_a_demo_only(sign_in, make_user, client, settings):
    make_user(username="aigul", is_demo=True)
    assert sign_in("aigul").status_code == 302
    client.logout()

    settings.PRODUCTION = True

    assert sign_in("aigul").status_code == 200


def test_a_demo_session_ends_where_production_begins(sign_in, make_user, client, settings):
    make_user(username="aigul", is_demo=True)
    sign_in("aigul")

    settings.PRODUCTION = True

    assert client.get(reverse("admin:index")).status_code == 302
