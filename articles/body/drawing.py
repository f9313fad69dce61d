"""From a stored body to what readers get: objects drawn, quotes and tables dressed.

However many bodies and objects there are: one query for the photos, one for the live editions.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from newsroom.compiled import CompiledQuery

from . import embeds
from .objects import OBJECT, objects, photos_of

_QUOTE = re.compile(
    r"^<blockquote>(?P<words>.*?)(?:<cite>(?P<speaker>[^<]*)</cite>)?</blockquote>$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r'<a href="(https?://[^"]*)">')


@dataclass
class Drawn:
    """`html` by the edition's pk; live `editions` by article id, as for cards; `photos` by pk.

    `article_ids`: all that were asked for, those too that readers do not have yet.
    """

    html: dict[int, SafeString] = field(default_factory=dict)
    editions: dict[int, object] = field(default_factory=dict)
    photos: dict[int, object] = field(default_factory=dict)
    article_ids: set[int] = field(default_factory=set)


def draw(html: str, language: str) -> SafeString:
    """One clean body as readers of a page in `language` see it."""
    shelf = _Shelf([html])
    return shelf.draw(html, language)


def draw_many(editions, *, also=(), beside=()) -> Drawn:
    """The bodies of `editions`, each in its own language.

    `also` are ids of further articles whose live editions the page needs (related stories): they
    come in the same query. So do those of `beside`, which do not count as asked for.
    """
    editions = list(editions)
    shelf = _Shelf([edition.body for edition in editions], also=also, beside=beside)
    html = {edition.pk: shelf.draw(edition.body, edition.language) for edition in editions}
    return Drawn(
        html=html, editions=shelf.editions, photos=shelf.photos, article_ids=shelf.article_ids
    )


def draw_words(html: str, language: str) -> SafeString:
    """A clean body's own words, for somebody who checks them: of photos the captions, no cards."""
    with translation.override(language):
        html = OBJECT.sub(_caption_alone, html)
        html = _LINK.sub(_link, _QUOTE.sub(_quote, html))
    return mark_safe(html)  # noqa: S308  cleaned when it was written, drawn by templates


def _caption_alone(match: re.Match) -> str:
    return f"<p><em>{match['caption']}</em></p>" if match["caption"] else ""


_PHOTOS = CompiledQuery(
    lambda ids: apps.get_model("photos.Photo").objects.for_cards().filter(pk__in=ids)
)
_LIVE = CompiledQuery(
    lambda at, ids: (
        apps.get_model("articles.Edition").objects.live(at).for_cards().filter(article__pk__in=ids)
    )
)


class _Shelf:
    """Everything that some bodies show, fetched together."""

    def __init__(self, bodies, *, also=(), beside=()):
        found = [objects(body) for body in bodies]
        photo_ids = {pk for one in found for pk in one.photo_ids}
        self.article_ids = {*also, *(pk for one in found for pk in one.article_ids)}
        self.photos, self.editions = {}, {}
        if photo_ids:
            self.photos = {photo.pk: photo for photo in _PHOTOS(ids=sorted(photo_ids))}
        if ids := self.article_ids.union(beside):
            live = _LIVE(at=timezone.now(), ids=sorted(ids))
            self.editions = {edition.article_id: edition for edition in live}

    def draw(self, html: str, language: str) -> SafeString:
        with translation.override(language):
            html = OBJECT.sub(self._object, html)
            html = _QUOTE.sub(_quote, html)
            if "<table>" in html:
                region = render_to_string("articles/body/table.html").strip()
                html = html.replace("<table>", region + "<table>")
                html = html.replace("</table>", "</table></div>")
            html = _LINK.sub(_link, html)
        return mark_safe(html)  # noqa: S308  cleaned when it was written, drawn by templates

    def _object(self, match: re.Match) -> str:
        if match["article"]:
            return self._read_also(int(match["article"]))
        photos = [self.photos[pk] for pk in photos_of(match) if pk in self.photos]
        caption = unescape(match["caption"])
        if match["embed"]:
            return _embed(unescape(match["embed"]), photos[0] if photos else None, caption)
        if match["gallery"]:
            photos = [photo for photo in photos if photo.renditions]
        if not photos:
            return ""
        if len(photos) > 1:
            return _render("gallery", {"photos": photos, "caption": caption})
        return _render("photo", {"photo": photos[0], "caption": caption})

    def _read_also(self, article_id: int) -> str:
        edition = self.editions.get(article_id)
        return _render("read_also", {"edition": edition}) if edition else ""


def _embed(stored: str, poster, title: str) -> str:
    known = embeds.parse(stored)
    if not known:
        return ""
    provider, reference = known
    return _render(
        "embed",
        {
            "provider": provider,
            "page": provider.page_address(reference),
            "frame": provider.frame_address(reference),
            "poster": poster,
            "title": title,
        },
    )


def _quote(match: re.Match) -> str:
    words = mark_safe(match["words"])  # noqa: S308  part of a clean body
    return _render("quote", {"words": words, "speaker": unescape(match["speaker"] or "")})


def _render(name: str, context: dict) -> str:
    return render_to_string(f"articles/body/{name}.html", context).strip()


def _link(match: re.Match) -> str:
    """Links away from the site hand over no window."""
    address = match[1]
    if address == settings.SITE_URL or address.startswith(settings.SITE_URL + "/"):
        return match[0]
    return f'<a href="{address}" rel="noopener">'
