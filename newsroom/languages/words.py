"""A text taken apart into words, each with its place, so that a hit can be marked where it stands.

Databases have parsers of their own, which treat e-mail addresses, hosts and hyphens each in another
way; here both see the same words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newsroom.languages.folding import fold
from newsroom.languages.kazakh.endings import is_endings_only

# A word is cut here: PostgreSQL keeps no lexeme above 2,046 bytes, and no reader types more.
LONGEST_WORD = 60

_INSIDE = (
    "\u0300-\u036f\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff"  # accents and what is not seen
)
_APOSTROPHE = "'’‘ʼʻ`´"
_LETTER = rf"[^\W_][{_INSIDE}]*"
_PART = re.compile(rf"\d+(?:[.,]\d+)+|(?:{_LETTER})+(?:[{_APOSTROPHE}](?:{_LETTER})+)*")
_HYPHEN = re.compile(f"[-\u2010\u2011][{_INSIDE}]*")
_APOSTROPHES = re.compile(f"[{_APOSTROPHE}]")
_OWNER = re.compile(f"[{_APOSTROPHE}]s$")

# What Russian puts to a number with a hyphen: 5-й, 90-х, 20-го (Правила русской орфографии, §110).
_RUSSIAN_ENDINGS = frozenset("й го му м х е я ю ми ая ое ые ой ых ым ыми ей".split())


class Word(NamedTuple):
    """A word as keys are made from it, and where it stands: `text[start:end]` in the original."""

    text: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Lower case, NFC, ё as е, one script a word, nothing invisible: what keys are made from."""
    return fold(text)


def tokenise(text: str) -> Iterator[Word]:
    """The words of a text, in order. Never raises; the time grows with the length only.

    Letters, digits and accents make a word, so press@gov.kz is three and can be found by each. An
    apostrophe inside joins (O'Neill is oneill), a point or comma between digits too (5,5). Both
    halves of a hyphened word are words, but an ending after the hyphen belongs to what stands
    before: COP29-дың, 7-ші and 90-х are one word each, and are marked to their ends.
    """
    waiting: Word | None = None
    for match in _PART.finditer(text):
        word = _cleaned(match[0])
        if waiting and _is_hyphened(text, waiting.end, match.start()) and _is_ending(word, waiting):
            yield waiting._replace(end=match.end())
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = Word(word, match.start(), match.end()) if word else None
    if waiting:
        yield waiting


@lru_cache(maxsize=32_768)
def _cleaned(part: str) -> str:
    """The part as one normalised word; empty when nothing is left of it."""
    joined = _APOSTROPHES.sub("", _OWNER.sub("", part)).replace(".", ",")
    return fold(fold(joined)[:LONGEST_WORD])  # again, since a cut may part two scripts


def _is_hyphened(text: str, end: int, start: int) -> bool:
    return start - end < 8 and bool(_HYPHEN.fullmatch(text, end, start))


def _is_ending(half: str, before: Word) -> bool:
    """Whether the half is an ending. Capitals do not tell: АҚШ-тың is looked for as ақш-тың."""
    if half in _RUSSIAN_ENDINGS:
        return before.text[-1].isdigit()
    return is_endings_only(half)
