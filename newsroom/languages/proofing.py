"""Proof rules: what a proofreader would mark in a text, where, and what to write instead.

A rule is a function of a text that yields marks. It knows nothing of stories and says no sentence:
a mark carries a key, and whoever shows it has the words. A rule may miss a fault, but what is right
it should not mark. Each looks at a text once, so the time grows with its length only.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from newsroom.languages import endings, typesetting, wording
from newsroom.languages.letters import LATIN, TO_CYRILLIC
from newsroom.languages.scripts import mixed_parts
from newsroom.languages.typesetting import Found

MOST = 500  # marks of one rule in one text
WORDS = 120  # letters of Mark.words


@dataclass(frozen=True)
class Mark:
    """One fault: `text[start:end]`, counted in characters."""

    start: int
    end: int
    rule: str  # its name in RULES
    reason: str  # a key: the rule's name, or more exactly what is wrong
    replacement: str | None  # to stand in its place; None where only a person knows
    words: str  # the place with the words it touches, as a person would point at it
    letters: tuple[int, ...] = ()  # of a mixed word: the strangers, counted from `start`


_NAME_AND_ENDING = re.compile(r"([A-Za-z][A-Za-z0-9]+)([а-яәғқңөұүһі]+)")


def one_script(text: str) -> Iterator[Found]:
    """Аcтана with a Latin c; Teslaның without its hyphen; ҚазTV, which only a person can judge.

    COP29-дың and Tesla-ның are right: scripts are compared between hyphens.
    """
    for start, end, mended, strangers in mixed_parts(text):
        part = text[start:end]
        name = _NAME_AND_ENDING.fullmatch(part)
        is_latin = name and any(
            LATIN.match(letter) and letter not in TO_CYRILLIC for letter in name[1]
        )
        if name and is_latin and name[2] in endings.CASE_OF:
            yield Found(start, end, "ending.hyphen", f"{name[1]}-{name[2]}")
        else:
            yield Found(start, end, "one_script", mended, strangers)


Rule = Callable[[str], Iterable[Found]]

_COMMON: dict[str, Rule] = {
    "one_script": one_script,
    "dash": typesetting.dash,
    "range": typesetting.ranges,
    "space_before": typesetting.space_before,
    "double_space": typesetting.double_space,
    "invisible": typesetting.invisible,
}
RULES: dict[str, dict[str, Rule]] = {
    "kk": {
        **_COMMON,
        "quotes": typesetting.quotes,
        "ordinal": wording.ordinals,
        "number_ending": wording.number_endings,
        "name_ending": wording.name_endings,
        "year_sign": wording.year_signs,
        "no_break": typesetting.no_break,
        "month": partial(typesetting.months, language="kk"),
        "repeated": partial(typesetting.repeated, language="kk"),
    },
    "ru": {
        **_COMMON,
        "quotes": typesetting.quotes,
        "no_break": typesetting.no_break,
        "month": partial(typesetting.months, language="ru"),
        "repeated": partial(typesetting.repeated, language="ru"),
    },
    "en": {**_COMMON, "repeated": partial(typesetting.repeated, language="en")},
}
HEADLINE_RULES = {"headline_stop": typesetting.headline_stop}


def marks(
    text: str,
    language: str,
    *,
    known: Collection[str] = frozenset(),
    rules: Collection[str] | None = None,
    is_headline: bool = False,
) -> list[Mark]:
    """What the rules of a language mark in a text, in the order of the text.

    `known`: words that are right whatever a rule says, as `known_form` writes them. `rules`: names
    of those that are asked; all of them by default. An unknown language raises KeyError.
    """
    asked = RULES[language] | (HEADLINE_RULES if is_headline else {})
    found = []
    for name, rule in asked.items():
        if rules is None or name in rules:
            for count, one in enumerate(rule(text)):
                if count == MOST:
                    break
                mark = _mark(text, name, one)
                if not (known and _is_known(text, mark, known)):
                    found.append(mark)
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def _mark(text: str, rule: str, found: Found) -> Mark:
    start, end, reason, replacement, letters = found
    return Mark(start, end, rule, reason, replacement, _words(text, start, end), letters)


def _words(text: str, start: int, end: int) -> str:
    """The words a place touches: of a space or a dash, the one before and the one after."""
    left, right = start, min(end, start + WORDS)
    furthest = left - WORDS // 3, min(len(text), right + WORDS // 3)
    stands_between = not any(letter.isalnum() for letter in text[left:right])
    while stands_between and left > max(0, furthest[0]) and text[left - 1].isspace():
        left -= 1
    while left > max(0, furthest[0]) and not text[left - 1].isspace():
        left -= 1
    while stands_between and right < furthest[1] and text[right].isspace():
        right += 1
    while right < furthest[1] and not text[right].isspace():
        right += 1
    return text[left:right][:WORDS].strip()


def known_form(word: str) -> str:
    """A word as `known` holds it."""
    return " ".join(word.split()).casefold()


_EDGES = " \t\n.,:;!?…«»„“”\"'()[]–—"


def _is_known(text: str, mark: Mark, known: Collection[str]) -> bool:
    whole = text[mark.start : mark.end]
    choices = {whole, mark.words, mark.words.strip(_EDGES), whole.partition("-")[0]}
    return any(known_form(choice) in known for choice in choices)


def mended(text: str, found: Iterable[Mark]) -> str:
    """The text with the marks mended that have a replacement; of two that overlap, the first."""
    pieces, place = [], 0
    for mark in sorted(found, key=lambda mark: mark.start):
        if mark.replacement is not None and mark.start >= place:
            pieces += [text[place : mark.start], mark.replacement]
            place = mark.end
    return "".join([*pieces, text[place:]])
