"""Readers may see a picture as long as something shows it; what no longer does says so here."""

from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos.models import Photo, file_keys


def of(row):
    """Keys of the pictures in the row's own fields (a logo, a portrait); none of None."""
    if row is None:
        return set()
    fields = (field for field in row._meta.fields if field.related_model is Photo)
    return file_keys(getattr(row, field.attname) for field in fields)


def let_go(keys, *, at=None):
    """From `at` (aware datetime, now by default) on whoever keeps them has to ask again.

    Another place may still show them: then the next answer is what it was.
    """
    if keys:
        changes.log(keys, kind=Change.Kind.GONE, due_at=at)
