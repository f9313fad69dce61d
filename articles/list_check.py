"""Whether every list holds what it should: the copies in its rows, and one text at a time."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from newsroom.pagecache import changes

from .models import Edition, EditionAuthor, EditionSource, EditionTag
from .models.links import PLACE

LISTS = (EditionTag, EditionSource, EditionAuthor)


def misplaced(model):
    """Rows of a list whose language or place is not that of their edition."""
    right = Q(**{name: F(f"edition__{name}") for name in PLACE})
    return model.objects.filter(~right)


def overlapping():
    """Editions of which another of the same article is out at the same moment (the later ones).

    On PostgreSQL a constraint keeps them apart.
    """
    before = Edition.objects.filter(
        article=OuterRef("article"),
        pk__lt=OuterRef("pk"),
        live_from__lt=OuterRef("live_until"),
        live_until__gt=OuterRef("live_from"),
    )
    return Edition.objects.filter(Exists(before)).order_by("pk")


@transaction.atomic
def mend():
    """Copy the places anew; how many rows were wrong. Every page is drawn again after that."""
    mended = 0
    for model in LISTS:
        wrong = list(misplaced(model).values_list("pk", flat=True))
        edition = Edition.objects.filter(pk=OuterRef("edition"))
        right = {name: Subquery(edition.values(name)[:1]) for name in PLACE}
        for at in range(0, len(wrong), 500):
            mended += model.objects.filter(pk__in=wrong[at : at + 500]).update(**right)
    if mended:
        changes.log(["site"])
    return mended
