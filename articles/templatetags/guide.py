"""Pictures of the guide, which the browser journeys take: docs/guide.md."""

from functools import cache

from django import template
from django.contrib.staticfiles import finders
from django.utils.translation import get_language
from PIL import Image

register = template.Library()


def path_of(name, language):
    return f"newsroom/guide/{language}/{name}.webp"


@cache
def _size(path):
    """(width, height) in pixels; (0, 0) of a picture that is not there: then none is drawn."""
    file = finders.find(path)
    if not file:
        return 0, 0
    with Image.open(file) as image:
        return image.size


@register.inclusion_tag("admin/guide/_picture.html")
def picture(name, alt):
    """The picture `name` in the language of the desk. `alt`: what a blind colleague hears."""
    path = path_of(name, get_language())
    width, height = _size(path)
    return {"path": path, "alt": alt, "width": width, "height": height}
