from django.db.models import Max
from django.db.models.constants import LOOKUP_SEP

from newsroom import languages

from .paging import MOST, BoundedPaginator

LOOKED_AT = 10_000  # rows, for a word that no index knows


def folded(queryset, text, field="search_text"):
    """Rows of `queryset` whose `field` holds every word of `text`, whatever case or look-alikes.

    Where the field has trigrams, a word of one or two letters counts where another begins with it.
    """
    lookup = "holds" if _has_trigrams(queryset.model, field) else "contains"
    for word in languages.fold(text).split()[:10]:
        queryset = queryset.filter(**{f"{field}__{lookup}": word})
    return queryset


def newest_hits(queryset, text):
    """Rows of `queryset` among the newest MOST of their table that `folded` finds.

    They are looked up at once and apart, so a search costs the same however common its words are
    and whatever else is asked. Where no word has three letters, only the newest rows are looked at.
    """
    table = queryset.model._base_manager.order_by("-pk")
    if all(len(word) < 3 for word in languages.fold(text).split()):
        newest = table.aggregate(newest=Max("pk"))["newest"] or 0
        table = table.filter(pk__gt=newest - LOOKED_AT)
    hits = folded(table, text).values_list("pk", flat=True)[:MOST]
    return queryset.filter(pk__in=list(hits))


class FoldedSearch:
    """For a ModelAdmin: its search box and its pickers look in the folded text; long lists are
    counted up to a bound.

    Django's own `icontains` finds «Экология» by «экология» on PostgreSQL and not on SQLite.
    """

    search_fields = ["search_text"]
    paginator = BoundedPaginator
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        if not languages.fold(search_term):
            return queryset, False
        look = newest_hits if _has_trigrams(self.model, "search_text") else folded
        return look(queryset, search_term), False


def _has_trigrams(model, field):
    for name in field.split(LOOKUP_SEP):
        field = model._meta.get_field(name)
        model = field.related_model
    return getattr(field, "trigrams", False)
