"""What the pickers of the desk ask for: JSON for signed-in staff with the right to look."""

from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles import body, rights
from articles.models import Article, AttributionPhrase
from newsroom import languages
from newsroom.lookup.search import folded, newest_hits
from newsroom.photos import picker

from . import standing

AT_ONCE = 20  # rows of an answer
OVER = [Article.Status.SPIKED, Article.Status.KILLED, Article.Status.WITHDRAWN]


def words():
    """The addresses and sentences that stories.js needs, for json_script."""
    return {
        "find": reverse("admin:articles_article_find"),
        "phrases": reverse("admin:articles_article_phrases"),
        "say": {
            "nothing": _("No story found."),
            "failed": _("The search did not answer. Try again."),
            "leave": _("The text is not saved yet."),
            "failed_note": _("That did not get through. Try again."),
        },
    }


def _language(request):
    asked = request.GET.get("language", "")
    return asked if asked in languages.NAMES else get_language()


def _found_stories(request):
    """Stories of one language that may be linked to; newest first, unpublished ones last.

    The two are asked for apart, so that each goes along an index in its order.
    """
    if not rights.may(request.user, "look"):
        raise PermissionDenied
    found = Article.objects.filter(language=_language(request), is_practice=False)
    found = found.exclude(status__in=OVER)
    if (exclude := request.GET.get("exclude", "")).isdecimal():
        found = found.exclude(pk=int(exclude))
    if languages.fold(term := request.GET.get("term", "")):
        found = newest_hits(found, term)
    found = standing.with_standing(found).defer("body", "search_text")
    out = found.filter(first_published_at__isnull=False).order_by("-first_published_at", "-pk")
    never = found.filter(first_published_at__isnull=True).order_by("-saved_at", "-pk")
    shown = [*out.select_related("lead_photo")[:AT_ONCE]]
    return shown + [*never.select_related("lead_photo")[: AT_ONCE - len(shown)]]


@require_GET
def stories(request):
    """For the field of related stories."""
    found = _found_stories(request)
    return JsonResponse(
        {
            "results": [
                {"id": str(one.pk), "text": one.headline, "note": _note(one)} for one in found
            ]
        }
    )


@require_GET
def find_stories(request):
    """For the dialog of read-also cards: with pictures."""
    found = _found_stories(request)
    return JsonResponse(
        {
            "results": [
                {
                    "id": one.pk,
                    "label": one.headline,
                    "note": _note(one),
                    "thumb": picker.thumbnail(one.lead_photo) if one.lead_photo else "",
                }
                for one in found
            ]
        }
    )


def _note(article):
    return standing.of(article).label


@require_GET
def phrases(request):
    """Ready attribution phrases of some sources, in their order, in one language."""
    if not rights.may(request.user, "look"):
        raise PermissionDenied
    ids = [int(pk) for pk in request.GET.get("sources", "").split(",") if pk.isdecimal()]
    found = AttributionPhrase.objects.filter(source__in=ids, language=_language(request))
    credits = {}
    for source in _sources(ids):
        credit = source.default_credit
        credits[source.pk] = credit.name(_language(request)) if credit else ""
    ordered = sorted(found, key=lambda one: (ids.index(one.source_id), one.order, one.pk))
    return JsonResponse(
        {
            "phrases": [one.phrase for one in ordered],
            "credits": [credits[pk] for pk in ids if credits.get(pk)],
        }
    )


def _sources(ids):
    return AttributionPhrase.source.field.related_model.objects.filter(pk__in=ids).select_related(
        "default_credit"
    )


@require_GET
def objects(request):
    """What the editor shows of the objects in its text: see articles.body.desk."""
    if not rights.may(request.user, "look"):
        raise PermissionDenied
    asked = {
        kind: [int(pk) for pk in request.GET.get(kind, "").split(",") if pk.isdecimal()]
        for kind in ("photo", "article")
    }
    answer = body.describe(asked["photo"], asked["article"], _language(request))
    for photo in answer["photos"].values():
        photo["thumb"] = picker.for_the_desk(photo["thumb"])
    return JsonResponse(answer)


def named(model_admin, request):
    """Sections, tags, sources, authors by name: those that begin with the question first."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    code = _language(request)
    term = languages.name_key(request.GET.get("term", ""))
    found = folded(model_admin.model.objects.all(), term)
    if term:
        found = found.order_by(_nearness(term), "sort_key", "pk")
    return JsonResponse(
        {
            "results": [
                {
                    "id": str(one.pk),
                    "text": one.name(code) or str(one),
                    "names": [languages.name_key(name) for name in _names(one)],
                    "note": _other_name(one, term),
                }
                for one in found[:AT_ONCE]
            ],
            "term": term,
        }
    )


def _names(named):
    return [name for code in languages.LANGUAGES for name in named.called(code)]


def _other_name(named, term):
    """The name by which it was found, where that is none of its own."""
    own = [named.name(code) for code in languages.LANGUAGES]
    if not term or any(term in languages.name_key(name) for name in own):
        return ""
    others = (name for name in _names(named) if term in languages.name_key(name))
    return next(others, "")


def _nearness(term):
    begins = Q(search_text__startswith=term)
    word = Q(search_text__contains=f" {term}")
    return Case(
        When(begins, then=Value(0)),
        When(word, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
