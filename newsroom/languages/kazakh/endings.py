"""The endings of Kazakh: their shapes, what they may follow, what they cost.

The system is that of any grammar of Kazakh (Қазақ грамматикасы, Астана 2002: зат есім, етістік),
written as one table. A capital Latin letter stands for a sound that changes:

    A  а е          Y  ы і          K  қ к
    G  ғ г, after a voiceless sound қ к
    L  л, after л м н ң з ж д, after a voiceless sound т   (plural, -лық, -лы)
    N  н, after р й у л з ж д, after a voiceless sound т   (genitive)
    C  н, after any voiced consonant д, after a voiceless sound т   (accusative)
    B  д, after м н ң н, after a voiceless sound т         (ablative)
    D  д, after a voiceless sound т
    M  м, after м н ң з ж б, after a voiceless sound п     (negation, first person)
    I  м, after з ж б, after a voiceless sound п           (instrumental)

A sound in brackets is there after a consonant only, but `(й)` after a vowel, where A is not. The
owner's -сы follows a vowel, -ы a consonant.
"""

from enum import IntFlag
from functools import cache, lru_cache
from typing import NamedTuple

from newsroom.languages.kazakh.sounds import Harmony, Sound


class Form(IntFlag):
    """What a beginning of a word is, with its own endings: a stem, a plural, a participle."""

    NOUN = 1
    DERIVED = 2  # -лық, -лы, -сыз, -шы
    PLURAL = 4
    OWNED = 8  # possessive of the first or second person
    OWNED_3 = 16  # possessive of the third person
    CASE = 32
    PLACE = 64  # -дағы, -ғы: an adjective that can be declined again
    PERSON = 128
    VERB = 256
    VOICE = 512
    NEGATED = 1024
    PARTICIPLE = 2048
    GERUND = 4096
    CONVERB_A = 8192
    CONVERB_P = 16384
    FINITE = 32768
    IF = 65536
    PAST = 131072
    ANY = 262143


_BARE = Form.NOUN | Form.DERIVED | Form.PLACE | Form.PARTICIPLE | Form.GERUND
_NOMINAL = _BARE | Form.PLURAL
_ACTION = Form.VERB | Form.VOICE | Form.NEGATED
_AFFIRMED = Form.VERB | Form.VOICE


class Rule(NamedTuple):
    """One line of the table: the shape, what it follows, what comes of it, its weight's name."""

    shape: str
    after: Form
    makes: Form
    weight: str


_RULES = (
    # nouns
    Rule("LAр", _BARE, Form.PLURAL, "plural"),
    Rule("(Y)м", _NOMINAL, Form.OWNED, "owned"),
    Rule("(Y)ң", _NOMINAL, Form.OWNED, "owned"),
    Rule("(Y)ңYз", _NOMINAL, Form.OWNED, "owned"),
    Rule("(Y)мYз", _NOMINAL, Form.OWNED, "owned"),
    Rule("сY", _NOMINAL, Form.OWNED_3, "owned_3_vowel"),
    Rule("Y", _NOMINAL, Form.OWNED_3, "owned_3"),
    Rule("NYң", _NOMINAL | Form.OWNED | Form.OWNED_3, Form.CASE, "case"),
    Rule("CY", _NOMINAL | Form.OWNED, Form.CASE, "case"),
    Rule("н", Form.OWNED_3, Form.CASE, "case"),
    Rule("GA", _NOMINAL | Form.OWNED, Form.CASE, "case"),
    Rule("A", Form.OWNED, Form.CASE, "case"),
    Rule("нA", Form.OWNED_3, Form.CASE, "case"),
    Rule("DA", _NOMINAL | Form.OWNED, Form.CASE, "case"),
    Rule("ндA", Form.OWNED_3, Form.CASE, "case"),
    Rule("BAн", _NOMINAL | Form.OWNED, Form.CASE, "case"),
    Rule("нAн", Form.OWNED_3, Form.CASE, "case"),
    Rule("Iен", _NOMINAL | Form.OWNED | Form.OWNED_3, Form.CASE, "case"),
    Rule("Iенен", _NOMINAL | Form.OWNED | Form.OWNED_3, Form.CASE, "case"),
    Rule("DAй", _NOMINAL | Form.OWNED, Form.CASE, "like"),
    Rule("ндAй", Form.OWNED_3, Form.CASE, "like"),
    Rule("шA", _NOMINAL | Form.OWNED, Form.CASE, "like"),
    Rule("ншA", Form.OWNED_3, Form.CASE, "like"),
    Rule("DAғы", _NOMINAL | Form.OWNED, Form.PLACE, "place"),
    Rule("ндAғы", Form.OWNED_3, Form.PLACE, "place"),
    Rule("GY", Form.NOUN, Form.PLACE, "time"),
    Rule("Nікі", _NOMINAL | Form.OWNED | Form.OWNED_3, Form.PLACE, "place"),
    Rule("LYK", Form.NOUN | Form.DERIVED | Form.PARTICIPLE, Form.DERIVED, "quality"),
    Rule("LY", Form.NOUN | Form.DERIVED, Form.DERIVED, "having"),
    Rule("сYз", Form.NOUN | Form.DERIVED, Form.DERIVED, "without"),
    Rule("шY", Form.NOUN | Form.GERUND, Form.DERIVED, "doer"),
    Rule("(Y)рAK", Form.NOUN | Form.DERIVED, Form.DERIVED, "more"),
    Rule("(Y)ншY", Form.NOUN, Form.DERIVED, "ordinal"),
    # persons, after nouns and participles
    Rule("MYн", _NOMINAL | Form.OWNED_3 | Form.CASE, Form.PERSON, "person"),
    Rule("сYң", _NOMINAL | Form.OWNED_3 | Form.CASE, Form.PERSON, "person"),
    Rule("сYз", _NOMINAL | Form.OWNED_3 | Form.CASE, Form.PERSON, "person"),
    Rule("MYз", _NOMINAL | Form.OWNED_3 | Form.CASE, Form.PERSON, "person"),
    Rule("сYздAр", _NOMINAL, Form.PERSON, "person"),
    # verbs: voice and negation
    Rule("(Y)л", Form.VERB | Form.VOICE, Form.VOICE, "voice"),
    Rule("(Y)н", Form.VERB | Form.VOICE, Form.VOICE, "voice"),
    Rule("(Y)с", Form.VERB | Form.VOICE, Form.VOICE, "voice"),
    Rule("т", Form.VERB | Form.VOICE, Form.VOICE, "causative"),
    Rule("DYр", Form.VERB | Form.VOICE, Form.VOICE, "causative"),
    Rule("GYз", Form.VERB | Form.VOICE, Form.VOICE, "causative"),
    Rule("MA", _AFFIRMED, Form.NEGATED, "negation"),
    # verbs: what can be declined
    Rule("GAн", _ACTION, Form.PARTICIPLE, "participle"),
    Rule("тYн", Form.CONVERB_A, Form.PARTICIPLE, "participle"),
    Rule("(A)р", _AFFIRMED, Form.PARTICIPLE, "future"),
    Rule("с", Form.NEGATED, Form.PARTICIPLE, "future"),
    Rule("MAK", _AFFIRMED, Form.PARTICIPLE, "intention"),
    Rule("GY", _AFFIRMED, Form.GERUND, "wish"),
    Rule("у", _ACTION, Form.GERUND, "gerund"),
    Rule("улY", _AFFIRMED, Form.PARTICIPLE, "gerund"),
    # verbs: converbs
    Rule("(й)A", _ACTION, Form.CONVERB_A, "converb"),
    Rule("(Y)п", _ACTION, Form.CONVERB_P, "converb"),
    Rule("GAлY", _AFFIRMED, Form.FINITE, "tense"),
    Rule("GAншA", _ACTION, Form.FINITE, "tense"),
    Rule("йYншA", Form.NEGATED, Form.FINITE, "tense"),
    # verbs: tenses and moods, with their persons
    Rule("DY", _ACTION, Form.PAST, "tense"),
    Rule("сA", _ACTION, Form.IF, "tense"),
    Rule("м", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("ң", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("ңYз", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("ңдAр", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("ңYздAр", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("K", Form.PAST | Form.IF, Form.FINITE, "person"),
    Rule("мYн", Form.CONVERB_A, Form.FINITE, "person"),
    Rule("м", Form.CONVERB_A, Form.FINITE, "person"),
    Rule("мYз", Form.CONVERB_A, Form.FINITE, "person"),
    Rule("сYң", Form.CONVERB_A | Form.CONVERB_P, Form.FINITE, "person"),
    Rule("сYз", Form.CONVERB_A | Form.CONVERB_P, Form.FINITE, "person"),
    Rule("сYңдAр", Form.CONVERB_A | Form.CONVERB_P, Form.FINITE, "person"),
    Rule("сYздAр", Form.CONVERB_A | Form.CONVERB_P, Form.FINITE, "person"),
    Rule("дY", Form.CONVERB_A, Form.FINITE, "present"),
    Rule("пYн", Form.CONVERB_P, Form.FINITE, "person"),
    Rule("пYз", Form.CONVERB_P, Form.FINITE, "person"),
    Rule("тY", Form.CONVERB_P, Form.FINITE, "person"),
    Rule("сYн", _ACTION, Form.FINITE, "tense"),
    Rule("(Y)ңYз", _ACTION, Form.FINITE, "order"),
    Rule("(Y)ңдAр", _ACTION, Form.FINITE, "order"),
    Rule("(Y)ңYздAр", _ACTION, Form.FINITE, "order"),
    Rule("(A)йYK", _ACTION, Form.FINITE, "order"),
    Rule("(A)йYн", _ACTION, Form.FINITE, "order"),
)


class Ending(NamedTuple):
    """One way to write a rule: бардық has -ды and -қ."""

    rule: Rule
    sounds: Sound  # what the last sound before it may be
    harmony: Harmony
    restore: str = ""  # letters of the stem that the ending has swallowed


_S = Sound
_FIRST = {
    "L": {"л": _S.VOWEL | _S.GLIDE, "д": _S.L | _S.NASAL | _S.BUZZ, "т": _S.DEAF},
    "N": {"н": _S.VOWEL | _S.NASAL, "д": _S.GLIDE | _S.L | _S.BUZZ, "т": _S.DEAF},
    "C": {"н": _S.VOWEL, "д": _S.GLIDE | _S.L | _S.NASAL | _S.BUZZ, "т": _S.DEAF},
    "B": {"д": _S.VOWEL | _S.GLIDE | _S.L | _S.BUZZ, "н": _S.NASAL, "т": _S.DEAF},
    "D": {"д": _S.ANY & ~_S.DEAF, "т": _S.DEAF},
    "G": {"G": _S.ANY & ~_S.DEAF, "K": _S.DEAF},
    "M": {"м": _S.VOWEL | _S.GLIDE | _S.L, "б": _S.NASAL | _S.BUZZ, "п": _S.DEAF},
    "I": {"м": _S.ANY & ~_S.BUZZ & ~_S.DEAF, "б": _S.BUZZ, "п": _S.DEAF},
}
_BACK = str.maketrans("AYKG", "аықғ")
_FRONT = str.maketrans("AYKG", "еікг")

_LONGEST_ENDINGS = 14  # letters of all endings that follow a hyphen

# Letters that a verb's stem loses or lends: оқы + у = оқу, таны + й = тани, қой + у = қою,
# қой + а = қоя, тап + ып = тауып.
_MELTED = (
    ("у", Form.GERUND, "gerund", "Y"),
    ("и", Form.CONVERB_A, "converb", "Y"),
    ("ю", Form.GERUND, "gerund", "й"),
    ("я", Form.CONVERB_A, "converb", "й"),
    ("уYп", Form.CONVERB_P, "converb", "п"),
)


@cache
def endings() -> dict[str, tuple[Ending, ...]]:
    """Every ending in every shape, by its letters. Made on first use."""
    found: dict[str, list[Ending]] = {}
    for rule in _RULES:
        for shape, sounds in _shapes(rule.shape):
            for letters, harmony in _in_both_harmonies(shape):
                found.setdefault(letters, []).append(Ending(rule, sounds, harmony))
    for shape, makes, weight, lost in _MELTED:
        for table, harmony in ((_BACK, Harmony.BACK), (_FRONT, Harmony.FRONT)):
            rule = Rule(shape, Form.VERB, makes, weight)
            ending = Ending(rule, Sound.ANY, harmony, lost.translate(table))
            found.setdefault(shape.translate(table), []).append(ending)
    return {letters: tuple(ways) for letters, ways in found.items()}


def _shapes(shape: str) -> list[tuple[str, Sound]]:
    """The shape after each kind of sound, vowels still open."""
    if shape.startswith("(й)A"):
        return [("й", Sound.VOWEL), (shape[3:], Sound.CONSONANT)]
    if shape in ("сY", "Y"):
        return [(shape, Sound.VOWEL if shape == "сY" else Sound.CONSONANT)]
    if shape.startswith("("):
        return [(shape[3:], Sound.VOWEL), (shape[1] + shape[3:], Sound.CONSONANT)]
    if shape[0] in _FIRST:
        return [(first + shape[1:], sounds) for first, sounds in _FIRST[shape[0]].items()]
    return [(shape, Sound.ANY)]


def _in_both_harmonies(shape: str) -> list[tuple[str, Harmony]]:
    if shape.endswith("Aғы"):  # its last vowel goes along: -дағы, -дегі
        return [
            (shape[:-3] + vowels, harmony)
            for vowels, harmony in (("ағы", Harmony.BACK), ("егі", Harmony.FRONT))
        ]
    back, front = shape.translate(_BACK), shape.translate(_FRONT)
    if back == front:
        return [(back, Harmony.EITHER)]
    found = [(back, Harmony.BACK), (front, Harmony.FRONT)]
    if shape.endswith("AK") or shape.endswith("YK"):  # министрлік, but министрлігі
        found += [(back[:-1] + "ғ", Harmony.BACK), (front[:-1] + "г", Harmony.FRONT)]
    return found


@lru_cache(maxsize=4096)
def is_endings_only(text: str) -> bool:
    """Whether the text is nothing but endings of a noun, as they follow a hyphen: -лардағы, -ші.

    Sounds are not asked: they follow how the number or acronym is read aloud.
    """
    if len(text) > _LONGEST_ENDINGS:
        return False
    table = endings()
    reached = [int(Form.NOUN)] + [0] * len(text)
    for start, here in enumerate(reached):
        for end in range(start + 1, len(text) + 1) if here else ():
            for way in table.get(text[start:end], ()):
                if here & way.rule.after and not way.restore:
                    reached[end] |= int(way.rule.makes)
    return reached[-1] > int(Form.NOUN)
