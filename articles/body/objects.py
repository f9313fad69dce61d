"""The objects of a body: found by their stored form, named by their ids."""

import re
from dataclasses import dataclass
from html import unescape

from django.apps import apps
from django.utils.translation import gettext as _

from .inline import plain

# The stored forms, exactly as frames.py writes them: each alone on its line.
OBJECT = re.compile(
    r'^<figure (?:data-gallery="(?P<gallery>[0-9,]+)"'
    r'|(?:data-embed="(?P<embed>[^"]+)" ?)?(?:data-photo="(?P<photo>[0-9]+)")?)>'
    r"<figcaption>(?P<caption>.*)</figcaption></figure>$"
    r'|^<aside data-article="(?P<article>[0-9]+)"></aside>$',
    re.MULTILINE,
)


@dataclass(frozen=True)
class Objects:
    """What a body shows besides its own words; ids in the order of the text, each once."""

    photo_ids: tuple[int, ...]  # those of galleries and posters of embeds too
    article_ids: tuple[int, ...]
    embeds: tuple[str, ...]  # "provider:reference"


@dataclass(frozen=True)
class UnknownObject:
    """An id in a body with nothing behind it. Readers see nothing in its place."""

    kind: str  # "photo" or "article"
    pk: int

    def __str__(self):
        label = _("Photo") if self.kind == "photo" else _("Read also")
        return f"{label}: {self.pk}"


def objects(html: str) -> Objects:
    """The objects of a clean body."""
    found = list(OBJECT.finditer(html))

    def values(name):
        return dict.fromkeys(match[name] for match in found if match[name])

    photo_ids = dict.fromkeys(pk for match in found for pk in photos_of(match))
    return Objects(
        photo_ids=tuple(photo_ids),
        article_ids=tuple(map(int, values("article"))),
        embeds=tuple(map(unescape, values("embed"))),
    )


def photos_of(match: re.Match) -> list[int]:
    """The photos of one object, in their order: those of a gallery, one, or none."""
    ids = match["gallery"] or match["photo"]
    return [int(pk) for pk in ids.split(",") if pk] if ids else []


def unknown_objects(html: str) -> list[UnknownObject]:
    """Photos and articles that the body names and nobody has; at most two queries."""
    found = objects(html)
    unknown = []
    for kind, model, ids in (
        ("photo", "photos.Photo", found.photo_ids),
        ("article", "articles.Article", found.article_ids),
    ):
        if ids:
            rows = apps.get_model(model).objects.filter(pk__in=ids)
            known = set(rows.values_list("pk", flat=True))
            unknown += [UnknownObject(kind, pk) for pk in ids if pk not in known]
    return unknown


def without(html: str, unknown: list[UnknownObject]) -> str:
    """The body without those; a gallery and an embed lose the photos alone. Clean it then."""
    lost = {(one.kind, str(one.pk)) for one in unknown}

    def keep(match):
        ids = (match["gallery"] or match["photo"] or "").split(",")
        kept = [pk for pk in ids if ("photo", pk) not in lost]
        if ("article", match["article"]) in lost or (ids[0] and not kept and not match["embed"]):
            return ""
        if kept == ids:
            return match[0]
        name = "gallery" if match["gallery"] else "photo"
        photos = f' data-{name}="{",".join(kept)}"' if kept else ""
        embed = f' data-embed="{match["embed"]}"' if match["embed"] else ""
        return f"<figure{embed}{photos}><figcaption>{match['caption']}</figcaption></figure>"

    return OBJECT.sub(keep, html)


def unseen_targets(html: str) -> list:
    """Articles under "read also" that readers do not have now: no card is shown for them."""
    ids = objects(html).article_ids
    if not ids:
        return []
    live = apps.get_model("articles.Edition").objects.live().filter(article__in=ids)
    articles = apps.get_model("articles.Article").objects.filter(pk__in=ids)
    return list(articles.exclude(pk__in=live.values("article_id")).only("pk", "headline"))


def text_of(html: str) -> str:
    """The bare words of a body in one line: for search keys, digests and counts."""
    return plain(unescape(re.sub(r"<[^>]*>", " ", html)))


_SAID = re.compile(r"<blockquote>(.*?)</blockquote>|«([^»]*)»", re.DOTALL)
SHORTEST_QUOTE = 4  # words; fewer in guillemets are mostly a name


def quotes(html: str) -> set[str]:
    """What a clean body quotes: its quote objects, and whatever longer stands in guillemets."""
    found = {text_of(said or named) for said, named in _SAID.findall(html)}
    return {words for words in found if len(words.split()) >= SHORTEST_QUOTE}
