"""The proof rules put to a story: what they mark in its fields, and what mending would write.

The rules themselves are newsroom/languages/proofing.py; here are the fields they read, the reasons
in words, what the house dictionary knows, and what somebody decided to let stand. docs/articles.md.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from newsroom.languages import proofing

from . import body
from .models import Stet

FIELDS = ["headline", "short_headline", "standfirst", "lead_caption", "body"]
HEADLINES = ["headline", "short_headline"]
AROUND = 24  # letters before and after a mark, by which the form finds it again
MOST_STETS = 1000  # of one story

REASONS = {  # of a mark: why it is one
    "one_script": _("Cyrillic and Latin letters in one word."),
    "quotes": _("Quotation marks of another language: here they are «…»."),
    "quotes.inner": _("Within «…» the quotation marks are „…“."),
    "dash": _("A hyphen stands for a dash."),
    "range": _("From one number to another stands an en dash without spaces."),
    "space_before": _("No space stands before this sign."),
    "double_space": _("Two spaces in a row."),
    "invisible": _("An invisible character: search and line breaks stumble over it."),
    "invisible.composed": _("One letter is made of two characters: search does not find the word."),
    "repeated": _("The same word twice in a row."),
    "month": _("The name of a month has a small letter after the day."),
    "no_break.unit": _("A number and what it counts stay on one line: a no-break space."),
    "no_break.initial": _("An initial and the surname stay on one line: a no-break space."),
    "ordinal.harmony": _("The ending of an ordinal follows the number as it is said."),
    "ordinal.hyphen": _("The ending of an ordinal is joined to the figure by a hyphen."),
    "ordinal.roman": _("After Roman figures an ordinal has no ending."),
    "ending.number": _("The ending follows the number as it is said."),
    "ending.acronym": _("The ending follows the acronym as it is said."),
    "ending.name": _("The ending follows the name as it is said."),
    "ending.hyphen": _("The ending is joined by a hyphen."),
    "year_sign": _("After a year stands a space and ж., after several years жж."),
    "headline_stop": _("A headline has no full stop."),
}
# Rules whose marks are words: they may be added to the house dictionary.
OF_WORDS = {"one_script", "name_ending", "repeated"}
RULES = {*proofing.HEADLINE_RULES, *(name for rules in proofing.RULES.values() for name in rules)}


@dataclass(frozen=True)
class Placed:
    """A mark of a field. `before` and `after` stand around it in the same block of text."""

    mark: proofing.Mark
    field: str
    passage: body.Passage

    @property
    def before(self):
        return self.passage.text[max(0, self.mark.start - AROUND) : self.mark.start]

    @property
    def text(self):
        return self.passage.text[self.mark.start : self.mark.end]

    @property
    def after(self):
        return self.passage.text[self.mark.end : self.mark.end + AROUND]

    @property
    def stet(self):
        """What is remembered where somebody lets it stand."""
        return (self.mark.rule, self.mark.words)


def read(article, *, known: Collection[str] = ()) -> list[Placed]:
    """All marks of a story's fields, in the order of the form, but for words that are `known`.

    `known` as proofing.known_form writes them.
    """
    return [
        Placed(mark, name, passage)
        for name in FIELDS
        for passage in _passages(article, name)
        for mark in proofing.marks(
            passage.text, article.language, known=known, is_headline=name in HEADLINES
        )
    ]


def read_name(name, language, *, known=()) -> list[proofing.Mark]:
    """Mixed letters in the name of a tag or a source."""
    return proofing.marks(name, language, known=known, rules=["one_script"])


def _passages(article, name):
    value = getattr(article, name) or ""
    if name == "body":
        return body.passages(value)
    return [body.Passage(value)] if value else []


def mended(article, placed: Iterable[Placed]) -> dict:
    """{field: new value} with these marks mended, where they have a replacement."""
    edits = {}
    for one in placed:
        if one.mark.replacement is not None:
            edits.setdefault(one.field, []).append(one)
    return {name: _mended(getattr(article, name), name, marks) for name, marks in edits.items()}


def _mended(value, name, marks):
    if name != "body":
        return proofing.mended(value, [one.mark for one in marks])
    changes, ends = [], {}
    for one in marks:
        mark = one.mark
        if mark.start >= ends.get(id(one.passage), 0):  # of two that overlap, the first
            changes.append((one.passage, mark.start, mark.end, mark.replacement))
            ends[id(one.passage)] = mark.end
    return body.rewritten(value, changes)


# What is let stand.


def stets_of(article) -> list[tuple[str, str]]:
    return list(article.stets.order_by("pk").values_list("rule", "words")) if article.pk else []


def written_stets(stets) -> str:
    """As the form carries them."""
    return json.dumps([list(stet) for stet in stets], ensure_ascii=False)


def read_stets(written: str) -> list[tuple[str, str]]:
    """What a form sent; whatever is none of ours is passed over."""
    try:
        sent = json.loads(written or "[]")
    except (ValueError, RecursionError):
        return []
    stets = [
        (rule, words)
        for rule, words in (one for one in _lists(sent) if len(one) == 2)
        if rule in RULES and words and len(words) <= proofing.WORDS and "\0" not in words
    ]
    return list(dict.fromkeys(stets))[:MOST_STETS]


def _lists(sent):
    if isinstance(sent, list):
        for one in sent:
            if isinstance(one, list) and all(isinstance(word, str) for word in one):
                yield one


def let_stand(article, stets, *, by):
    """Remember exactly these for a saved story; what stood there keeps its name and date."""
    stood = {(stet.rule, stet.words): stet.pk for stet in article.stets.all()}
    gone = [stood[stet] for stet in stood.keys() - set(stets)]
    if gone:
        Stet.objects.filter(pk__in=gone).delete()
    Stet.objects.bulk_create(
        [
            Stet(article=article, rule=rule, words=words, by=by)
            for rule, words in stets
            if (rule, words) not in stood
        ],
        ignore_conflicts=True,
    )
