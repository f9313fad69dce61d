"""Every page of readers and of the desk in a newsroom filled by an import, as its databases see it.

The same with 100,000 stories: tests/prove/test_volume.py.
"""

import pytest
from django.db import connection

from tests import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def clients(client, chief):
    """The client of a page: a reader's, or the chief editor's."""
    client.force_login(chief)
    return client


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own plans")
def test_sqlite_reads_no_table_to_its_end(clients):
    made = plans.fill(300)

    for page in plans.PAGES:
        for sql in plans.questions(clients, plans.address(page, made)):
            plans.check(page, sql)


@pytest.fixture
def new_tables():
    """Tables without the room that other tests' rows left: filled here and there, they look to
    PostgreSQL as if going along an index were dear.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(sorted(plans.GROWING))} CASCADE")


@pytest.mark.postgresql
def test_postgresql_touches_few_rows(new_tables, clients):
    made = plans.fill(20_000)

    for page in plans.PAGES:
        for sql in plans.questions(clients, plans.address(page, made)):
            plans.check(page, sql)
