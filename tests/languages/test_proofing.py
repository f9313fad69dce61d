"""Proof rules: faults are marked at their place, right text is not, and any Unicode is borne."""

import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.languages import proofing
from newsroom.languages.letters import TO_LATIN

NBSP = "\u00a0"


def marked(text, language="kk", **options):
    return [(mark.rule, text[mark.start : mark.end]) for mark in
            proofing.marks(text, language, **options)]  # fmt: skip


def mended(text, language="kk", **options):
    return proofing.mended(text, proofing.marks(text, language, **options))


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ('Ол "жол ашық" деді.', "Ол «жол ашық» деді."),
        ("Ол “жол ашық” деді.", "Ол «жол ашық» деді."),
        ("Ол „жол ашық“ деді.", "Ол «жол ашық» деді."),
        ("«Біз «Барыс» орденін алдық»", "«Біз „Барыс“ орденін алдық»"),
        ('"Біз "Барыс" орденін алдық"', "«Біз „Барыс“ орденін алдық»"),
        ("«Біз “Барыс” орденін алдық»", "«Біз „Барыс“ орденін алдық»"),
        ("Алматы - қала", "Алматы – қала"),
        ("Алматы -- қала", "Алматы – қала"),
        ("- Сәлем!", "– Сәлем!"),
        ("2020-2025 аралығында", "2020–2025 аралығында"),
        ("10-15 мамыр", "10–15 мамыр"),
        ("9:00-18:00", "9:00–18:00"),
        ("Ол келді .", "Ол келді."),
        ("Ол , сен", "Ол, сен"),
        ("Ол  келді", "Ол келді"),
        ("Ал\u00adма\u200bты", "Алматы"),
        ("Қой\u200d", "Қой\u200d"),
        ("и\u0306од", "йод"),
        ("13 Мамыр", "13 мамыр"),
        ("13 Мамырда", "13 мамырда"),
        ("5 млн теңге", f"5{NBSP}млн теңге"),
        ("5 теңгеге", f"5{NBSP}теңгеге"),
        ("2025 жылғы", f"2025{NBSP}жылғы"),
        ("30 %", f"30{NBSP}%"),
        ("15 км", f"15{NBSP}км"),
        ("Қ. Тоқаев", f"Қ.{NBSP}Тоқаев"),
        ("А. С. Пушкин", f"А. С.{NBSP}Пушкин"),
    ],
)
def test_a_fault_of_the_setting_is_mended(written, right):
    assert mended(written) == right


@pytest.mark.parametrize(
    "text",
    [
        "Ол «жол ашық» деді.",
        "«Біз „Барыс“ орденін алдық», – деді.",
        'экраны 6" және 7"',
        "Ол «жол деді.",
        "Алматы – қала",
        "қайта-қайта, Алматы-Астана",
        "есеп 2 - 1, 15-20 болды",
        "2-3 күн, 5-6 адам",
        "тел. 8-727-250-00-11, № 212-15 бұйрық, 2025-11-26",
        "егер... ол; мына: (бұл) !..",
        "egemen .kz сайты",
        "Emoji 👨\u200d👩\u200d👧 бар",
        "9 Мамыр мерекесі, Мамыр көшесі",
        f"5{NBSP}млн, 2025{NBSP}жыл, Қ.{NBSP}Тоқаев",
        "COP29-дың, Tesla-ның, ІІМ, іні, һәм, А4, e-gov",
        "19 жылыту пункті, 5 жылқы, 2 жылдам пойыз",
        "бір бірі, ол оның, Бора Бора",
    ],
)
def test_right_text_is_left_alone(text):
    assert marked(text) == []


def test_a_mixed_word_shows_which_letters_are_strange():
    (mark,) = proofing.marks("Кеше Аcтанада болды", "kk")

    assert (mark.start, mark.end, mark.letters) == (5, 13, (1,))
    assert (mark.replacement, mark.words) == ("Астанада", "Аcтанада")


def test_a_mixture_that_may_be_meant_is_marked_without_a_mending():
    (mark,) = proofing.marks("ҚазTV арнасы", "kk")

    assert (mark.rule, mark.replacement) == ("one_script", None)


@pytest.mark.parametrize("text", ["ҚазTV", "ҚазTV-ның арнасы", "«ҚазTV» арнасы"])
def test_a_word_of_the_house_dictionary_is_never_marked(text):
    assert marked(text, known={proofing.known_form("ҚАЗTV")}) == []


def test_a_repeated_word_is_told_and_mended_by_a_person_in_kazakh():
    assert marked("ол түрлі түрлі жарақат алды") == [("repeated", "түрлі түрлі")]
    assert mended("ол түрлі түрлі жарақат") == "ол түрлі түрлі жарақат"
    assert mended("рассказал на на канале", "ru") == "рассказал на канале"


@pytest.mark.parametrize("headline", ["Ол келді", "Ол келді...", "Ол келді?", "Көкөніс, т.б."])
def test_a_headline_without_a_stop_is_right(headline):
    assert marked(headline, is_headline=True) == []


def test_the_stop_of_a_headline_goes():
    assert mended("Ол келді.", is_headline=True) == "Ол келді"
    assert mended("Ол келді.") == "Ол келді."


def test_english_keeps_its_quotes_and_russian_has_no_kazakh_rules():
    assert marked('He said "yes" on 13 May', "en") == []
    assert mended('Он сказал "да" 13 Мая - и всё', "ru") == "Он сказал «да» 13 мая – и всё"
    assert marked("6-ші АҚШ-дың", "ru") == []


LETTERS = "Ал қайсы жерде жұмыс тоқтаса, министрлік хабарлайды: Астана, Алматы, жүйесі, қаласы"


def test_every_planted_stranger_is_found():
    """Each word with each letter that has a Latin twin, replaced by it."""
    planted = [
        word[:at] + TO_LATIN[letter] + word[at + 1 :]
        for word in LETTERS.replace(",", "").replace(":", "").split()
        for at, letter in enumerate(word)
        if letter in TO_LATIN and len(word) > 2
    ]
    assert len(planted) > 20

    missed = [
        word
        for word in planted
        if ("one_script", word) not in marked(f"Кеше {word}, деді ол.", rules=["one_script"])
    ]

    assert missed == []


@given(st.text() | st.text('Аcз-–12 0.,:"«»„“шіыдңТжм%\u00a0\u00ad\u200d\n'))
@settings(max_examples=400, deadline=None)
def test_any_text_is_borne_and_marks_lie_within_it(text):
    for language in ("kk", "ru", "en"):
        for mark in proofing.marks(text, language, is_headline=True):
            assert 0 <= mark.start <= mark.end <= len(text)
            assert text[mark.start : mark.end] != mark.replacement
            assert all(0 <= at < mark.end - mark.start for at in mark.letters)
            assert len(mark.words) <= proofing.WORDS


STORMS = [
    '"', "«", '«"', " ", "1-", "1 000 ", "111 ", "Аc", "Аc ", "аа ", "а а ", "- ", " -", "А. ",
    "9:00-", "9-", "АҚШ", "АҚШ-", "ші ", "7 ші", "XX", "a", "я", "\u00ad", "и\u0306", " ,", "ж. ",
    "2020-2025 ", "13 Мамыр ", "Tesla-", "A1", "\n- ",
]  # fmt: skip


@pytest.mark.parametrize("storm", STORMS)
def test_time_grows_with_the_length_of_a_text_only(storm):
    """A hundred thousand letters of the worst that was thought of; in squares it took minutes."""
    text = storm * (100_000 // len(storm))

    started = time.process_time()
    proofing.marks(text, "kk", is_headline=True)

    assert time.process_time() - started < 20


ROOT = Path(__file__).parents[2]
SENTENCES = ROOT.parent / "shared/data/kk_tv_news_sentences.jsonl.gz"
FREE_OF_FAULTS = ["name_ending", "year_sign", "month", "space_before", "double_space", "invisible"]


@pytest.mark.skipif(not SENTENCES.exists(), reason="needs ../shared/data/kk_tv_news_sentences")
def test_thousands_of_printed_sentences_raise_hardly_an_alarm():
    """Of 11,167 sentences of television news, linguists have put almost everything right."""
    with gzip.open(SENTENCES, "rt") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    counts = dict.fromkeys(proofing.RULES["kk"], 0)

    for text in texts:
        for mark in proofing.marks(text, "kk"):
            counts[mark.rule] += 1

    assert {rule: counts[rule] for rule in FREE_OF_FAULTS} == dict.fromkeys(FREE_OF_FAULTS, 0)
    assert counts["ordinal"] + counts["number_ending"] <= 5  # of 670
    assert counts["one_script"] == 3
