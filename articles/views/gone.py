"""What stands where a story stood: 410 for one that was public, 404 for anything else."""

from django.http import Http404

from articles import keys
from articles.models import Article, Edition, Step

from . import shell


def gone_or_404(request, article_id):
    """410 with date, kind and public reason, and no word of the story; raises Http404 otherwise.

    A story that was never public is answered exactly like an id that does not exist.
    """
    last = (
        Edition.objects.filter(article=article_id, live_from__lte=shell.timezone.now())
        .select_related("article")
        .order_by("-live_from")
        .first()
    )
    if last is None:
        raise Http404
    step = (
        Step.objects.filter(article=article_id, verb__in=["withdraw", "kill"])
        .order_by("-at", "-pk")
        .first()
    )
    context = {
        "gone_at": last.live_until,
        "is_killed": last.article.status == Article.Status.KILLED,
        "reason": step.public_reason if step else "",
        "latest": newest(),
    }
    shown = [f"article-{article_id}", "redirects", *keys_of_way_on(context["latest"])]
    return shell.page(request, "410.html", context, keys=shown, status=410)


def keys_of_way_on(latest):
    return {f"list-{shell.translation.get_language()}", *keys.of_cards(latest)}


def newest(count=5):
    """A way on for a reader who found nothing."""
    code = shell.translation.get_language()
    return list(Edition.objects.live().in_language(code).newest().for_cards()[:count])
