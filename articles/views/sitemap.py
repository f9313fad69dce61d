"""Sitemaps: an index, a file per month of first publication, one of other pages, one of news."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from math import ceil

from django.db import connection
from django.db.models import Case, OuterRef, Subquery, When
from django.db.models.functions import Greatest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import sitemaps
from articles.addresses import absolute
from articles.lists import ROWS
from articles.models import Edition, EditionPhoto, Page, Section
from articles.models.edition import is_live
from newsroom import languages

from . import shell
from .conditional import conditional

NEWS_HOURS = 48
PICTURE_WIDTH = 1600  # pixels
BEFORE_ALL = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
EVERY_LIST = {"site", *(f"list-{code}" for code in languages.LANGUAGES)}


@dataclass(frozen=True)
class Month:
    """On the clock of Almaty, whatever the database knows of time zones."""

    year: int
    number: int

    def __str__(self):
        return f"{self.year}-{self.number:02}"

    @classmethod
    def of(cls, moment):
        local = moment.astimezone(languages.ALMATY)
        return cls(local.year, local.month)

    @property
    def next(self):
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def start(self):
        return datetime.datetime(self.year, self.number, 1, tzinfo=languages.ALMATY)

    def editions(self):
        begun = Edition.objects.filter(first_published_at__gte=self.start)
        return begun.filter(first_published_at__lt=self.next.start)


@require_safe
def sitemap(request):
    """The index: the file of pages, and the months that have live stories, newest first."""
    files = [(_file("sitemap_pages", part), None) for part in _parts(_most_pages())]
    for month, stories, changed_at in _months(timezone.now()):
        files += [(_file("sitemap_month", part, month), changed_at) for part in _parts(stories)]
    return _answer(request, sitemaps.index(files))


@require_safe
def sitemap_month(request, year, month, part="1"):
    """Live stories first published in a month of Almaty, in all languages."""
    if not 1 <= int(month) <= 12:
        raise Http404
    now = timezone.now()
    live = Month(int(year), int(month)).editions().live(now)
    stories = live.order_by("first_published_at", "article_id")[_slice(part)]
    columns = ["language", "slug", "updated_at", "section", "article__story"]
    editions = list(stories.select_related("section", "article").only(*columns))
    if not editions:
        raise Http404
    versions, pictures = _versions(stories, now), _pictures(stories)
    return _answer(
        request,
        sitemaps.urlset(
            sitemaps.url(
                absolute(edition.get_absolute_url()),
                edition.updated_at,
                versions=versions[edition.article.story_id],
                pictures=pictures[edition.pk],
            )
            for edition in editions
        ),
    )


@require_safe
def sitemap_pages(request, part="1"):
    """Home, sections, tags, sources and authors with live stories, editorial pages."""
    pages = _pages()[_slice(part)]
    if not pages:
        raise Http404
    urls = [sitemaps.url(versions[code], versions=versions) for code, versions in pages]
    return _answer(request, sitemaps.urlset(urls))


@require_safe
def sitemap_news(request):
    """What is not older than 48 hours, newest first, 1,000 stories at most; may be empty."""
    now = timezone.now()
    fresh = Edition.objects.live(now).filter(
        first_published_at__gte=now - datetime.timedelta(hours=NEWS_HOURS),
        label=Edition.Label.NONE,  # what somebody paid for is no news
    )
    columns = ["language", "slug", "article_id", "section", "headline", "first_published_at"]
    editions = fresh.newest().select_related("section").only(*columns)[: sitemaps.NEWS]
    settings = shell.Site.current(translation.get_language()).settings
    names = {code: settings.text("name", code) for code in languages.LANGUAGES}
    urls = [sitemaps.news(edition, names[edition.language]) for edition in editions]
    return _answer(request, sitemaps.urlset(urls))


def _answer(request, content):
    return conditional(request, content, sitemaps.CONTENT_TYPE, keys=EVERY_LIST)


def _file(name, part, month=None):
    """The path of a part; the first one has no number."""
    return reverse(
        name,
        kwargs={
            **({"year": str(month)[:4], "month": str(month)[5:]} if month else {}),
            **({"part": part} if part > 1 else {}),
        },
    )


def _parts(urls):
    return range(1, ceil(urls / sitemaps.PER_FILE) + 1)


def _slice(part):
    last = int(part) * sitemaps.PER_FILE
    return slice(last - sitemaps.PER_FILE, last)


def _months(now):
    """(month, number of live stories, moment of the last change), newest first, in two queries.

    A story that was taken down has changed its month too.
    """
    oldest = Edition.objects.live(now).order_by("first_published_at", "article_id")
    oldest = oldest.filter(first_published_at__gt=BEFORE_ALL)  # or SQLite takes another index
    first = oldest.values_list("first_published_at", flat=True).first()
    if first is None:
        return []
    months = [Month.of(first)]
    while months[-1] != Month.of(now):
        months.append(months[-1].next)
    counted = _counted(months, now)
    return [(month, *counted[str(month)]) for month in reversed(months) if str(month) in counted]


def _counted(months, now):
    """Month → (live stories, moment of the last change), of those with live stories.

    The index edition_sitemap holds all that is asked. Joined to the months by hand: as a UNION of
    the same question for each of them, Django would take ten times as long to write it down as a
    database to answer it.
    """
    begun = Edition.objects.filter(live_from__lte=now).order_by()
    begun = begun.annotate(
        is_out=Case(When(is_live(now), then=1)),
        begun=Greatest("live_from", "updated_at"),
        ended=Case(When(live_until__lte=now, then="live_until")),
    ).values("first_published_at", "is_out", "begun", "ended")
    inner, inner_params = begun.query.sql_with_params()
    adapted = connection.ops.adapt_datetimefield_value
    bounds = [(str(one), adapted(one.start), adapted(one.next.start)) for one in months]
    places = ", ".join(["(%s, %s, %s)"] * len(bounds))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH month (name, since, until) AS (VALUES {places})"
            " SELECT month.name, COUNT(edition.is_out), MAX(edition.begun), MAX(edition.ended)"
            f" FROM month JOIN ({inner}) edition ON edition.first_published_at >= month.since"
            " AND edition.first_published_at < month.until GROUP BY month.name",
            [*chain.from_iterable(bounds), *inner_params],
        )
        rows = cursor.fetchall()
    return {
        name: (stories, max(filter(None, map(_as_moment, moments))))
        for name, stories, *moments in rows
        if stories
    }


def _as_moment(value):
    """An aware datetime of what a database gives for one that no field has read."""
    column = Edition._meta.get_field("live_from").cached_col
    for convert in connection.ops.get_db_converters(column):
        value = convert(value, column, connection)
    return value


def _versions(stories, now):
    """Story id → language → absolute address, of the live translations of these stories."""
    found = defaultdict(dict)
    live = Edition.objects.live(now).filter(article__story__in=stories.values("article__story"))
    columns = ["language", "slug", "article_id", "section", "article__story"]
    for edition in live.select_related("section", "article").only(*columns):
        address = absolute(edition.get_absolute_url())
        found[edition.article.story_id][edition.language] = address
    return found


def _pictures(stories):
    """Edition id → absolute addresses of the photos that stand on it."""
    found = defaultdict(list)
    columns = ["photo__token", "photo__renditions"]
    links = EditionPhoto.objects.filter(edition__in=stories.values("pk")).order_by("pk")
    for link in links.select_related("photo").only("edition", *columns):
        row = link.photo.rendition("width", PICTURE_WIDTH) or link.photo.card
        if row:
            found[link.edition_id].append(absolute(row["url"]))
    return found


def _pages():
    """(language, absolute address per language) of every public page that is not a story's."""
    pages, with_stories = [], {languages.LANGUAGES[0]}
    for model, (rows, column) in ROWS.items():
        live = rows.objects.live().filter(**{column: OuterRef("pk")})
        # the newest and not EXISTS, for which PostgreSQL may read the table until it meets one
        has_live = {
            f"live_{code}": Subquery(live.in_language(code).newest().values("pk")[:1])
            for code in languages.LANGUAGES
        }
        for row in model.objects.annotate(**has_live):
            has = {code for code in languages.LANGUAGES if getattr(row, f"live_{code}")}
            urls = shell.named_urls(row)
            pages.append({code: url for code, url in urls.items() if code in has})
            if model is Section:  # every story is in one
                with_stories |= has
    texts = [f"body_{code}" for code in languages.LANGUAGES]
    pages += [shell.named_urls(page) for page in Page.objects.defer(*texts)]
    pages.insert(0, _homes(with_stories))
    return [
        (code, {other: absolute(path) for other, path in urls.items()})
        for urls in pages
        for code in urls
    ]


def _most_pages():
    """How many pages there are; where all that could be fit into one file, that many.

    Whether each has live stories in each language is asked only where it makes a difference.
    """
    rows = sum(model.objects.count() for model in [*ROWS, Page])
    most = (rows + 1) * len(languages.LANGUAGES)
    return most if most <= sitemaps.PER_FILE else len(_pages())


def _homes(codes):
    urls = {}
    for code in languages.LANGUAGES:
        if code in codes:
            with translation.override(code):
                urls[code] = reverse("articles:home")
    return urls
