"""The million stories of `make bench` are stories: readers get each, and every list is whole."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.exchange import take
from articles.lists import rows_under
from articles.models import Edition, EditionTag, Section, ShortLink, Tag
from newsroom.demo import archive
from tests.bench.multiply import multiply
from tests.plans import by_use

# VACUUM stands in no transaction.
pytestmark = pytest.mark.django_db(transaction=True)

STORIES, TIMES = 60, 3


@pytest.fixture
def multiplied():
    take(archive.records(STORIES, full=False), as_="published")
    multiply(TIMES)


def read_to_its_end(client, path):
    """The ids of the stories on each page of a list."""
    while path:
        page = client.get(path).context
        yield from (edition.article_id for edition in page["editions"])
        path = page["older_url"]


@pytest.mark.usefixtures("multiplied")
def test_every_copy_of_a_live_story_has_its_page_and_its_short_link(client):
    live = Edition.objects.live().select_related("section", "article__short_link")

    pages = {one.get_absolute_url(): one.article.short_link.get_absolute_url() for one in live}

    assert len(pages) > (TIMES - 1) * STORIES
    for page, short in pages.items():
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert client.get(short).headers["Location"].endswith(page)
        for version in answer.context["translations"]:
            assert version.article.story_id == answer.context["edition"].article.story_id


@pytest.mark.usefixtures("multiplied")
def test_the_longest_lists_are_read_to_their_end_without_a_gap(client):
    section = max(Section.objects.all(), key=lambda one: rows_under(one, "kk").count())

    for named in (section, by_use(EditionTag, Tag)[0]):
        read = list(read_to_its_end(client, named.get_absolute_url()))

        newest = rows_under(named, "kk").newest().values_list("article_id", flat=True)
        assert read == list(newest)
        assert len(read) == len(set(read)) > 24


@pytest.mark.usefixtures("multiplied")
def test_the_desk_works_on(client, make_article, chief):
    edition = publishing.publish(make_article(), by=chief)

    assert client.get(edition.get_absolute_url()).status_code == 200
    assert client.get(reverse("articles:feed")).status_code == 200
    assert ShortLink.objects.count() == Edition.objects.values("article").distinct().count()
