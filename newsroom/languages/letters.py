"""Letters: the alphabet, the twins of the other script, and the ones nobody sees."""

import re
import unicodedata

# The 42 letters in dictionary order. Every letter of Russian is among them. The places easily got
# wrong: ұ before ү, һ after х, і after ы (CLDR's Kazakh collation says the same).
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

# The letters of a script, none of which becomes a stranger to it in lower case.
LATIN = re.compile(
    "[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af"
    "\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ff\uab30-\uab5a]"
)
CYRILLIC = re.compile("[\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66e\ua680-\ua69d]")

# Letters that look alike on the screen (after Unicode's confusables.txt, UTS #39). Case matters:
# H is the twin of Н, but h of һ; T is the twin of Т, but t of nothing. Y stands for Ү, as people
# without a Kazakh keyboard type it, and y for у. Wherever a small letter has a twin, so has its
# capital: otherwise a second fold could find a twin that the first did not.
_LATIN_TWINS = "ABCEHIKMOPTXYƏƎƟËÏaceiopxyhəǝɵëï"
_CYRILLIC_TWINS = "АВСЕНІКМОРТХҮӘӘӨЁЇасеіорхуһәәөёї"

TO_CYRILLIC = dict(zip(_LATIN_TWINS, _CYRILLIC_TWINS, strict=True))
TO_LATIN = {
    **{cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items() if latin not in "Ǝǝ"},
    **{"У": "Y", "ү": "y", "Һ": "H", "Ѕ": "S", "ѕ": "s", "Ј": "J", "ј": "j"},
}

# Soft hyphen, zero-width and direction marks, byte order mark. With them go control characters
# and lone surrogates, which no database stores.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+"
)

# Accents and signs outside ASCII: whatever is neither letter, digit nor space.
_LONG_RUN_OF_MARKS = re.compile(r"([^\w\s\x00-\x7f]{30})[^\w\s\x00-\x7f]+")


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def decompose(text: str) -> str:
    """NFD, in linear time: of a run of accents, the first thirty are kept.

    Sorting accents costs the square of their number, and a letter can carry a million. The bound
    is that of the Stream-Safe Text Format (UAX #15, section 13). It is drawn again afterwards,
    because one accent may decompose into two.
    """
    decomposed = unicodedata.normalize("NFD", _LONG_RUN_OF_MARKS.sub(r"\1", text))
    return _LONG_RUN_OF_MARKS.sub(r"\1", decomposed)


def compose(text: str) -> str:
    """NFC: и with a breve is й, one character, as every keyboard types it."""
    return unicodedata.normalize("NFC", text)
