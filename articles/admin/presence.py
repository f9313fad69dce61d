"""Who else has the story's form open. It tells and never locks."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import rights
from articles.models import Article, Presence

FRESH = timedelta(seconds=45)  # a form says every 15 seconds that it is open


def beat(request, pk):
    """POST: the user is here; with `bye`, no longer. {"here": [names], "edit_no": what stands}.

    Two queries of its own: the row's moment, and the others. The first beat writes a row besides,
    and clears the user's rows of other stories that are long past.
    """
    rows = Article.objects.defer("body", "search_text")
    article = get_object_or_404(rows, pk=pk)
    if not rights.may(request.user, "write", article):
        raise PermissionDenied
    now = timezone.now()
    mine = Presence.objects.filter(article=article, user=request.user)
    if "bye" in request.POST:
        mine.delete()
        return HttpResponse(status=204)
    if not mine.update(seen_at=now):
        Presence.objects.filter(user=request.user, seen_at__lt=now - FRESH).delete()
        row = Presence(article=article, user=request.user, seen_at=now)
        Presence.objects.bulk_create([row], ignore_conflicts=True)
    others = Presence.objects.filter(article=article, seen_at__gt=now - FRESH)
    others = others.exclude(user=request.user).select_related("user").order_by("pk")
    here = [str(presence.user) for presence in others]
    return JsonResponse({"here": here, "edit_no": article.edit_no})
