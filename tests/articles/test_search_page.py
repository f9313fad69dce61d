"""The search box and what it finds."""

import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing


def found(client, words, path="/search/"):
    context = client.get(path, {"q": words}).context
    return [edition.headline for edition in context.get("editions") or []]


@pytest.mark.parametrize("words", ["ЭКОЛОГИЯ", "экологияны", "жаңа экология", "Эколoгия"])
def test_a_reader_finds_a_story_by_words_in_any_case(words, make_edition, client):
    """The last one has a Latin o among Cyrillic letters."""
    make_edition(headline="Жаңа «Экология» кодексі")
    make_edition(headline="Спорт")

    assert found(client, words) == ["Жаңа «Экология» кодексі"]


def test_the_newest_comes_first_and_only_in_the_language_of_the_page(make_edition, client):
    make_edition(headline="Алма бір", live_from=timezone.now() - timedelta(days=2))
    make_edition(headline="Алма екі", live_from=timezone.now() - timedelta(days=1))
    make_edition(headline="Алма по-русски", language="ru")

    assert found(client, "алма") == ["Алма екі", "Алма бір"]
    assert found(client, "алма", "/ru/search/") == ["Алма по-русски"]


def test_only_what_is_out_now_is_found(make_edition, make_article, chief, client):
    make_article(headline="Алма қаралама")
    publishing.publish(
        make_article(headline="Алма ертең"), by=chief, at=timezone.now() + timedelta(hours=1)
    )
    publishing.kill(make_edition(headline="Алма қате").article, by=chief)

    assert found(client, "алма") == []


def test_further_pages_keep_the_words(make_edition, client, monkeypatch):
    monkeypatch.setattr(sys.modules["articles.views.search"], "PAGE_SIZE", 2)
    for number in range(5):
        make_edition(headline=f"Алма & {number}")
        make_edition()

    path, seen = "/search/?q=алма+%26", []
    while path:
        context = client.get(path).context
        seen, path = seen + [one.headline for one in context["editions"]], context["older_url"]

    assert seen == [f"Алма & {number}" for number in (4, 3, 2, 1, 0)]
    assert context["newest_url"] == "/search/?q=%D0%B0%D0%BB%D0%BC%D0%B0+%26"


@pytest.mark.parametrize(
    "words", ["", " ", "\0", "%", "_", "'", '"><script>alert(1)</script>', "a" * 5000, "ә " * 500]
)
def test_odd_questions_are_answered_and_drawn_as_text(words, make_edition, client):
    make_edition()

    answer = client.get("/search/", {"q": words})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert len(answer.context["sought"]) <= 200


def test_ten_words_count_and_no_more(make_edition, client):
    make_edition(headline="бір екі үш төрт бес алты жеті сегіз тоғыз он")

    assert found(client, "бір екі үш төрт бес алты жеті сегіз тоғыз он басқа") != []
    assert found(client, "бір екі үш төрт бес алты жеті сегіз тоғыз басқа") == []


def test_a_reader_who_finds_nothing_gets_advice_and_the_newest(make_edition, client):
    edition = make_edition()

    answer = client.get("/search/?q=жоқсөз")

    assert "Nothing found" in client.get("/en/search/?q=none").content.decode()
    assert edition.get_absolute_url() in answer.content.decode()


def test_results_are_not_for_search_engines(make_edition, client):
    edition = make_edition()

    page = client.get("/search/", {"q": edition.headline}).content.decode()

    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


def test_the_box_stands_on_every_page_in_its_language(make_edition, client):
    edition = make_edition(language="ru", headline="Новость")

    page = client.get(edition.get_absolute_url()).content.decode()

    assert '<form class="search" action="/ru/search/" role="search">' in page


def test_the_language_switch_keeps_the_words(client, db):
    page = client.get("/search/?q=алма").content.decode()

    assert 'href="/ru/search/?q=%D0%B0%D0%BB%D0%BC%D0%B0"' in page


def test_another_spelling_leads_to_the_search_in_one_hop(client, db):
    answer = client.get("/en/search?q=a")

    assert (answer.status_code, answer["Location"]) == (301, "/en/search/?q=a")
