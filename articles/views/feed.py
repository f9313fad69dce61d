"""Feeds: the newest stories of a language, section, tag, source or author, whole.

They are for readers' programs and aggregators.
"""

from django.db.models import Prefetch, Subquery
from django.db.models.functions import Greatest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import body, cards, keys
from articles.addresses import absolute, feed_of, moved
from articles.lists import EPOCH, ROWS
from articles.models import Author, Edition, EditionAuthor, Kind, Section, Source, Tag
from articles.syndication import NewsFeed, legal, plain_html
from newsroom import languages

from . import shell
from .conditional import conditional

NEWEST = 20
PICTURE_WIDTH = 1200  # pixels


@require_safe
def feed(request):
    """RSS 2.0 of all news of a language."""
    return _answer(request, reverse("articles:feed"))


@require_safe
def section_feed(request, slug):
    return _of_named(request, Section, slug)


@require_safe
def tag_feed(request, slug):
    return _of_named(request, Tag, slug)


@require_safe
def source_feed(request, slug):
    return _of_named(request, Source, slug)


@require_safe
def author_feed(request, slug):
    return _of_named(request, Author, slug)


def _of_named(request, model, slug):
    code = translation.get_language()
    named = model.objects.in_language(code).filter(**{f"slug_{code}": slug}).first()
    if named is None:
        raise Http404
    return _answer(request, feed_of(named), named)


def _answer(request, path, named=None):
    """The feed at `path`; 304 for a program that has it already."""
    code = translation.get_language()
    if request.path != path:
        return moved(request, path)
    editions = list(_newest(code, named))
    drawn = body.draw_many(editions)
    changed_at = max((_changed_at(edition) for edition in editions), default=EPOCH)
    news = _channel(code, path, named, changed_at)
    for edition in editions:
        news.add_item(**_item(edition, drawn.html[edition.pk]))
    return conditional(
        request,
        news.writeString("utf-8").encode(),
        NewsFeed.content_type,
        keys=_keys(code, named, editions, drawn),
        changed_at=changed_at,
    )


def _newest(code, named):
    """All that the feed tells of its stories, in four queries.

    `gone_at` (the same on each, may be None): when a text last left the feed. A date alone must
    not keep a story with a reader's program after it was taken off the site.
    """
    now = timezone.now()
    model, column = ROWS[type(named)] if named else (Edition, None)
    rows = model.objects.in_language(code).filter(**({column: named} if named else {}))
    edition = "" if model is Edition else "edition__"
    live = rows.live(now).newest().values_list(f"{edition}pk", "first_published_at")[:NEWEST]
    moments = dict(live)
    oldest = min(moments.values()) if len(moments) == NEWEST else EPOCH
    # the greater of itself and itself, for which there is no index: else all texts that ever
    # ended would be gone through, and not the few that stood among the newest
    ended = Greatest(f"{edition}live_until", f"{edition}live_until")
    gone = rows.annotate(ended=ended).filter(ended__lte=now, first_published_at__gte=oldest)
    return (
        Edition.objects.filter(pk__in=moments)
        .newest()
        .annotate(gone_at=Subquery(gone.order_by("-ended").values("ended")[:1]))
        .select_related("section", "lead_photo__credit", "poster__credit")
        .prefetch_related(
            Prefetch("author_links", EditionAuthor.objects.select_related("author")), "tags"
        )
        .defer("search_text")
    )


def _changed_at(edition):
    return max(edition.updated_at, edition.live_from, edition.gone_at or EPOCH)


def _keys(code, feed_named, editions, drawn):
    named, photos = [], [*drawn.photos.values()]
    for edition in editions:
        named += [edition.section, *edition.tags.all()]
        named += [link.author for link in edition.author_links.all()]
        photos += [edition.lead_photo, edition.poster]
    return {
        "site",
        *(feed_named.cache_keys() if feed_named else [f"list-{code}"]),
        *(f"article-{pk}" for pk in drawn.article_ids),
        *(f"article-{edition.article_id}" for edition in editions),
        *(row.name_key for row in named),
        *keys.of_photos(photos),
    }


def _channel(code, path, named, changed_at):
    site = shell.Site.current(code)
    page = named.get_absolute_url() if named else reverse("articles:home")
    title = f"{named.name(code)} – {site.name}" if named else site.name
    description = (named.intro(code) if named else site.description) or title
    return NewsFeed(
        title=legal(title),
        link=absolute(page),
        description=legal(description),
        language=code,
        feed_url=absolute(path),
        changed_at=changed_at,
    )


def _item(edition, html):
    """The guid is the article's id and nothing else, so it survives a new slug, section or host."""
    code = edition.language
    tags = [tag.name(code) for tag in edition.tags.all() if tag.has_language(code)]
    return {
        "title": edition.headline,
        "link": absolute(edition.get_absolute_url()),
        "description": cards.summary(edition),
        "unique_id": f"article-{edition.article_id}",
        "unique_id_is_permalink": False,
        "pubdate": edition.first_published_at,
        "categories": [
            *([capfirst(edition.get_label_display())] if edition.label else []),
            edition.section.name(code),
            *tags,
        ],
        "creators": [
            link.author.name(code) or str(link.author) for link in edition.author_links.all()
        ],
        "media": _media(edition),
        "content": _content(edition, html),
    }


def _content(edition, html):
    """The whole story with its standfirst: a program that shows it leaves the description out."""
    parts = []
    if edition.standfirst:
        parts.append(format_html("<p><strong>{}</strong></p>", edition.standfirst))
    if edition.kind == Kind.TV_REPORT and (edition.video_url or edition.video_file):
        address = edition.video_url or absolute(edition.get_absolute_url())
        parts.append(format_html('<p><a href="{}">{}</a></p>', address, _("Watch the report")))
    parts.append(plain_html(html))
    for note in edition.printed_corrections:
        day = languages.day(note["at"], edition.language)
        label = capfirst(note["label"])
        parts.append(format_html("<p><strong>{}</strong> ({}): {}</p>", label, day, note["text"]))
    return "\n".join(parts)


def _media(edition):
    """The lead photo, or the video's poster, about as wide as a screen; None without either."""
    photo = edition.lead_photo or edition.poster
    row = photo and (photo.rendition("width", PICTURE_WIDTH) or photo.card)
    if not row:
        return None
    code = edition.language
    return {
        "url": absolute(row["url"]),
        "width": row["width"],
        "height": row["height"],
        "fileSize": row["bytes"],
        "description": edition.lead_caption or photo.alt(code),
        "credit": photo.credit_line(code),
    }
