"""Editors and readers find a word however it was typed."""

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsroom.languages import fold, name_key

ANY_TEXT = st.text(st.characters())  # lone surrogates too
TRICKY_TEXT = st.text("аеёиһүАЕЁІУTHVceëïyhəİΣʼ -_5\u0301\u0308\u0323\u0344\u00ad\u200b\u00a0\n")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ҚАЗАҚСТАН", "қазақстан"),
        ("Экология", "экология"),
        ("ӘҒҚҢӨҰҮҺІ", "әғқңөұүһі"),
        ("Королёв, Ёлка", "королев, елка"),
        ("Корол\u0435\u0308в", "королев"),
        ("и\u0306од", "йод"),
        ("Ал\u00adма\u200bты\ufeff", "алматы"),
        ("  Ұлттық\u00a0\n банк\t", "ұлттық банк"),
        ("Аcтана", "астана"),
        ("АСТАHА", "астана"),
        ("жаhан", "жаһан"),
        ("мəселе", "мәселе"),
        ("Королëв", "королев"),
        ("Тengrinews", "tengrinews"),
        ("ҚазTV", "қазtv"),
        ("", ""),
    ],
)
def test_a_word_is_folded_to_what_readers_look_for(typed, found):
    assert fold(typed) == found


def test_kazakh_letters_keep_their_marks():
    letters = "әғқңөұүһій"

    assert fold(letters) == letters


def test_what_no_database_stores_is_left_out():
    assert fold("а\x00б\ud800в") == "абв"


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_any_text_folds_once_and_for_all(text):
    folded = fold(text)

    assert fold(folded) == folded
    folded.encode()


@settings(max_examples=500, deadline=None)
@given(TRICKY_TEXT)
@example("аⱢ")
@example("Қё\u0323\u0308\u0308")
@example("а" + "\u0344" * 40)
def test_twins_and_accents_fold_once_and_for_all(text):
    folded = fold(text)

    assert fold(folded) == folded


@settings(max_examples=300, deadline=None)
@given(st.text("аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя -"))
def test_capitals_do_not_matter(text):
    assert fold(text.upper()) == fold(text)


def test_a_letter_with_a_million_accents_takes_no_longer_than_a_long_text():
    text = "а" + "\u0301\u0323" * 500_000

    started = process_time()
    fold(text)

    assert process_time() - started < 20


@pytest.mark.parametrize(
    "spelling",
    [
        "экология ",
        " ЭКОЛОГИЯ",
        "Экoлoгия",
        "«Экология»",
        "#экология",
        "эколо\u00adгия",
        '"Экология"',
    ],
)
def test_every_spelling_of_a_name_has_one_key(spelling):
    assert name_key(spelling) == name_key("Экология")


@pytest.mark.parametrize("spelling", ["COVID-19", "covid\u201119", "Covid – 19", "COVID 19"])
def test_a_hyphen_a_dash_and_a_space_are_one(spelling):
    assert name_key(spelling) == "covid 19"


@pytest.mark.parametrize(
    ("one", "other"), [("құн", "күн"), ("қан", "кан"), ("ән", "ан"), ("іс", "ыс"), ("ем", "ім")]
)
def test_kazakh_letters_tell_names_apart(one, other):
    assert name_key(one) != name_key(other)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('«»-–#"oоaаCС \u0308'))))
def test_the_key_of_a_key_is_itself(text):
    assert name_key(name_key(text)) == name_key(text)


def test_a_name_of_signs_alone_is_its_own_key():
    assert name_key(" — ") == "—"
    assert name_key("") == ""
