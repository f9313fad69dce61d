"""Two texts compared in words: what was changed is found, whatever the size of the text."""

import random

from articles.comparing import Block, compare_blocks, compare_words, folded


def paragraphs(*texts):
    return [Block("p", text, f"<p>{text}</p>") for text in texts]


def sides(runs):
    """The old text and the new one, spaces at their ends aside."""
    return [
        "".join(run.text for run in runs if run.kind != left_out).strip()
        for left_out in ("new", "gone")
    ]


def test_the_changed_words_are_named():
    runs = compare_words("Көпір ертең ашылады.", "Көпір бүгін ашылады.")

    assert [(run.kind, run.text) for run in runs] == [
        ("same", "Көпір "),
        ("gone", "ертең "),
        ("new", "бүгін "),
        ("same", "ашылады."),
    ]


def test_either_text_can_be_read_out_of_its_comparison():
    dice = random.Random(5)
    for _round in range(200):
        old, new = (
            " ".join(dice.choice(["ал", "ол", "тау", "су", "."]) for _ in range(dice.randrange(40)))
            for _side in range(2)
        )

        assert sides(compare_words(old, new)) == [old, new]


def test_a_changed_paragraph_stands_beside_what_it_was():
    rows = compare_blocks(
        paragraphs("Бірінші абзац.", "Екінші абзац ескі сөзбен.", "Соңы."),
        paragraphs("Бірінші абзац.", "Мүлде жаңа қосылған.", "Екінші абзац жаңа сөзбен.", "Соңы."),
    )

    assert [row.kind for row in rows] == ["same", "new", "changed", "same"]
    assert sides(rows[2].runs) == ["Екінші абзац ескі сөзбен.", "Екінші абзац жаңа сөзбен."]


def test_bold_words_alone_are_a_change_too():
    rows = compare_blocks(
        [Block("p", "Сөз бар.", "<p>Сөз бар.</p>")],
        [Block("p", "Сөз бар.", "<p><strong>Сөз</strong> бар.</p>")],
    )

    assert [row.kind for row in rows] == ["dressed"]


def test_an_unchanged_stretch_is_folded_away():
    old = paragraphs(*(f"Абзац {number}" for number in range(50)))

    rows = folded(compare_blocks(old, old[:25] + paragraphs("Мүлде бөлек сөз") + old[25:]))

    assert [row.kind for row in rows] == ["fold", "same", "new", "same", "fold"]
    assert len(rows[0].rows) == 24


def test_half_a_megabyte_without_a_common_paragraph_is_compared():
    """Each pair weighed would be thousands of millions of steps: the test would not end."""
    dice = random.Random(1)
    old, new = (" ".join(dice.choice("аб") for _word in range(160_000)) for _side in range(2))

    assert sides(compare_words(old, new)) == [old, new]


def test_thousands_of_small_paragraphs_are_compared():
    dice = random.Random(2)
    old, new = (paragraphs(*(dice.choice("абвг") for _one in range(9000))) for _side in range(2))

    rows = compare_blocks(old, new)

    assert [row.old for row in rows if row.old] == old
    assert [row.new for row in rows if row.new] == new
