"""Proof rules of Kazakh words and figures: ordinals, endings after numbers and acronyms, ж. and жж.

«Қазақ тілі орфографиясының негізгі ережелері»: an ordinal in Arabic figures has a hyphen (5-сынып,
7-ші), one in Roman figures has neither hyphen nor ending (XX ғасыр); an ending is joined to a
figure, an acronym or a foreign name by a hyphen.
"""

import re
from collections.abc import Iterator

from newsroom.languages import endings
from newsroom.languages.typesetting import NBSP, Found

_SPACE = f"[ {NBSP}]"
_NUMBER = f"\\d{{1,3}}(?:[ {NBSP}\u202f]\\d{{3}}){{1,5}}(?!\\d)|\\d++"
_HYPHEN = "[-\u2010\u2011\u2013]"
_END = r"(?![\w-])"
_CAPITALS = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"

_ORDINAL = re.compile(
    rf"(?<![\d.,:/])({_NUMBER})((?: -|- | - |{_HYPHEN}|{_SPACE})?)([ыі]?н)?(ш[ыі])(?!\w)"
)
_ROMAN = re.compile(rf"(?<![\w-])([IVXLІХ]+)(?:{_HYPHEN}|{_SPACE})(?:[ыі]?н)?ш[ыі](?!\w)")


def ordinals(text: str) -> Iterator[Found]:
    """7-ші, 6-шы, by the last spoken word; no ending after Roman figures.

    7-сынып and 5-бап have none, and are no matter of this rule. The long endings (7-нші, 10-ыншы)
    are met in speech written down; their harmony alone is looked at.
    """
    for match in _ORDINAL.finditer(text):
        right = endings.ordinal(match[1])
        is_joined = match[2] in ("-", "\u2011")
        if is_joined and match[4] == right:
            continue
        reason = "ordinal.harmony" if is_joined else "ordinal.hyphen"
        yield Found(match.start(), match.end(), reason, f"{match[1]}-{right}")
    for match in _ROMAN.finditer(text):
        yield Found(match.start(), match.end(), "ordinal.roman", match[1])


_AFTER_NUMBER = re.compile(rf"(?<![\d.,:/])({_NUMBER})({_HYPHEN}?)({endings.ENDING}){_END}")


def number_endings(text: str) -> Iterator[Found]:
    """2025-тен, 10-нан, COP29-дың. Fractions and hours are said in more ways than one: let be."""
    for match in _AFTER_NUMBER.finditer(text):
        yield from _ending(match, endings.readings(match[1]), "number")


_AFTER_ACRONYM = re.compile(
    rf"(?<![\w-])([{_CAPITALS}]{{2,8}})({_HYPHEN}?)({endings.ENDING}){_END}"
)
_AFTER_LATIN = re.compile(rf"(?<![\w'’-])([A-Za-z]{{2,40}})({_HYPHEN})({endings.ENDING}){_END}")


def name_endings(text: str) -> Iterator[Found]:
    """АҚШ-тың, ІІМ-нің, Tesla-ның; marked only where no way of saying it has that ending."""
    for match in _AFTER_ACRONYM.finditer(text):
        if set(match[1]) - set("ІХ"):  # those may be Roman figures
            yield from _ending(match, endings.of_acronym(match[1]), "acronym")
    for match in _AFTER_LATIN.finditer(text):
        yield from _ending(match, endings.of_latin(match[1]), "name")


def _ending(match: re.Match[str], sounds: list[endings.Sound], kind: str) -> Iterator[Found]:
    name, joined, written = match.groups()
    mended = endings.mended(sounds, written)
    if mended or joined not in ("-", "\u2011"):  # the second is a hyphen that does not break
        reason = f"ending.{kind}" if mended else "ending.hyphen"
        # 22-нен may be meant for 22-ден as well as for 22-сінен
        is_clear = not (mended and kind == "number" and written in ("нан", "нен"))
        right = f"{name}-{mended or written}" if is_clear else None
        yield Found(match.start(), match.end(), reason, right)


_YEAR_SIGN = re.compile(
    rf"(?<![\d\w])(\d{{4}} ?[-–] ?)?(\d{{4}})({_SPACE}?)(ж\.{_SPACE}?ж\.?|жж\.?|ж\.?)(?![\w-])"
)


def year_signs(text: str) -> Iterator[Found]:
    """2025 ж., 2020–2025 жж.: a no-break space before, a stop after, one stop for two years."""
    for match in _YEAR_SIGN.finditer(text):
        written = match[4].replace(NBSP, "").replace(" ", "")
        sign = "жж." if match[1] or written.startswith(("жж", "ж.ж")) else "ж."
        if not match[3] or match[4] != sign:
            yield Found(match.start(3), match.end(), "year_sign", NBSP + sign)
        elif match[3] == " ":
            yield Found(match.start(3), match.end(3), "no_break.unit", NBSP)
