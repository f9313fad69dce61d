"""The gate beside the form: what it would say of the text as it is typed now."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext

from articles import gate, proofs, rights
from articles.models import Article

from .picks import NEW

MOST_MARKS = 200  # of one finding that are sent to the form


def check(model_admin, request, pk=None):
    """The findings of the typed form as JSON; nothing is saved.

    {"findings": [{"field", "label", "sentence", "severity", "words", "link", "count", "marks",
    "fix": {"label", "values", "count"} or null, "rename": _rename()}], "tally": tally()}; null in
    place of the list where nothing can be said: somebody else has saved the story, which saving
    tells. `count` is of marks, of which the first MOST_MARKS are sent, each {"field", "rule",
    "before", "text", "after", "words", "replacement", "letters", "is_word"}: proofs.Placed.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(Article, pk=pk) if pk else None
    if not rights.may(request.user, "write", article):
        raise PermissionDenied
    form_class = model_admin.get_form(request, article, change=bool(article))
    with transaction.atomic():
        form = form_class(request.POST, instance=article)
        said = _findings(form, request.user) if form.is_valid() else _faults(form) or None
        transaction.set_rollback(True)
    blocking = [one["severity"] == gate.Severity.BLOCKER.value for one in said or ()]
    return JsonResponse({"findings": said, "tally": tally(blocking)})


def tally(blocking):
    """What the bar says of the findings; `blocking` has a bool for each.

    {"words": "2 blockers · 3 pieces of advice", "severity": "blocker"}; both ""
    where there is nothing.
    """
    blockers, advice = blocking.count(True), blocking.count(False)
    words = []
    if blockers:
        one = ngettext("%(count)d blocker", "%(count)d blockers", blockers)
        words.append(one % {"count": blockers})
    if advice:
        one = ngettext("%(count)d piece of advice", "%(count)d pieces of advice", advice)
        words.append(one % {"count": advice})
    severity = gate.Severity.BLOCKER if blockers else gate.Severity.ADVICE
    return {"words": " · ".join(words), "severity": severity.value if words else ""}


def _faults(form):
    """What stops even a save, field by field."""
    return [
        {"field": name, "label": _label(form, name), "sentence": sentence, "severity": "blocker"}
        for name, sentences in form.errors.items()
        if name in form.fields
        for sentence in sentences
    ]


def _findings(form, user):
    typed = form.save(commit=False)
    cleaned = form.cleaned_data
    known = {
        "has_source": bool(cleaned.get("sources")),
        "sources": [source for source, _address in cleaned.get("sources", ())],
        "tags": list(cleaned.get("tags", ())),
        "by": user,
    }
    if cleaned["stets"]:  # the form says what is let stand, saved or not
        known["stets"] = proofs.read_stets(cleaned["stets"])
    return [
        {
            "field": finding.field,
            "label": _label(form, finding.field),
            "sentence": str(finding.sentence),
            "severity": finding.severity.value,
            "words": finding.words,
            "link": finding.link,
            "fix": finding.fix and _fix(finding),
            "rename": finding.rename and _rename(finding.rename),
            "marks": [_mark(placed) for placed in finding.marks[:MOST_MARKS]],
            "count": len(finding.marks),
        }
        for finding in gate.findings(typed, **known)
    ]


def _fix(finding):
    mendable = sum(placed.mark.replacement is not None for placed in finding.marks)
    fix = finding.fix
    # one place is mended by the form itself; no need to send it the whole text
    values = {} if len(finding.marks) == 1 else fix.values
    return {"label": str(fix.label), "values": values, "count": mendable}


def _rename(rename):
    """{"chosen": what the field holds now, "old", "letters": places in it, "new", "url"}; `url`, ""
    for a new tag, mends what is kept (letters.py).
    """
    row = rename.row
    said = {"old": rename.old, "letters": rename.letters, "new": rename.new}
    if row is None:
        return {**said, "chosen": NEW + rename.old, "url": ""}
    address = reverse(f"admin:articles_{row._meta.model_name}_letters", args=[row.pk])
    return {**said, "chosen": str(row.pk), "url": address}


def _mark(placed):
    mark = placed.mark
    return {
        "field": placed.field,
        "rule": mark.rule,
        "before": placed.before,
        "text": placed.text,
        "after": placed.after,
        "words": mark.words,
        "replacement": mark.replacement,
        "letters": mark.letters,
        "is_word": mark.rule in proofs.OF_WORDS,
    }


def _label(form, name):
    return str(form[name].label) if name in form.fields else ""
