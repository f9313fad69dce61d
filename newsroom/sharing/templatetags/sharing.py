"""What a story shows of itself to be shared, and what it shows where it has been shared."""

from functools import lru_cache
from itertools import count, islice
from urllib.parse import urlencode

from django import template
from django.utils import translation
from django.utils.html import format_html

from articles import cards
from articles.addresses import absolute, hreflang
from articles.blanks import Blank, kept, place
from articles.templatetags.articles import iso
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
    values = _to_share(edition.headline, url, picture)
    return _blank(translation.get_language(), with_link).filled(values)


@lru_cache(maxsize=100)
def _to_share(title, url, picture):
    """What a bar says of one story; its page has two."""
    addresses = [link["url"] for link in links(title=title, url=url, picture=picture)]
    return [title, url, url.partition("://")[2], *addresses]


@kept
def _blank(language, with_link):
    """The bar of any story in a language: title, address, short link, then the networks' links.

    Of all that a story's page draws it has the most parts, and few of them differ.
    """
    title, url, short, *addresses = map(place, range(3 + len(NETWORKS)))
    pairs = zip(NETWORKS, addresses, strict=True)
    context = {
        "title": title,
        "url": url,
        "short": short if with_link else "",
        "links": [{"network": network, "url": address} for network, address in pairs],
    }
    return Blank("sharing/_share_bar.html", context)


@register.simple_tag(takes_context=True)
def preview_tags(context, edition):
    """The head of a story's page: description, canonical address, link preview, languages."""
    if context.get("preview"):
        return _preview(hidden=True)
    code = edition.language
    url = absolute(edition.get_absolute_url())
    translations = context.get("translations") or []
    versions = {other.language: absolute(other.get_absolute_url()) for other in translations}
    return _preview(
        type="article",
        title=edition.headline,
        description=cards.summary(edition),
        url=url,
        site_name=context["site"].name,
        **_picture(cards.picture(edition)),
        published=iso(edition.first_published_at),
        modified=iso(edition.updated_at),
        section=edition.section.name(code),
        tags=[tag.name(code) for tag in context.get("tags") or []],
        authors=_author_pages(context.get("authors") or []),
        **_in_languages(code, {**versions, code: url}),
    )


@register.simple_tag(takes_context=True)
def page_preview_tags(context, *, title=""):
    """The head of any other public page: that of its `title` or `heading`, else of the site."""
    if context.get("preview"):
        return _preview(hidden=True)
    code = translation.get_language()
    site, request, heading = context["site"], context["request"], context.get("heading")
    title = title or ((heading.name(code) or str(heading)) if heading else site.name)
    before = request.GET.get("before")
    query = f"?{urlencode({'before': before})}" if before else ""
    same_page = [one for one in context.get("languages") or [] if one["same_page"] and not query]
    return _preview(
        type="website",
        title=title,
        description=context.get("intro") or site.description or title,
        url=absolute(request.path + query),
        site_name=site.name,
        **_picture(cards.default_picture(code, alt=title)),
        **_in_languages(code, {one["code"]: absolute(one["url"]) for one in same_page}),
    )


def _preview(**shown):
    """The tags, drawn with places: texts in their order, and lists as long as these are."""
    values, shape = [], []
    for name, value in shown.items():
        is_list = isinstance(value, list)
        values += value if is_list else [value]
        shape.append((name, len(value) if is_list else None))
    return _blank_preview(tuple(shape)).filled(values)


@kept
def _blank_preview(shape):
    """`shape`: names of texts with None and of lists with their length."""
    places, context = map(place, count()), {}
    for name, length in shape:
        context[name] = next(places) if length is None else list(islice(places, length))
    return Blank("sharing/_preview_tags.html", context)


def _picture(picture):
    return {f"picture_{name}": value for name, value in vars(picture).items()}


def _author_pages(authors):
    paths = [author.get_absolute_url() for author in authors]
    return [absolute(path) for path in paths if path]


def _in_languages(code, versions):
    """og:locale and hreflang of a page in `code`; `versions`: its absolute address per language."""
    others = [one for one in languages.LANGUAGES if one in versions and one != code]
    return {
        "locale": languages.LOCALES[code],
        "other_locales": [languages.LOCALES[one] for one in others],
        "alternates": [
            format_html('<link rel="alternate" hreflang="{}" href="{}">', one, url)
            for one, url in hreflang(versions)
        ],
    }
