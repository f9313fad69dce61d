"""The desk as a browser sends it: the story form filled in, people signed in."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Article


@pytest.fixture
def typed(section):
    """What the story form sends: sources as (id, address) pairs, tags as ids or "new:name"."""

    def fields(button="_continue", *, sources=(), **changed):
        data = {
            "headline": "Жаңа көпір ашылды",
            "body": "<p>Мәтін.</p>",
            "language": "kk",
            "kind": "news",
            "section": section.pk,
            "own_reporting": "" if sources else "on",
            "edit_no": 0,
            "sources-source": [pk for pk, _address in sources],
            "sources-release_url": [address for _pk, address in sources],
            button: "1",
        }
        return {name: value for name, value in {**data, **changed}.items() if value is not None}

    return fields


@pytest.fixture
def desk_client(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def write(desk_client, typed):
    """Send the form of a new story, or of `article` as it stands; the story it became, if any."""

    def send(button="_continue", *, article=None, by=None, **changed):
        if by:
            desk_client.force_login(by)
        address = reverse("admin:articles_article_add")
        if article:
            address = reverse("admin:articles_article_change", args=[article.pk])
            changed.setdefault("edit_no", article.edit_no)
            changed.setdefault("headline", article.headline)
            changed.setdefault("slug", Article.objects.get(pk=article.pk).slug)
        response = desk_client.post(address, typed(button, **changed))
        response.article = Article.objects.order_by("-pk").first()
        return response

    return send


def page_of(response):
    return response.content.decode()


@pytest.fixture
def picture():
    """An uploaded JPEG of some size in pixels."""

    def make(size=(400, 300), colour="navy", name="photo.jpg"):
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, "JPEG")
        return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")

    return make


@pytest.fixture
def chiefs_tab(chrome, live_server, client, chief):
    """A tab of the chief editor's browser, signed in; `faults` are errors of its scripts."""
    client.force_login(chief)
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    tab = context.new_page()
    tab.faults = []
    tab.on("pageerror", lambda error: tab.faults.append(str(error)))
    yield tab
    assert tab.faults == []
    context.close()
