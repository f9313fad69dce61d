"""The archive: what was first published on a day in Almaty."""

import datetime

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import keys
from articles.addresses import day_page, moved
from articles.lists import page_of
from articles.models import Edition
from newsroom import languages

from . import shell

DAY = datetime.timedelta(days=1)


@require_safe
def archive(request, year=None, month=None):
    """The way to any day: the newest, the oldest, or the one that is asked for as `?day=`.

    A year or a month has no page of its own; its address leads here.
    """
    code = translation.get_language()
    if request.path != (canonical := reverse("articles:archive")):
        return moved(request, canonical)
    asked = request.GET.get("day")
    day = _read(asked)
    if day:
        return HttpResponseRedirect(day_page(day))
    live = Edition.objects.live().in_language(code)
    context = {
        "newest": _day_of(live.newest()),
        "oldest": _day_of(live.newest().reverse()),
        "today": _today(),
        "asked": asked,
    }
    urls = shell.in_languages(lambda: reverse("articles:archive"))
    return shell.page(
        request, "articles/archive.html", context, keys={f"list-{code}"}, page_urls=urls
    )


@require_safe
def archive_day(request, year, month, day):
    """The stories of one day, newest first, and the days before and after that have any."""
    try:
        date = datetime.date(year, month, day)
        begin, end = _bounds(date)
    except (ValueError, OverflowError) as no_day:
        raise Http404 from no_day
    if date > _today():
        raise Http404
    if request.path != (canonical := day_page(date)):
        return moved(request, canonical)
    code = translation.get_language()
    live = Edition.objects.live().in_language(code)
    listed = page_of(
        request, live.filter(first_published_at__gte=begin, first_published_at__lt=end)
    )
    earlier = _day_of(live.filter(first_published_at__lt=begin).newest())
    later = _day_of(live.filter(first_published_at__gte=end).newest().reverse())
    if not (listed.editions or earlier or _began_by(end)):
        raise Http404
    context = {
        **listed._asdict(),
        "title": languages.long_day(begin, code),
        "date": date,
        "today": _today(),
        "earlier": earlier,
        "later": later,
    }
    shown = {f"list-{code}"} | keys.of_cards(listed.editions)
    urls = shell.in_languages(lambda: day_page(date))
    return shell.page(request, "articles/archive_day.html", context, keys=shown, page_urls=urls)


def _bounds(date):
    """When a day begins and ends in Almaty. Raises OverflowError for the calendar's last day."""
    return languages.midnight(date), languages.midnight(date + DAY)


def _day_of(editions):
    """The day in Almaty of the first of these, None where there is none."""
    moment = editions.values_list("first_published_at", flat=True).first()
    return moment and moment.astimezone(languages.ALMATY).date()


def _began_by(end):
    """Whether anything in another language is as old, so that the switch leads somewhere."""
    live = Edition.objects.live().filter(language__in=languages.LANGUAGES)
    return live.filter(first_published_at__lt=end).exists()


def _today():
    return timezone.now().astimezone(languages.ALMATY).date()


def _read(asked):
    """The day meant by 2025-05-13; None where it is no day, or one to come."""
    try:
        day = datetime.date.fromisoformat(asked or "")
    except ValueError:
        return None
    return day if day <= _today() else None
