"""Editors are told of words typed in two scripts, and never of correct Kazakh."""

import pytest

from newsroom.languages import is_mixed_script, unmix_scripts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Аcтана", "Астана"),
        ("жүйеcі", "жүйесі"),
        ("Cыбайлас", "Сыбайлас"),
        ("Cаенс", "Саенс"),
        ("жаhан", "жаһан"),
        ("мемлекеттiк", "мемлекеттік"),
        ("мəдениет", "мәдениет"),
        ("Yкімет", "Үкімет"),
        ("ҚP", "ҚР"),
        ("Қoca", "Қоса"),
        ("Тengrinews", "Tengrinews"),
        ("COP29-дағы cөз", "COP29-дағы сөз"),
    ],
)
def test_a_mixed_word_is_found_and_mended(typed, meant):
    assert is_mixed_script(typed)

    assert unmix_scripts(typed) == meant
    assert not is_mixed_script(meant)


@pytest.mark.parametrize(
    "word",
    [
        "COP29-дың",
        "Tesla-ның",
        "iPhone’дың",
        "XXI-ғасыр",
        "А4",
        "ІІМ",
        "һәм",
        "іні",
        "Əliyev",
        "e-gov",
        "Қазақ TV",
        "",
    ],
)
def test_correct_words_are_left_alone(word):
    assert not is_mixed_script(word)
    assert unmix_scripts(word) == word


@pytest.mark.parametrize("name", ["ҚазTV", "TVқаз", "ХИТfm"])
def test_a_name_that_means_to_mix_is_told_but_not_touched(name):
    assert is_mixed_script(name)
    assert unmix_scripts(name) == name


def test_a_soft_hyphen_does_not_hide_the_mixture():
    assert is_mixed_script("Tesla\u00adның")


def test_a_mend_changes_only_the_word():
    assert unmix_scripts("«Аcтана»  —\u00a0COP29-да!") == "«Астана»  —\u00a0COP29-да!"
