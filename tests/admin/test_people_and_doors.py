"""Who works here, the first page after signing in, and the door that closed."""

import pytest
from django.urls import NoReverseMatch, reverse

from newsroom.staff.models import User
from newsroom.staff.roles import Role, group

pytestmark = pytest.mark.django_db
INDEX = "admin:index"


def change(user):
    return reverse("admin:staff_user_change", args=[user.pk])


def test_an_editor_begins_at_write_a_story(client, make_user):
    client.force_login(make_user(Role.EDITOR, language="en"))

    page = client.get(reverse(INDEX)).content.decode()

    assert f'href="{reverse("admin:articles_article_add")}">Write a story' in page
    assert page.index("Stories</a>") < page.index("Tags</a>")


def test_share_staff_go_on_to_the_published_stories(client, make_user):
    try:
        published = reverse("sharing:published")
    except NoReverseMatch:
        pytest.skip("needs the sharing room")
    client.force_login(make_user(Role.SHARE_STAFF))

    assert client.get(reverse(INDEX)).url == published


@pytest.mark.parametrize(("language", "word"), [("kk", "Жазу"), ("ru", "Выйти")])
def test_the_desk_speaks_the_users_language(client, make_user, language, word):
    client.force_login(make_user(language=language))

    page = client.get(reverse(INDEX)).content.decode()

    assert f'<html lang="{language}"' in page


def test_an_administrator_gives_roles(client, make_user):
    somebody = make_user(Role.REPORTER, username="aigul")
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post(
        change(somebody),
        {
            "username": "aigul",
            "language": "ru",
            "is_active": "on",
            "is_staff": "on",
            "groups": [group(Role.EDITOR).pk],
        },
    )

    somebody.refresh_from_db()
    assert somebody.language == "ru"
    assert [one.name for one in somebody.groups.all()] == ["editor"]


def test_an_administrator_makes_nobody_a_superuser_and_touches_none(client, make_user):
    root = User.objects.create_superuser("root", password="a-long-password")
    somebody = make_user(username="aigul")
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post(change(somebody), {"username": "aigul", "language": "kk", "is_superuser": "on"})
    password = client.post(reverse("admin:auth_user_password_change", args=[root.pk]), {})

    somebody.refresh_from_db()
    assert not somebody.is_superuser
    assert client.post(change(root), {"username": "mine"}).status_code == 403
    assert password.status_code == 403


def test_people_are_found_by_name_in_any_letter_case(client, make_user):
    make_user(username="aigul", first_name="Әйгерім", last_name="Қасымова")
    client.force_login(make_user(Role.ADMINISTRATOR))

    response = client.get(reverse("admin:staff_user_changelist"), {"q": "қасымова әйгерім"})

    assert [user.username for user in response.context["cl"].result_list] == ["aigul"]


def test_nobody_is_deleted_since_their_name_stands_on_what_they_did(client, make_user):
    somebody = make_user()
    client.force_login(User.objects.create_superuser("root", password="a-long-password"))

    response = client.post(reverse("admin:staff_user_delete", args=[somebody.pk]), {"post": "yes"})

    assert response.status_code == 403


def test_the_form_pages_run_no_inline_script(desk_client, make_article):
    address = reverse("admin:articles_article_change", args=[make_article().pk])

    response = desk_client.get(address)

    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    scripts = [part.partition(">")[0] for part in response.content.decode().split("<script")[1:]]
    assert all("src=" in one or "application/json" in one for one in scripts)
