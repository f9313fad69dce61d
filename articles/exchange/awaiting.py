"""References to stories that come later, in this file or in another.

A body names stories by number. While a story is not here, a number that no story can have stands
in its place (readers see nothing there), and an AwaitedLink remembers whom it means.
"""

import re
from collections import defaultdict
from operator import attrgetter

from articles import desk, links
from articles.models import Article, AwaitedLink, Edition, RelatedLink

from .inserting import insert_all, update

PLACES = 9_000_000_000  # + the AwaitedLink's id
_ASIDE = re.compile(r'<aside data-article="(9[0-9]{9})">')


def place(number):
    return PLACES + number


def settle(html, numbers):
    """The body with numbers for places: `numbers` of {place: number}; unknown places stay."""
    if not numbers:
        return html
    return _ASIDE.sub(
        lambda match: f'<aside data-article="{numbers.get(int(match[1]), match[1])}">', html
    )


def places_in(html):
    return {int(place) for place in _ASIDE.findall(html)}


def arrive(numbers, *, by):
    """Let those who waited for the stories of {external id: number} refer to them.

    It counts as a save, so that a form that was open meanwhile cannot undo it. In a transaction;
    returns the keys that it touched.
    """
    waiting = defaultdict(list)
    for link in AwaitedLink.objects.filter(external_id__in=list(numbers)):
        waiting[link.article_id].append(link)
    if not waiting:
        return set()
    articles = Article.objects.select_for_update().in_bulk(sorted(waiting))
    _relate(waiting, numbers)
    ties = links.of_many(articles.values())
    editions = list(Edition.objects.filter(article__in=articles))
    for edition in editions:
        settled = _settled(waiting[edition.article_id], numbers)
        edition.body = settle(edition.body, settled)
        if edition.edit_no == articles[edition.article_id].edit_no:
            edition.edit_no += 1
            edition.related_ids = ties[edition.article_id].related_ids
    for pk, article in articles.items():
        article.body = settle(article.body, _settled(waiting[pk], numbers))
        if article.published_edit_no == article.edit_no:
            article.published_edit_no += 1
        article.edit_no += 1
    _update(articles.values(), ["body", "edit_no", "published_edit_no"])
    _update(editions, ["body", "edit_no", "related_ids"])
    insert_all(desk.revision_of(one, ties[pk], by=by) for pk, one in articles.items())
    done = [link.pk for some in waiting.values() for link in some]
    AwaitedLink.objects.filter(pk__in=done).delete()
    return {key for article in articles.values() for key in article.cache_keys()}


def _update(rows, columns):
    for model in {type(row) for row in rows}:
        update(model, columns, map(attrgetter(*columns, "pk"), rows))


def _relate(waiting, numbers):
    RelatedLink.objects.bulk_create(
        (
            RelatedLink(article_id=pk, target_id=numbers[link.external_id], order=link.order)
            for pk, some in waiting.items()
            for link in some
            if link.order is not None
        ),
        ignore_conflicts=True,
    )


def _settled(waited, numbers):
    return {place(link.pk): numbers[link.external_id] for link in waited if link.order is None}
