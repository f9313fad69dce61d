"""A template with nothing but places in it is drawn once; later values are put there.

For pieces that a page shows many times and in which little differs: Django would draw every part
of each again.
"""

import re
from functools import lru_cache, wraps

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

KEPT = 200  # blanks of one kind

_PLACE = "\ue000{}\ue001"  # no text of ours has these letters
_PLACES = re.compile("\ue000([0-9]+)\ue001")


def place(number):
    """For a template's context: where the value of this number will stand."""
    return _PLACE.format(number)


class Blank:
    """`context` has places for what differs from one use to the next, and says all the rest."""

    def __init__(self, template, context):
        drawn = render_to_string(template, context)
        self.words, self.numbers = _PLACES.split(drawn)[::2], _PLACES.findall(drawn)

    def filled(self, values) -> SafeString:
        escaped = [conditional_escape(value) for value in values]
        parts = [self.words[0]]
        for number, words in zip(self.numbers, self.words[1:], strict=True):
            parts += [escaped[int(number)], words]
        return mark_safe("".join(parts))  # noqa: S308  a template's own words, and what was escaped


def kept(draw):
    """Decorates a function that draws a Blank: the same arguments get the same one.

    With DEBUG each is drawn anew, or a changed template would not be seen.
    """
    remembered = lru_cache(maxsize=KEPT)(draw)

    @wraps(draw)
    def drawn(*args):
        return draw(*args) if settings.DEBUG else remembered(*args)

    return drawn
