"""Everybody chooses the language their desk speaks, at the foot of its pages."""

import pytest
from django.urls import reverse

from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
INDEX, LANGUAGE = "admin:index", "admin:language"


@pytest.fixture
def choose(client, make_user):
    """Chosen by somebody whose desk speaks Kazakh."""

    def post(language, back="", role=Role.EDITOR):
        client.user = make_user(role, language="kk")
        client.force_login(client.user)
        return client.post(reverse(LANGUAGE), {"language": language, "next": back})

    return post


@pytest.mark.parametrize("role", list(Role))
def test_the_desk_speaks_another_language_from_the_next_page_on(choose, client, role):
    choose("ru", role=role)

    page = client.get(reverse(INDEX), follow=True).content.decode()

    assert '<html lang="ru"' in page
    assert 'value="ru" lang="ru" aria-current="true"' in page


def test_whoever_chose_stays_on_their_page(choose):
    stories = reverse("admin:articles_article_changelist") + "?p=2"

    assert choose("ru", stories).url == stories


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_off_the_desk(choose, back):
    assert choose("ru", back).url == reverse(INDEX)


def test_a_language_that_we_do_not_speak_changes_nothing(choose, client):
    assert choose("fr").status_code == 400

    client.user.refresh_from_db()
    assert client.user.language == "kk"


def test_a_stranger_signs_in_first(client):
    response = client.post(reverse(LANGUAGE), {"language": "ru"})

    assert response.url.startswith(reverse("admin:login"))
