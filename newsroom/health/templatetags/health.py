from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom.pulse import helpers
from newsroom.pulse.helpers import State

register = template.Library()

LABELS = {
    State.FRESH: _("works"),
    State.LATE: _("late"),
    State.DEAD: _("no sign of life"),
    State.NEVER: _("has not run yet"),
    State.OFF: _("not in use here"),
}


@register.filter
def label(state):
    return LABELS[state]


@register.inclusion_tag("health/_dead_helpers.html")
def dead_helpers():
    """For the first page of the desk: a line for each helper that gives no sign of life."""
    return {"pulses": helpers.dead()}


@register.filter
def age(moment):
    """How long ago, coarsely; each unit is a sentence of its own for translators."""
    minutes = int((timezone.now() - moment).total_seconds() // 60)
    if minutes < 60:
        return _ago(ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes), minutes)
    if minutes < 48 * 60:
        hours = minutes // 60
        return _ago(ngettext("%(count)d hour ago", "%(count)d hours ago", hours), hours)
    days = minutes // (24 * 60)
    return _ago(ngettext("%(count)d day ago", "%(count)d days ago", days), days)


def _ago(words, count):
    return words % {"count": max(count, 0)}
