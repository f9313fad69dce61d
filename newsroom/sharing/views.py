"""The "Published" desk: what is before readers now, ready to be posted elsewhere."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import cards
from articles.lists import page_of
from articles.models import Edition
from newsroom import languages
from newsroom.lookup.search import newest_hits
from newsroom.sharing.addresses import share_address, tracked
from newsroom.sharing.networks import links


@require_safe
@permission_required("articles.view_edition", raise_exception=True)
def published(request):
    """Live stories of one language, newest first. Nothing here can change anything."""
    code = request.GET.get("language")
    if code not in languages.NAMES:
        code = request.user.language
    sought = request.GET.get("q", "").strip()[:200]
    live = Edition.objects.live().in_language(code)
    if languages.fold(sought):
        live = newest_hits(live, sought)
    question = {"language": code, **({"q": sought} if sought else {})}
    listed = page_of(request, _with_links(live), **question)
    return render(
        request,
        "sharing/published.html",
        {
            **admin.site.each_context(request),
            "title": _("Published"),
            "rows": [_row(edition) for edition in listed.editions],
            "older_url": listed.older_url,
            "tabs": _tabs(code, sought),
            "language": code,
            "sought": sought,
        },
    )


def _with_links(editions):
    return editions.select_related("poster", "article__short_link").defer(
        "article__body", "article__search_text"
    )


def _row(edition):
    url, picture = share_address(edition), cards.picture(edition)
    return {
        "edition": edition,
        "url": url,
        "text": f"{edition.headline}\n{url}",
        "picture": picture,
        "links": links(
            title=edition.headline,
            url=lambda network: tracked(url, network),
            picture=picture.url,
        ),
    }


def _tabs(current, sought):
    return [
        {
            "code": code,
            "name": name,
            "is_current": code == current,
            "query": urlencode({"language": code, **({"q": sought} if sought else {})}),
        }
        for code, name in languages.NAMES.items()
    ]
