"""What a field of a record may hold: each kind takes a JSON value and gives a clean one.

A kind raises Bad with the reason, and with the way to the spot when that lies deeper inside.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from newsroom import languages

EARLIEST, LATEST = 1900, 2100  # years
_ENDS = re.compile(r"[\t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAGS = (
    "a|abbr|b|blockquote|br|center|div|em|embed|font|form|h[1-6]|hr|html|i|iframe|img|input|ins|li|"
    "link|math|meta|nobr|object|ol|p|q|s|script|small|span|strike|strong|style|sub|sup|svg|table|"
    "td|th|tr|tt|u|ul|video|xml"
)
_MARKUP = re.compile(rf"<(?:/?(?:{_TAGS})(?:[\s/][^<>]*)?>|!--|script\b)", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_is_address = URLValidator()


class Bad(ValueError):
    """`inside` is the way to the spot below the field: "[2].url"."""

    def __init__(self, reason, inside=""):
        super().__init__(reason)
        self.reason, self.inside = reason, inside


def words(limit):
    """One line of plain text; line ends and tabs in it are spaces."""

    def read(value):
        return _plain(_ENDS.sub(" ", _string(value)).strip(), limit)

    return read


def text(limit):
    """Plain text of several lines."""
    return lambda value: _plain(_string(value).strip(), limit)


def html(value):
    """Whatever else it holds, `articles.body` cleans it."""
    if _SURROGATE.search(_string(value)):
        raise Bad("holds half of a character (a lone surrogate)")
    return _CONTROL.sub("", value)


def flag(value):
    if not isinstance(value, bool):
        raise Bad(f"should be true or false, not {_told(value)}")
    return value


def whole(lowest, highest):
    def read(value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise Bad(f"should be a whole number, not {_told(value)}")
        if not lowest <= value <= highest:
            raise Bad(f"should lie between {lowest:,} and {highest:,}")
        return value

    return read


def part(value):
    """A place between 0 and 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Bad("should lie between 0 and 1")
    return float(value)


def point(value):
    """[from the left, from the top] of a picture."""
    if not isinstance(value, list) or len(value) != 2:
        raise Bad("should be two numbers: from the left and from the top")
    return [part(one) for one in value]


def one_of(choices):
    known = list(choices)

    def read(value):
        if _string(value) not in known:
            raise Bad(f"is none of: {', '.join(known)}")
        return value

    return read


def matching(pattern, reason):
    def read(value):
        if not pattern.fullmatch(_string(value)):
            raise Bad(reason)
        return value

    return read


def slug(value):
    if not _SLUG.fullmatch(_string(value)) or len(value) > 80:
        raise Bad("should be Latin small letters, digits and single hyphens, 80 at most")
    return value


def address(limit):
    def read(value):
        value = _plain(_string(value).strip(), limit)
        try:
            _is_address(value)
        except ValidationError:
            raise Bad(f"is no web address: {value[:100]}") from None
        return value

    return read


def moment(value):
    """ISO 8601, in Almaty time where it names no zone; aware, in UTC."""
    try:
        found = datetime.datetime.fromisoformat(_string(value).strip())
    except ValueError:
        raise Bad(f"is no date of ISO 8601: {_shown(value)}") from None
    if not EARLIEST <= found.year <= LATEST:
        raise Bad(f"lies outside of the years {EARLIEST} to {LATEST}: {_shown(value)}")
    if found.tzinfo is None:
        found = found.replace(tzinfo=languages.ALMATY)
    return found.astimezone(datetime.UTC)


def day(value):
    try:
        found = datetime.date.fromisoformat(_string(value).strip())
    except ValueError:
        raise Bad(f"is no day as 2026-11-24: {_shown(value)}") from None
    if not EARLIEST <= found.year <= LATEST:
        raise Bad(f"lies outside of the years {EARLIEST} to {LATEST}: {_shown(value)}")
    return found


def several(kind, most):
    """A list; what stands in it twice counts once."""

    def read(value):
        if not isinstance(value, list):
            raise Bad(f"should be a list, not {_told(value)}")
        if len(value) > most:
            raise Bad(f"has more than {most:,} entries")
        found = []
        for number, one in enumerate(value):
            one = _inside(kind, one, f"[{number}]")
            if one not in found:
                found.append(one)
        return found

    return read


def per_language(kind):
    """{"kk": …, "ru": …, "en": …}; what is empty is left out."""

    def read(value):
        if not isinstance(value, dict):
            raise Bad(f"should hold a text per language, not {_told(value)}")
        for code in value:
            if code not in languages.LANGUAGES:
                raise Bad(f"{_shown(code)} is no language here: kk, ru, en")
        return {
            code: _inside(kind, value[code], f".{code}")
            for code in languages.LANGUAGES
            if value.get(code) not in (None, "")
        }

    return read


def one_or_per_language(kind):
    """As per_language, or one text, given as {"": …}: in the language of the story."""
    many = per_language(kind)
    return lambda value: {"": kind(value)} if isinstance(value, str) else many(value)


def _inside(kind, value, step):
    try:
        return kind(value)
    except Bad as bad:
        raise Bad(bad.reason, step + bad.inside) from None


def _string(value):
    if not isinstance(value, str):
        raise Bad(f"should be text, not {_told(value)}")
    return value


def _plain(value, limit):
    if len(value) > limit:
        raise Bad(f"is longer than {limit:,} characters ({len(value):,})")
    if _CONTROL.search(value):
        raise Bad("holds a control character")
    if _SURROGATE.search(value):
        raise Bad("holds half of a character (a lone surrogate)")
    if markup := _MARKUP.search(value):
        raise Bad(f"holds markup, and only plain text may stand here: {markup[0][:50]}")
    return value


def _told(value):
    names = {bool: "true or false", int: "a number", float: "a number", str: "text"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names.get(type(value), type(value).__name__)


def _shown(value):
    """Safe to print whatever it is, on one line."""
    return ascii(value)[:60] if _CONTROL.search(value) or _SURROGATE.search(value) else value[:60]
