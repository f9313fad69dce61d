from django.http import Http404
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import body
from articles.addresses import moved
from articles.models import Page

from . import shell


@require_safe
def page(request, slug):
    """An editorial page: about, contacts, rules."""
    code = translation.get_language()
    found = Page.objects.in_language(code).filter(**{f"slug_{code}": slug}).first()
    if found is None:
        raise Http404
    if request.path != (canonical := found.get_absolute_url()):
        return moved(request, canonical)
    context = {"heading": found, "body": body.draw(found.body(code), code)}
    return shell.page(
        request,
        "articles/page.html",
        context,
        keys=found.cache_keys(),
        page_urls=shell.named_urls(found),
    )
