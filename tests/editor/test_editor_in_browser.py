"""An editor at work in Chromium: objects stay whole, an untouched text stays the same."""

import re

import pytest

from articles.body import clean_html
from tests.browser import pause, stands
from tests.editor.test_cleaning import HOSTILE, WORD

pytestmark = pytest.mark.browser

EVERYTHING = clean_html(
    """<h2>Тақырыпша</h2><p>Бірінші <strong>қалың <em>көлбеу</em></strong> абзац, 1&nbsp;000
    теңге &lt;b&gt; &amp; «тырнақша» "q" <a href="https://gov.kz/?a=1&amp;b=2">сілтеме
    <strong>қалың</strong></a> H<sub>2</sub>O м<sup>2</sup><br>жаңа жол 😀 —&nbsp;сызықша</p>
    <figure data-photo="12"><figcaption>Көпір &amp; жол «А»</figcaption></figure>
    <figure data-photo="13"><figcaption></figcaption></figure>
    <figure data-gallery="13,997,12"><figcaption>Бір «күн» &amp; түн</figcaption></figure>
    <p>Екінші</p><aside data-article="45"></aside>
    <figure data-embed="youtube:dQw4w9WgXcQ" data-photo="12"><figcaption>Бейне</figcaption></figure>
    <figure data-embed="telegram:qala_news/7"><figcaption></figcaption></figure>
    <blockquote><p>Дәйексөз <strong>сөзі</strong></p><p>екінші</p>
    <cite>А. Б., министр</cite></blockquote>
    <blockquote><p>Иесіз сөз</p><ul><li>а</li></ul></blockquote>
    <h3>Тізім</h3><ul><li>бір<ol><li>ішкі</li></ol></li><li><strong>екі</strong><br>үш</li></ul>
    <table><caption>Кесте</caption><thead><tr><th scope="col">А</th>
    <th scope="col">Б</th></tr></thead><tbody><tr><td colspan="2">в<br>г</td></tr><tr><td></td>
    <td><ul><li>д</li></ul></td></tr></tbody></table><aside data-article="999"></aside>
    <figure data-photo="998"><figcaption>х</figcaption></figure>"""
)
PHOTO = '<figure data-photo="12"><figcaption>Көпір</figcaption></figure>'
AROUND = f"<p>алдында</p>\n{PHOTO}\n<p>кейін</p>"


def test_a_body_with_every_object_saved_untouched_keeps_every_byte(desk):
    desk.open(EVERYTHING)

    assert desk.save() == EVERYTHING
    assert desk.save() == EVERYTHING
    assert desk.faults == []


def focus(desk, name):
    """Click an object as a whole."""
    desk.page.locator(f".nr-{name}").first.click(position={"x": 6, "y": 6})
    pause(desk.page)


OBJECTS = {
    "photo": PHOTO,
    "gallery": '<figure data-gallery="13,12"><figcaption>Күн</figcaption></figure>',
    "readalso": '<aside data-article="45"></aside>',
    "embed": '<figure data-embed="vk:-2_3" data-photo="13"><figcaption>Бейне</figcaption></figure>',
    "quote": "<blockquote><p>Сөз <em>мәні</em></p><cite>А. Б., министр</cite></blockquote>",
}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_is_cut_pasted_and_undone_as_a_whole(desk, name):
    before, after = "<p>алдында</p>", "<p>кейін</p>"
    body = f"{before}\n{OBJECTS[name]}\n{after}"
    desk.open(body)

    focus(desk, name)
    desk.press("Control+x")
    cut = desk.data_once(f"{before}\n{after}")
    desk.page.locator(".cke_wysiwyg_div > p", has_text="кейін").click()
    desk.press("Control+End")
    desk.press("Control+v")
    pasted = desk.data_once(f"{before}\n{after}\n{OBJECTS[name]}")
    undone = []
    for _attempt in range(4):
        desk.press("Control+z")
        undone.append(desk.data())

    assert cut == f"{before}\n{after}"
    assert pasted == f"{before}\n{after}\n{OBJECTS[name]}"
    assert body in undone
    assert set(undone) <= {body, cut, pasted}
    assert desk.faults == []


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_an_object_is_deleted_and_brought_back_as_a_whole(desk, name, key):
    body = f"<p>алдында</p>\n{OBJECTS[name]}\n<p>кейін</p>"
    desk.open(body)

    focus(desk, name)
    desk.press(key)
    deleted = desk.data()
    desk.press("Control+z")

    assert deleted == "<p>алдында</p>\n<p>кейін</p>"
    assert desk.data() == body
    assert desk.faults == []


@pytest.mark.parametrize("name", OBJECTS)
def test_backspace_from_the_next_paragraph_never_leaves_half_an_object(desk, name):
    body = f"<p>алдында</p>\n{OBJECTS[name]}\n<p>кейін</p>"
    desk.open(body)

    desk.page.locator(".cke_wysiwyg_div > p", has_text="кейін").click()
    desk.press("Home")
    desk.press("Backspace")
    once = desk.data()
    desk.press("Backspace")
    twice = desk.data()

    assert once in (body, "<p>алдында</p>\n<p>кейін</p>")
    assert twice in ("<p>алдында</p>\n<p>кейін</p>", "<p>алдындакейін</p>")


def test_everything_selected_cut_and_pasted_is_the_same_text(desk):
    desk.open(EVERYTHING)

    desk.run("editor.focus()")
    desk.press("Control+a")
    desk.press("Control+x")
    emptied = desk.data_once("")
    desk.press("Control+v")

    assert emptied == ""
    assert desk.data_once(EVERYTHING) == EVERYTHING


def offer(desk, script):
    """What the page around the form gives the editor's buttons."""
    desk.page.evaluate("() => { window.newsroom = " + script + " }")


def test_buttons_have_names_in_the_editors_language(desk):
    desk.open(language="kk")

    labels = desk.page.locator(".cke_button, .cke_combo_button").evaluate_all(
        "all => all.map(one => one.textContent.trim())"
    )

    assert len(labels) == 18
    assert all(labels)
    assert {"Қалың", "Көлбеу", "Кесте", "Болдырмау", "Толық экран"} <= {
        re.split(r"\s+Жылдам", label)[0] for label in labels
    }
    assert desk.faults == []


def test_a_chosen_photo_stands_where_the_caret_was_with_its_caption(desk):
    desk.open("<p>бірінші</p>\n<p>екінші</p>")
    offer(desk, "{pickPhoto: done => done({id: 13, thumb: '', credit: '', caption: 'Өзен <&>'})}")

    desk.page.locator(".cke_wysiwyg_div > p", has_text="бірінші").click()
    desk.press("End")
    desk.page.click(".cke_button__newsroomphoto")

    assert desk.data() == (
        '<p>бірінші</p>\n<figure data-photo="13"><figcaption>Өзен &lt;&amp;&gt;</figcaption>'
        "</figure>\n<p>екінші</p>"
    )
    assert desk.form_page.asked == []


def test_a_caption_is_written_in_the_text_itself(desk):
    desk.open(AROUND)

    desk.page.locator("figcaption").click()
    desk.press("End")
    desk.page.keyboard.type(" және жол")

    assert desk.save() == AROUND.replace("Көпір", "Көпір және жол")


def test_a_picked_story_is_shown_by_its_headline_and_status(desk):
    desk.open("<p>мәтін</p>")
    offer(desk, "{pickArticle: done => done({id: 45, label: 'x'})}")

    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")
    desk.page.click(".cke_button__newsroomreadalso")
    desk.page.locator(".nr-headline").wait_for()

    assert desk.data() == '<p>мәтін</p>\n<aside data-article="45"></aside>'
    assert "Жаңа мектеп ашылды" in desk.page.locator(".nr-readalso").inner_text()
    assert desk.form_page.asked == ["/admin/objects/?photo=&article=45"]


def test_an_unknown_number_is_told_in_the_text(desk):
    desk.open('<figure data-photo="998"><figcaption></figcaption></figure>')

    assert "998" in desk.page.locator(".nr-warning").inner_text()


def test_an_address_becomes_an_embed_and_an_unknown_one_is_refused(desk):
    desk.open("<p>мәтін</p>")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.page.click(".cke_button__newsroomembed")
    address = desk.page.locator(".cke_dialog input").first

    address.fill("https://example.org/video")
    desk.page.click(".cke_dialog_ui_button_ok")
    stands(desk.page)
    refused = desk.page.locator(".nr-fault").evaluate(
        "one => one.offsetHeight > 0 && one.scrollWidth <= one.offsetWidth"  # to be read to its end
    )
    address.fill("https://www.youtube.com/watch?app=desktop&v=abcdefghijk&t=4s")
    desk.page.locator(".cke_dialog input").nth(1).fill("Бейне <1>")
    desk.page.click(".cke_dialog_ui_button_ok")

    assert refused
    assert desk.data() == (
        '<p>мәтін</p>\n<figure data-embed="youtube:abcdefghijk">'
        "<figcaption>Бейне &lt;1&gt;</figcaption></figure>"
    )
    assert desk.faults == []


def test_a_phrase_of_the_source_is_put_at_the_caret(desk):
    desk.open("<p>Жол ашылды.</p>")
    offer(desk, "{attributionPhrases: () => ['деп хабарлады <b> министрлік', 'екінші']}")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")

    desk.page.click(".cke_button__newsroomattribution")
    desk.page.frame_locator("iframe.cke_panel_frame").locator(".cke_menubutton").first.click()

    assert desk.data() == "<p>Жол ашылды.деп хабарлады &lt;b&gt; министрлік</p>"
    assert desk.faults == []


def test_a_phrase_follows_what_was_typed_a_moment_ago(desk):
    desk.open("<p>Жол</p>")
    offer(desk, "{attributionPhrases: () => ['деп хабарлады министрлік']}")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")

    desk.page.keyboard.type(" ашылды, ")
    desk.page.click(".cke_button__newsroomattribution")
    desk.page.frame_locator("iframe.cke_panel_frame").locator(".cke_menubutton").first.click()

    assert desk.data() == "<p>Жол ашылды, деп хабарлады министрлік</p>"
    assert desk.faults == []


def test_a_paragraph_becomes_a_quote_with_a_speaker_and_a_paragraph_again(desk):
    body = "<p>алдында</p>\n<p>Жол <em>ашық</em></p>\n<p>кейін</p>"
    desk.open(body)

    desk.page.locator(".cke_wysiwyg_div > p", has_text="Жол").click()
    desk.page.click(".cke_button__newsroomquote")
    desk.page.keyboard.type("А. Б.")
    quoted = desk.data()
    desk.page.locator(".nr-words").click()
    desk.page.click(".cke_button__newsroomquote")

    assert quoted == (
        "<p>алдында</p>\n<blockquote><p>Жол <em>ашық</em></p><cite>А. Б.</cite></blockquote>"
        "\n<p>кейін</p>"
    )
    assert desk.data() == "<p>алдында</p>\n<p>Жол <em>ашық</em></p>\n<p>А. Б.</p>\n<p>кейін</p>"


def test_the_phrases_open_after_a_press_that_found_none(desk):
    desk.open("<p>Жол</p>")
    offer(desk, "{attributionPhrases: () => []}")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.page.click(".cke_button__newsroomattribution")
    desk.page.locator(".cke_notification").wait_for()

    offer(desk, "{attributionPhrases: () => ['деп хабарлады министрлік']}")
    desk.page.click(".cke_button__newsroomattribution")
    desk.page.frame_locator("iframe.cke_panel_frame").locator(".cke_menubutton").first.click()

    assert "деп хабарлады министрлік" in desk.data()
    assert desk.faults == []


def test_a_new_table_begins_with_the_names_of_its_columns(desk):
    desk.open("<p>мәтін</p>", language="kk")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")

    desk.page.click(".cke_button__table")
    desk.page.click(".cke_dialog_ui_button_ok")
    desk.page.keyboard.type("Облыс")

    assert '<th scope="col">Облыс</th>' in desk.data()
    assert desk.faults == []


def test_a_quote_is_written_by_keys_from_an_empty_line_to_the_line_under_it(desk):
    desk.open("<p>алдында</p>")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")
    desk.press("Enter")

    desk.page.click(".cke_button__newsroomquote")
    desk.page.keyboard.type("Жол ашық")
    desk.press("Tab")
    desk.page.keyboard.type("А. Б.")
    desk.press("Shift+Tab")
    desk.page.keyboard.type("!")
    desk.press("Tab")
    desk.press("Enter")
    desk.page.keyboard.type("кейін")

    assert desk.data() == (
        "<p>алдында</p>\n<blockquote><p>Жол ашық!</p><cite>А. Б.</cite></blockquote>\n<p>кейін</p>"
    )
    assert desk.faults == []


@pytest.mark.parametrize("name", ["photo", "gallery", "embed"])
def test_enter_in_a_caption_goes_on_under_the_object(desk, name):
    desk.open(f"{OBJECTS[name]}\n<p>соңы</p>")

    desk.page.locator(".nr-object figcaption").click()
    desk.press("Enter")
    desk.page.keyboard.type("жаңа")

    assert desk.data() == f"{OBJECTS[name]}\n<p>жаңа</p>\n<p>соңы</p>"
    assert desk.faults == []


CLICKS = {  # from a place the editor knows to one it may not; a key, then "жаңа"; what is stored
    "into a caption": ("p", "figcaption", "Enter", f"{PHOTO}\n<p>жаңа</p>\n<p>соңы</p>"),
    "out of a caption": ("figcaption", "p", "Enter", f"{PHOTO}\n<p>соңы</p>\n<p>жаңа</p>"),
    "away from an object": (".nr-credit", "p", "Backspace", f"{PHOTO}\n<p>соңжаңа</p>"),
}


@pytest.mark.parametrize("click", CLICKS)
def test_a_key_goes_where_the_click_went_however_busy_the_machine(desk, click):
    known, clicked, key, stored = CLICKS[click]
    desk.open(f"{PHOTO}\n<p>соңы</p>")
    desk.page.locator(f".cke_wysiwyg_div {known}").click()
    desk.run("editor.selectionChange(true)")
    desk.run("const later = setTimeout; window.setTimeout = what => later(what, 1000)")

    desk.page.locator(f".cke_wysiwyg_div {clicked}").click()
    desk.page.keyboard.press(key)
    desk.page.keyboard.type("жаңа")

    assert desk.data() == stored
    assert desk.faults == []


@pytest.mark.parametrize("name", ["photo", "gallery", "embed", "readalso"])
@pytest.mark.parametrize("keys", ["", "Control+a"])
def test_an_object_is_nobodys_words_and_never_becomes_a_quote(desk, name, keys):
    body = f"<p>алдында</p>\n{OBJECTS[name]}\n<p>кейін</p>"
    desk.open(body)

    if keys:
        desk.run("editor.focus()")
        desk.press(keys)
    else:
        focus(desk, name)
    desk.page.click(".cke_button__newsroomquote")
    desk.page.keyboard.type("Сөз")

    quote = "<blockquote><p>Сөз</p></blockquote>"
    assert sorted(desk.data().splitlines()) == sorted([*body.splitlines(), quote])
    assert desk.faults == []


def test_an_object_chosen_inside_a_list_stands_after_it(desk):
    desk.open("<ul>\n<li>бір</li>\n<li>екі</li>\n</ul>")
    offer(desk, "{pickArticle: done => done({id: 45})}")

    desk.page.locator("li", has_text="бір").click()
    desk.page.click(".cke_button__newsroomreadalso")

    assert desk.data() == (
        '<ul>\n<li>бір</li>\n<li>екі</li>\n</ul>\n<aside data-article="45"></aside>'
    )


def test_an_address_pasted_into_an_empty_paragraph_becomes_an_embed(desk):
    desk.open("<p>мәтін</p>")
    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")
    desk.press("Enter")

    desk.run("editor.execCommand('paste', {dataValue: 'https://t.me/qala_news/15?single'})")

    stored = '<figure data-embed="telegram:qala_news/15"><figcaption></figcaption></figure>'
    assert desk.data_once(f"<p>мәтін</p>\n{stored}") == f"<p>мәтін</p>\n{stored}"


def test_a_text_beyond_measure_is_refused_and_kept(desk):
    desk.open("<p>мәтін</p>")
    long = "<p>" + "сөз " * 300_000 + "</p>"
    desk.run("editor.editable().setHtml(argument)", long)

    with desk.page.expect_navigation():
        desk.page.click("#save")

    assert desk.form_page.stored["body"] == "<p>мәтін</p>"
    assert desk.page.locator(".errorlist").count() == 1
    assert "сөз " * 299_999 in desk.page.locator("textarea").input_value()


def test_hostile_text_runs_neither_in_the_editor_nor_from_the_form(desk):
    desk.open("<p>мәтін</p>")

    for hostile in HOSTILE:
        desk.run("editor.setData(argument)", hostile)
        pause(desk.page, 100)
        desk.save()

    assert [fault for fault in desk.faults if "Content Security Policy" not in fault] == []


def test_looking_at_a_text_does_not_change_it(desk):
    desk.open(EVERYTHING)
    desk.run("window.changes = 0; editor.on('change', () => window.changes++)")

    for name in OBJECTS:
        focus(desk, name)
    desk.page.locator(".cke_wysiwyg_div > p").first.click()
    desk.press("ArrowRight")
    desk.page.locator("figcaption").first.click()
    desk.page.locator("#save").focus()
    pause(desk.page, 400)

    assert desk.page.evaluate("window.changes") == 0
    assert desk.data() == EVERYTHING


def test_a_double_click_on_a_photo_chooses_another_and_keeps_a_written_caption(desk):
    desk.open(AROUND)
    offer(desk, "{pickPhoto: done => done({id: 13, thumb: '', credit: '', caption: 'Өзен'})}")

    desk.page.locator(".nr-photo").dblclick(position={"x": 6, "y": 6})
    replaced = desk.data()
    desk.press("Control+z")

    assert replaced == AROUND.replace('"12"', '"13"').replace("Көпір", "Өзен")
    assert desk.data() == AROUND


def test_a_double_click_in_a_caption_only_selects_a_word(desk):
    desk.open(AROUND)
    offer(desk, "{pickPhoto: done => done({id: 13, thumb: '', credit: '', caption: 'Өзен'})}")

    word = desk.page.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("figcaption"));
            const box = range.getBoundingClientRect();
            return {x: box.x + box.width / 2, y: box.y + box.height / 2};
        }"""
    )
    desk.page.mouse.dblclick(**word)
    desk.page.keyboard.type("Жол")

    assert desk.data() == AROUND.replace("Көпір", "Жол")


@pytest.mark.parametrize("hostile", [WORD, *HOSTILE[:6]])
def test_a_paste_from_the_clipboard_brings_words_and_nothing_else(desk, hostile):
    desk.open("<p>мәтін</p>")
    desk.page.evaluate(
        """html => navigator.clipboard.write([new ClipboardItem({
            'text/html': new Blob([html], {type: 'text/html'}),
            'text/plain': new Blob(['сөз'], {type: 'text/plain'}),
        })])""",
        hostile,
    )

    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.press("End")
    desk.press("Enter")
    desk.press("Control+v")
    if hostile == WORD:
        desk.data_once(f"<p>мәтін</p>\n{clean_html(WORD)}")
    pause(desk.page, 400)
    saved = desk.save()

    assert [fault for fault in desk.faults if "Content Security Policy" not in fault] == []
    if hostile == WORD:
        assert saved == f"<p>мәтін</p>\n{clean_html(WORD)}"
