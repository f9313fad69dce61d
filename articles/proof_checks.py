"""What the proof rules mark, as advice of the gate: one finding a reason, however many marks.

A mark that somebody let stand is not told again, but a section that made a check strict asks for
the mending, for the house dictionary or for a written reason: there nothing is let stand.
"""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.languages import proofing

from . import proofs
from .gate import Finding, Fix, Rename, Severity, advises, strict_checks

SHOWN = 3  # places named in a finding


@advises(_("No word mixes Cyrillic and Latin letters"))
def keeps_to_one_script(draft):
    yield from _marked(draft, "keeps_to_one_script", ["one_script"])
    for field, rows in (("tags", draft.tags), ("sources", draft.sources)):
        for row in rows:
            yield from _mixed_name(draft, row, field)


@advises(_("Quotation marks are those of the language"))
def quotes_by_the_language(draft):
    yield from _marked(draft, "quotes_by_the_language", ["quotes"])


@advises(_("Dashes, spaces, endings and dates are as a proofreader wants them"))
def keeps_the_proof_rules(draft):
    others = proofs.RULES - {"one_script", "quotes"}
    yield from _marked(draft, "keeps_the_proof_rules", others)


def _marked(draft, check: str, rules: Collection[str]):
    is_strict = check in strict_checks(draft.article)
    stets = set() if is_strict else set(draft.stets)
    by_reason: dict[str, list] = {}
    for placed in draft.marks:
        if placed.mark.rule in rules and placed.stet not in stets:
            by_reason.setdefault(placed.mark.reason, []).append(placed)
    for reason, marks in by_reason.items():
        changed = proofs.mended(draft.article, marks)
        label = _("Mend everywhere in the story") if len(marks) > 1 else _("Mend")
        yield Finding(
            Severity.ADVICE,
            proofs.REASONS[reason],
            marks[0].field,
            fix=Fix(label, changed) if changed else None,
            marks=tuple(marks),
            words=_named(placed.mark.words for placed in marks),
        )


def _named(words):
    """The first places, each once."""
    different = list(dict.fromkeys(words))
    more = " …" if len(different) > SHOWN else ""
    return ", ".join(different[:SHOWN]) + more


def _mixed_name(draft, row, field):
    """Tags and sources are shared: one press mends the name for every story, or their own page."""
    is_new = isinstance(row, str)  # a tag that saving would make
    name = row if is_new else row.name(draft.article.language)
    marks = proofs.read_name(name, draft.article.language, known=draft.house_words)
    if not marks:
        return
    mended = proofing.mended(name, marks)
    is_mendable = mended != name  # of some only a person knows
    link, rename = "", None
    if is_new or _may_change(draft.by, row):
        link = (
            ""
            if is_new
            else reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
        )
        letters = [mark.start + one for mark in marks for one in mark.letters]
        rename = Rename(None if is_new else row, name, letters, mended) if is_mendable else None
    yield Finding(
        Severity.ADVICE,
        _("Cyrillic and Latin letters in a name that stories share."),
        field,
        words=f"{name} → {mended}" if is_mendable else name,
        link=link,
        rename=rename,
    )


def _may_change(by, row):
    return by and by.has_perm(f"articles.change_{row._meta.model_name}")
