"""A query that is compiled once gives what the queryset gives."""

import pytest
from django.utils import timezone

from articles.models import Edition, Tag
from newsroom.compiled import CompiledQuery

pytestmark = pytest.mark.django_db


def test_it_gives_the_same_rows_with_all_that_hangs_on_them(
    make_edition, make_tag, django_assert_num_queries
):
    tag = make_tag()
    edition = make_edition(tags=[tag])
    query = CompiledQuery(
        lambda at, pk: Edition.objects.live(at).for_page().filter(pk=pk).prefetch_related("tags")
    )

    with django_assert_num_queries(2):
        [found] = query(at=timezone.now(), pk=edition.pk)
        assert found.section == edition.section
        assert list(found.tags.all()) == [tag]

    [plain] = Edition.objects.for_page().filter(pk=edition.pk)
    assert {**found.__dict__, "_state": 0, "_prefetched_objects_cache": 0} == {
        **plain.__dict__,
        "_state": 0,
        "_prefetched_objects_cache": 0,
    }


def test_other_values_give_other_rows(make_tag):
    tags = [make_tag() for _number in range(3)]
    query = CompiledQuery(lambda pk: Tag.objects.filter(pk=pk))

    assert [query(pk=tag.pk) for tag in tags] == [[tag] for tag in tags]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_list_may_have_any_length(make_tag, count):
    tags = [make_tag() for _number in range(6)]
    query = CompiledQuery(lambda ids: Tag.objects.filter(pk__in=ids).order_by("pk"))

    query(ids=[tag.pk for tag in tags])

    assert query(ids=[tag.pk for tag in tags[:count]]) == tags[:count]


def test_a_value_is_never_read_as_sql(make_tag):
    make_tag()
    query = CompiledQuery(lambda name: Tag.objects.filter(name_kk=name))

    assert query(name="' OR 1=1 --") == []


def test_columns_alone_and_unions_are_given_as_django_gives_them(make_tag):
    tag = make_tag()
    rows = Tag.objects.order_by().values_list("pk", "name_kk")
    query = CompiledQuery(lambda pk: rows.filter(pk=pk).union(rows.filter(pk=pk), all=True))

    assert query(pk=tag.pk) == [(tag.pk, tag.name_kk)] * 2
