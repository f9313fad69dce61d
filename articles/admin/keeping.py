"""What is typed into the story form is kept on the server before anybody saves it.

Kept text is nobody's revision and never reaches the article: it waits until its writer puts it
back into the form, discards it, or saves the story.
"""

import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import body, desk, links, revisions, rights
from articles.models import Article, Autosave
from newsroom import languages

from .form import FIELDS, SAID

PHOTO_WORDS = ("credit", "alt", "credit-was", "alt-was")
KEPT = {
    *FIELDS,
    *SAID,
    *("sources-source", "sources-release_url", "edit_no", "form_id", "stets"),
    *(f"{photo}-{word}" for photo in ("lead_photo", "poster") for word in PHOTO_WORDS),
} - {"video_file", "sources"}  # a file is not kept, nor what is no name of an input
MOST = 2 * body.MAX_BODY_BYTES  # bytes of one kept text
NEW_STORIES = 10  # forms of new stories that are kept for one person


def keep(model_admin, request, pk=None):
    """POST the form as it stands, but for files. Answers {"kept": "14:05"}, or 422 and why."""
    article = get_object_or_404(Article.objects.defer("body", "search_text"), pk=pk) if pk else None
    if not _may_write(model_admin, request, article):
        raise PermissionDenied
    typed = {name: values for name, values in request.POST.lists() if name in KEPT}
    edit_no, form_id = (request.POST.get(name, "") for name in ("edit_no", "form_id"))
    is_named = bool(article) or (0 < len(form_id) <= 32 and form_id.isalnum())
    if not (edit_no.isdecimal() and len(edit_no) < 10 and is_named):
        return JsonResponse({"error": _("The text is not kept: open the story again.")}, status=422)
    if len(json.dumps(typed, ensure_ascii=False).encode()) > MOST:
        return JsonResponse({"error": _("The text is too long to be kept.")}, status=422)
    kept, is_new = Autosave.objects.update_or_create(
        user=request.user,
        article=article,
        form="" if article else form_id,
        defaults={"edit_no": int(edit_no), "typed": typed, "kept_at": timezone.now()},
    )
    if is_new and not article:
        mine = Autosave.objects.filter(user=request.user, article=None)
        mine.filter(pk__in=list(mine.values_list("pk", flat=True)[NEW_STORIES:])).delete()
    return JsonResponse({"kept": _hour(kept)})


def discard(model_admin, request, pk):
    """POST: forget one's own kept text. A script gets 204, a browser the form."""
    kept = get_object_or_404(Autosave, pk=pk, user=request.user)
    kept.delete()
    if request.headers.get("X-Requested-With"):
        return HttpResponse(status=204)
    if kept.article_id:
        return redirect("admin:articles_article_change", kept.article_id)
    return redirect("admin:articles_article_add")


def forget(user, article, form_id):
    """The story is saved: what its writer had kept of it is of no use."""
    Autosave.objects.filter(user=user, article=article).delete()
    if form_id:
        Autosave.objects.filter(user=user, article=None, form=form_id).delete()


def put_back(request, article):
    """The kept text that the address asks to see in the form again, as a form sends it; or None."""
    pk = request.GET.get("put_back", "") if request.method == "GET" else ""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    kept = Autosave.objects.filter(user=request.user, article=article, pk=int(pk)).first()
    return kept and _as_sent(kept)


def offers(request, article, form_class):
    """The user's kept texts of this story (or of stories that are not there yet), newest first.

    Each with what it says differently; one that says nothing else than the saved text is not
    offered.
    """
    found = []
    for kept in Autosave.objects.filter(user=request.user, article=article):
        offer = {"pk": kept.pk, "at": _hour(kept), "headline": str(kept), "parts": []}
        if article:
            offer["parts"] = _differences(kept, article, form_class)
            offer["is_old"] = kept.edit_no != article.edit_no
        if offer["parts"] or not article:
            found.append(offer)
    return found


@transaction.atomic  # the form looks at the locked row
def _differences(kept, article, form_class):
    stands = desk.snapshot(article, links.of(article))
    form = form_class(_as_sent(kept), instance=Article.objects.get(pk=article.pk))
    form.full_clean()
    return revisions.compare(stands, stands | form.typed())


def _as_sent(kept):
    sent = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        sent.setlist(name, values)
    return sent


def _may_write(model_admin, request, article):
    if article is None:
        return model_admin.has_add_permission(request)
    return rights.may(request.user, "write", article)


def _hour(kept):
    """14:05 of today; the day too when it is older."""
    moment, now = (at.astimezone(languages.ALMATY) for at in (kept.kept_at, timezone.now()))
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return languages.day_and_time(kept.kept_at, get_language())
