"""Old addresses with a query, in every spelling that old links and networks gave them."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import paths, publishing
from articles.addresses import old_path
from articles.models import Redirect


@pytest.fixture
def lead(db):
    def make(old, new_path="", **fields):
        return Redirect.objects.create(old_path=old_path(old), new_path=new_path, **fields)

    return make


def hop(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("/?p=123", "/?p=123"),
        ("/?p=123", "/?p=123&fbclid=x"),
        ("/index.php?option=c&id=7", "/index.php?id=7&option=c"),
        ("/news.php?id=5", "/news.php/?id=5"),
        ("/%D2%9B%D0%B0%D0%BB%D0%B0", "/қала/"),
        ("/қала/", "/%D2%9B%D0%B0%D0%BB%D0%B0"),
        ("/?q=%EA%E0&x=1", "/?q=%ea%e0&x=1"),
        ("/what%3F/", "/what%3F/"),
        ("https://old.example/Page.HTML", "/Page.HTML"),
    ],
)
def test_an_old_address_leads_on_in_any_spelling(old, asked, lead, client):
    lead(old, "/page/new/")

    status, where = hop(client, asked)

    assert (status, where.partition("?")[0]) == (301, "/page/new/")


def test_what_named_the_old_page_stays_behind_and_campaigns_go_on(lead, client):
    lead("/news.php?id=5", "/page/new/")
    lead("/old/", "/search/?q=көпір")

    assert hop(client, "/news.php?utm_source=vk&id=5")[1] == "/page/new/?utm_source=vk"
    assert hop(client, "/old/?a=1")[1] == "/search/?q=%D0%BA%D3%A9%D0%BF%D1%96%D1%80&a=1"


def test_the_path_alone_answers_where_its_query_is_not_known(lead, client):
    lead("/news.php", "/page/all/")
    lead("/news.php?id=5", "/page/five/")

    assert hop(client, "/news.php?id=5")[1] == "/page/five/"
    assert hop(client, "/news.php?id=6")[1] == "/page/all/?id=6"


def test_the_exact_spelling_comes_first_and_case_counts(lead, client):
    lead("/x", "/page/without/")
    lead("/x/", "/page/with/")
    lead("/X/", "/page/capital/")

    assert hop(client, "/x")[1] == "/page/without/"
    assert hop(client, "/x/")[1] == "/page/with/"
    assert hop(client, "/X/")[1] == "/page/capital/"


def test_a_section_that_has_taken_an_old_path_keeps_the_old_queries(lead, make_edition, client):
    edition = make_edition()
    page = edition.section.get_absolute_url()
    lead(f"{page}?ELEMENT_ID=9", article=edition.article)

    assert hop(client, f"{page}?ELEMENT_ID=9")[1] == edition.get_absolute_url()
    assert hop(client, f"{page}?ELEMENT_ID=10")[0] == 200


def test_a_story_taken_off_the_site_is_gone_at_its_old_query_too(lead, make_edition, client, chief):
    edition = make_edition(headline="Алынған")
    lead("/?p=123", article=edition.article)
    publishing.withdraw(edition.article, by=chief)

    answer = client.get("/?p=123")

    assert answer.status_code == 410
    assert "Алынған" not in answer.content.decode()


def test_an_old_query_of_a_draft_tells_nothing(lead, make_article, client):
    lead("/?p=123", article=make_article(headline="Құпия"))

    answer = client.get("/?p=123")

    assert answer.status_code == 200
    assert answer.content == client.get("/?p=124").content


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("", 0),
        ("?utm_source=vk&fbclid=x", 0),
        ("?before=1-1", 0),
        ("?q=x&day=y", 0),
        ("?p=1", 1),
        ("?p=" + "x" * paths.LONGEST_SENT, 0),  # longer than any that the table holds
    ],
)
def test_only_a_query_that_no_page_knows_costs_the_home_page_a_look_up(
    query, more, client, make_edition
):
    make_edition()
    client.get("/")  # the process knows the site from here on
    with CaptureQueriesContext(connection) as plain:
        client.get("/")

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/{query}")

    assert len(asked) == len(plain) + more


def test_the_longest_old_address_leads_on(lead, client):
    old = "/?p=".ljust(paths.LONGEST, "\U00010400")  # each letter twelve bytes on its way
    lead(old, "/page/x/")

    assert hop(client, f"/?p={quote(old[4:])}") == (301, "/page/x/")


@pytest.mark.parametrize("path", ["/?p=1", "/gone/", "/led/", "/?old=1"])
def test_what_redirects_decide_is_forgotten_when_they_change(path, lead, client):
    lead("/led/", "/page/x/")
    lead("/?old=1", "/page/x/")

    assert "redirects" in client.get(path).headers["Surrogate-Key"].split()


def test_a_plain_page_does_not_depend_on_redirects(client, db):
    assert "redirects" not in client.get("/").headers["Surrogate-Key"].split()


@pytest.mark.parametrize("path", ["/?p=%00", "/old/?p=%00", "/%25%30%30/", "/?%EA=%00"])
def test_bytes_that_no_database_takes_are_no_address(path, client, db):
    assert client.get(path).status_code in (200, 404)
