"""A text is taken apart into the words that readers look for."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.languages import normalise, tokenise

TRICKY = st.text("аҚһІTvtHc'’-\u2011., 57@_\u0301\u0308\u00ad\u200b\n")


def words(text):
    return [word.text for word in tokenise(text)]


def places(text):
    return [text[word.start : word.end] for word in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Алматыда жаңа мектеп ашылды.", "алматыда жаңа мектеп ашылды"),
        ("АҚШ-тың, БҰҰ-ға, ЖОО-лардағы", "ақш бұұ жоо"),
        ("COP29-дың, Tesla-ның, ақш-тың", "cop29 tesla ақш"),
        ("7-ші сынып, 2024-те, 90-х, 20-летие", "7 сынып 2024 90 20 летие"),
        ("ата-ана, бала-шаға, онлайн-режим", "ата ана бала шаға онлайн режим"),
        ("7-сынып, 2025-2026, 5,5 млн, 3.5", "7 сынып 2025 2026 5,5 млн 3,5"),
        ("press@gov.kz, www.gov.kz", "press gov kz www gov kz"),
        ("А.Байтұрсынұлы", "а байтұрсынұлы"),
        ("O’Neill, Tesla's, об'єкт", "oneill tesla обєкт"),
        ("Аlmaty.tv, Аcтана", "almaty tv астана"),
        ("сөз\u00adдер и\u0306од Королёв", "сөздер йод королев"),
        ("дос - жолдас, дос — жау", "дос жолдас дос жау"),
        (" — «» … 🙂 _", ""),
    ],
)
def test_a_text_is_its_words(text, found):
    assert words(text) == found.split()


def test_a_word_is_marked_as_it_stands():
    assert places("Бүгін COP29-дың «Аcтана»сы, сөз\u00adдер; 7-ші") == [
        "Бүгін",
        "COP29-дың",
        "Аcтана",
        "сы",
        "сөз\u00adдер",
        "7-ші",
    ]


def test_a_word_without_end_is_cut():
    assert words("а" * 1_000) == ["а" * 60]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()) | TRICKY)
def test_any_text_has_words_in_order(text):
    found = list(tokenise(text))

    ends = [place for word in found for place in (word.start, word.end)]
    assert ends == sorted(ends)
    assert all(word.text and " " not in word.text for word in found)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()) | TRICKY)
def test_a_word_is_normal_already(text):
    assert all(normalise(word.text) == word.text for word in tokenise(text))


@pytest.mark.parametrize("piece", ["а", "а-", "'а", "1,", "-да", "а\u0301", "аb", "\u00ad", "ШШ "])
def test_time_grows_with_the_length_only(piece):
    started = process_time()

    for _ in tokenise(piece * (300_000 // len(piece))):
        pass

    assert process_time() - started < 20
