"""The records of the exchange format (docs/exchange.md): from a JSON object to a checked record.

Nothing here asks the database. A field that a class does not name is unknown, and a fault.
"""

import dataclasses
import datetime
import re
from dataclasses import dataclass

from articles.models import Article, CorrectionKind, Kind, Label, Source
from articles.models.addresses import CODE_LENGTH, CODE_LETTERS
from articles.models.copy import HEADLINE_LIMIT, SHORT_HEADLINE_LIMIT, STANDFIRST_LIMIT
from newsroom import languages

from . import values
from .values import Bad

LARGEST_NUMBER = 99_999_999  # of a story; higher ones are kept for references (awaiting.py)
MOST = 500  # entries of a list
_CODE = re.compile(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")

_name = values.words(200)
_names = values.several(_name, MOST)
_file = values.words(500)


@dataclass(frozen=True)
class Fault:
    """Why a line, or a part of it, did not come in."""

    line: int  # 1 is the first; 0 for the file as a whole
    field: str  # "headline", "sources[2].url"; "" for the line as a whole
    reason: str
    external_id: str = ""

    def __str__(self):
        named = f" ({self.external_id})" if self.external_id else ""
        field = f"{self.field}: " if self.field else ""
        return f"line {self.line}{named}: {field}{self.reason}"


def told(kind, *, needed=False, default=None, factory=None):
    """A field of a record that holds what `kind` of articles.exchange.values takes."""
    metadata = {"kind": kind, "needed": needed}
    if factory:
        return dataclasses.field(default_factory=factory, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def nested(record_class):
    """The kind of a field that holds a record."""

    def read(value):
        if not isinstance(value, dict):
            raise Bad("should be an object")
        record, bad = fill(record_class, value)
        if bad:
            raise Bad(bad[0][1], f".{bad[0][0]}")
        return record

    return read


@dataclass
class SourceLink:
    name: str = told(_name, needed=True, default="")
    url: str = told(values.address(500), default="")


@dataclass
class Picture:
    """A photo where it is used; what the library has of it already stays."""

    file: str = told(_file, needed=True, default="")
    caption: str = told(values.words(400), default="")
    credit: dict = told(values.one_or_per_language(_name), factory=dict)
    alt: dict = told(values.one_or_per_language(values.words(300)), factory=dict)
    rights: str = told(values.text(2000), default="")


@dataclass
class CorrectionNote:
    kind: str = told(values.one_of(CorrectionKind.values), default="correction")
    text: str = told(values.text(1000), needed=True, default="")
    at: datetime.datetime | None = told(values.moment, needed=True)


@dataclass
class StoryRecord:
    external_id: str = told(values.words(200), needed=True, default="")
    number: int | None = told(values.whole(1, LARGEST_NUMBER))
    group: str = told(values.words(200), default="")
    language: str = told(values.one_of(languages.LANGUAGES), needed=True, default="")
    kind: str = told(values.one_of(Kind.values), default=Kind.NEWS.value)
    status: str = told(values.one_of(Article.Status.values), default="")
    headline: str = told(values.words(HEADLINE_LIMIT), needed=True, default="")
    short_headline: str = told(values.words(SHORT_HEADLINE_LIMIT), default="")
    standfirst: str = told(values.text(STANDFIRST_LIMIT), default="")
    body_html: str = told(values.html, default="")
    body_text: str = told(values.html, default="")
    slug: str = told(values.slug, default="")
    short_code: str = told(
        values.matching(_CODE, f"should be {CODE_LENGTH} of {CODE_LETTERS}"), default=""
    )
    section: str = told(_name, default="")
    tags: list = told(_names, factory=list)
    authors: list = told(_names, factory=list)
    sources: list = told(values.several(nested(SourceLink), MOST), factory=list)
    own_reporting: bool = told(values.flag, default=False)
    photo: Picture | None = told(nested(Picture))
    photos: list = told(values.several(nested(Picture), MOST), factory=list)
    related: list = told(values.several(values.words(200), MOST), factory=list)
    published_at: datetime.datetime | None = told(values.moment)
    updated_at: datetime.datetime | None = told(values.moment)
    withdrawn_at: datetime.datetime | None = told(values.moment)
    public_reason: str = told(values.text(20_000), default="")
    old_address: str = told(values.words(2000), default="")
    old_addresses: list = told(values.several(values.words(2000), MOST), factory=list)
    label: str = told(values.one_of(Label.values), default="")
    paid_by: str = told(values.words(200), default="")
    is_quiet: bool = told(values.flag, default=False)
    is_flash: bool = told(values.flag, default=False)
    embargoed_until: datetime.datetime | None = told(values.moment)
    minors: bool = told(values.flag, default=False)
    legal_risk: bool = told(values.flag, default=False)
    is_practice: bool = told(values.flag, default=False)
    corrections: list = told(values.several(nested(CorrectionNote), MOST), factory=list)
    urgent: bool = told(values.flag, default=False)
    is_lead: bool = told(values.flag, default=False)
    pinned_until: datetime.datetime | None = told(values.moment)
    video_url: str = told(values.address(500), default="")
    video_file: str = told(_file, default="")
    video_seconds: int | None = told(values.whole(1, 24 * 3600))
    poster: Picture | None = told(nested(Picture))
    programme: str = told(_name, default="")
    aired_on: datetime.date | None = told(values.day)


@dataclass
class NameRecord:
    name: dict = told(values.per_language(_name), needed=True, factory=dict)
    slug: dict = told(values.per_language(values.slug), factory=dict)
    intro: dict = told(values.per_language(values.text(20_000)), factory=dict)


@dataclass
class TagRecord(NameRecord):
    other_names: dict = told(values.per_language(_names), factory=dict)


@dataclass
class ProgrammeRecord(NameRecord):
    pass


@dataclass
class SectionRecord(NameRecord):
    order: int = told(values.whole(0, 32_767), default=0)


@dataclass
class AuthorRecord(NameRecord):
    portrait: str = told(_file, default="")


@dataclass
class Phrase:
    language: str = told(values.one_of(languages.LANGUAGES), needed=True, default="")
    phrase: str = told(values.words(300), needed=True, default="")


@dataclass
class SourceRecord(NameRecord):
    kind: str = told(values.one_of(Source.Kind.values), default="")
    site_url: str = told(values.address(200), default="")
    contacts: str = told(values.text(20_000), default="")
    credit: dict = told(values.per_language(_name), factory=dict)
    phrases: list = told(values.several(nested(Phrase), MOST), factory=list)


@dataclass
class PhotoRecord:
    """A photo in the library, with all that the library says of it."""

    file: str = told(_file, needed=True, default="")
    caption: str = told(values.text(20_000), default="")
    credit: dict = told(values.per_language(_name), factory=dict)
    alt: dict = told(values.per_language(values.words(300)), factory=dict)
    rights: str = told(values.text(20_000), default="")
    focal: list = told(values.point, factory=list)


TYPES = {
    "story": StoryRecord,
    "section": SectionRecord,
    "tag": TagRecord,
    "source": SourceRecord,
    "author": AuthorRecord,
    "programme": ProgrammeRecord,
    "photo": PhotoRecord,
}


def read(value, line=0):
    """(record, faults) of one JSON value; the record is None when there are faults."""
    if not isinstance(value, dict):
        return None, [Fault(line, "", "should be an object: {…}")]
    kind = value.get("type", "story")
    if not isinstance(kind, str) or kind not in TYPES:
        return None, [Fault(line, "type", f"is none of: {', '.join(TYPES)}")]
    record, bad = fill(TYPES[kind], {key: one for key, one in value.items() if key != "type"})
    if kind == "story" and record.body_html and record.body_text:
        bad.append(("body_text", "stands beside body_html; give one of them"))
    named = record.external_id if kind == "story" else ""
    return (None if bad else record), [Fault(line, *one, named) for one in bad]


def fill(record_class, value):
    """A record from the fields of `value`, and (field, reason) of each that is bad."""
    known = _fields(record_class)
    filled, bad = {}, []
    for name, one in value.items():
        field = known.get(name)
        if field is None:
            bad.append((name[:50] if name.isprintable() else ascii(name)[:50], "unknown field"))
        elif one is not None:
            try:
                filled[name] = field.metadata["kind"](one)
            except Bad as fault:
                bad.append((name + fault.inside, fault.reason))
    named = {field.split(".")[0].split("[")[0] for field, _reason in bad}
    for name, field in known.items():
        if field.metadata["needed"] and not filled.get(name) and name not in named:
            bad.append((name, "is missing or empty"))
    return record_class(**filled), bad


_known = {}


def _fields(record_class):
    if record_class not in _known:
        _known[record_class] = {one.name: one for one in dataclasses.fields(record_class)}
    return _known[record_class]
