"""The marks of the proof rules under an editor's hands: shown, jumped to, mended, left, learnt."""

import json

import pytest
from django.urls import reverse

from articles.models import Article, HouseWord
from tests.browser import pause, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>Ол <strong>Аc</strong>танада 7-шы сыныпта оқыды.</p>\n<p>АҚШ-дың елшісі келді.</p>"
STORED = "CKEDITOR.instances.id_body.getData().replace(/\\n+/g, '\\n').trim()"


@pytest.fixture
def page(chiefs_tab, live_server, section, make_article):
    """The form of a story with faults in it, opened by the chief editor, its marks shown."""
    article = make_article(headline="Аcтана қаласы", body=BODY, section=section)
    page = chiefs_tab
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    page.wait_for_selector("#field-body .story-marks")
    page.article = article
    return page


def line(page, field, words):
    return page.locator(f"#field-{field} .mark-line").filter(has_text=words)


def test_showing_marks_alters_nothing_that_is_stored(page):
    page.wait_for_function("CSS.highlights.get('proof')?.size === 3")

    assert page.evaluate(STORED) == BODY
    assert not page.evaluate("CKEDITOR.instances.id_body.checkDirty()")
    assert page.input_value("#id_headline") == "Аcтана қаласы"
    assert Article.objects.get().body == BODY


def test_an_entry_leads_to_its_word_and_selects_it(page):
    line(page, "body", "АҚШ-дың").locator(".mark-place").click()
    in_body = page.evaluate("getSelection().toString()")
    line(page, "headline", "Аcтана").locator(".mark-place").click()
    in_headline = page.evaluate(
        "(box => box.value.slice(box.selectionStart, box.selectionEnd))(document.activeElement)"
    )

    assert in_body == "АҚШ-дың"
    assert in_headline == "Аcтана"


def test_one_press_mends_one_place_and_leaves_its_tags(page):
    line(page, "body", "Аcтанада").get_by_role("button", name="Түзету").click()
    line(page, "headline", "Аcтана").get_by_role("button", name="Түзету").click()

    assert page.evaluate(STORED) == BODY.replace("Аc<", "Ас<")
    assert page.input_value("#id_headline") == "Астана қаласы"


def test_one_press_mends_a_word_everywhere_in_the_story(page):
    page.locator("#field-headline .mark-all").get_by_role("button").first.click()
    page.wait_for_function("!CKEDITOR.instances.id_body.getData().includes('c')")

    assert page.evaluate(STORED) == BODY.replace("Аc<", "Ас<")
    assert page.input_value("#id_headline") == "Астана қаласы"


def test_the_caption_of_a_photo_in_the_text_is_mended_too(page, make_photo):
    figure = f'<figure data-photo="{make_photo().pk}"><figcaption>%s</figcaption></figure>'
    page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", figure % "Аcтана көшесі")
    line(page, "body", "Аcтана").filter(has_not_text="Аcтанада").first.wait_for()

    line(page, "body", "Аcтана").get_by_role("button", name="Түзету: Астана").click()

    assert page.evaluate(STORED).replace("\n", "") == figure % "Астана көшесі"


def test_mending_everywhere_never_undoes_what_was_typed_since(page):
    page.evaluate("document.getElementById('id_headline').value = 'Аcтана қаласы өсті'")
    page.locator("#field-headline .mark-all").get_by_role("button").first.click()
    pause(page, 500)

    assert page.input_value("#id_headline") == "Аcтана қаласы өсті"


def test_what_is_left_as_it_is_stays_so_after_a_save(page):
    line(page, "body", "7-шы").get_by_role("button", name="Осылай қалдыру").click()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_selector("#field-body .story-marks")

    assert line(page, "body", "7-шы").count() == 0
    assert line(page, "body", "АҚШ-дың").count() == 1
    assert json.loads(page.input_value("#id_stets")) == [["ordinal", "7-шы"]]


def test_by_keys_one_goes_from_a_line_that_is_done_with_to_the_next(page):
    with page.expect_response(lambda answer: answer.url.endswith("/check/")):
        line(page, "body", "7-шы").get_by_role("button", name="Осылай қалдыру").press("Enter")
        first = page.evaluate("document.activeElement.textContent")
    pause(page, 200)

    assert first == page.evaluate("document.activeElement.textContent") == "АҚШ-дың"


def test_a_word_that_is_right_goes_to_the_dictionary(page):
    line(page, "body", "АҚШ-дың").get_by_role("button", name="Сөз дұрыс").click()
    line(page, "body", "АҚШ-дың").wait_for(state="detached")

    assert HouseWord.objects.get().word == "АҚШ-дың"


def test_a_name_that_stories_share_is_mended_from_the_form(
    chiefs_tab, live_server, section, make_article, make_tag, make_source
):
    tag, source = make_tag(name_kk="Экoлогия"), make_source(name_kk="Миниcтрлік")
    article = make_article(section=section, tags=[tag], sources=[(source, "")])
    page = chiefs_tab
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))

    page.get_by_role("button", name="Түзету: Экология").wait_for()
    page.get_by_role("button", name="Түзету: Экология").click()
    page.get_by_role("button", name="Түзету: Министрлік").click()

    page.locator("#field-tags .select2-selection__choice").filter(has_text="Экология").wait_for()
    page.locator("#field-sources .select2-selection").filter(has_text="Министрлік").wait_for()
    page.locator(".story-fix").first.wait_for(state="detached")
    assert page.input_value("#id_tags") == str(tag.pk)
    tag.refresh_from_db()
    source.refresh_from_db()
    assert (tag.name_kk, source.name_kk) == ("Экология", "Министрлік")


def test_a_press_that_failed_says_why_and_may_be_repeated(
    chiefs_tab, live_server, section, make_article, make_tag
):
    article = make_article(section=section, tags=[make_tag(name_kk="Экoлогия")])
    page = chiefs_tab
    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    until(page, lambda: page.evaluate("CKEDITOR.instances.id_body?.status") == "ready")
    with page.expect_request("**/check/") as last:  # its answer draws the findings anew
        page.evaluate("document.dispatchEvent(new CustomEvent('newsroom:check'))")
    last.value.response()
    pause(page)
    button = page.get_by_role("button", name="Түзету: Экология")

    def press():
        button.click()
        return page.locator(".story-fix:enabled + .story-words").inner_text()

    def answered(status):
        page.route("**/letters/", lambda route: route.fulfill(status=status))
        said = press()
        page.unroute("**/letters/")
        return said

    assert answered(500) == "Жіберілмеді. Қайталап көріңіз."
    assert answered(403) == "Бұл атауды өзгертуге құқығыңыз жоқ."
    signed_in = page.context.cookies()
    page.context.clear_cookies()
    assert press().startswith("Сіз жүйеден шықтыңыз.")
    page.context.add_cookies(signed_in)
    button.click()
    page.locator("#field-tags .select2-selection__choice").filter(has_text="Экология").wait_for()
