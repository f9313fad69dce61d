"""Where pages of ours answer now: a redirect from there would never be used."""

from collections import defaultdict
from functools import cached_property

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from newsroom import languages

from . import paths
from .models import (
    Article,
    Author,
    Edition,
    Page,
    Programme,
    Section,
    ShortLink,
    Source,
    Tag,
)

NAMED = {model.page: model for model in (Section, Tag, Source, Author, Programme, Page)}
FILES = ("photo", "video")


class Taken:
    """Asked for many addresses at once (in the form of `paths`); remembers what it learnt."""

    def __init__(self):
        self.slugs = {}  # (model, language code): slugs of its pages

    def answered(self, addresses):
        """Those of `addresses` at which a page of ours answers, with or without its last slash."""
        found, stories, links, videos = set(), defaultdict(list), defaultdict(list), {}
        for address in addresses:
            match, code = _match(address)
            if match is None:
                continue
            name, words = match.url_name, match.kwargs
            by_query = paths.may_be_old(address.partition("?")[2])
            if match.app_name == "articles" and by_query:
                continue  # articles.old_queries asks first
            if name == "article":
                stories[words["pk"]].append(address)
            elif name == "short_link":
                links[words["code"]].append(address)
            elif name == "video":
                videos[words["pk"]] = address
            elif match.app_name != "articles":
                if name not in FILES:
                    found.add(address)
            elif self._is_page(match, code):
                found.add(address)
        found |= _of_stories(stories)
        for code in ShortLink.objects.filter(code__in=links).values_list("code", flat=True):
            found.update(links[code])
        with_video = Edition.objects.live().filter(article__in=videos).exclude(video_file="")
        return found | {videos[pk] for pk in with_video.values_list("article_id", flat=True)}

    def stories(self, addresses):
        """{address: article id} for those that are any spelling of a story's or a short link."""
        by_id, by_code = defaultdict(list), defaultdict(list)
        for address in addresses:
            match, _code = _match(address)
            if match is None or "?" in address:
                continue
            if match.url_name == "short_link":
                by_code[match.kwargs["code"]].append(address)
            elif match.app_name == "articles" and "pk" in match.kwargs:
                by_id[match.kwargs["pk"]].append(address)
        known = Article.objects.filter(pk__in=by_id).values_list("pk", "pk")
        links = ShortLink.objects.filter(code__in=by_code).values_list("code", "article_id")
        found = {address: pk for key, pk in known for address in by_id[key]}
        return found | {address: pk for key, pk in links for address in by_code[key]}

    def _is_page(self, match, code):
        name = (match.url_name or "").removesuffix("_feed")
        if name in NAMED:
            return match.kwargs["slug"] in self._slugs(NAMED[name], code)
        if name == "archive_day":
            return self._is_day(**match.kwargs)
        return bool(name) or "year" in match.kwargs  # /archive/2020/ leads on to the archive

    def _slugs(self, model, code):
        if (model, code) not in self.slugs:
            rows = model.objects.in_language(code)
            self.slugs[model, code] = set(rows.values_list(f"slug_{code}", flat=True))
        return self.slugs[model, code]

    def _is_day(self, year, month, day):
        """As in the archive: from the day of the oldest story to this one."""
        first, today = self._days
        return first is not None and first <= (year, month, day) <= today

    @cached_property
    def _days(self):
        live = Edition.objects.live().order_by("first_published_at")
        first = live.values_list("first_published_at", flat=True).first()
        days = (
            moment and moment.astimezone(languages.ALMATY) for moment in (first, timezone.now())
        )
        return [day and (day.year, day.month, day.day) for day in days]


def _match(address):
    """(how the path is resolved, in which language); None where it is no address of ours."""
    path = address.partition("?")[0]
    first = path[1:].partition("/")[0]
    code = first if first in languages.LANGUAGES else settings.LANGUAGE_CODE
    # a page ends with a slash, or its view moves there; a file has a dot and no slash
    spelling = path if "." in path.rpartition("/")[2] else path.rstrip("/") + "/"
    with translation.override(code):
        try:
            match = resolve(spelling)
        except Resolver404:
            return None, code
    return (match if match.url_name or match.app_name else None), code


def _of_stories(stories):
    """`stories`: addresses by article id. Any other spelling than the story's own is free."""
    live = Edition.objects.live().filter(article__in=stories).select_related("section")
    live = live.only("article_id", "language", "slug", "section")
    return {
        address
        for edition in live
        for address in stories[edition.article_id]
        if address.rstrip("/") == edition.get_absolute_url().rstrip("/")
    }
