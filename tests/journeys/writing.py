"""How a story is written in the form, the way of the least clicks."""

PICTURE = "#id_lead_photo-card [data-picture]"
TEXT = ".cke_wysiwyg_div"
PHRASES = "iframe.cke_panel_frame"


def write(hand, newsroom, picture):
    """Everything a story has, from the desk's first page to the form with nothing saved."""
    words = newsroom.words
    with hand.leaving():
        hand.click(".desk-menu-write")
    head(hand, words)
    source(hand, words)
    photo(hand, words, picture)
    text(hand, words)
    filing(hand, words)


def head(hand, words):
    hand.find("#id_headline:focus").wait_for()
    hand.type(words.headline)
    hand.go_on("#id_short_headline")
    hand.type(words.short_headline)
    hand.go_on("#id_standfirst")
    hand.type(words.standfirst)


def source(hand, words):
    pick(hand, "#field-sources .select2-selection", words.source_asked, words.source)
    hand.go_on("#id_sources-0-url")
    hand.type(words.release)


def pick(hand, field, asked, found):
    """Choose in a field that searches while one types."""
    hand.click(field)
    choose_found(hand, field, asked, found)


def choose_found(hand, field, asked, found):
    hand.type(asked)
    hand.press("Enter")
    hand.page.locator(field).get_by_text(found).wait_for()


def photo(hand, words, picture):
    hand.click("#id_lead_photo-choose")
    hand.upload(".photo-upload", picture)
    hand.find("#photo-dialog-credit:focus").wait_for()
    hand.type(words.credit)
    hand.press("Enter")
    hand.find("#photo-dialog-alt:focus").wait_for()
    hand.type(words.alt)
    hand.click("[data-use]")
    hand.find(PICTURE).wait_for()
    hand.find("#id_lead_caption:focus").wait_for()
    hand.type(words.caption)


def text(hand, words):
    hand.click(TEXT)
    hand.type(words.opening)
    hand.click(".cke_button__newsroomattribution")
    hand.click(hand.page.frame_locator(PHRASES).get_by_text(words.phrase))
    hand.type(".")
    hand.press("Enter")
    hand.type(words.closing)
    hand.click(".cke_button__newsroomreadalso")
    hand.type(words.read_also_asked)
    hand.press("Enter")
    hand.sees(words.read_also, within=TEXT)


def filing(hand, words):
    hand.choose("#id_section", words.section)
    pick(hand, "#field-tags .select2-selection", words.tag_asked, words.tag)
    choose_found(hand, "#field-tags .select2-selection", words.new_tag, words.new_tag)
    pick(hand, "#field-related .select2-selection", words.related_asked, words.related)


def press(hand, name):
    """A button of the form, by its name; the next page is waited for."""
    with hand.leaving():
        hand.click(f"[name={name}]")
