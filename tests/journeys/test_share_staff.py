"""Share staff: one page with all that they need, and no door to anything they could break."""

import re

import pytest
from django.contrib import admin
from django.urls import URLPattern, get_resolver

from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISHED = "/admin/published/"
# Whoever may sign in may also sign out, change a password, choose the language of their desk and
# when letters wait; the script holds Django's own words.
OPEN_TO_ALL = [
    PUBLISHED, "/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/language/",
    "/admin/session/", "/admin/guide/", "/admin/guide/sheet/",
    "/admin/password_change/", "/admin/password_change/done/", "/admin/staff/user/own/",
]  # fmt: skip


@pytest.fixture
def colleague(make_user):
    return make_user(Role.SHARE_STAFF, language="ru")


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True], ids=["1280px", "390px"])
def test_share_staff_land_on_published_and_pass_a_story_on(
    make_newsroom, colleague, somebody, phone
):
    newsroom = make_newsroom("ru")
    short = f"/a/{newsroom.related.article.short_link.code}/"
    desk = somebody(phone=phone, permissions=["clipboard-read", "clipboard-write"])

    desk.sign_in(colleague)
    landed = desk.page.url
    row = desk.find(".post").filter(has_text=newsroom.words.related)
    desk.click(row.locator("[data-share=copy-words]"))
    row.locator(".share-done").filter(has_text=re.compile(".")).wait_for()
    copied = desk.page.evaluate("navigator.clipboard.readText()")
    networks = row.locator(".post-ways a").evaluate_all("all => all.map(one => one.href)")

    assert landed == desk.site + PUBLISHED
    assert copied == f"{newsroom.words.related}\n{desk.site}{short}"
    assert len(networks) >= 6
    assert all(short.replace("/", "%2F") in address for address in networks)
    assert desk.find("form[method=post] :not(button, [type=hidden])").count() == 0
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1280)
    assert desk.faults == []


def addresses(patterns, start="/"):
    """An address for every pattern below, with `1` wherever it asks for something."""
    for pattern in patterns:
        path = start + re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield path
        elif path.startswith("/admin/"):
            yield from addresses(pattern.url_patterns, path)


@pytest.mark.parametrize("ask", ["get", "post"])
def test_every_other_address_of_the_desk_is_closed_to_them(ask, colleague, client, make_edition):
    make_edition()
    client.force_login(colleague)
    paths = [path for path in addresses(get_resolver().url_patterns) if path.startswith("/admin/")]
    plain = [path for path in paths if not re.search(r"[\\^$(?]", path)]

    answers = {
        path: getattr(client, ask)(path, follow=True) for path in plain if path not in OPEN_TO_ALL
    }
    ends = {
        path: answer.request["PATH_INFO"]
        for path, answer in answers.items()
        if answer.status_code not in (403, 404, 405)
    }

    assert len(answers) > 6 * len(admin.site._registry)
    at_the_desk = {path: end for path, end in ends.items() if end.startswith("/admin/")}
    assert {path: end for path, end in at_the_desk.items() if end != PUBLISHED} == {}
