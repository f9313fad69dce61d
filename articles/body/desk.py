"""What the editor shows of the objects in a text: asked by the page, answered as JSON."""

from django.apps import apps
from django.utils import timezone

MOST = 200  # objects of one text
HIGHEST = 10**10  # ids in a body have ten digits at most


def describe(photo_ids, article_ids, language: str) -> dict:
    """For the desk only: drafts' headlines and photos are in it.

    {"photos": {"12": {"thumb", "caption", "credit", "label"}},
     "articles": {"45": {"headline", "status", "is_live"}}}; an id without a row is not in it.
    `thumb` is a path, "" while renditions are missing.
    """
    photos = apps.get_model("photos.Photo").objects.for_cards()
    articles = apps.get_model("articles.Article").objects.only("headline", "status")
    editions = apps.get_model("articles.Edition").objects
    photo_ids, article_ids = (
        [pk for pk in ids if 0 < pk < HIGHEST][:MOST] for ids in (photo_ids, article_ids)
    )
    live = set(
        editions.live(timezone.now())
        .filter(article__in=article_ids)
        .values_list("article_id", flat=True)
    )
    return {
        "photos": {
            str(photo.pk): photo_words(photo, language) for photo in photos.filter(pk__in=photo_ids)
        },
        "articles": {
            str(article.pk): {
                "headline": article.headline,
                "status": article.get_status_display(),
                "is_live": article.pk in live,
            }
            for article in articles.filter(pk__in=article_ids)
        },
    }


def photo_words(photo, language: str) -> dict:
    """A photo as the editor and the photo picker name it."""
    small = photo.rendition("width", 320)
    return {
        "thumb": small["url"] if small else "",
        "caption": photo.caption,
        "credit": photo.credit_line(language),
        "label": str(photo),
    }
