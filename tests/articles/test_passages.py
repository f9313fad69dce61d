"""The words of a body are read across bold and links, and changed with every tag left in place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body

CLEAN = (
    '<p>Ол <strong>Аc</strong>тана &amp; <a href="https://e.kz/?a=1&amp;b=2">Алматы</a>'
    "&nbsp;арасы.<br>Бес.</p>\n<ul>\n<li>Бір</li>\n</ul>\n"
    '<figure data-photo="12"><figcaption>Сурет</figcaption></figure>'
)


def test_a_block_is_one_passage_and_a_caption_another():
    assert [one.text for one in body.passages(CLEAN)] == [
        "Ол Астана & Алматы\u00a0арасы.".replace("Ас", "Аc"),
        "Бес.",
        "Бір",
        "Сурет",
    ]


@pytest.mark.parametrize(
    ("old", "new", "was", "becomes"),
    [
        ("Аcтана", "Астана", "<strong>Аc</strong>", "<strong>Ас</strong>"),
        ("&", "<", "&amp; <a", "&lt; <a"),
        ("\u00a0", " ", "&nbsp;арасы", " арасы"),
        ("арасы", "арасы\u00a0", "арасы.", "арасы&nbsp;."),
        ("Аcтана & Алматы", "Қала", "<strong>Аc</strong>тана &amp; ", None),
    ],
)
def test_a_few_letters_are_changed_and_the_tags_stay(old, new, was, becomes):
    passage = body.passages(CLEAN)[0]
    start = passage.text.index(old)

    changed = body.rewritten(CLEAN, [(passage, start, start + len(old), new)])

    if becomes:
        assert changed == CLEAN.replace(was, becomes, 1)
    assert body.passages(changed)[0].text == passage.text.replace(old, new, 1)
    assert changed.count("<") == CLEAN.count("<")


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<strong>", "&amp;", "&nbsp;", "а", "b ", "&", "<"]))
)
@settings(max_examples=200, deadline=None)
def test_nothing_is_changed_where_nothing_is_asked(parts):
    html = "".join(parts)

    edits = [(one, 0, len(one.text), one.text) for one in body.passages(html)]

    assert body.rewritten(html, edits) == html
