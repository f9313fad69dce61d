"""The stems that are known: learned from text, and a few hundred words of our own."""

from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

from newsroom.languages.kazakh.sounds import is_vowel
from newsroom.languages.kazakh.weights import WEIGHTS

LEARNED = Path(__file__).with_name("learned.txt")
OWN = Path(__file__).with_name("own.txt")  # how either is laid out, its head says

# How many different words a stem of our own list explains, at least.
OWN_WORDS = 8.0

_VOICELESS = {"б": "п", "г": "к", "ғ": "қ"}
_FLEETING = frozenset("знлрқкпм")


def canonical(stem: str) -> str:
    """One spelling for all shapes of a stem: кітаб- is кітап, халық is халқ, акті is акт.

    The voice that б г ғ get before a vowel, the ы or і that comes and goes before the last
    consonant (мұрын, мұрны), and the і that loans take after two consonants (актілер).
    """
    if len(stem) > 2 and stem[-1] in _VOICELESS:
        stem = stem[:-1] + _VOICELESS[stem[-1]]
    if len(stem) > 3 and stem[-1] in "ыі" and not is_vowel(stem[-2]) and not is_vowel(stem[-3]):
        stem = stem[:-1]
    if (
        len(stem) > 3
        and (stem[-1] in _FLEETING or (stem[-1] == "с" and stem[-3] == "у"))
        and stem[-2] in "ыі"
        and (stem[-3] == "у" or not is_vowel(stem[-3]))
        and any(map(is_vowel, stem[:-3]))
    ):
        stem = stem[:-2] + stem[-1]
    return stem


class Stems(NamedTuple):
    """What a stem is worth, in nats, by its canonical spelling; words that stand for themselves."""

    nouns: dict[str, float]
    verbs: dict[str, float]
    whole: frozenset[str]


def price(stem: str) -> float:
    """What it costs to take a short stem: by chance many words begin with one."""
    if len(stem) <= 2:
        return WEIGHTS["two_letters"]
    return WEIGHTS["three_letters"] if len(stem) == 3 else 0.0


def unknown(stem: str) -> float:
    """What a stem is worth that is not in the lists; the short ones are nearly all there."""
    if len(stem) <= 2:
        return WEIGHTS["two_letters"] + WEIGHTS["two_unknown"]
    return WEIGHTS["three_letters"] + WEIGHTS["three_unknown"] if len(stem) == 3 else 0.0


@cache
def known_stems() -> Stems:
    """Read from the two files on first use."""
    nouns, verbs = _counts(LEARNED)
    own_verbs, own_nouns = own_words(OWN)
    for known, own in ((nouns, own_nouns), (verbs, own_verbs)):
        for word in own:
            known[canonical(word)] = max(known.get(canonical(word), 0.0), OWN_WORDS)
    return Stems(_worth(nouns), _worth(verbs), frozenset(own_nouns))


def _worth(counts: dict[str, float]) -> dict[str, float]:
    return {stem: log(1 + count) + price(stem) for stem, count in counts.items() if count}


def _counts(file: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Stem, words as a noun, words as a verb: how many different words of the text it explains."""
    nouns, verbs = {}, {}
    for line in _lines(file):
        stem, noun, verb = line.split()
        nouns[stem], verbs[stem] = float(noun), float(verb)
    return nouns, verbs


def own_words(file: Path) -> tuple[set[str], set[str]]:
    """Verbs and other words of our own list: lines that begin with «verbs:» or «words:»."""
    found: dict[str, set[str]] = {"verbs:": set(), "words:": set()}
    for line in _lines(file):
        kind, *words = line.split()
        found[kind].update(words)
    return found["verbs:"], found["words:"]


def _lines(file: Path) -> Iterable[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


def is_known(stem: str) -> bool:
    """Whether the canonical stem is in either list."""
    known = known_stems()
    return stem in known.nouns or stem in known.verbs
