"""Old addresses known by their query, where a page of ours has the path: `/?p=1`, `/news/?id=5`."""

from django.http import Http404

from newsroom.pagecache.changes import tag_response

from . import paths
from .addresses import redirect_for
from .views.gone import gone_or_404


class OldQueries:
    """Asks the Redirect table before a public page is drawn, if no page of ours knows its query.

    Ours (`?q=`, `?before=`) and what networks hang on a link (`?utm_source=`, `?fbclid=`) cost no
    look-up. What the table does not know gets the page, as any query does.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "asked_by_query", False):
            shown = response.get("Surrogate-Key", "").split()
            tag_response(response, [*shown, "redirects"])
        return response

    def process_view(self, request, view, args, kwargs):
        is_public = request.resolver_match.app_name == "articles"
        if not (is_public and request.method in ("GET", "HEAD")):
            return None
        if not paths.may_be_old(request.META.get("QUERY_STRING", "")):
            return None
        request.asked_by_query = True
        answer, article_id = redirect_for(request, by_query=True)
        if article_id:
            try:
                return gone_or_404(request, article_id)
            except Http404:
                return None
        return answer
