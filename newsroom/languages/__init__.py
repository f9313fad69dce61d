"""What this newsroom knows about its languages: letters, scripts, slugs, order, dates, stems.

Plain Python, no Django: it can be read, tested and lent on its own. See docs/languages.md.
"""

from newsroom.languages.dates import day, day_and_time, long_day, midnight
from newsroom.languages.folding import fold, name_key
from newsroom.languages.names import HREFLANG, LANGUAGES, LOCALES, NAMES
from newsroom.languages.order import SORT_KEY_LENGTH, sort_key
from newsroom.languages.scripts import is_mixed_script, unmix_scripts
from newsroom.languages.search_keys import (
    KINDS,
    STEMMER_VERSION,
    Alternatives,
    Keys,
    alternatives,
    keys,
    stem,
)
from newsroom.languages.slugs import slugify
from newsroom.languages.typed import folded
from newsroom.languages.words import Word, normalise, tokenise
from newsroom.languages.zone import ALMATY

__all__ = [
    "ALMATY",
    "HREFLANG",
    "KINDS",
    "LANGUAGES",
    "LOCALES",
    "NAMES",
    "SORT_KEY_LENGTH",
    "STEMMER_VERSION",
    "Alternatives",
    "Keys",
    "Word",
    "alternatives",
    "day",
    "day_and_time",
    "fold",
    "folded",
    "is_mixed_script",
    "keys",
    "long_day",
    "midnight",
    "name_key",
    "normalise",
    "slugify",
    "sort_key",
    "stem",
    "tokenise",
    "unmix_scripts",
]
