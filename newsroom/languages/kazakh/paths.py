"""Every way to take a Kazakh word apart, and the best of them.

Endings are never stripped greedily: қалам would lose its м to an owner, and қалада its last letters
to a verb. All paths are walked from the right, each ending checked against the sound and the vowels
before it and against what may stand before what (`endings.py`). A path is worth the weights of its
endings (`weights.py`) and what is known of the stem it leaves (`stems.py`).
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsroom.languages.kazakh.endings import Form, endings
from newsroom.languages.kazakh.sounds import harmonies, is_vowel, sounds
from newsroom.languages.kazakh.stems import Stems, canonical, unknown
from newsroom.languages.kazakh.weights import WEIGHTS

# So many letters from its end a word is looked at: longer than seven endings. It bounds the work.
_REACH = 26

_ANY, _NOUN, _VERB = int(Form.ANY), int(Form.NOUN), int(Form.VERB)
_WORST = float("-inf")


class Step(NamedTuple):
    """An ending found in the word."""

    start: int  # letters before it
    makes: int  # bits of Form
    after: int  # bits of Form
    weight: str  # its name in WEIGHTS
    restore: str  # what the ending has swallowed of a verb's stem; the walk ends there


class Reading(NamedTuple):
    """A stem, whether it is a verb's, and the names of the weights of its endings."""

    stem: str
    is_verb: bool
    weights: tuple[str, ...]


def readings(word: str) -> Iterator[Reading]:
    """All of them, for learning: their number grows quickly with the word."""
    steps = _steps(word)

    def walk(end: int, form: int, weights: tuple[str, ...]) -> Iterator[Reading]:
        if form & _NOUN:
            yield Reading(word[:end], False, weights)
        if form & _VERB:
            yield Reading(word[:end], True, weights)
        for step in steps[end]:
            if not step.makes & form:
                continue
            if step.restore:
                names = ("restored", step.weight, *weights)
                yield Reading(word[: step.start] + step.restore, True, names)
            else:
                yield from walk(step.start, step.after, (step.weight, *weights))

    yield from walk(len(word), _ANY, ())


def best_stem(word: str, stems: Stems) -> str:
    """The stem of the path that is worth most, in its canonical spelling.

    `worth` keeps, for each beginning of the word and each kind of form it must then be, the best of
    the paths that lead there; so the work is the number of such places, not of paths.
    """
    steps = _steps(word)
    worth: list[dict[int, float]] = [{} for _ in range(len(word) + 1)]
    worth[len(word)][_ANY] = 0.0
    found = canonical(word)
    most = _as_it_stands(word, found, stems)
    for end in range(len(word), max(1, len(word) - _REACH - 1), -1):
        here = worth[end]
        if not here:
            continue
        if end < len(word):
            stem = canonical(word[:end])
            value = _best_end(here, stem, stems, unknown(word[:end]))
            if value > most:
                found, most = stem, value
        for start, makes, after, weight, restore in steps[end]:
            value = max([value for form, value in here.items() if form & makes], default=_WORST)
            if value == _WORST:
                continue
            value += WEIGHTS[weight]
            if not restore:
                if value > worth[start].get(after, _WORST):
                    worth[start][after] = value
                continue
            stem = canonical(word[:start] + restore)
            value += WEIGHTS["restored"] + WEIGHTS["verb"]
            value += stems.verbs.get(stem, unknown(word[:start] + restore))
            if value > most:
                found, most = stem, value
    return found


def _as_it_stands(word: str, stem: str, stems: Stems) -> float:
    """What speaks for the word having no ending."""
    noun, verb = stems.nouns.get(stem), stems.verbs.get(stem)
    if noun is None and verb is None:
        return unknown(word)
    value = max(
        _WORST if noun is None else noun, _WORST if verb is None else WEIGHTS["verb"] + verb
    )
    return value + WEIGHTS["whole" if word in stems.whole else "bare"]


def _best_end(here: dict[int, float], stem: str, stems: Stems, strange: float) -> float:
    """What the paths are worth that end here, at a stem; `strange` if it is not known."""
    most = _WORST
    for form, value in here.items():
        if form & _NOUN:
            most = max(most, value + stems.nouns.get(stem, strange))
        if form & _VERB:
            most = max(most, value + stems.verbs.get(stem, strange) + WEIGHTS["verb"])
    return most


def _steps(word: str) -> list[list[Step]]:
    """For each length of a beginning of the word, the endings it may have.

    What stands before an ending has two letters at least, and a vowel.
    """
    table, longest = _table()
    last, vowels = sounds(word), harmonies(word)
    found: list[list[Step]] = [[] for _ in range(len(word) + 1)]
    first = max(_shortest(word), len(word) - _REACH)
    for end in range(len(word), first, -1):
        for start in range(max(first, end - longest), end):
            for step, sound, harmony in table.get(word[start:end], ()):
                if sound & last[start] and harmony & vowels[start]:
                    found[end].append(Step(start, *step))
    return found


def _shortest(word: str) -> int:
    for place, letter in enumerate(word):
        if is_vowel(letter):
            return max(2, place + 1)
    return len(word)


Row = tuple[tuple[int, int, str, str], int, int]


@cache
def _table() -> tuple[dict[str, tuple[Row, ...]], int]:
    """The endings in plain numbers, which compare ten times as fast as flags; the longest."""
    table = {
        letters: tuple(
            (
                (int(way.rule.makes), int(way.rule.after), way.rule.weight, way.restore),
                int(way.sounds),
                int(way.harmony),
            )
            for way in ways
        )
        for letters, ways in endings().items()
    }
    return table, max(map(len, table))
