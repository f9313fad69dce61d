"""Kazakh words: their stems, how the list of stems is learned, how the stemmer is judged."""

from newsroom.languages.kazakh.paths import best_stem
from newsroom.languages.kazakh.stems import known_stems

_LONGEST = 60  # letters; no word of Kazakh has more


def stem_kk(word: str) -> str:
    """The key of a word's stem: қалаларымыздан, қаланың and қала have the same.

    The word is normalised (`words.normalise`). What comes is a key, not always a word: that of
    халық is халқ. The stem of a stem is itself, since a reader may type one: stemming is repeated
    until nothing changes. It ends, because every time the word gets shorter or loses an у, и, ю
    or я for good.
    """
    if len(word) > _LONGEST:
        return word
    while (stem := best_stem(word, known_stems())) != word:
        word = stem
    return word
