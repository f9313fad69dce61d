"""What a reader types meets what stands in a story."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.languages import (
    KINDS,
    LANGUAGES,
    STEMMER_VERSION,
    alternatives,
    keys,
    normalise,
    stem,
    tokenise,
)
from newsroom.languages.kazakh.stems import known_stems

ANY_WORD = st.text(st.characters()) | st.text("әқaiуиыkgsh-'ş", max_size=12)


def meeting(asked, standing, language="kk"):
    """The best kind in which the one word of a query meets the one word of a text."""
    (query,), (word,) = tokenise(asked), tokenise(standing)
    return alternatives(query.text).met_by(keys(word.text, language))


@pytest.mark.parametrize(
    ("asked", "standing", "kind"),
    [
        ("қала", "Қала", "exact"),
        ("қала", "ҚАЛАЛАР", "stem"),
        ("министрлігінің", "министрлік", "stem"),
        ("кала", "қалада", "folded"),
        ("калада", "қаланың", "folded"),
        ("qala", "ҚАЛАЛАР", "folded"),
        ("qalada", "қала", "folded"),
        ("мектепте", "мектебі", "stem"),
        ("mektepter", "мектебі", "folded"),
        ("укимет", "үкіметтің", "folded"),
        ("жана", "жаңа", "folded"),
        ("jaña", "жаңа", "folded"),
        ("сауир", "сәуірде", "folded"),
        ("халык", "халқы", "folded"),
        ("Toqaev", "Тоқаевтың", "folded"),
        ("Токаев", "Тоқаевқа", "folded"),
        ("qazaqstan", "Қазақстанда", "folded"),
        ("ulttyq", "ұлттық", "folded"),
        ("şet", "шет", "folded"),
        ("konferentsia", "конференцияда", "folded"),
        ("АҚШ-тың", "АҚШ", "exact"),
        ("COP29", "COP29-дың", "exact"),
        ("экологиялық", "экология", "family"),
        ("бала", "жол", None),
        ("COP29", "COP28", None),
    ],
)
def test_a_reader_of_kazakh_finds_a_word(asked, standing, kind):
    assert meeting(asked, standing) == kind


@pytest.mark.parametrize(
    ("asked", "standing", "language"),
    [
        ("встречах", "встреча", "ru"),
        ("vstrecha", "встречу", "ru"),
        ("elections", "election", "en"),
        ("Королёва", "Королева", "ru"),
    ],
)
def test_a_reader_of_russian_or_english_finds_a_word(asked, standing, language):
    assert meeting(asked, standing, language)


@pytest.mark.parametrize(("asked", "other"), [("құн", "күн"), ("қан", "кан"), ("құл", "күл")])
def test_another_spelling_comes_last(asked, other):
    assert meeting(asked, asked) == "exact"
    assert meeting(asked, other) == KINDS[-1]


def test_no_language_but_the_sites_has_stems():
    with pytest.raises(KeyError):
        stem("haus", "de")


@settings(max_examples=300, deadline=None)
@given(ANY_WORD, st.sampled_from(LANGUAGES))
def test_every_word_finds_itself(text, language):
    for word in tokenise(text):
        found = keys(word.text, language)

        assert all(found)
        assert not any(" " in key or "\0" in key for key in found)
        assert alternatives(word.text).met_by(found) == "exact"


@settings(max_examples=200, deadline=None)
@given(ANY_WORD)
def test_the_alternatives_are_few(text):
    for word in tokenise(text):
        assert sum(map(len, alternatives(word.text))) <= 30


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()))
def test_what_is_normal_stays_normal(text):
    assert normalise(normalise(text)) == normalise(text)


def test_other_keys_have_another_version():
    """When this fails, raise STEMMER_VERSION: the keys beside the stories are made anew then."""
    known = known_stems()
    words = sorted({*known.nouns, *known.verbs, *known.whole, *SOME.split()})

    digest = hashlib.sha256()
    for word in words:
        for language in LANGUAGES:
            digest.update(" ".join(keys(word, language)).encode())

    assert (STEMMER_VERSION, digest.hexdigest()[:12]) == (1, "f2d80f1734c9")


SOME = """
    қалаларымыздан мектебіміздегі министрлігінің конференциясынан келмегендіктен оқитындардың
    халқының аузынан тауып қояды тоқаевтың встречами правительства республики elections running
"""
