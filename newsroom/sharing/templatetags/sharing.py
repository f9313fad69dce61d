"""What a story shows of itself to be shared, and what it shows where it has been shared."""

import re
from functools import cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from articles import cards
from articles.addresses import absolute, hreflang
from newsroom import languages
from newsroom.sharing.addresses import share_address
from newsroom.sharing.networks import NETWORKS, links

register = template.Library()


@register.simple_tag(takes_context=True)
def share_bar(context, edition, *, with_link=True):
    """Ways to pass the story on; `with_link` prints the short link too, as text to select.

    The page's language is the edition's. A preview has nothing to share yet.
    """
    if context.get("preview"):
        return ""
    url = share_address(edition)
    picture = cards.picture(edition).url
    found = links(title=edition.headline, url=url, picture=picture)
    values = [edition.headline, url, url.partition("://")[2], *(link["url"] for link in found)]
    if settings.DEBUG:  # or a changed template would not be seen
        _blank.cache_clear()
    return _blank(translation.get_language(), with_link).filled(values)


class _Blank:
    """A template with nothing but places in it, drawn once; `filled` puts values there."""

    PLACE = "\ue000{}\ue001"  # no text of ours has these letters
    PLACES = re.compile("\ue000([0-9]+)\ue001")

    def __init__(self, drawn):
        self.words, self.numbers = self.PLACES.split(drawn)[::2], self.PLACES.findall(drawn)

    def filled(self, values):
        escaped = [conditional_escape(value) for value in values]
        parts = [self.words[0]]
        for number, words in zip(self.numbers, self.words[1:], strict=True):
            parts += [escaped[int(number)], words]
        return mark_safe("".join(parts))  # noqa: S308  a template's own words, and what was escaped


@cache
def _blank(language, with_link):
    """The bar of any story in a language: title, address, short link, then the networks' links.

    Of all that a story's page draws it has the most parts, and few of them differ.
    """
    places = [_Blank.PLACE.format(number) for number in range(3 + len(NETWORKS))]
    title, url, short, *addresses = places
    pairs = zip(NETWORKS, addresses, strict=True)
    context = {
        "title": title,
        "url": url,
        "short": short if with_link else "",
        "links": [{"network": network, "url": address} for network, address in pairs],
    }
    return _Blank(render_to_string("sharing/_share_bar.html", context))


@register.inclusion_tag("sharing/_preview_tags.html", takes_context=True)
def preview_tags(context, edition):
    """The head of a story's page: description, canonical address, link preview, languages."""
    if context.get("preview"):
        return {"hidden": True}
    code = edition.language
    url = absolute(edition.get_absolute_url())
    translations = context.get("translations") or []
    versions = {other.language: absolute(other.get_absolute_url()) for other in translations}
    return {
        "type": "article",
        "title": edition.headline,
        "description": cards.summary(edition),
        "url": url,
        "site_name": context["site"].name,
        "picture": cards.picture(edition),
        "edition": edition,
        "section": edition.section.name(code),
        "tags": [tag.name(code) for tag in context.get("tags") or []],
        "authors": _author_pages(context.get("authors") or []),
        **_in_languages(code, {**versions, code: url}),
    }


@register.inclusion_tag("sharing/_preview_tags.html", takes_context=True)
def page_preview_tags(context, *, title=""):
    """The head of any other public page: that of its `title` or `heading`, else of the site."""
    if context.get("preview"):
        return {"hidden": True}
    code = translation.get_language()
    site, request, heading = context["site"], context["request"], context.get("heading")
    title = title or ((heading.name(code) or str(heading)) if heading else site.name)
    before = request.GET.get("before")
    query = f"?{urlencode({'before': before})}" if before else ""
    same_page = [one for one in context.get("languages") or [] if one["same_page"] and not query]
    return {
        "type": "website",
        "title": title,
        "description": context.get("intro") or site.description or title,
        "url": absolute(request.path + query),
        "site_name": site.name,
        "picture": cards.default_picture(code, alt=title),
        **_in_languages(code, {one["code"]: absolute(one["url"]) for one in same_page}),
    }


def _author_pages(authors):
    paths = [author.get_absolute_url() for author in authors]
    return [absolute(path) for path in paths if path]


def _in_languages(code, versions):
    """og:locale and hreflang of a page in `code`; `versions`: its absolute address per language."""
    others = [one for one in languages.LANGUAGES if one in versions and one != code]
    return {
        "locale": languages.LOCALES[code],
        "other_locales": [languages.LOCALES[one] for one in others],
        "alternates": [{"hreflang": one, "url": url} for one, url in hreflang(versions)],
    }
