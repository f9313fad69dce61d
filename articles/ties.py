"""What readers see a story tied to, in one question: sources, authors, tags, its translations."""

from typing import NamedTuple

from django.db.models import CharField, F, IntegerField, Value

from newsroom.compiled import CompiledQuery

from .models import Article, Author, EditionAuthor, EditionSource, EditionTag, Source, Tag
from .models.names import NAMES, SLUGS


class Ties(NamedTuple):
    sources: list  # pairs of a Source and the address of its release, "" without one
    authors: list
    tags: list
    translations: list  # ids of the articles that tell the story in other languages


def of_article(article):
    """As the desk has them: for a preview."""
    return Ties(
        [(link.source, link.release_url) for link in article.source_links.select_related("source")],
        [link.author for link in article.author_links.select_related("author")],
        list(article.tags.in_order()),
        list(_others(article.story_id, article.pk).values_list("pk", flat=True)),
    )


def of_edition(edition):
    """As they were published, under the names that are theirs today."""
    rows = {Source: [], Author: [], Tag: [], Article: []}
    asked = _TIED(edition=edition.pk, story=edition.article.story_id, article=edition.article_id)
    for number, order, sort_key, link, pk, release, *words in asked:
        rows[_KINDS[number]].append((order, sort_key, link, pk, release, words))
    sources, authors, tags = (
        [(_named(model, pk, words), release) for *_place, pk, release, words in sorted(rows[model])]
        for model in (Source, Author, Tag)
    )
    return Ties(
        sources,
        [author for author, _none in authors],
        [tag for tag, _none in tags],
        [pk for *_place, pk, _release, _words in rows[Article]],
    )


_KINDS = [Source, Author, Tag, Article]
_WORDS = [*NAMES, *SLUGS]


def _named(model, pk, words):
    return model(pk=pk, **dict(zip(_WORDS, words, strict=True)))


def _others(story, article):
    return Article.objects.filter(story=story).exclude(pk=article)


def _number(value):
    return Value(value, output_field=IntegerField())


def _text(value=""):
    return Value(value, output_field=CharField())


def _columns(rows, number, pk, *, order=None, sort_key=None, release=None, words=""):
    """In the same order for every kind; `words`: the way to the names, None where none are."""
    named = [F(f"{words}{field}") if words is not None else _text() for field in _WORDS]
    columns = [_number(number), order or _number(0), sort_key or _text(), F("pk"), pk]
    columns += [release or _text(), *named]
    return rows.order_by().values_list(*columns)


def _tied(edition, story, article):
    order, release = F("order"), F("release_url")
    sources = EditionSource.objects.filter(edition=edition)
    authors = EditionAuthor.objects.filter(edition=edition)
    tags = EditionTag.objects.filter(edition=edition)
    by_letters = {"sort_key": F("tag__sort_key"), "words": "tag__"}
    return _columns(
        sources, 0, F("source_id"), order=order, release=release, words="source__"
    ).union(
        _columns(authors, 1, F("author_id"), order=order, words="author__"),
        _columns(tags, 2, F("tag_id"), **by_letters),
        _columns(_others(story, article), 3, F("pk"), words=None),
        all=True,
    )


_TIED = CompiledQuery(_tied)
