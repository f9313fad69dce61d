"""The story form under an editor's hands: keys, counters, tags by Enter, the guard of the text."""

import pytest
from django.urls import reverse

from articles.models import Article, Page
from tests.browser import stands, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chiefs_tab, live_server, section):
    """The chief editor's browser; `page.open` a story's form, or a new one."""
    page = chiefs_tab

    def open_form(name, *args):
        page.goto(live_server.url + reverse(f"admin:articles_article_{name}", args=args))
        if name == "add":
            page.locator("#id_headline:focus").wait_for()

    page.open = open_form
    return page


def test_ctrl_s_saves_a_draft_from_the_headline(page):
    page.open("add")
    page.keyboard.insert_text("Жаңа көпір")

    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert Article.objects.get().headline == "Жаңа көпір"


def test_enter_in_the_headline_neither_saves_nor_breaks_the_line(page):
    page.open("add")
    page.keyboard.insert_text("Жаңа")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(" көпір")

    assert page.input_value("#id_headline") == "Жаңа көпір"
    assert not Article.objects.exists()


def test_a_headline_is_counted_while_it_is_typed(page):
    page.open("add")

    page.fill("#id_headline", "ж" * 201)

    counter = page.locator('[data-count-of="id_headline"]')
    assert counter.inner_text() == "201 / 200"
    assert "is-over" in counter.get_attribute("class")


def test_enter_pressed_before_the_answer_picks_what_was_typed(page, make_tag):
    make_tag(name_kk="Алматы")
    tag = make_tag(name_kk="Экология")
    page.open("add")

    page.click("#field-tags .select2-selection")
    page.keyboard.insert_text("ЭКОЛОГИЯ")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_tags option", state="attached")

    chosen = "one => [...one.selectedOptions].map(option => option.value)"
    assert page.eval_on_selector("#id_tags", chosen) == [str(tag.pk)]


def test_the_fields_of_a_tv_report_come_with_its_kind(page):
    page.open("add")
    assert page.locator("#id_video_url").is_hidden()

    page.select_option("#id_kind", "tv_report")

    assert page.locator("#id_video_url").is_visible()


def test_a_row_for_another_source_is_there_as_soon_as_it_is_needed(page, make_source):
    source = make_source(name_kk="Министрлік")
    page.open("add")

    page.click("#field-sources .select2-selection")
    page.keyboard.insert_text("министр")
    page.keyboard.press("Enter")
    page.locator(".source-row").nth(1).wait_for()

    assert page.input_value("#id_sources-0") == str(source.pk)


def test_a_double_click_makes_one_story(page):
    page.open("add")
    page.fill("#id_headline", "Бір хабар")

    with page.expect_navigation():
        page.dblclick("[name=_continue]")

    assert Article.objects.count() == 1


def test_leaving_with_unsaved_text_asks_first(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.open("add")
    page.locator("#id_headline").press_sequentially("Сақталмаған")

    page.goto("about:blank")

    assert asked == ["beforeunload"]


def test_a_preview_opens_beside_the_form_and_leaves_it_as_it_was(page, make_article):
    article = make_article(headline="Сақталған")
    page.open("change", article.pk)
    page.fill("#id_headline", "Терілген")

    with page.expect_popup() as opened:
        page.click("[name=_preview]")
    opened.value.get_by_role("heading", name="Терілген").wait_for()
    with page.expect_navigation():
        page.click("[name=_continue]")

    article.refresh_from_db()
    assert article.headline == "Терілген"


def test_the_preview_beside_the_form_follows_what_is_typed(page, make_article):
    said = []
    page.on("console", lambda message: said.append(message.text))
    article = make_article(headline="Сақталған", body="<p>Ұзын мәтін.</p>" * 60)
    page.open("change", article.pk)
    page.locator(".cke_wysiwyg_div").wait_for()
    ways_back = page.evaluate("history.length")
    frame = page.frame_locator("#beside iframe:not(.is-coming)")

    page.locator("[data-beside]").press("Enter")
    frame.get_by_text("Сақталған", exact=True).wait_for()
    phone = frame.locator("html").evaluate("(one) => [innerWidth, scrollTo(0, 500)][0]")
    page.fill("#id_headline", "Терілген")
    frame.get_by_text("Терілген", exact=True).wait_for()
    place = frame.locator("html").evaluate("() => scrollY")
    page.locator("[data-width='1280']").press("Enter")

    assert (phone, place) == (390, 500)
    assert until(page, lambda: frame.locator("html").evaluate("() => innerWidth") == 1280)
    assert page.evaluate("history.length") == ways_back
    assert article.revisions.count() == 1
    assert said == []


def test_a_bad_upload_is_told_in_the_dialog_and_the_text_stays(page):
    page.open("add")
    page.fill("#id_headline", "Сақтала тұрсын")
    page.click("#id_lead_photo-choose")

    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<html></html>"}
    with page.expect_response("**/photos/photo/upload/") as answer:
        page.set_input_files("#photo-dialog input[type=file]", file)
    page.locator("#photo-dialog [data-message]").get_by_text(
        answer.value.json()["error"]
    ).wait_for()
    page.keyboard.press("Escape")

    assert page.input_value("#id_headline") == "Сақтала тұрсын"


def test_a_gallery_is_chosen_photo_by_photo_in_one_open_library(page, make_photo):
    photos = [make_photo(alt_kk="Таңғы қала"), make_photo(alt_kk="Түнгі қала")]
    page.open("add")
    page.keyboard.insert_text("Бір күн")
    page.locator(".cke_wysiwyg_div").wait_for()

    page.click(".cke_button__newsroomgallery")
    for number, photo in enumerate(photos, start=1):
        page.click(f'.photo-tile[data-id="{photo.pk}"]')
        page.click("#photo-dialog [data-use]")
        page.locator("#photo-dialog [data-message]", has_text=f" {number}.").wait_for()
    page.keyboard.press("Escape")
    page.locator(".nr-gallery").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert f'data-gallery="{photos[0].pk},{photos[1].pk}"' in Article.objects.get().body


def test_the_bar_counts_while_typing_and_leads_to_the_card(page, make_article):
    article = make_article(own_reporting=False)
    page.open("change", article.pk)
    tally = page.locator("[data-tally]")
    stands(page)
    assert tally.bounding_box()["y"] < 120  # in sight before anything is pressed

    tally.press("Enter")
    at_card = page.evaluate("document.activeElement.id")
    page.check("#id_own_reporting")
    tally.wait_for(state="hidden")

    assert at_card == "findings"
    assert page.locator(".story-findings li").count() == 1


def test_the_link_for_an_outsider_is_copied_by_a_press(page, make_article):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.open("change", make_article().pk)
    page.click(".show-outside summary")
    page.fill("#for-whom", "Министрлік")
    page.click("[name=_show]")

    page.click("[data-share=copy-words]")
    page.locator(".share-done", has_text="Сілтеме").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value(".outsider-address")
    assert "/check/" in copied


def test_the_toolbar_leaves_the_screen_to_the_text(page):
    page.open("add")
    page.locator(".cke_wysiwyg_div").wait_for()
    stands(page)

    toolbar = page.locator(".cke_top").bounding_box()

    assert toolbar["height"] < 100  # two rows


def test_a_heading_in_a_page_looks_as_it_does_in_a_story(page, make_article, live_server):
    text = "<h2>Байланыс</h2>"
    page.open("change", make_article(body=text).pk)
    in_story = look_of_heading(page)

    contacts = Page.objects.create(name_kk="Байланыс", body_kk=text)
    page.goto(live_server.url + reverse("admin:articles_page_change", args=[contacts.pk]))

    assert look_of_heading(page) == in_story


def look_of_heading(page):
    heading = page.locator(".cke_wysiwyg_div h2").first
    heading.wait_for()
    stands(page)
    return heading.evaluate(
        "one => (({font, border, background, margin}) => [font, border, background, margin])"
        "(getComputedStyle(one))"
    )


@pytest.mark.parametrize(
    ("language", "nothing"), [("kk", "Ештеңе табылмады"), ("ru", "Совпадений не найдено")]
)
def test_a_field_of_django_that_searches_speaks_the_editors_language(
    page, live_server, chief, language, nothing
):
    chief.language = language
    chief.save()
    page.goto(live_server.url + reverse("admin:articles_redirect_add"))

    page.click(".select2-selection")
    page.keyboard.insert_text("жоқ сөз")

    page.locator(".select2-results__message").get_by_text(nothing, exact=True).wait_for()
