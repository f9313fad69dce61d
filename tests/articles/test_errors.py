"""When something is down, readers and editors are told so in their words."""

import sys

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

HOME = sys.modules["articles.views.home"]  # the package has a function of that name


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def no_database(*_any):
    raise OperationalError("could not connect")


def test_without_a_database_readers_are_asked_to_come_back(client, monkeypatch):
    monkeypatch.setattr(HOME, "current", no_database)

    answer = client.get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "could not connect" not in answer.content.decode()


def test_without_a_database_editors_are_told_how_to_keep_their_text(client, monkeypatch):
    monkeypatch.setattr(SessionStore, "load", no_database)
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"

    answer = client.post("/admin/articles/tag/add/", {"name_kk": "Тег"})

    assert answer.status_code == 503
    page = answer.content.decode()
    assert all(
        words in page
        for words in ("Сақталмаған сияқты", "Похоже, не сохранено", "Perhaps not saved")
    )


def test_a_fault_of_ours_is_told_in_three_languages(client, monkeypatch):
    monkeypatch.setattr(HOME, "current", lambda code: 1 / 0)

    answer = client.get("/")

    assert answer.status_code == 500
    assert 'lang="kk"' in answer.content.decode() and 'lang="ru"' in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_that_the_text_is_still_there(chief):
    browser = Client(enforce_csrf_checks=True)
    chief.language = "ru"
    chief.save()
    browser.force_login(chief)

    answer = browser.post("/admin/articles/article/add/", {"headline": "Текст"})

    assert answer.status_code == 403
    assert 'lang="ru"' in answer.content.decode()
