"""A story in a list: what most pages draw most of."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from articles.blanks import Blank, kept, place
from newsroom.photos.templatetags.photos import card_picture

from .articles import hour, iso, short_time

register = template.Library()
LABELS = 500  # of different kinds and sections; a video's length is one of them

_labels = {}


@register.simple_tag
def card(
    edition, *, level, sizes="", standfirst=False, with_section=False, eager=False, with_hour=False
):
    """`level` of its heading (2 or 3); `sizes` of its picture, none without.

    `standfirst` to print it; `with_section` to name its section; `eager` for a picture at the top
    of the page; `with_hour` where the day is said above.
    """
    has_picture = bool(sizes and edition.lead_photo)
    printed = edition.standfirst if standfirst else ""
    values = [
        edition.get_absolute_url(),
        edition.card_headline,
        printed,
        iso(edition.first_published_at),
        (hour if with_hour else short_time)(edition.first_published_at),
        label(edition, with_section=with_section),
        _picture(edition.lead_photo, sizes, eager) if has_picture else "",
    ]
    return _blank(get_language(), level, bool(printed), has_picture).filled(values)


@kept
def _blank(_language, level, has_standfirst, has_picture):
    url, headline, standfirst, moment, time, label, picture = map(place, range(7))
    context = {
        "level": level,
        "url": url,
        "headline": headline,
        "standfirst": standfirst if has_standfirst else "",
        "iso": moment,
        "time": time,
        "label": label,
        "picture": picture if has_picture else "",
    }
    return Blank("articles/_card.html", context)


@register.simple_tag
def label(edition, *, with_section=False):
    """What kind of story it is, where that is worth a word. Few stories have one of their own."""
    section = edition.section if with_section else None
    named = section and (section.get_absolute_url(), section.name(), str(section))
    kind = edition.kind, edition.video_seconds, edition.label, edition.urgent, edition.is_calm
    key = (get_language(), named, *kind)
    drawn = _labels.get(key)
    if drawn is None or settings.DEBUG:
        if len(_labels) >= LABELS:
            _labels.clear()
        context = {"edition": edition, "with_section": with_section}
        drawn = _labels[key] = render_to_string("articles/_label.html", context)
    return drawn


def _picture(photo, sizes, eager):
    context = card_picture(photo, sizes=sizes, lazy=not eager)
    return render_to_string("photos/_card_picture.html", context)
