"""The sounds that decide which shape of an ending a word takes.

After the rules of Kazakh spelling («Қазақ тілінің емле ережелері», 1983): endings follow
the last vowel (үндестік заңы) and the last sound of what they are put to (ілгерінді ықпал).
"""

from enum import IntFlag

_BACK_VOWELS = frozenset("аоұыяё")
_FRONT_VOWELS = frozenset("әөүіеэ")  # и, у, ю go with either and are looked through
_VOWELS = _BACK_VOWELS | _FRONT_VOWELS | frozenset("иую")


class Sound(IntFlag):
    """What the last letter of a stem sounds like to the ending that follows."""

    VOWEL = 1
    GLIDE = 2  # р й and, at the end, у и ю
    L = 4
    NASAL = 8  # м н ң
    BUZZ = 16  # з ж
    DEAF = 32  # the voiceless, and б в г ғ д, which lose their voice at the end
    CONSONANT = GLIDE | L | NASAL | BUZZ | DEAF
    ANY = VOWEL | CONSONANT


class Harmony(IntFlag):
    BACK = 1
    FRONT = 2
    EITHER = 3


_SOUNDS = {
    **dict.fromkeys("аәоөұүыіеэяё", int(Sound.VOWEL)),
    **dict.fromkeys("рйуи", int(Sound.GLIDE)),
    **dict.fromkeys("ю", int(Sound.VOWEL | Sound.GLIDE)),
    **dict.fromkeys("л", int(Sound.L)),
    **dict.fromkeys("мнң", int(Sound.NASAL)),
    **dict.fromkeys("зж", int(Sound.BUZZ)),
    **dict.fromkeys("пткқсшщфхһцчбвгғд", int(Sound.DEAF)),
}
_HARMONIES = {
    **dict.fromkeys(_BACK_VOWELS, int(Harmony.BACK)),
    **dict.fromkeys(_FRONT_VOWELS, int(Harmony.FRONT)),
}


def sounds(word: str) -> list[int]:
    """For each beginning of the word, by its length: bits of Sound of its last letter.

    The soft sign is silent, so рубль sounds like л.
    """
    found = [int(Sound.ANY)]
    for letter in word:
        found.append(found[-1] if letter in "ьъ" else _SOUNDS.get(letter, int(Sound.ANY)))
    return found


def harmonies(word: str) -> list[int]:
    """For each beginning of the word, by its length: bits of Harmony of the endings it may take.

    Both are open after a soft sign (октябрьде); after -ев and -ов, since surnames take the endings
    of the name inside (Тоқаевтың, Әлиевтің); after к and г with a back vowel, which only loans
    have (банкте, педагогтің); and before there is a vowel that decides.
    """
    either = int(Harmony.EITHER)
    found, harmony, before = [either], either, ""
    for letter in word:
        harmony = _HARMONIES.get(letter, harmony)
        is_open = (
            letter == "ь"
            or (letter == "в" and before in "ео")
            or (letter in "кг" and harmony == Harmony.BACK)
        )
        found.append(either if is_open else harmony)
        before = letter
    return found


def is_vowel(letter: str) -> bool:
    """Whether the letter makes a syllable; и, у and ю may."""
    return letter in _VOWELS
