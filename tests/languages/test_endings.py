"""Endings of Kazakh numbers and acronyms: right ones are never marked, wrong ones are mended."""

import importlib.util
from pathlib import Path

import pytest

from newsroom.languages import proofing

_spec = importlib.util.spec_from_file_location(
    "right_endings", Path(__file__).with_name("right_endings.py")
)
right = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(right)

FORMS = [
    f"{name}-{ending}"
    for name, _, endings in (line.partition(": ") for line in right.NAMES.split("\n") if line)
    for ending in endings.split()
]
ORDINALS = [
    f"{number}-{'шы' if str(number) in right.HARD.split() else 'ші'}" for number in range(1, 301)
]


def reasons(text):
    return [mark.reason for mark in proofing.marks(text, "kk")]


def mended(text):
    return proofing.mended(text, proofing.marks(text, "kk"))


def test_right_forms_raise_no_alarm():
    assert len(FORMS) >= 300 and len(ORDINALS) == 300

    alarms = [one for one in [*FORMS, *ORDINALS] if reasons(f"Кеше {one} туралы айтты.")]

    assert alarms == []


def test_right_numbers_raise_no_alarm():
    numbers = [*right.NUMBERS.split(), "10 000-нан", "150 000-ға", "12 500-ден", "1 000 000-нан"]

    assert [one for one in numbers if reasons(f"Кеше {one} астам.")] == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("АҚШ-тің", "АҚШ-тың"),
        ("АҚШ-дың", "АҚШ-тың"),
        ("АҚШ-ке", "АҚШ-қа"),
        ("АҚШ-бен", "АҚШ-пен"),
        ("АҚШтың", "АҚШ-тың"),
        ("БҰҰ-нің", "БҰҰ-ның"),
        ("БҰҰ-ге", "БҰҰ-ға"),
        ("ЖОО-дың", "ЖОО-ның"),
        ("НАТО-ге", "НАТО-ға"),
        ("ІІМ-ның", "ІІМ-нің"),
        ("ДСМ-ға", "ДСМ-ге"),
        ("ТЖМ-дың", "ТЖМ-нің"),
        ("COP29-дің", "COP29-дың"),
        ("COVID-19-ге", "COVID-19-ға"),
        ("Tesla-нің", "Tesla-ның"),
        ("Teslaның", "Tesla-ның"),
        ("Instagramда", "Instagram-да"),
        ("2025-тан", "2025-тен"),
        ("2025тен", "2025-тен"),
        ("10-дан", "10-нан"),
        ("20-ден", "20-дан"),
        ("50-нің", "50-дің"),
        ("9-ден", "9-дан"),
        ("1990-дан", "1990-нан"),
        ("10 000-дан", "10 000-нан"),
        ("8-пен", "8-бен"),
        ("6-ші", "6-шы"),
        ("9-ші", "9-шы"),
        ("10-ші", "10-шы"),
        ("29-ші", "29-шы"),
        ("20-ші", "20-шы"),
        ("40-ші", "40-шы"),
        ("7-шы", "7-ші"),
        ("1-шы", "1-ші"),
        ("100-шы", "100-ші"),
        ("1000-ші", "1000-шы"),
        ("7 ші", "7-ші"),
        ("7ші", "7-ші"),
        ("7–ші", "7-ші"),
        ("6-ншы", "6-ншы"),
        ("6-ыншы", "6-ыншы"),
        ("5-ыншы", "5-ші"),
        ("XXI-ші", "XXI"),
        ("ХХ-шы", "ХХ"),
        ("IV-ші", "IV"),
    ],
)
def test_a_wrong_ending_is_mended(written, right):
    assert mended(f"Кеше {written} туралы.") == f"Кеше {right} туралы."


@pytest.mark.parametrize("text", ["2025 ж.", "2020–2025 жж.", "2025 ж. бері"])
def test_a_year_with_its_sign_is_left_alone(text):
    assert "year_sign" not in reasons(text)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2025 ж бері", "2025\u00a0ж. бері"),
        ("2025ж. бері", "2025\u00a0ж. бері"),
        ("2020–2025 ж. бері", "2020–2025\u00a0жж. бері"),
        ("1990, 1995 ж.ж. бері", "1990, 1995\u00a0жж. бері"),
    ],
)
def test_a_year_without_its_sign_is_mended(written, right):
    assert mended(written) == right
