"""The publish gate: small checks, each a sentence and the field it points at.

A check is a function of a `Draft` that yields findings. Upper rooms join by decorating theirs
with `check` when their app is ready. A section may make blockers of some advice.
"""

import dataclasses
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.photos.models import Photo

from . import body, proofs
from .models import HouseWord
from .rights import Key


class Severity(Enum):
    BLOCKER = "blocker"
    ADVICE = "advice"


@dataclass(frozen=True)
class Fix:
    """What one press would change in the form: field → its new value."""

    label: str  # translated when shown
    values: dict


@dataclass(frozen=True)
class Rename:
    """What one press would change in a name that stories share, or in that of a tag to be made."""

    row: object  # None: what is to be made
    old: str
    letters: list  # the strangers in it: their places
    new: str


@dataclass(frozen=True)
class Finding:
    severity: Severity
    sentence: str  # translated when shown
    field: str  # of the form: "headline", "sources", "lead_photo", …
    key: Key = Key.DUTY
    check: str = ""  # the name of the function that found it
    fix: Fix | None = None
    marks: tuple = ()  # of a proof rule: proofs.Placed, each a place in a field
    words: str = ""  # what it is about, in the story's own words
    link: str = ""  # where it is mended, if not in the form
    rename: Rename | None = None

    @property
    def is_blocker(self):
        return self.severity is Severity.BLOCKER


class Draft:
    """An article as the checks see it; what several of them ask is fetched once.

    `by` is who would publish it, `at` (aware datetime) when readers would see it. Whoever has
    other answers already gives them: `Draft(article, has_source=True)`.
    """

    def __init__(self, article, *, by=None, at=None, **known):
        self.article = article
        self.by = by
        self.at = at or timezone.now()
        self.__dict__.update(known)  # in place of the properties below

    @cached_property
    def has_source(self):
        return bool(self.sources)

    @cached_property
    def tags(self):
        return list(self.article.tags.all()) if self.article.pk else []

    @cached_property
    def sources(self):
        return list(self.article.sources.all()) if self.article.pk else []

    @cached_property
    def house_words(self):
        return HouseWord.objects.known(self.article.language)

    @cached_property
    def marks(self):
        """What the proof rules mark in its fields, let stand or not."""
        return proofs.read(self.article, known=self.house_words)

    @cached_property
    def stets(self):
        """(rule, words) of what somebody decided to let stand."""
        return list(self.article.stets.values_list("rule", "words")) if self.article.pk else []

    @cached_property
    def objects(self):
        return body.objects(self.article.body)

    @cached_property
    def body_photos(self):
        return Photo.objects.select_related("credit").in_bulk(self.objects.photo_ids)

    @cached_property
    def unknown_objects(self):
        return body.unknown_objects(self.article.body)


CHECKS = []
ADVICE = {}  # name of a check that advises: its title, for those who may make it strict


def check(function):
    CHECKS.append(function)
    return function


def advises(title):
    """Register a check whose findings are advice; a section may make it strict."""

    def register(function):
        ADVICE[function.__name__] = title
        return check(function)

    return register


def findings(article, **known):
    """Everything the checks have to say, blockers first; `known` as Draft takes it.

    Without `by` the checks that ask who publishes say nothing.
    """
    found = _run(CHECKS, Draft(article, **known))
    return sorted(found, key=lambda finding: not finding.is_blocker)


def blockers(article, **known):
    """Only what stops a publication; advice is not even looked for."""
    strict = strict_checks(article)
    asked = [one for one in CHECKS if one.__name__ not in ADVICE or one.__name__ in strict]
    return [finding for finding in _run(asked, Draft(article, **known)) if finding.is_blocker]


def _run(checks, draft):
    strict = strict_checks(draft.article)
    for function in checks:
        name = function.__name__
        for finding in function(draft):
            severity = Severity.BLOCKER if name in strict else finding.severity
            yield dataclasses.replace(finding, check=name, severity=severity)


def strict_checks(article):
    """Names of the advice that stops a publication in the story's section."""
    return article.section.strict_checks if article.section else []


def _blocker(field, sentence, key=Key.DUTY):
    return Finding(Severity.BLOCKER, sentence, field, key)


def _advice(field, sentence):
    return Finding(Severity.ADVICE, sentence, field)


@check
def has_section_in_its_language(draft):
    section = draft.article.section
    if section is None:
        yield _blocker("section", _("Choose a section."), Key.NOBODY)
    elif not section.has_language(draft.article.language):
        sentence = _("This section has no name in the language of the story.")
        yield _blocker("section", sentence, Key.NOBODY)


@check
def is_no_practice(draft):
    if draft.article.is_practice:
        sentence = _("This is a practice story: it can never be published.")
        yield _blocker("headline", sentence, Key.NOBODY)


@check
def keeps_its_embargo(draft):
    if draft.article.is_embargoed(draft.at):
        sentence = _("The embargo has not ended by then. Choose a later moment.")
        yield _blocker("embargoed_until", sentence, Key.CHIEF)


@check
def keeps_what_was_quoted(draft):
    """Words in somebody's mouth are not changed in silence once readers have had them."""
    live = draft.by and draft.article.pk and draft.article.live_edition()
    if live and body.quotes(live.body) - body.quotes(draft.article.body):
        sentence = _(
            "A quote has changed since it was published: say why. A correction may be due."
        )
        yield _blocker("body", sentence, Key.WRITER)


@check
def is_approved_where_that_is_asked(draft):
    article = draft.article
    if draft.by and article.section and article.section.needs_approval and not article.is_approved:
        yield _blocker("section", _("In this section another editor approves a text first."))


@check
def has_a_second_person_to_publish_it(draft):
    article = draft.article
    if draft.by and article.needs_two and article.saved_by_id == draft.by.pk:
        field = "minors" if article.minors else "legal_risk"
        yield _blocker(field, _("You wrote this text last: a second person must publish it."))


@check
def says_who_paid_for_a_campaign(draft):
    article = draft.article
    if article.label == article.Label.CAMPAIGN and not article.paid_by.strip():
        yield _blocker("paid_by", _("Campaign material: say who paid, and from which fund."))


@check
def names_its_source(draft):
    article = draft.article
    if not article.own_reporting and not draft.has_source:
        yield _blocker("sources", _("Name a source, or mark the story as own reporting."))


@check
def says_something(draft):
    article = draft.article
    if not article.is_flash and not article.standfirst.strip() and not article.body.strip():
        sentence = _("The story has neither a standfirst nor a body. A flash needs none.")
        yield _blocker("body", sentence, Key.NOBODY)


@check
def credits_its_photos(draft):
    article = draft.article
    if article.lead_photo and not article.lead_photo.credit_id:
        yield _blocker("lead_photo", _("The lead photo has no credit. Write who made it."))
    if article.poster and not article.poster.credit_id:
        yield _blocker("poster", _("The poster has no credit. Write who made it."))
    for photo in draft.body_photos.values():
        if not photo.credit_id:
            yield _blocker("body", _("A photo in the text has no credit. Write who made it."))
            break


@check
def shows_its_video(draft):
    article = draft.article
    if article.kind == article.Kind.TV_REPORT and not (article.video_url or article.video_file):
        yield _blocker("video_url", _("A TV report needs a video: its address or a file."))


@advises(_("Every photo and story in the text still exists"))
def knows_what_it_shows(draft):
    if draft.unknown_objects:
        yield _advice("body", _("The text holds objects that no longer exist; they are not shown."))


@advises(_("The caption says more than the credit"))
def says_more_in_the_caption_than_in_the_credit(draft):
    article = draft.article
    photo = article.lead_photo
    if photo and photo.credit and article.lead_caption:
        credit = languages.fold(photo.credit_line(article.language))
        if languages.fold(article.lead_caption) == credit:
            sentence = _("The caption repeats the credit. Say what is shown.")
            fix = Fix(_("Empty the caption"), {"lead_caption": ""})
            yield dataclasses.replace(_advice("lead_photo", sentence), fix=fix)


@advises(_("The lead photo has an alt text"))
def describes_its_photo(draft):
    article = draft.article
    if article.lead_photo and not article.lead_photo.alt(article.language):
        yield _advice("lead_photo", _("Describe the photo for readers who cannot see it."))
