"""Spans of time as lexemes: whole years and months, so few that a question stays short."""

import datetime

from .lexemes import moment_of, of_month, of_year, place_at

LONG = 30  # months; the years of a longer span are named whole
LONGEST = 60  # years; a longer span is not named


def months_between(since, until):
    """The groups (one, or none for a span without an end) of all months from one place to another.

    They say somewhat more than was asked: whole months, or whole years of a long span.
    """
    first, last = _month(since), _month(until)
    if first is None or last is None or last - first > 12 * LONGEST:
        return []
    months = range(first, last + 1)
    years = {month // 12 for month in months}
    is_long = len(months) > LONG
    whole = {y for y in years if is_long or (y * 12 in months and y * 12 + 11 in months)}
    named = {of_year(year) for year in whole}
    named |= {of_month(month // 12, month % 12 + 1) for month in months if month // 12 not in whole}
    return [named]


def months_back(since, until, months):
    """Groups for so many months before `until`; None where the whole span is not even twice as
    long, and may as well be asked for at once.
    """
    last = _month(until)
    first, long_ago = (last and _place(last - times * months) for times in (1, 2))
    return None if long_ago is None or long_ago <= since else months_between(first, until)


def _month(place):
    """A running number; None where no calendar goes."""
    try:
        moment = moment_of(place)
    except OverflowError:
        return None
    return moment.year * 12 + moment.month - 1


def _place(month):
    if month < 12:
        return None
    return place_at(datetime.datetime(month // 12, month % 12 + 1, 1, tzinfo=datetime.UTC))
