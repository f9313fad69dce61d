"""A story's page, and the short link that leads to it."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import body, json_ld, keys, ties
from articles.addresses import moved, redirect_for
from articles.models import Edition, ShortLink
from newsroom import languages
from newsroom.compiled import CompiledQuery

from . import shell
from .gone import gone_or_404

_LIVE = CompiledQuery(
    lambda at, pk: Edition.objects.live(at).for_page().filter(article_id=pk).order_by("pk")[:1]
)


@require_safe
def article(request, pk, section="", slug=""):
    """One story as readers see it; any other spelling of its path answers 301, or 410.

    The order of look-up: the current path, the Redirect table, the id.
    """
    edition = next(iter(_LIVE(at=timezone.now(), pk=pk)), None)
    if edition and request.path == edition.get_absolute_url():
        return story(request, edition)
    answer, elsewhere = redirect_for(request)
    if answer:
        return answer
    if elsewhere:
        return gone_or_404(request, elsewhere)
    if edition:
        return moved(request, edition.get_absolute_url())
    return gone_or_404(request, pk)


@require_safe
def short_link(request, code):
    """Answers what the article answers."""
    link = get_object_or_404(ShortLink, code=code)
    edition = (
        Edition.objects.live().select_related("section").filter(article=link.article_id).first()
    )
    if edition:
        return moved(request, edition.get_absolute_url())
    return gone_or_404(request, link.article_id)


def story(request, edition, *, draft_of=None):
    """Draw the page of an edition. `draft_of`: the article, for a preview of what readers lack."""
    preview = draft_of is not None
    context = story_context(
        edition, ties.of_article(draft_of) if preview else ties.of_edition(edition)
    )
    site = shell.Site.current(edition.language)
    urls = {version.language: version.get_absolute_url() for version in context["translations"]}
    if not preview:
        urls[edition.language] = edition.get_absolute_url()
        context["json_ld"] = json_ld.news_article(edition, context, site)
    context["preview"] = preview
    return shell.page(
        request,
        "articles/article.html",
        context,
        keys=_keys(edition, context),
        page_urls=urls,
        site=site,
    )


def _keys(edition, context):
    named = [row["source"] for row in context["sources"]] + context["authors"] + context["tags"]
    named += [row for row in (edition.section, edition.programme) if row]
    return {
        f"article-{edition.article_id}",
        f"story-{edition.article.story_id}",
        *keys.of_cards(context["shown"]),
        *(f"article-{pk}" for pk in context["pointed_at"]),
        *keys.of_photos([edition.lead_photo, edition.poster, *context["photos"]]),
        *(row.name_key for row in named),
    }


def story_context(edition, tied):
    """All that a story's page draws; `tied`: its Ties."""
    code = edition.language
    drawn = body.draw_many([edition], also=edition.related_ids, beside=tied.translations)
    related = [drawn.editions[pk] for pk in edition.related_ids if pk in drawn.editions]
    translations = [drawn.editions[pk] for pk in tied.translations if pk in drawn.editions]
    return {
        "edition": edition,
        "body": drawn.html[edition.pk],
        "sources": [
            {
                "source": source,
                "name": source.name(code) or str(source),
                "url": source.get_absolute_url(),
                "release_url": release_url,
            }
            for source, release_url in tied.sources
        ],
        "authors": tied.authors,
        "tags": [tag for tag in tied.tags if tag.has_language(code)],
        "related": [other for other in related if other.language == code],
        "translations": sorted(translations, key=_place_of_language),
        "shown": [drawn.editions[pk] for pk in drawn.article_ids if pk in drawn.editions],
        "pointed_at": drawn.article_ids,  # one that is not out yet will alter the page
        "photos": list(drawn.photos.values()),
    }


def _place_of_language(edition):
    """As in the language switch: the default first."""
    return languages.LANGUAGES.index(edition.language)
