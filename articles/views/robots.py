from django.views.decorators.http import require_safe

from articles import robots as rules
from articles.models import SiteSettings

from .conditional import conditional


@require_safe
def robots(request):
    content = rules.text(SiteSettings.current().ai_crawlers).encode()
    return conditional(request, content, "text/plain; charset=utf-8", keys={"site"})
