"""The guide: whole in each language, in the words of the desk, its pictures there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from articles.admin import guide
from articles.templatetags.guide import path_of
from newsroom import languages
from newsroom.staff.roles import Role

pytestmark = pytest.mark.once
TEXTS = Path(settings.BASE_DIR) / "templates" / "admin" / "guide"
PAGES = ["index", "sheet", *guide.SLUGS]
SHOWN = re.compile(r'\{% picture "([^"]+)" "([^"]*)" %\}')
WORD = re.compile(r'\{% translate "([^"]+)" %\}')
PICTURED = ["kk", "ru"]
MOST_BYTES, MOST_PICTURES = 60_000, 25


def text(language, page):
    return (TEXTS / language / f"{page}.html").read_text("utf-8")


def address(page):
    if page in ("index", "sheet"):
        return reverse(f"guide:{page}")
    return reverse("guide:role", args=[page])


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_role_reads_all_of_it_in_the_language_of_the_desk(role, language, client, make_user):
    client.force_login(make_user(role, language=language))

    answers = {page: client.get(address(page)) for page in PAGES}

    assert {page for page, answer in answers.items() if answer.status_code != 200} == set()
    for page, answer in answers.items():
        assert f"admin/guide/{language}/{page}.html" in [one.name for one in answer.templates]


@pytest.mark.django_db
def test_ones_own_roles_come_first(client, make_user):
    client.force_login(make_user([Role.PHOTO_EDITOR, Role.SHARE_STAFF]))

    pages = client.get(reverse("guide:index")).context["pages"]

    assert [page["slug"] for page in pages[:2]] == ["photo-editor", "share-staff"]
    assert [page["is_mine"] for page in pages] == [True, True, False, False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_only_those_who_write_practise(role, client, make_user):
    client.force_login(make_user(role))
    writes = role in (Role.REPORTER, Role.EDITOR, Role.CHIEF_EDITOR)

    offered = reverse("guide:practise") in client.get(reverse("guide:index")).content.decode()
    status = client.post(reverse("guide:practise")).status_code

    assert (offered, status) == ((True, 302) if writes else (False, 403))
    assert client.get(reverse("guide:practise")).status_code == 405


@pytest.mark.django_db
def test_it_is_for_those_who_are_signed_in(client):
    for page in PAGES:
        assert "/admin/login/" in client.get(address(page))["Location"]
    assert "/admin/login/" in client.post(reverse("guide:practise"))["Location"]


@pytest.mark.django_db
def test_every_page_of_the_desk_leads_to_it(client, chief):
    client.force_login(chief)

    for name in ("index", "articles_article_changelist", "articles_article_add"):
        link = f'href="{reverse("guide:index")}"'
        assert link in client.get(reverse(f"admin:{name}")).content.decode()


def elsewhere():
    """All that the newsroom says outside of its guide."""
    root = Path(settings.BASE_DIR)
    files = [
        *(path for path in (root / "templates").rglob("*.html") if TEXTS not in path.parents),
        *(root / "articles").rglob("*.py"),
        *(root / "newsroom").rglob("*.py"),
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


def test_its_words_for_buttons_are_the_words_of_the_desk():
    used = {
        word
        for page in PAGES
        for code in languages.LANGUAGES
        for word in WORD.findall(text(code, page))
    }
    said = elsewhere()

    assert len(used) > 40
    assert {word for word in used if f'"{word}"' not in said} == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_languages_name_the_same_buttons(page):
    named = {code: set(WORD.findall(text(code, page))) for code in languages.LANGUAGES}

    assert named["kk"] == named["ru"] == named["en"]
    assert [name for name, _alt in SHOWN.findall(text("kk", page))] == [
        name for name, _alt in SHOWN.findall(text("ru", page))
    ]


@pytest.mark.parametrize("language", PICTURED)
def test_its_pictures_are_there_and_are_small_and_are_described(language):
    shown = [one for page in PAGES for one in SHOWN.findall(text(language, page))]

    for name, alt in shown:
        path = finders.find(path_of(name, language))
        assert path, name
        assert Path(path).stat().st_size <= MOST_BYTES, name
        assert Image.open(path).format == "WEBP"
        assert len(alt) > 20, name
    kept = {path.stem for path in Path(finders.find(f"newsroom/guide/{language}")).iterdir()}
    assert kept == {name for name, _alt in shown}
    assert len(shown) * len(PICTURED) <= MOST_PICTURES
