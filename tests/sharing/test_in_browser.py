"""The buttons that links alone cannot be, pressed in Chromium."""

import pytest

from newsroom.staff.roles import Role
from tests.browser import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def story(make_edition, live_server, settings):
    """A published story, and its short link as it is shared."""
    settings.SITE_URL = live_server.url
    edition = make_edition(headline="A bridge opened", language="en")
    return edition, f"{live_server.url}/a/{edition.article.short_link.code}/"


def opened(chrome, address, *, before="", **context):
    """A page of its own; `before`: a script that changes the browser first."""
    context = chrome.new_context(**context)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script(before)
    page.goto(address)
    return page


def test_one_press_copies_the_short_link_and_says_so(chrome, live_server, story):
    edition, short = story
    page = opened(chrome, live_server.url + edition.get_absolute_url())

    page.locator("[data-share=copy]").first.click()

    done = page.locator(".share-done").first
    done.filter(has_text="Link copied").wait_for()
    assert page.evaluate(CLIPBOARD) == short


def test_a_phone_offers_its_own_sheet_first(chrome, live_server, story):
    edition, short = story
    script = "navigator.share = what => { window.told = what; return Promise.resolve(); };"
    page = opened(
        chrome,
        live_server.url + edition.get_absolute_url(),
        before=script,
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    )

    first = page.locator(".share-ways").first.locator("button, a").first
    first.click()

    title = edition.headline
    told = {"title": title, "text": title, "url": short}
    assert until(page, lambda: page.evaluate("window.told") == told)


def test_a_desktop_is_not_offered_a_sheet(chrome, live_server, story):
    edition, _short = story
    page = opened(chrome, live_server.url + edition.get_absolute_url())

    assert page.locator("[data-share=sheet]:visible").count() == 0
    assert page.locator("[data-share=copy]:visible").count() == 2


def test_where_copying_is_refused_the_short_link_is_selected(chrome, live_server, story):
    edition, short = story
    refused = (
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false;"
    )
    page = opened(chrome, live_server.url + edition.get_absolute_url(), before=refused)

    page.locator("[data-share=copy]").last.click()

    selected = "getSelection().toString()"
    assert until(page, lambda: page.evaluate(selected) == short.partition("://")[2])


def test_share_staff_copy_headline_and_link_in_one_press(
    chrome, live_server, story, make_user, client
):
    _edition, short = story
    client.force_login(make_user(Role.SHARE_STAFF, language="en"))
    page = opened(chrome, live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/published/")

    page.locator("[data-share=copy-words]").click()

    page.locator(".share-done").filter(has_text="Copied").wait_for()
    assert page.evaluate(CLIPBOARD) == f"A bridge opened\n{short}"
    assert page.locator("textarea:visible").count() == 0


def test_without_javascript_share_staff_have_the_words_to_select(
    chrome, live_server, story, make_user, client
):
    client.force_login(make_user(Role.SHARE_STAFF, language="en"))
    context = chrome.new_context(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()

    page.goto(f"{live_server.url}/admin/published/")

    assert page.locator("textarea:visible").count() == 1
    assert page.locator("button[data-share]:visible").count() == 0


def test_letters_twice_as_large_leave_a_story_as_wide_as_the_phone(chrome, live_server, story):
    edition, _short = story
    address = live_server.url + edition.get_absolute_url()
    page = opened(chrome, address, viewport={"width": 360, "height": 800})

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 360
