"""Suggestions beside the fields of the form: what the typed text may be filed under."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404

from articles import rights
from articles.models import Article
from articles.search import suggesting
from newsroom import languages

MOST = 100_000  # letters of a body that are looked at


def suggest(request, pk=None):
    """{"tags", "related", "section": [{"id", "text"}]} for the typed text; nothing is saved."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(Article, pk=pk) if pk else None
    if not rights.may(request.user, "write", article):
        raise PermissionDenied
    found = suggesting.suggest(_typed(request.POST, pk))
    return JsonResponse(
        {
            "tags": [{"id": str(tag.pk), "text": str(tag)} for tag in found.tags],
            "related": [
                {"id": str(edition.article_id), "text": edition.headline}
                for edition in found.stories
            ],
            "section": [{"id": str(found.section.pk), "text": str(found.section)}]
            if found.section
            else [],
        }
    )


def _typed(sent, pk):
    code = sent.get("language")
    return suggesting.Text(
        language=code if code in languages.NAMES else languages.LANGUAGES[0],
        headline=sent.get("headline", "")[:1000],
        standfirst=sent.get("standfirst", "")[:2000],
        body=sent.get("body", "")[:MOST],
        article=pk,
    )
