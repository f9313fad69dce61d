"""Lists stand in the order of the Kazakh dictionary, on every database."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.languages import SORT_KEY_LENGTH, sort_key

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PLACE = {letter: place for place, letter in enumerate(ALPHABET)}


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_the_42_letters_stand_in_their_order(change):
    letters = [change(letter) for letter in ALPHABET]

    shuffled = random.Random(42).sample(letters, len(letters))

    assert sorted(shuffled, key=sort_key) == letters


def test_a_list_of_tags_reads_as_in_a_dictionary():
    names = """2030, 5G, Astana Hub, TikTok, Ақ Орда, «Ақ-Өзен», Ақан, Әділет, Білім, Ғылым,
        Ұлттық банк, Үкімет, Һәм, Шымкент, Ырым, Іле, Экология"""
    tags = [name.strip() for name in names.split(",")]

    shuffled = random.Random(42).sample(tags, len(tags))

    assert sorted(shuffled, key=sort_key) == tags


def test_case_quotes_accents_and_wrong_script_do_not_count():
    keys = {sort_key(name) for name in ["Астана", "«АСТАНА»", " астана", "Аcтана", "Аста́на"]}

    assert len(keys) == 1


def test_latin_accents_stand_with_their_letter():
    assert sort_key("café") == sort_key("cafe")


@settings(max_examples=300, deadline=None)
@given(*[st.text(ALPHABET, min_size=1, max_size=12)] * 2)
def test_any_two_words_compare_letter_by_letter(one, other):
    by_alphabet = [PLACE[c] for c in one] < [PLACE[c] for c in other]

    assert (sort_key(one) < sort_key(other)) == by_alphabet


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()))
def test_the_key_of_any_text_is_short_and_made_of_digits(text):
    key = sort_key(text)

    assert len(key) <= SORT_KEY_LENGTH
    assert set(key) <= set("0123456789")
