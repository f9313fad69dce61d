from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import keys
from articles.addresses import moved
from articles.models import Correction, Edition

from . import shell

PAGE_SIZE = 50


@require_safe
def corrections(request):
    """Every public note of the page's language whose story is out, newest first."""
    code = translation.get_language()
    if request.path != (canonical := reverse("articles:corrections")):
        return moved(request, canonical)
    notes = Correction.objects.live().in_language(code).order_by("-pk")
    if (before := request.GET.get("before")) is not None:
        if not (before.isdecimal() and len(before) < 18):
            raise Http404
        notes = notes.filter(pk__lt=int(before))
    found = list(notes[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    live = Edition.objects.live().for_cards()
    stories = {
        edition.article_id: edition
        for edition in live.filter(article__in={note.article_id for note in shown})
    }
    for note in shown:
        note.story = stories.get(note.article_id)
    more = len(found) > PAGE_SIZE
    context = {
        "corrections": [note for note in shown if note.story],
        "older_url": f"{request.path}?before={shown[-1].pk}" if more else None,
    }
    return shell.page(
        request,
        "articles/corrections.html",
        context,
        keys={f"corrections-{code}"} | keys.of_cards(stories.values()),
        page_urls=shell.in_languages(lambda: reverse("articles:corrections")),
    )
