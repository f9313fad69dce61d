"""Kazakh typed without its letters: `qala`, `кала` and `қала` are one word to a reader in a hurry.

Two ways meet here. A text's stem is folded to plain Latin at save (`folded`), so that all spellings
of it fall together; and a query's word is first given back its Kazakh letters (`respelt`), because
endings can only be taken off a word that keeps its harmony.
"""

import re
import unicodedata
from collections.abc import Iterator

from newsroom.languages.letters import LATIN

# One code letter for each group of spellings that readers mix up. Latin is folded by the same
# table: the alphabet of 2021 (q, ğ, ñ, ö, ū, ü, ş), its digraphs, and what sites write (j, zh, kh).
_GROUPS = {
    "a": "аәa", "b": "бb", "v": "вv", "g": "гғg", "d": "дd", "e": "еэёe", "j": "жj", "z": "зz",
    "i": "иійыiy", "k": "кқkqc", "l": "лl", "m": "мm", "n": "нңn", "o": "оөo", "p": "пp",
    "r": "рr", "s": "сs", "t": "тt", "u": "уұүuw", "f": "фf", "h": "хһh", "ts": "ц", "ш": "шщ",
    "ч": "ч", "ks": "x", "iu": "ю", "ia": "я", "": "ъь",
}  # fmt: skip
_FOLD = str.maketrans({letter: code for code, group in _GROUPS.items() for letter in group})

_DIGRAPHS = (
    ("shch", "ш"), ("shsh", "ш"), ("sh", "ш"), ("ş", "ш"), ("ch", "ч"), ("zh", "j"), ("kh", "h"),
    ("gh", "g"),
)  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]+")
_RUN_OF_I = re.compile("i{2,}")

# A Latin word in Cyrillic, as far as it can be told; c is left, since no Kazakh word needs it.
_LETTERS_OF_TWO = (
    ("shch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("gh", "г"), ("ts", "ц"),
    ("ia", "ия"), ("ya", "я"), ("iu", "ю"), ("yu", "ю"), ("yo", "е"),
)  # fmt: skip
_CYRILLIC = str.maketrans(
    dict(zip("abvgdejziklmnoprstufhyqwx", "абвгдежзиклмнопрстуфхыкуш", strict=True))
    | dict(zip("şıŋñğäöüūé", "шыңңғәөүұе", strict=True))
)
_YOT = re.compile("(?<=[аоуе])[ыи]")
_LATIN_WORD = re.compile("[a-zşğñöüūäıŋé]+")

# What a Russian keyboard has in place of a letter: in a word of back vowels, and of front ones.
_BACK = str.maketrans("кг", "қғ")
_FRONT = str.maketrans("оиы", "өіі")
# у beside a vowel and at the end is у: сәуір, тау, оқу. ң stands after a vowel and, but for the
# endings of a polite «you», before no other.
_U = re.compile("(?<![аәоөұүыіеиуэюя])у(?![аәоөұүыіеиуэюя]|$)")
_NG = re.compile("(?<=[аәоөұүыіеиу])н(?=$|[ыіи]з|[^аәоөұүыіеиуэюян])")


def folded(word: str) -> str:
    """The word in plain Latin, in which қ к q k are one letter, and и і й ы i y are one.

    Double i is written once, as slugs do: конференция, konferentsia. Never raises.
    """
    word = _without_accents(word)
    for digraph, code in _DIGRAPHS:
        word = word.replace(digraph, code)
    return _RUN_OF_I.sub("i", word.translate(_FOLD))


def respelt(word: str) -> tuple[str, ...]:
    """What may have been meant, in Cyrillic: the word of a Russian keyboard with Kazakh letters.

    A Latin word is written in Cyrillic first. The letters go by harmony: a word has back vowels or
    front ones, and к beside back ones is қ. Some fifty at most; none for a word of other letters.
    """
    if _LATIN_WORD.fullmatch(word):
        word = _in_cyrillic(word)
        words = [word, _YOT.sub("й", word)]  # sauir has no й, oidy has
    elif LATIN.search(word) or not word.isalpha():
        return ()
    else:
        words = [word]
    return tuple(dict.fromkeys(choice for word in words for choice in _choices(word)))


def _choices(word: str) -> Iterator[str]:
    yield word
    last_ng = list(_NG.finditer(word))[-1:]
    with_ng = [word[: match.start()] + "ң" + word[match.end() :] for match in last_ng]
    for spelling in dict.fromkeys([word, *with_ng, _NG.sub("ң", word)]):
        for u, table in (("ұ", _BACK), ("ү", _FRONT)):
            first = _U.sub(u, spelling, count=1)
            for choice in (spelling, first, _U.sub(u, spelling)):
                yield choice.translate(table)
                if table is _FRONT:
                    yield choice.translate(table).replace("а", "ә", 1)
        yield from _late_i(spelling)


def _late_i(word: str) -> Iterator[str]:
    """A loan keeps its и, and only its endings have і: министрлиги is министрлігі."""
    places = [place for place, letter in enumerate(word) if letter in "иы"]
    for place in places[1:4]:
        yield word[:place] + word[place:].translate(_FRONT)


def _in_cyrillic(word: str) -> str:
    for latin, letter in _LETTERS_OF_TWO:
        word = word.replace(latin, letter)
    return word.translate(_CYRILLIC)


def _without_accents(word: str) -> str:
    """ö as o, ñ as n; ş and й keep theirs, since they are letters of their own."""
    if word.isascii():
        return word
    parts = (
        letter if letter in "şйё" else _ACCENTS.sub("", unicodedata.normalize("NFD", letter))
        for letter in word
    )
    return "".join(parts).replace("ı", "i").replace("ŋ", "n").replace("ə", "a")
