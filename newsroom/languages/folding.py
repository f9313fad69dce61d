"""Text made comparable: what is looked up and what is looked in are folded alike."""

import re

from newsroom.languages.letters import compose, decompose, visible
from newsroom.languages.scripts import unmix_scripts

_YO = re.compile("е\u0308+")  # ё, in decomposed text
# Hyphens and dashes (U+2010 to 2015, minus, the small and the wide one), and what quotes or hashes.
_HYPHENS = re.compile("[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_QUOTES = re.compile('["«»„“”‟‹›#]+')


def fold(text: str) -> str:
    """The text as `search_text` keeps it: plain, ё as е, every run of spaces one space.

    Never raises, and folding twice is folding once. Databases cannot do this for us: SQLite
    lowers ASCII only, so there ҚАЗАҚ is not қазақ. ё is е because Russian print mostly drops its
    dots. Kazakh letters keep their marks: ә is never а.
    """
    return " ".join(compose(_YO.sub("е", _lowered(text))).split())


def name_key(text: str) -> str:
    """What all spellings of one name have in common: folded, no quotation marks, no # of a hashtag.

    A hyphen, a dash and a space are one: «COVID-19», «COVID–19» and «covid 19». A name of nothing
    else is its own key. Never raises; the key of a key is itself.
    """
    # what is taken out is taken out first: two letters that meet then are one word to the fold
    return fold(_QUOTES.sub("", _HYPHENS.sub(" ", text))) or fold(text)


def plain(text: str) -> str:
    """Lower case, composed (NFC), one script a word, nothing invisible. Never raises."""
    return compose(_lowered(text))


def _lowered(text: str) -> str:
    # Scripts come before case: H looks like Н and h like һ, so lowering first would lose the word.
    return unmix_scripts(decompose(visible(text))).lower()
