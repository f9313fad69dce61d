"""Writing when the line is down or the sign-in has expired: nothing that was typed is lost."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.models import Article, Autosave
from tests.browser import pause

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEFT = "Object.keys(localStorage).filter(key => key.startsWith('newsroom-text:')).length"


@pytest.fixture
def browser(chrome, live_server, client):
    """One computer: `browser.sign_in(user)`, and `browser.page`, a tab of the desk."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    context.page = page

    def sign_in(user):
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])

    def open_(name, *args):
        page.goto(live_server.url + reverse(f"admin:{name}", args=args))

    context.sign_in, context.open, context.live = sign_in, open_, live_server.url
    yield context
    context.close()


@pytest.fixture
def story(make_article):
    return make_article(headline="Көпір")


def story_address(browser, story):
    return browser.live + reverse("admin:articles_article_change", args=[story.pk])


def type_headline(page, text):
    page.fill("#id_headline", text)
    page.focus("#id_standfirst")  # the field is left


def test_what_is_typed_is_kept_when_a_field_is_left_and_offered_again(browser, story, chief):
    browser.sign_in(chief)
    browser.open("articles_article_change", story.pk)
    type_headline(browser.page, "Көпір ашылды")
    browser.page.locator("[data-kept=server]").wait_for()
    browser.page.on("dialog", lambda dialog: dialog.accept())

    browser.open("articles_article_change", story.pk)
    browser.page.click(".story-unsaved .desk-button-main")
    assert browser.page.input_value("#id_headline") == "Көпір ашылды"
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Control+s")

    assert Article.objects.get().headline == "Көпір ашылды"
    assert not Autosave.objects.exists()


def test_without_a_line_the_text_stays_in_the_browser_until_the_line_is_back(browser, story, chief):
    browser.sign_in(chief)
    browser.open("articles_article_change", story.pk)
    browser.set_offline(True)
    type_headline(browser.page, "Байланыссыз терілген")
    browser.page.locator("[data-kept=here]").wait_for()
    browser.page.click("[name=_continue]")  # goes nowhere, loses nothing
    pause(browser.page, 200)
    assert browser.page.input_value("#id_headline") == "Байланыссыз терілген"

    browser.page.close()
    browser.set_offline(False)
    browser.page = browser.new_page()
    with browser.page.expect_navigation(url="**/change/"):
        browser.page.goto(story_address(browser, story))
    browser.page.locator(".story-unsaved").wait_for()

    assert Autosave.objects.get().typed["headline"] == ["Байланыссыз терілген"]
    assert browser.page.evaluate(LEFT) == 0


def test_the_next_person_on_the_computer_finds_nothing(browser, story, chief, make_user):
    browser.sign_in(chief)
    browser.open("articles_article_change", story.pk)
    browser.set_offline(True)
    type_headline(browser.page, "Құпия мәтін")
    browser.page.locator("[data-kept=here]").wait_for()
    assert browser.page.evaluate(LEFT) == 1
    browser.page.on("dialog", lambda dialog: dialog.accept())

    browser.page.goto("about:blank")  # the page is left while the line is down
    browser.set_offline(False)
    browser.sign_in(make_user())
    browser.open("index")

    assert browser.page.evaluate(LEFT) == 0


def test_signing_out_leaves_nothing_in_the_browser(browser, chief):
    browser.sign_in(chief)
    browser.open("index")
    browser.page.evaluate(f"localStorage.setItem('newsroom-text:{chief.pk}:7', '{{}}')")

    browser.page.click("#logout-form button")
    browser.page.wait_for_url("**/logout/")

    assert browser.page.evaluate(LEFT) == 0


def test_an_expired_sign_in_is_renewed_over_the_open_form_and_the_save_goes_on(
    browser, story, chief
):
    browser.sign_in(chief)
    browser.open("articles_article_change", story.pk)
    Session.objects.all().delete()
    browser.page.fill("#id_headline", "Көпір ашылды")

    browser.page.keyboard.press("Control+s")
    browser.page.fill("#sign-in-password", "a-wrong-one")
    browser.page.keyboard.press("Enter")
    browser.page.locator("#sign-in [data-message]").wait_for()
    browser.page.fill("#sign-in-password", "a-long-password")
    with browser.page.expect_navigation():
        browser.page.keyboard.press("Enter")

    assert Article.objects.get().headline == "Көпір ашылды"
    assert Article.objects.get().saved_by == chief


def test_two_people_see_each_other_and_a_save_of_the_other(browser, story, chief, make_user):
    other = make_user(first_name="Ерлан")
    story.headline = "Әріптестің тақырыбы"
    browser.sign_in(chief)
    story.presences.create(user=other, seen_at=timezone.now())
    browser.open("articles_article_change", story.pk)
    browser.page.locator("[data-others]").wait_for()
    assert "Ерлан" in browser.page.inner_text("[data-others]")

    desk.write(story, by=other, edit_no=1)
    browser.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    browser.page.locator("[data-overtaken]").wait_for()
