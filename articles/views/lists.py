"""Pages that list stories: section, tag, source, author, programme."""

from functools import cache

from django.http import Http404
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import keys
from articles.addresses import feed_of, moved
from articles.lists import page_under
from articles.models import Author, Programme, Section, Source, Tag
from newsroom.compiled import CompiledQuery

from . import shell


@require_safe
def section(request, slug):
    return _named_page(request, Section, slug)


@require_safe
def tag(request, slug):
    return _named_page(request, Tag, slug)


@require_safe
def source(request, slug):
    return _named_page(request, Source, slug)


@require_safe
def author(request, slug):
    return _named_page(request, Author, slug)


@require_safe
def programme(request, slug):
    """The reports that were aired in a programme."""
    return _named_page(request, Programme, slug)


def _named_page(request, model, slug):
    """The live stories of one section, tag, source … in the page's language."""
    code = translation.get_language()
    named = next(iter(_by_slug(model, code)(slug=slug)), None)
    if named is None:
        raise Http404
    if request.path != (canonical := named.get_absolute_url()):
        return moved(request, canonical)
    listed = page_under(request, named, code)
    context = {
        "heading": named,
        "intro": named.intro(code),
        **listed._asdict(),
        "feed_url": feed_of(named),
    }
    shown = {*named.cache_keys()} | keys.of_cards(listed.editions)
    template = f"articles/{model.page}.html"
    return shell.page(request, template, context, keys=shown, page_urls=shell.named_urls(named))


@cache
def _by_slug(model, code):
    """None or one: slugs are unique."""
    rows = model.objects.in_language(code)
    return CompiledQuery(lambda slug: rows.filter(**{f"slug_{code}": slug})[:1])
