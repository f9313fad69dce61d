"""What ties stories to other rows, as plain ids: read from the rows, or known before there are any.

The desk's verbs and the bulk import make the same rows from it.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from . import body
from .models import (
    Article,
    ArticleAuthor,
    ArticlePhoto,
    ArticleSource,
    EditionAuthor,
    EditionPhoto,
    EditionSource,
    EditionTag,
    MergedTag,
    RelatedLink,
    Tag,
)
from .models.links import PLACE

ArticleTag = Article.tags.through


@dataclass
class Links:
    """Ids in the desk's order; those of tags and photos in their own."""

    sources: list = field(default_factory=list)  # (source id, address of the release)
    authors: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    photos: list = field(default_factory=list)  # that it shows and that exist
    related: list = field(default_factory=list)  # None keeps the place of a story that is awaited

    @property
    def related_ids(self):
        return [pk for pk in self.related if pk is not None]


def of(article):
    return of_many([article])[article.pk]


def of_many(articles):
    """The links of the desk's copies by the article's id, in five queries."""
    found = _read(articles, "article", ArticleSource, ArticleAuthor, ArticleTag)
    mine = {"article__in": list(found)}
    targets = RelatedLink.objects.filter(**mine).values_list("article_id", "target_id")
    for pk, target in targets:
        found[pk].related.append(target)
    kept = defaultdict(set)
    for pk, photo in ArticlePhoto.objects.filter(**mine).values_list("article_id", "photo_id"):
        kept[pk].add(photo)
    for article in articles:
        found[article.pk].photos = sorted(kept[article.pk] & shown(article))
    return found


def of_editions(editions):
    """The links of what readers see by the edition's id, but for photos: in three queries."""
    found = _read(editions, "edition", EditionSource, EditionAuthor, EditionTag)
    for edition in editions:
        found[edition.pk].related = list(edition.related_ids)
    return found


def hold(tags):
    """Ids of these tags as they are now, in order, kept as they are until the transaction ends.

    A tag that was merged meanwhile is the one that took it in; one that was deleted is left out.
    Asked before a transaction changes any row of links: whoever merges tags locks in that order.
    """
    wanted = set(tags)
    while wanted:
        held = _held(wanted)
        missing = wanted - held
        if not missing:
            return sorted(held)
        wanted = held | set(MergedTag.now(missing).values())
    return []


def _held(tags):
    rows = Tag.objects.filter(pk__in=tags).order_by("pk").values_list("pk", flat=True)
    if connection.vendor != "postgresql":  # SQLite lets one write at a time
        return set(rows)
    question, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:  # the weakest lock: writers do not wait for one another
        cursor.execute(f"{question} FOR KEY SHARE", values)
        return {pk for (pk,) in cursor.fetchall()}


def _read(owners, owner, sources, authors, tags):
    found = {one.pk: Links() for one in owners}
    mine, key = {f"{owner}__in": list(found)}, f"{owner}_id"
    for pk, source, address in sources.objects.filter(**mine).values_list(
        key, "source_id", "release_url"
    ):
        found[pk].sources.append((source, address))
    for pk, author in authors.objects.filter(**mine).values_list(key, "author_id"):
        found[pk].authors.append(author)
    for pk, tag in tags.objects.filter(**mine).order_by("tag_id").values_list(key, "tag_id"):
        found[pk].tags.append(tag)
    return found


def shown(article, objects=None):
    """Ids of all photos that the story names, whether they exist or not; `objects` of its body."""
    objects = objects or body.objects(article.body)
    return {article.lead_photo_id, article.poster_id, *objects.photo_ids} - {None}


# Of each table: what a row of it is made of, in the order of the tuples below.
COLUMNS = {
    ArticleSource: ("article_id", "source_id", "release_url", "order"),
    ArticleAuthor: ("article_id", "author_id", "order"),
    ArticleTag: ("article_id", "tag_id"),
    ArticlePhoto: ("article_id", "photo_id"),
    RelatedLink: ("article_id", "target_id", "order"),
    EditionSource: ("edition_id", *PLACE, "source_id", "release_url", "order"),
    EditionAuthor: ("edition_id", *PLACE, "author_id", "order"),
    EditionTag: ("edition_id", *PLACE, "tag_id"),
    EditionPhoto: ("edition_id", "photo_id"),
}


def desk_rows(article, links):
    """(model, values) of each row that ties the desk's copy to something, but for photos."""
    pk = article.pk
    for order, (source, address) in enumerate(links.sources):
        yield ArticleSource, (pk, source, address, order)
    for order, author in enumerate(links.authors):
        yield ArticleAuthor, (pk, author, order)
    for tag in links.tags:
        yield ArticleTag, (pk, tag)
    for order, target in enumerate(links.related):
        if target is not None:
            yield RelatedLink, (pk, target, order)


def photo_rows(article, links):
    return [(ArticlePhoto, (article.pk, photo)) for photo in links.photos]


def readers_rows(edition, links):
    """(model, values) of each row that ties what readers see to something."""
    place = (edition.pk, *(getattr(edition, name) for name in PLACE))
    for order, (source, address) in enumerate(links.sources):
        yield EditionSource, (*place, source, address, order)
    for order, author in enumerate(links.authors):
        yield EditionAuthor, (*place, author, order)
    for tag in links.tags:
        yield EditionTag, (*place, tag)
    for photo in links.photos:
        yield EditionPhoto, (edition.pk, photo)


def by_model(rows):
    found = defaultdict(list)
    for model, values in rows:
        found[model].append(values)
    return found


def keep(rows):
    """Insert rows of one story: a query for each model."""
    for model, some in by_model(rows).items():
        columns = COLUMNS[model]
        model.objects.bulk_create(model(**dict(zip(columns, one, strict=True))) for one in some)
