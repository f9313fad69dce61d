"""Long proof: a newsroom of 100,000 stories costs its databases what one of thirty does.

`make prove`; PROVE_SCALE=0.1 for a tenth of the stories.
"""

import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import plans

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
# A transaction of its own would keep PostgreSQL from its VACUUM after the import.
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


def cost(client, path):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def test_a_hundred_thousand_stories_cost_no_more_questions_and_no_longer_ones(client, chief):
    client.force_login(chief)
    few = plans.fill(round(3000 * SCALE), seed=2)
    before = {page: cost(client, plans.address(page, few)) for page in plans.PAGES}

    many = plans.fill(round(100_000 * SCALE))

    for page in plans.PAGES:
        path = plans.address(page, many)
        # a list that has come to more than one page asks for the ids of a page first
        paged = page.startswith("stories") or page in ("tags", "sources", "authors", "short links")
        # PostgreSQL is asked for three spans of time at most, and for one where all is new
        spans = 2 if page.startswith("search") and connection.vendor == "postgresql" else 0
        assert cost(client, path) <= before[page] + paged + spans, page
        for sql in plans.questions(client, path):
            plans.check(page, sql)
