"""Proof rules of the setting: quotes, dashes, spaces, months, repeated words.

Kazakh and Russian print alike: «…» with „…“ within, a dash between spaces, a no-break space between
a number and what it counts and after initials (А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя
и автора»; the house rules of Kazakh papers follow it). English keeps its own quotation marks.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsroom.languages.letters import compose

NBSP = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
_SPACE = f"[ {NBSP}]"


class Found(NamedTuple):
    """What a rule yields: text[start:end], why (a key), and what belongs there."""

    start: int
    end: int
    reason: str
    replacement: str | None
    letters: tuple[int, ...] = ()  # strangers in a mixed word, counted from `start`


_QUOTE = re.compile('["«»“”„‟]')


def quotes(text: str) -> Iterator[Found]:
    """«…», and „…“ within them; one mark for each outermost pair that holds a wrong sign.

    Where opening and closing signs do not come out even nothing is said: which one is missing, a
    person must see. An inch (6") is no quote.
    """
    stack: list[tuple[int, str]] = []  # (place, sign) of those that are open
    wrong: dict[int, str] = {}
    found = []
    for match in _QUOTE.finditer(text):
        place, sign = match.start(), match[0]
        if not _closes(text, place, is_open=bool(stack)):
            if sign != '"' or not text[place - 1 : place].isdigit():
                stack.append((place, sign))
            continue
        if not stack:
            return
        opened, first = stack.pop()
        pair = "„“" if stack else "«»"
        for at, was, right in zip((opened, place), first + sign, pair, strict=True):
            if was != right:
                wrong[at] = right
        if not stack and wrong:
            inside = "".join(wrong.get(at, text[at]) for at in range(opened, place + 1))
            reason = "quotes" if {opened, place} & wrong.keys() else "quotes.inner"
            found.append(Found(opened, place + 1, reason, inside))
            wrong = {}
    if not stack:
        yield from found


def _closes(text: str, place: int, *, is_open: bool) -> bool:
    sign = text[place]
    if sign in "«»„”‟":
        return sign in "»”"
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    at_a_beginning = not before or before.isspace() or before in '([{«„“"/–—-'
    if at_a_beginning and after and not after.isspace():
        return False
    return is_open or sign == "“"


# Dashes.

_DASH = re.compile(rf"(?<=[^\s\d]){_SPACE}--?{_SPACE}(?=\S)|(?<=\d){_SPACE}--?{_SPACE}(?=[^\s\d])")
_FIRST_DASH = re.compile(rf"^--?(?={_SPACE}\S)", re.MULTILINE)


def dash(text: str) -> Iterator[Found]:
    """A hyphen joins words; what stands between spaces is a dash.

    Between two numbers nothing is said: «2 - 1» may be a score, a sum or a span.
    """
    for match in _FIRST_DASH.finditer(text):
        yield Found(match.start(), match.end(), "dash", EN_DASH)
    for match in _DASH.finditer(text):
        yield Found(match.start(), match.end(), "dash", f" {EN_DASH} ")


_MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_COUNTED = "|".join(
    (
        r"% пайыз процент жыл жас күн апта сағат минут секунд метр шақырым км кг тонна млн млрд "
        r"мың миллион миллиард теңге доллар градус ° бет адам гектар жж?\. лет дней минут час тыс "
        r"рубл тенге человек гг?\. " + " ".join(_MONTHS.values())
    ).split()
)
_RANGE = re.compile(
    r"(?<![\w.,:/№+\-–—])(\d{1,4}+)-(\d{1,4}+)(?![\-–—/:]|[.,]\d)"
    rf"(?={_SPACE}?({_COUNTED}))?"
)
_HOURS = re.compile(r"(?<![\d:\-])(\d{1,2}:\d\d)-(?=\d{1,2}:\d\d(?![\d:\-]))")


def ranges(text: str) -> Iterator[Found]:
    """From–to with an en dash: 2020–2025, 10–15 мамыр, 9:00–18:00.

    Marked between years, between hours, and before what is counted: 15-20 alone may be a score. Two
    neighbours (2-3 күн, «екі-үш күн») are a guess, and a hyphen is right between them.
    """
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        are_years = len(match[1]) == len(match[2]) == 4 and 1000 < first < last < 2100
        if are_years or (match[3] and last - first > 1):
            yield Found(match.end(1), match.end(1) + 1, "range", EN_DASH)
    for match in _HOURS.finditer(text):
        yield Found(match.end(1), match.end(), "range", EN_DASH)


# Spaces.

_UNIT = re.compile(
    r"(?<=\d) (?=[%₸°]|(?:млн|млрд|трлн|тыс|тг|км|см|мм|м|га|кг|г|т|[кМГ]Вт"
    r"|(?:мың|миллион|миллиард|теңге|тенге|жыл(?!қ|ж|т|ыт|ыну|дам)|год|лет|гг)\w*+)(?!\w))"
)
_CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_INITIAL = re.compile(
    rf"(?<![\w.])(?:{_CAPITAL}\.{_SPACE}?)?{_CAPITAL}\. (?={_CAPITAL}[а-яёәғқңөұүһі])"
)


def no_break(text: str) -> Iterator[Found]:
    """5 млн, 2025 жыл, 10 км, Қ. Тоқаев: the two parts stay on one line."""
    for match in _UNIT.finditer(text):
        yield Found(match.start(), match.end(), "no_break.unit", NBSP)
    for match in _INITIAL.finditer(text):
        yield Found(match.end() - 1, match.end(), "no_break.initial", NBSP)


_BEFORE_SIGN = re.compile(rf"(?<=[\w»)”%])({_SPACE}++)[,.;:!?](?=\s|$|[»)”])")


def space_before(text: str) -> Iterator[Found]:
    for match in _BEFORE_SIGN.finditer(text):
        yield Found(match.start(1), match.end(1), "space_before", "")


_DOUBLE = re.compile(rf"(?<=\S){_SPACE}{{2,}}+(?=\S)")


def double_space(text: str) -> Iterator[Found]:
    for match in _DOUBLE.finditer(text):
        if text[match.end()] not in ",.;:!?":  # that space goes wholly
            yield Found(match.start(), match.end(), "double_space", " ")


_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+|(?<=\\w)[\u200c\u200d]+(?=\\w)"
)
_TWO_FOR_ONE = re.compile("[ИиЕеІі][\u0306\u0308]")


def invisible(text: str) -> Iterator[Found]:
    """Soft hyphens and characters of no width: search and the printed line break at them.

    The joiners within an emoji stay. So does й typed as и and a breve: it is one letter.
    """
    for match in _INVISIBLE.finditer(text):
        yield Found(match.start(), match.end(), "invisible", "")
    for match in _TWO_FOR_ONE.finditer(text):
        if len(one := compose(match[0])) == 1:
            yield Found(match.start(), match.end(), "invisible.composed", one)


# Words.

_MONTH = {
    code: re.compile(
        rf"(?<![\w.,:])([12]?\d|3[01]){_SPACE}({'|'.join(names.title().split())})"
        rf"{'[а-яәғқңөұүһі]*' if code == 'kk' else ''}(?!\w)"
    )
    for code, names in _MONTHS.items()
}
# Names of holidays, printed with a capital in Russian; in Kazakh both are met.
_HOLIDAYS = {("8", "наурыз"), ("1", "мамыр"), ("7", "мамыр"), ("9", "мамыр"), ("8", "марта"),
             ("1", "мая"), ("9", "мая")}  # fmt: skip


def months(text: str, language: str) -> Iterator[Found]:
    """13 мамыр, 13 мая: a month has a small letter. 8 Марта and 9 Мая may be holidays."""
    for match in _MONTH[language].finditer(text):
        if (match[1], match[2].lower()) not in _HOLIDAYS:
            yield Found(match.start(2), match.end(2), "month", match[2].lower())


_REPEATED = re.compile(rf"(?<![\w-])([^\W\d_]{{2,}}+){_SPACE}+(\1)(?![\w-])", re.IGNORECASE)
# Said twice on purpose, or a name.
_TWICE = set("бір иә жоқ да нет очень еле чуть very that had no ха бла қош сол әр".split())


def repeated(text: str, language: str) -> Iterator[Found]:
    """The same word twice; the second one goes. Words of names (Бора Бора) are let be.

    In Kazakh it may be a pair that lacks its hyphen (түрлі-түрлі), so only a person can mend it.
    """
    for match in _REPEATED.finditer(text):
        if match[2].islower() and match[2] not in _TWICE:
            replacement = None if language == "kk" else match[1]
            yield Found(match.start(), match.end(), "repeated", replacement)


_STOP = re.compile(r"(?<![.\s])\.\s*\Z")
_SHORTENED = re.compile(
    r"(?:^|[\s(.])(?:\w|жж|гг|т\.б|т\.с\.с|т\.д|т\.п|др|млн|млрд|Inc|Ltd|Co)\.\s*\Z"
)


def headline_stop(text: str) -> Iterator[Found]:
    """A headline has no full stop. Of an abbreviation the stop stays."""
    match = _STOP.search(text[-50:])
    if match and not _SHORTENED.search(text[-50:]):
        start = len(text) - len(match[0])
        yield Found(start, start + 1, "headline_stop", "")
