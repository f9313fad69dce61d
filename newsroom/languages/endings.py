"""Which ending a Kazakh number, acronym or foreign name takes: harmony and the last sound.

The rules are those of the spelling rules of Kazakh («Қазақ тілі орфографиясының негізгі
ережелері») and of the school grammar: an ending is soft after a soft last vowel and hard after a
hard one, and its first letter agrees with the last sound before it. A number is heard as its last
spoken word (29 is тоғыз, so 29-шы; 100 is жүз, so 100-ші), an acronym by the name of its last
letter, or, where people say so, as a word (АҚШ-тың) or as the full name (ҚР-ның). Where two
readings are in use, both are right here: what is right is never called wrong.
"""

import re
from typing import NamedTuple

CASES = ("genitive", "accusative", "dative", "locative", "local", "ablative", "instrumental")

# Class of the last sound → the ending of each case, hard; CASES gives the order.
_HARD = {
    "vowel": ("ның", "ны", "ға", "да", "дағы", "дан", "мен"),
    "nasal": ("ның", "ды", "ға", "да", "дағы", "нан", "мен"),  # м н ң
    "sonorant": ("дың", "ды", "ға", "да", "дағы", "дан", "мен"),  # р л й у и
    "voiced": ("дың", "ды", "ға", "да", "дағы", "дан", "бен"),  # з ж
    "voiceless": ("тың", "ты", "қа", "та", "тағы", "тан", "пен"),
}
_SOFT_LETTERS = str.maketrans("ыағқ", "іегк")


class Sound(NamedTuple):
    """How a word ends for its endings: the class of its last sound, and its last vowel."""

    last: str  # a key of _HARD
    is_soft: bool


def ending(sound: Sound, case: str) -> str:
    hard = _HARD[sound.last][CASES.index(case)]
    return hard.translate(_SOFT_LETTERS) if sound.is_soft else hard


# Every ending there is → its case; мен, бен and пен know no harmony.
CASE_OF: dict[str, str] = {
    form: case
    for forms in _HARD.values()
    for case, hard in zip(CASES, forms, strict=True)
    for form in (hard, hard.translate(_SOFT_LETTERS))
}
ENDING = "|".join(sorted(CASE_OF, key=len, reverse=True))  # for a pattern

# Numbers as they are said: the last word of each.
_UNITS = {
    1: Sound("sonorant", True),  # бір
    2: Sound("vowel", True),  # екі
    3: Sound("voiceless", True),  # үш
    4: Sound("voiceless", True),  # төрт
    5: Sound("voiceless", True),  # бес
    6: Sound("vowel", False),  # алты
    7: Sound("vowel", True),  # жеті
    8: Sound("voiced", True),  # сегіз
    9: Sound("voiced", False),  # тоғыз
    10: Sound("nasal", False),  # он
    20: Sound("vowel", False),  # жиырма
    30: Sound("voiced", False),  # отыз
    40: Sound("voiceless", False),  # қырық
    50: Sound("sonorant", True),  # елу: у is no vowel for endings, елудің
    60: Sound("voiceless", False),  # алпыс
    70: Sound("voiceless", True),  # жетпіс
    80: Sound("nasal", True),  # сексен
    90: Sound("nasal", False),  # тоқсан
}
_ZERO = Sound("sonorant", True)  # нөл
_HUNDRED = Sound("voiced", True)  # жүз
_THOUSAND = Sound("nasal", False)  # мың; so are миллион and триллион
_MILLIARD = Sound("voiceless", False)  # миллиард: д at the end is heard т


def of_number(digits: str) -> Sound:
    """How a whole number ends when it is said; spaces between its digits are passed over."""
    plain = re.sub(r"\D", "", digits)[-18:]
    if not plain.strip("0"):
        return _ZERO
    zeros = len(plain) - len(plain.rstrip("0"))
    if zeros == 0:
        return _UNITS[int(plain[-1])]
    if zeros == 1:
        return _UNITS[int(plain[-2:])]
    if zeros == 2:
        return _HUNDRED
    return _MILLIARD if 9 <= zeros < 12 else _THOUSAND


def readings(digits: str) -> list[Sound]:
    """How endings hear a number. 1500 may be бір жарым мың as well as мың бес жүз."""
    plain = re.sub(r"\D", "", digits)
    sounds = [of_number(digits)]
    return [*sounds, _THOUSAND] if len(plain) > 3 and plain.endswith("500") else sounds


def ordinal(digits: str) -> str:
    """ші or шы: 7-ші, 6-шы."""
    return "ші" if of_number(digits).is_soft else "шы"


# Acronyms. Letters by the class of their own sound; the name of a consonant may end in a vowel.
_HARD_VOWELS, _SOFT_VOWELS, _EITHER_VOWELS = "АОҰЫЯЁ", "ӘӨҮІЕЭ", "УЮИ"
_NASALS, _SONORANTS, _VOICED = "МНҢ", "РЛЙ", "ЗЖ"
_STOPS = "БВГД"  # heard т when bare (клубтың), д after a name like бэ
_VOICELESS = "ПТКҚСШЩЧЦФХҺҒ"

# Said as words, so one reading only.
_SAID_AS_WORDS = {
    "АҚШ": Sound("voiceless", False),
    "ОПЕК": Sound("voiceless", True),
    "НАТО": Sound("vowel", False),
    "ЮНЕСКО": Sound("vowel", False),
    "ЮНИСЕФ": Sound("voiceless", True),
}
# Not everything that ends in М: ЖЖМ-ға is heard as жанар-жағармай материалдарына.
_MINISTRIES = set(
    "ІІМ СІМ ДСМ ТЖМ БҒМ ОАМ ҒЖБМ ҰЭМ АШМ МАМ МСМ ТСМ ҚМ ЕХӘҚМ ЦДИАӨМ ИИДМ ЭТРМ АҚДМ".split()
)


def of_acronym(acronym: str) -> list[Sound]:
    """Every way in which people end it; the first is how it is mended. None: not known."""
    if acronym in _SAID_AS_WORDS:
        return [_SAID_AS_WORDS[acronym]]
    if acronym in _MINISTRIES:  # эм, and министрлігі, are soft both
        return [Sound("nasal", True), Sound("vowel", True)]
    last = acronym[-1]
    if last in _HARD_VOWELS:
        return [Sound("vowel", False)]
    if last in _SOFT_VOWELS:
        return [Sound("vowel", True)]
    own = _classes_of(last)
    return [Sound(name, is_soft) for name in own for is_soft in (True, False)]


def _classes_of(letter: str) -> list[str]:
    """Its bare sound (АҚШ-тың) and a name or full name that ends in a vowel (ҚР-ның)."""
    if letter in _EITHER_VOWELS:
        return ["sonorant", "vowel"]
    if letter in _NASALS:
        return ["nasal", "vowel"]
    if letter in _SONORANTS:
        return ["sonorant", "vowel"]
    if letter in _VOICED:
        return ["voiced", "vowel"]
    if letter in _STOPS:
        return ["voiceless", "voiced", "vowel"]
    return ["voiceless", "vowel"] if letter in _VOICELESS else []


def of_latin(name: str) -> list[Sound]:
    """Foreign names whose last sound is seen from their letters: Tesla, Volvo. Others: []."""
    last, before = name[-1:].lower(), name[-2:-1].lower()
    if name.isupper() or last not in ("a", "o") or before in tuple("aeouy"):
        return []  # NBA, Curaçao, Meta AI: said in more ways than one, or not seen from letters
    return [Sound("vowel", False)]


def mended(sounds: list[Sound], written: str) -> str | None:
    """The right ending in place of `written`; None where it is right, or nobody knows."""
    case = CASE_OF.get(written)
    if case is None or not sounds:
        return None
    right = [ending(sound, case) for sound in sounds]
    return None if written in right else right[0]
