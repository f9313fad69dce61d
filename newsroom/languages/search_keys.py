"""The keys by which a word is found: computed once at save, and again from what a reader types.

Four for each word (docs/decisions/0013): as it stands, its stem, its family, its stem folded. The
same four on SQLite and PostgreSQL, so both find the same stories.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

from newsroom.languages.kazakh import stem_kk
from newsroom.languages.kazakh.stems import is_known
from newsroom.languages.names import LANGUAGES
from newsroom.languages.typed import folded, respelt

# To be raised with every change that makes other keys of any word: those kept beside stories are
# then made anew. tests/languages/test_search_keys.py fails when it was forgotten.
STEMMER_VERSION = 1

_FAMILY = 5  # letters; of the prefixes, the best for Kazakh by both pairs and retrieval

KINDS = ("exact", "stem", "family", "folded")  # the best first


class Keys(NamedTuple):
    """The keys of one word of a text, none of them empty. No key holds a space."""

    exact: str
    stem: str
    family: str
    folded: str


class Alternatives(NamedTuple):
    """The keys of one word of a query: a story has the word when any of them is its own."""

    exact: frozenset[str]
    stem: frozenset[str]
    family: frozenset[str]
    folded: frozenset[str]

    def met_by(self, keys: Keys) -> str | None:
        """The best of KINDS in which the word of a text is the word asked for."""
        for kind, wanted, key in zip(KINDS, self, keys, strict=True):
            if key in wanted:
                return kind
        return None


def stem(word: str, language: str) -> str:
    """The stem of a normalised word. Raises KeyError for a language that is not in LANGUAGES."""
    return _STEMMERS[language](word) or word


@lru_cache(maxsize=32_768)
def keys(word: str, language: str) -> Keys:
    """The keys of a word as `tokenise` gives it, in a text of the language.

    A number has no family: 13,05,2025 is no relation of 13,05.
    """
    stemmed = stem(word, language)
    family = word if any(map(str.isdigit, word)) else word[:_FAMILY]
    return Keys(word, stemmed, family, folded(stemmed) or stemmed)


@lru_cache(maxsize=4_096)
def alternatives(word: str, languages: tuple[str, ...] = LANGUAGES) -> Alternatives:
    """What to look for when a reader types the word, in texts of any of the languages.

    Only the folded keys leave the spelling that was typed; they are the last in rank, so who asks
    for құн reads of күн below.
    """
    found = [keys(word, language) for language in languages]
    folds = {folded(word) or word, *(key.folded for key in found), *_respelt(word, languages)}
    return Alternatives(
        frozenset(key.exact for key in found),
        frozenset(key.stem for key in found),
        frozenset(key.family for key in found),
        frozenset(folds),
    )


def _respelt(word: str, languages: tuple[str, ...]) -> set[str]:
    """The folded stems of what may have been meant; if some are known in Kazakh, only these."""
    choices = respelt(word)
    stems = {stem(choice, "kk") for choice in choices} if "kk" in languages else set()
    stems = set(filter(is_known, stems)) or stems
    if "ru" in languages:
        stems |= {stem(choice, "ru") for choice in choices[:1]}
    return {folded(stemmed) for stemmed in stems}


@cache
def _snowball(language: str) -> Callable[[str], str]:
    """Snowball's stemmer. It keeps its word in itself, so threads take turns."""
    import snowballstemmer  # all its 36 languages: only where Russian or English is stemmed

    stemmer, turn = snowballstemmer.stemmer(language), Lock()

    def stemmed(word: str) -> str:
        with turn:
            return str(stemmer.stemWord(word))

    return stemmed


_STEMMERS: dict[str, Callable[[str], str]] = {
    "kk": stem_kk,
    "ru": lambda word: _snowball("russian")(word),
    "en": lambda word: _snowball("english")(word),
}
