"""A gallery under an editor's hands: put together, put in order, taken apart."""

import pytest

from tests.browser import pause

pytestmark = pytest.mark.browser

LIBRARY = """() => {
    window.newsroom = {pickPhotos: done => done(window.chosen.map(id => ({
        id, thumb: "", credit: "А. Ахметов", caption: "Өзен", label: "№ " + id,
    })))};
}"""


def gallery(*ids, caption="Күн"):
    ids = ",".join(map(str, ids))
    return f'<figure data-gallery="{ids}"><figcaption>{caption}</figcaption></figure>'


@pytest.fixture
def choose(desk):
    """The page's library: `choose(12, 13)` is what will be chosen in it."""

    def choose(*ids):
        desk.page.evaluate(LIBRARY)
        desk.page.evaluate("ids => { window.chosen = ids }", list(ids))

    return choose


def press(desk, label):
    desk.page.get_by_role("button", name=label).click()
    pause(desk.page)


def focused(desk):
    return desk.page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_photos_chosen_together_stand_where_the_caret_was(desk, choose):
    desk.open("<p>бірінші</p>\n<p>екінші</p>")
    choose(14, 12, 14, 13)

    desk.page.locator(".cke_wysiwyg_div > p", has_text="бірінші").click()
    desk.press("End")
    desk.page.click(".cke_button__newsroomgallery")

    assert desk.data() == f"<p>бірінші</p>\n{gallery(14, 12, 13, caption='')}\n<p>екінші</p>"
    assert desk.form_page.asked == []
    assert desk.faults == []


def test_one_photo_chosen_is_a_photo(desk, choose):
    desk.open("<p>мәтін</p>")
    choose(12)

    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.page.click(".cke_button__newsroomgallery")

    assert desk.data() == (
        '<p>мәтін</p>\n<figure data-photo="12"><figcaption>Өзен</figcaption></figure>'
    )


def test_photos_are_moved_and_removed_from_the_keyboard(desk):
    desk.open(gallery(12, 998, 13), language="en")

    desk.page.get_by_role("button", name="Move right: 1/3").focus()
    desk.press("Enter")
    moved, after_move = desk.data(), focused(desk)
    desk.press("Space")
    at_the_end, after_end = desk.data(), focused(desk)
    desk.page.get_by_role("button", name="Remove: 1/3").focus()
    desk.press("Enter")

    assert moved == gallery(998, 12, 13)
    assert after_move == "Move right: 2/3, Көпір"
    assert at_the_end == gallery(998, 13, 12)
    assert after_end == "Move left: 3/3, Көпір"
    assert desk.data() == gallery(13, 12)
    assert focused(desk) == "Remove: 1/2, Өзен"
    assert desk.faults == []


def test_every_change_is_one_step_to_undo(desk, choose):
    desk.open(gallery(12, 13), language="en")
    choose(13, 14)

    press(desk, "Add photos")
    added = desk.data()
    press(desk, "Move left: 3/3")
    moved = desk.data()
    undone = []
    for _attempt in range(2):
        desk.run("editor.execCommand('undo')")
        undone.append(desk.data())

    assert added == gallery(12, 13, 14)
    assert moved == gallery(12, 14, 13)
    assert undone == [added, gallery(12, 13)]
    press(desk, "Move right: 1/2")
    assert desk.data() == gallery(13, 12)


def test_what_is_left_of_a_gallery_is_a_photo_then_nothing(desk):
    desk.open(f"<p>алдында</p>\n{gallery(12, 13)}", language="en")

    press(desk, "Remove: 1/2")
    one = desk.data()
    press(desk, "Remove: 1/1")
    none = desk.data()
    desk.run("editor.execCommand('undo')")

    assert one == ('<p>алдында</p>\n<figure data-photo="13"><figcaption>Күн</figcaption></figure>')
    assert none == "<p>алдында</p>"
    assert desk.data() == one


def test_a_gallery_holds_thirty_and_says_so(desk, choose):
    desk.open("<p>мәтін</p>", language="en")
    choose(*range(1, 36))

    desk.page.locator(".cke_wysiwyg_div > p").click()
    desk.page.click(".cke_button__newsroomgallery")

    assert desk.data() == f"<p>мәтін</p>\n{gallery(*range(1, 31), caption='')}"
    assert "30" in desk.page.locator(".cke_notification").inner_text()
    assert desk.page.get_by_role("button", name="Add photos").count() == 0


def test_an_unknown_photo_and_one_without_credit_are_told_in_the_strip(desk):
    desk.open(gallery(12, 998, 13))

    warnings = desk.page.locator(".nr-item .nr-warning").all_inner_texts()

    assert len(warnings) == 2
    assert "998" in warnings[0]


def test_the_caption_of_a_gallery_is_written_in_the_text_itself(desk):
    desk.open(gallery(12, 13))

    desk.page.locator("figcaption").click()
    desk.press("End")
    desk.page.keyboard.type(" мен түн")

    assert desk.save() == gallery(12, 13, caption="Күн мен түн")
