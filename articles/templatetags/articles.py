"""What the templates of public pages ask: names and dates in the page's language."""

import datetime

from django import template
from django.conf import settings
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import get_language

from articles import addresses
from newsroom import languages

register = template.Library()


@register.tag
def part(parser, token):
    """{% part "name" of_what … %} … {% endpart %}: drawn once, until something of the site changes.

    What is between may ask for `site`, the language and what `of_what` says, and for nothing else.
    """
    _tag, *bits = token.split_contents()
    nodes = parser.parse(["endpart"])
    parser.delete_first_token()
    return _Part(nodes, [parser.compile_filter(bit) for bit in bits])


class _Part(template.Node):
    def __init__(self, nodelist, of_what):
        self.nodelist, self.of_what = nodelist, of_what

    def render(self, context):
        if settings.DEBUG:  # or a changed template would not be seen
            return self.nodelist.render(context)
        parts = context["site"].parts
        key = (get_language(), *(one.resolve(context) for one in self.of_what))
        if key not in parts:
            parts[key] = self.nodelist.render(context)
        return parts[key]


@register.filter
def name(named):
    """In the page's language; the name it has, where it has none in that one."""
    return named.name() or str(named)


@register.filter
def day(moment):
    """Of an aware datetime, in Almaty, or of a plain date."""
    return languages.day(_moment(moment), get_language())


@register.filter
def long_day(moment):
    return languages.long_day(_moment(moment), get_language())


@register.filter
def day_page(moment):
    """The address of what was published on that day in Almaty."""
    return addresses.day_page(_moment(moment).astimezone(languages.ALMATY))


def _moment(moment):
    if isinstance(moment, datetime.datetime):
        return moment
    return datetime.datetime.combine(moment, datetime.time(12), languages.ALMATY)


@register.filter
def day_and_time(moment):
    return languages.day_and_time(moment, get_language())


@register.filter
def short_time(moment):
    """For lists: the hour of today's stories, the day of older ones."""
    today = timezone.now().astimezone(languages.ALMATY).date()
    if moment.astimezone(languages.ALMATY).date() == today:
        return hour(moment)
    return languages.day(moment, get_language())


@register.filter
def hour(moment):
    """09:05, on the clock of Almaty."""
    return moment.astimezone(languages.ALMATY).strftime("%H:%M")


@register.filter
def kind_label(edition):
    return edition.get_kind_display()


@register.filter
def card_headline(edition):
    return edition.card_headline


@register.filter
def iso(moment):
    """For <time datetime>: in Almaty's time with its offset, to the second (RFC 3339)."""
    return moment.astimezone(languages.ALMATY).isoformat(timespec="seconds")


@register.filter
def length(seconds):
    """Of a video: 4:05, 1:02:09."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def megabytes(size):
    """Of a file of `size` bytes: 0.4, 7.2, 118, as the page's language writes numbers."""
    size = size / 1_000_000
    return floatformat(size, 1 if size < 9.95 else 0) if size >= 0.05 else floatformat(0.1, 1)


@register.filter(name="absolute")
def absolute_address(path):
    return addresses.absolute(path)
