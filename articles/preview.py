"""The page a story would be, for those who work on it: built from the desk's copy, never stored."""

from django.utils import timezone, translation

from newsroom import languages

from .models import COPIED, Edition


def page(request, article):
    """The article's page as readers would see it if it were published at this moment."""
    from .views.article import story

    with translation.override(article.language):
        return story(request, draft_edition(article), draft_of=article)


def draft_edition(article):
    """An unsaved edition of the desk's copy. Its links are the article's own."""
    now = timezone.now()
    first = min(article.first_published_at or now, now)
    draft = Edition(
        **{name: getattr(article, name) for name in COPIED},
        article=article,
        edit_no=article.edit_no,
        live_from=now,
        first_published_at=first,
        updated_at=now if article.first_published_at else first,
        related_ids=list(article.related_links.values_list("target_id", flat=True)),
    )
    draft.slug = draft.slug or languages.slugify(article.headline, language=article.language)
    return draft
