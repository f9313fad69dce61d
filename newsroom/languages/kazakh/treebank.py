"""The treebank the stemmer is judged by, and the fifth of it that nobody tunes on.

UD_Kazakh-KTB (github.com/UniversalDependencies/UD_Kazakh-KTB, CC BY-SA 4.0) is not part of this
repository and nothing shipped is learned from it: get its .conllu files when you want to judge.
"""

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

# What a reader looks for; pronouns, numbers and auxiliaries are left out.
_CLASSES = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "ADV"})
_KAZAKH = re.compile("[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*")

Pairs = set[tuple[str, str]]


class Score(NamedTuple):
    """Of the pairs put together, how many belong together; of these, how many were found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read(folder: Path) -> dict[str, set[str]]:
    """The lemmas of every form in the folder's .conllu files, all in lower case.

    A word written together from two (8-9 in CoNLL-U) is left out: its halves are not words.
    """
    lemmas: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.glob("*.conllu")):
        for sentence in file.read_text(encoding="utf-8").split("\n\n"):
            for form, lemma in _words(sentence):
                if _KAZAKH.fullmatch(form):
                    lemmas[form].add(lemma)
    return dict(lemmas)


def _words(sentence: str) -> Iterable[tuple[str, str]]:
    halves: set[int] = set()
    for line in sentence.splitlines():
        cells = line.split("\t")
        first, hyphen, last = cells[0].partition("-")
        if hyphen and first.isdigit():
            halves.update(range(int(first), int(last) + 1))
        elif first.isdigit() and cells[3] in _CLASSES and int(first) not in halves:
            yield cells[1].lower(), cells[2].lower()


def is_held_out(lemma: str) -> bool:
    """Whether the lemma is in the fifth kept for the honest figure. Fixed before any tuning."""
    return int(hashlib.sha1(lemma.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


def held_out_forms(lemmas: Mapping[str, set[str]]) -> set[str]:
    """The forms of which any lemma is held out."""
    return {form for form, of in lemmas.items() if any(map(is_held_out, of))}


def true_pairs(lemmas: Mapping[str, set[str]]) -> Pairs:
    """The pairs of different forms that share a lemma."""
    return _pairs_by(lemmas, lambda form: lemmas[form])


def found_pairs(forms: Iterable[str], key: Callable[[str], str]) -> Pairs:
    """The pairs of different forms to which `key` gives the same string."""
    return _pairs_by(forms, lambda form: {key(form)})


def _pairs_by(forms: Iterable[str], keys: Callable[[str], set[str]]) -> Pairs:
    groups: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        for key in keys(form):
            groups[key].add(form)
    return {pair for group in groups.values() for pair in itertools.combinations(sorted(group), 2)}


def score(true: Pairs, found: Pairs) -> Score:
    """Precision is 1 where nothing was found: nothing was wrong."""
    right = len(true & found)
    return Score(right / len(found) if found else 1.0, right / len(true) if true else 1.0)


def touching(pairs: Pairs, forms: set[str]) -> Pairs:
    """The pairs of which at least one half is among the forms."""
    return {pair for pair in pairs if forms.intersection(pair)}
