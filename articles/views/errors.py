"""Pages for what is not there and what went wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from articles.addresses import by_other_name, moved, redirect_for

from . import shell
from .gone import gone_or_404, keys_of_way_on, newest


@require_safe
def lost(request):
    """No page has this path. With a slash behind it one may: its own view then moves the reader."""
    if not request.path_info.endswith("/"):
        if request.path + "/" == (desk := reverse("admin:index")):
            return moved(request, desk)
        try:
            match = resolve(request.path_info + "/")
        except Resolver404:
            match = None
        is_ours = match and (match.app_name == "articles" or match.url_name == "short_link")
        if is_ours:
            return match.func(request, *match.args, **match.kwargs)
    raise Http404


def not_found(request, exception=None):
    """404, unless the Redirect table knows the address, or a tag is also called so."""
    answer, article_id = redirect_for(request)
    if answer:
        return answer
    if article_id:
        try:
            return gone_or_404(request, article_id)
        except Http404:
            pass
    elif answer := by_other_name(request):
        return answer
    latest = newest()
    shown = {"redirects", *keys_of_way_on(latest)}
    return shell.page(request, "404.html", {"latest": latest}, keys=shown, status=404)


def server_error(request):
    """Says so in three languages, without asking the database or anything else that may be down.

    While the database does not answer it is 503 (RFC 9110 §15.6.4): come back, nothing is wrong
    with the address.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = asking_to_come_back(request.method)
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("500.html"), status=500)


def asking_to_come_back(method):
    """The page for who cannot be answered now; for who has sent a form, how not to lose it."""
    return render_to_string("not_saved.html" if method == "POST" else "500.html")
