"""Lists of the desk that cost the same however long they are: nothing is counted to its end."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import IntegerField, Subquery
from django.db.models.sql.where import WhereNode

MOST = 1000  # rows that a list or a count goes through


class BoundedPaginator(Paginator):
    """Knows of MOST rows at most, and whether there are more."""

    @cached_property
    def counted(self):
        """Up to MOST + 1."""
        return self.object_list.values("pk")[: MOST + 1].count()

    @cached_property
    def count(self):
        return min(self.counted, MOST)

    @property
    def is_more(self):
        return self.counted > MOST

    def page(self, number):
        """First the ids, which an index holds in order; then the rows of this page alone.

        Asked for at once, rows above the page would be read too, and SQLite, once it has counted
        its rows (ANALYZE), may rather read all and sort them than go along the index. The rows are
        asked for by their ids alone: with a search's thousand ids beside them, PostgreSQL may think
        the whole table cheaper.
        """
        page = super().page(number)
        ids = list(page.object_list.values_list("pk", flat=True))
        rows = self.object_list.all()
        rows.query.where = WhereNode()
        page.object_list = rows.filter(pk__in=ids)
        return page


class CountUpTo(Subquery):
    """How many rows a queryset has, MOST + 1 at most; for annotations."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, queryset):
        super().__init__(queryset.order_by().values("pk")[: MOST + 1])


def told(count):
    """A count as the desk reads it: 1000+ stands for whatever is above."""
    return f"{MOST}+" if count > MOST else str(count)
