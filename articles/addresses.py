"""Addresses that cannot die: where an old one leads, and remembering those that change."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils import translation

from newsroom import languages
from newsroom.pagecache.changes import tag_response

from . import hits, paths
from .models import Edition, Redirect, TagWord
from .paths import old_path  # noqa: F401  (part of what this room offers)

SAFE_IN_QUERY = "%-._~!$&'()*+,;=:@/?"
FEEDS = ("section", "tag", "source", "author")


def moved(request, path):
    """301 to `path` (a path of ours, unquoted or not), with the question the reader came with."""
    return _moved(path, request.META.get("QUERY_STRING", ""))


def _moved(path, query):
    path, _mark, own_query = path.partition("?")
    address = quote(path, safe="/%-._~!$&'()*+,;=:@")
    query = "&".join(part for part in (quote(own_query, safe=SAFE_IN_QUERY), query) if part)
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def redirect_for(request, *, by_query=False):
    """Where the Redirect table sends this address, in one hop.

    Returns (a 301, None), (None, article id) when it leads to a story that is not out now, or
    (None, None) when the table does not know it or leads in a circle. An address with its query
    outranks the path alone, and with `by_query` is all that is asked. A query that the table knows
    is not carried on, but for what a link was given on its way.
    """
    query = request.META.get("QUERY_STRING", "")
    path = paths.spell(request.path)
    whole = paths.address(path, paths.asked(query))
    alone = [] if by_query else paths.spellings(path)
    first = row = _row_for([*paths.spellings(whole), *alone])
    if row is None:
        return None, None
    hits.count(row.pk)
    passed = {row.pk}
    while row.article_id is None:
        new_path, row = row.new_path, _row_for(paths.spellings(row.new_path))
        if row is None:
            break
        if row.pk in passed:
            return None, None
        passed.add(row.pk)
    shown = ["redirects"]
    if row is not None:
        live = Edition.objects.live().select_related("section")
        edition = live.filter(article_id=row.article_id).first()
        if edition is None:
            return None, row.article_id
        new_path = edition.get_absolute_url()
        shown.append(f"article-{row.article_id}")
    if "?" in first.old_path:
        query = paths.given_on_its_way(query)
    return tag_response(_moved(new_path, query), shown), None


def _row_for(spellings):
    """The row of the first of these that has one."""
    known = [one for one in spellings if "\0" not in one]  # PostgreSQL would not even look for it
    rows = Redirect.objects.filter(old_path__in=known).only("old_path", "new_path", "article")
    found = {row.old_path: row for row in rows}
    return next((found[one] for one in known if one in found), None)


def by_other_name(request):
    """301 from an address made of another name of a tag to the tag's page or feed; None.

    Asked last: a page and the Redirect table come before.
    """
    try:
        match = resolve(request.path_info.rstrip("/") + "/")
    except Resolver404:
        return None
    if match.app_name != "articles" or match.url_name not in ("tag", "tag_feed"):
        return None
    code = translation.get_language()
    words = TagWord.objects.filter(slug=match.kwargs["slug"]).select_related("tag")
    for word in sorted(words, key=lambda word: (word.language != code, word.pk)):
        path = (page_of if match.url_name == "tag" else feed_of)(word.tag)
        if path:
            return tag_response(moved(request, path), ["redirects", *word.tag.cache_keys()])
    return None


def remember(before, after):
    """Redirects for the pages and feeds of a Named row whose slug changed. `before` may be None.

    Chains are folded, so an old address is one hop from the new one; an address that is in use
    again is no longer an old one.
    """
    for code in languages.LANGUAGES:
        for path in (page_of, feed_of):
            with translation.override(code):
                old, new = before and path(before), path(after)
            lead(old, new)


def lead(old, new):
    """From now on `old` leads to `new`, and so does whatever led to `old`. Either may be None."""
    if new:
        Redirect.objects.filter(old_path=new).delete()
    if old and new and old != new:
        Redirect.objects.filter(new_path=old).update(new_path=new)
        Redirect.objects.update_or_create(old_path=old, defaults={"new_path": new, "article": None})


def page_of(named):
    """In the active language; None where it has none."""
    return named.get_absolute_url()


def feed_of(named):
    """The feed of a section, tag, source or author in the active language; None where it has none.

    Programmes and editorial pages have no feed.
    """
    if named.page not in FEEDS or not named.has_language():
        return None
    return paths.page(f"articles:{named.page}_feed", named.slug())


def day_page(day):
    """The archive's page of a date, in the active language."""
    return paths.page("articles:archive_day", day.year, day.month, day.day)


def absolute(path):
    """With scheme and host, from SITE_URL and never from the request."""
    return f"{settings.SITE_URL}{path}"


def hreflang(versions):
    """(hreflang, address) pairs of one page from its absolute address per language.

    The languages stand in their own order on every version, so all name the same x-default. None
    for a page in one language only.
    """
    known = [code for code in languages.LANGUAGES if code in versions]
    if len(known) < 2:
        return []
    pairs = [(languages.HREFLANG[code], versions[code]) for code in known]
    return [*pairs, ("x-default", versions[known[0]])]
