"""The history of a story: its saved texts, compared with each other, and put back."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import desk, revisions, rights
from articles.models import Revision
from newsroom import languages

from . import moves, standing

AT_ONCE = 100  # revisions of a page
READERS = "readers"  # in an address: the text that readers have


def page(article, request):
    """What the history shows above Django's list: steps, and the saved texts, newest first."""
    steps = standing.steps_of(article)
    done = defaultdict(list)
    for step in reversed(steps):
        if step["done"] not in done[step["edit_no"]]:
            done[step["edit_no"]].append(step["done"])
    before = request.GET.get("before", "")
    found = article.revisions.defer("snapshot").select_related("saved_by")
    found = found.filter(number__lt=int(before)) if before.isdecimal() else found
    found = list(found[: AT_ONCE + 1])
    live = article.live_edition()
    rows = [
        {
            **_told(revision),
            "done": done[revision.number],
            "is_live": bool(live and live.edit_no == revision.number),
            "is_first": revision.number == 1,
        }
        for revision in found[:AT_ONCE]
    ]
    older = rows[-1]["number"] if len(found) > AT_ONCE else None
    return {"steps": steps, "revisions": rows, "older": older, "live": live}


def _told(revision):
    saved = languages.day_and_time(revision.saved_at, get_language())
    return {"number": revision.number, "at": saved, "by": revision.saved_by or "–"}


def compare(model_admin, request, pk):
    """Two texts of a story. `old` and `new` in the address are numbers of saves, or "readers"."""
    article = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    new = _side(article, request.GET.get("new") or _newest(article))
    old = _side(article, request.GET.get("old") or _before(article, new["number"]))
    if old["number"] and new["number"] and old["number"] > new["number"]:
        old, new = new, old
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Compare"),
        "subtitle": None,
        "opts": model_admin.opts,
        "article": article,
        "sides": [old, new],
        "parts": revisions.compare(old["snapshot"], new["snapshot"]),
        "may_restore": model_admin.has_change_permission(request, article),
    }
    return render(request, "admin/articles/article/compare.html", context)


def _newest(article):
    return str(article.revisions.values_list("number", flat=True).first())


def _before(article, number):
    """The save before that one; the first is compared with itself."""
    earlier = article.revisions.filter(number__lt=number or 0).values_list("number", flat=True)
    return str(earlier.first() or number or READERS)


def _side(article, asked):
    """One of the two: {"number", "at", "by", "snapshot", "is_now"}; no number: readers' text."""
    if asked == READERS:
        live = article.live_edition()
        if not live:
            raise Http404
        at = languages.day_and_time(live.live_from, get_language())
        return {"number": None, "at": at, "snapshot": revisions.of_edition(live)}
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    revision = get_object_or_404(
        Revision.objects.select_related("saved_by"), article=article, number=number
    )
    is_now = number == article.edit_no
    return {**_told(revision), "snapshot": revision.snapshot, "is_now": is_now}


def restore(model_admin, request, pk):
    """Put the text of one save back on the desk. POST: `number`, and `edit_no` as it was seen."""
    article = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not rights.may(request.user, "write", article):
        raise PermissionDenied
    number, edit_no = (request.POST.get(name, "") for name in ("number", "edit_no"))
    if not (number.isdecimal() and edit_no.isdecimal()):
        raise Http404
    revision = get_object_or_404(article.revisions, number=int(number))
    try:
        lost = revisions.restore(article, revision, by=request.user, edit_no=int(edit_no))
    except desk.StaleSave:
        messages.warning(
            request, _("Somebody saved this story meanwhile. Nothing is put back: compare again.")
        )
        return redirect("admin:articles_article_compare", pk)
    except rights.NotAllowed as fault:
        messages.warning(request, moves.sentence(fault))
        return redirect("admin:articles_article_history", pk)
    messages.success(
        request, _("The old text is on the desk again, as a new save. Readers see nothing of it.")
    )
    if lost:
        label = _("No longer there, and left out")
        messages.warning(request, f"{label}: {'; '.join(lost)}")
    return redirect("admin:articles_article_change", pk)
