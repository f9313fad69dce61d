"""What a large story costs at the desk: 60 saves, 20 photos, 30 related stories."""

import pytest
from django.urls import reverse

from articles import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(make_article, make_photo, make_source, make_author, make_tag, chief):
    photos = [make_photo().pk for _photo in range(20)]
    figures = [f'<figure data-photo="{pk}"><figcaption>Көше</figcaption></figure>' for pk in photos]
    links = {
        "sources": [(make_source(), "") for _source in range(3)],
        "authors": [make_author() for _author in range(3)],
        "tags": [make_tag() for _tag in range(5)],
        "related": [make_article() for _target in range(30)],
    }
    article = make_article(lead_photo_id=photos[0], body="\n".join(["<p>Мәтін.</p>", *figures]))
    for number in range(59):
        article.standfirst = f"Лид {number}"
        desk.write(article, by=chief, edit_no=article.edit_no, **links)
    article.links = links
    return article


@pytest.fixture
def form(typed):
    """What the form of the large story sends."""

    def fields(article, **changed):
        links = {name: [row.pk for row in rows] for name, rows in article.links.items()
                 if name != "sources"}  # fmt: skip
        sources = [(source.pk, address) for source, address in article.links["sources"]]
        kept = {"body": article.body, "lead_photo": article.lead_photo_id}
        kept |= {"edit_no": article.edit_no, "own_reporting": ""}
        return typed(sources=sources, **(links | kept | changed))

    return fields


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def test_opening_it(desk_client, large, django_assert_max_num_queries):
    with django_assert_max_num_queries(51):
        assert desk_client.get(at("change", large)).status_code == 200


def test_opening_it_with_unsaved_text(desk_client, large, form, django_assert_max_num_queries):
    desk_client.post(at("autosave", large), form(large, headline="Терілген"))

    with django_assert_max_num_queries(98):
        assert len(desk_client.get(at("change", large)).context["unsaved"]) == 1


def test_saving_it(desk_client, large, form, django_assert_max_num_queries):
    with django_assert_max_num_queries(72):
        assert (
            desk_client.post(at("change", large), form(large, headline="Жаңа")).status_code == 302
        )

    assert large.revisions.count() == 61


def test_looking_at_it_beside_the_form(desk_client, large, form, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        response = desk_client.post(at("preview", large), form(large, _beside="1"))

    assert response.status_code == 200
    assert large.revisions.count() == 60


def test_being_refused(desk_client, large, form, django_assert_max_num_queries):
    with django_assert_max_num_queries(76):
        response = desk_client.post(at("change", large), form(large, headline="Жаңа", edit_no=59))

    assert response.context["parts"]


def test_its_history_and_two_of_its_texts(desk_client, large, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        desk_client.get(at("history", large))
    with django_assert_max_num_queries(16):
        desk_client.get(at("compare", large), {"old": 1})
    with django_assert_max_num_queries(45):
        desk_client.post(at("restore", large), {"number": 1, "edit_no": 60})

    assert large.revisions.count() == 61
