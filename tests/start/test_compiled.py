"""A query that is compiled once gives what the queryset gives."""

import pytest
from django.db import DataError, InternalError, connection, transaction
from django.utils import timezone

from articles.models import Edition, Tag
from newsroom.compiled import CompiledQuery
from newsroom.prepared import Statement

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


@pytest.fixture
def tags_by_pk(monkeypatch):
    monkeypatch.setattr(Statement, "is_possible", True)
    return CompiledQuery(lambda pk: Tag.objects.filter(pk=pk).exclude(name_kk="100%"))


def prepared():
    """{statement: how often it was asked} of this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, generic_plans + custom_plans FROM pg_prepared_statements")
        return dict(cursor.fetchall())


@pytest.mark.postgresql
def test_postgresql_prepares_it_once_for_each_connection(make_tag, tags_by_pk):
    before, tags = prepared(), [make_tag() for _number in range(3)]

    assert [tags_by_pk(pk=tag.pk) for tag in tags] == [[tag] for tag in tags]

    [asked] = prepared().items() - before.items()
    assert asked[1] == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_opened_anew_has_it_prepared_anew(make_tag, tags_by_pk):
    tag = make_tag()
    tags_by_pk(pk=tag.pk)

    connection.close()

    assert tags_by_pk(pk=tag.pk) == [tag]
    assert list(prepared().values()) == [1]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_rows_come_although_a_pooler_has_lost_the_statement(make_tag, tags_by_pk, caplog):
    tag = make_tag()
    tags_by_pk(pk=tag.pk)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert [tags_by_pk(pk=tag.pk) for _time in range(2)] == [[tag], [tag]]

    assert not prepared()
    assert len(caplog.messages) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_refused_for_another_reason_is_not_asked_again(make_tag, tags_by_pk):
    tag = make_tag()
    with pytest.raises(DataError):
        tags_by_pk(pk="no number")

    assert [tag.pk for tag in tags_by_pk(pk=tag.pk)] == [tag.pk]
    assert Statement.is_possible


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_failed_before_it_was_prepared_is_prepared_the_next_time(make_tag, tags_by_pk):
    tag = make_tag()
    with pytest.raises(InternalError), transaction.atomic():
        with pytest.raises(DataError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        tags_by_pk(pk=tag.pk)

    assert tags_by_pk(pk=tag.pk) == [tag]
    assert list(prepared().values()) == [1]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_so_do_the_rows_of_a_statement_in_plain_sql(monkeypatch):
    monkeypatch.setattr(Statement, "is_possible", True)
    statement = Statement("SELECT $1::int % 10, $2::text", count=2)

    found = [statement.rows(connection, [15, "а"])]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    found += [statement.rows(connection, [27, "б"]) for _time in range(2)]

    assert found == [[(5, "а")], [(7, "б")], [(7, "б")]]


@pytest.mark.postgresql
def test_what_must_be_planned_for_its_values_is_not_prepared(make_tag, monkeypatch):
    monkeypatch.setattr(Statement, "is_possible", True)
    before, tag = prepared(), make_tag()
    query = CompiledQuery(lambda pk: Tag.objects.filter(pk=pk), planned_anew=True)

    assert query(pk=tag.pk) == [tag]

    assert prepared().keys() == before.keys()
