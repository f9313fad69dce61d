"""The language of a page stands in its address; at the desk it is the user's own."""

import pytest
from django.utils import translation


@pytest.fixture
def spoken(rf):
    """The language that is active while the page at `path` is made."""
    from newsroom.staff.middleware import LanguageOfPage

    def ask(path, user=None, prefers=""):
        heard = []
        request = rf.get(path, headers={"accept-language": prefers} if prefers else {})
        request.user = user
        LanguageOfPage(lambda request: heard.append(translation.get_language()))(request)
        return heard[0]

    return ask


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", "kk"),
        ("/ru/", "ru"),
        ("/en/tag/water/", "en"),
        ("/russia/", "kk"),
        ("/kk/", "kk"),
        ("/de/", "kk"),
        ("/a/abcdefg/", "kk"),
    ],
)
def test_a_readers_page_speaks_the_language_of_its_address(spoken, path, code):
    assert spoken(path, prefers="de, en;q=0.5") == code


def test_the_desk_speaks_the_users_language(spoken, make_user):
    assert spoken("/admin/", user=make_user(language="ru"), prefers="en") == "ru"


@pytest.mark.parametrize(
    ("prefers", "code"), [("ru-RU,ru;q=0.9", "ru"), ("en-GB", "en"), ("de", "kk"), ("", "kk")]
)
def test_the_sign_in_page_speaks_what_the_browser_prefers(spoken, prefers, code):
    from django.contrib.auth.models import AnonymousUser

    assert spoken("/admin/login/", user=AnonymousUser(), prefers=prefers) == code


def test_one_request_leaves_no_language_behind_for_the_next(spoken):
    before = translation.get_language()

    spoken("/ru/")

    assert translation.get_language() == before


@pytest.mark.django_db
def test_no_readers_page_depends_on_what_the_browser_prefers(client):
    response = client.get("/", headers={"accept-language": "ru"})

    assert "Accept-Language" not in response.headers.get("Vary", "")
