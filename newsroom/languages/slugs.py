"""Addresses that can be read aloud: `qazaqstan-respublikasy` for «Қазақстан Республикасы».

The Kazakh table is the Latin alphabet of 2021 without its marks, keeping the zh, sh, kh that
readers know from news sites. No library has it: they lose ә, ң or і, or write @ for ә. Several
letters share a spelling (о and ө, у and ү): the number in the address tells the stories apart.
"""

import re
import unicodedata

from newsroom.languages.folding import plain

EMPTY = "story"  # when a title leaves nothing to write

_KAZAKH = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e",
    "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n",
    "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
    "ү": "u", "ф": "f", "х": "kh", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shsh",
    "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip

# Russian as BGN/PCGN romanises it, without marks. ё is e in both languages, because most texts
# print it as е, and one name should not have two addresses. Kazakh letters in Russian text keep
# their own line of the table: Тоқаев.
_RUSSIAN = {**_KAZAKH, "й": "y", "щ": "shch", "ю": "yu", "я": "ya"}

# Names from the neighbours, and Latin letters that do not decompose into ASCII.
_GUESTS = {
    "є": "e", "ґ": "g", "ҳ": "h", "ҷ": "j", "ј": "j", "љ": "lj", "њ": "nj", "џ": "dz", "ђ": "dj",
    "ћ": "c", "ѓ": "g", "ќ": "k", "ѕ": "s", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l",
    "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ŋ": "n", "ħ": "h",
}  # fmt: skip

_TABLES = {
    "kk": str.maketrans({**_GUESTS, **_KAZAKH}),
    "ru": str.maketrans({**_GUESTS, **_RUSSIAN}),
    "en": str.maketrans({**_GUESTS, **_RUSSIAN}),
}

_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile("[a-z0-9]+")


def slugify(text: str, *, limit: int = 70, language: str = "kk") -> str:
    """The text in a-z, 0-9 and single hyphens, at most `limit` (5 or more) characters.

    Cut after a whole word, inside it only when the first word alone is too long. Never empty.
    `language` is that of the text, one of LANGUAGES; English uses the Russian table for its
    stray Cyrillic.
    """
    text = _APOSTROPHES.sub("", plain(text))
    if language == "kk":
        # и and я meet in one i: «станция» is stantsia.
        text = text.replace("ия", "я").replace("ию", "ю")
    latin = unicodedata.normalize("NFKD", text.translate(_TABLES[language])).lower()
    slug = "-".join(_WORD.findall(_ACCENTS.sub("", latin)))
    return _cut(slug, limit) or EMPTY


def _cut(slug: str, limit: int) -> str:
    """The longest beginning of whole words that fits."""
    if len(slug) <= limit:
        return slug
    whole_words = slug[: limit + 1].rpartition("-")[0]
    return whole_words or slug[:limit]
