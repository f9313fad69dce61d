"""Alphabetical order that any database keeps.

Sorted by code point, і ғ қ ң ү ұ ә ө come after я; PostgreSQL is right only with the collation
`kk-x-icu`, and SQLite has none. So the key is spelled in decimal digits, two for each letter, and
every collation of every database agrees about digits.
"""

import re
from string import ascii_lowercase, digits

from newsroom.languages.folding import plain
from newsroom.languages.letters import ALPHABET, decompose

# Characters of the longest key: the first hundred letters decide. A column as long never overflows.
SORT_KEY_LENGTH = 200

_GAP = "00"  # between words, so that "Ақ Орда" stands before "Ақан"
_OTHER = "99"  # letters of other scripts, after я
_CODES = {
    **{digit: str(10 + place) for place, digit in enumerate(digits)},
    **{letter: str(20 + place) for place, letter in enumerate(ascii_lowercase)},
    **{letter: str(50 + place) for place, letter in enumerate(ALPHABET)},
}

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


def sort_key(text: str) -> str:
    """Digits whose order is the order of the dictionary: numbers, Latin, the 42 letters.

    Word by word, whatever the case; quotes, hyphens and accents do not count. Never raises; empty
    for a text without letters.
    """
    words = _WORD.findall(_ACCENTS.sub("", plain(text)))
    return _GAP.join("".join(map(_code, word)) for word in words)[:SORT_KEY_LENGTH]


def _code(letter: str) -> str:
    return _CODES.get(letter) or _CODES.get(decompose(letter)[0], _OTHER)
