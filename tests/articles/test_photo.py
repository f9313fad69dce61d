"""Which photos readers may see: those that stand before them at this moment."""

import pytest
from django.db import connection

from articles import desk, publishing
from articles.models import Page, PartnerItem, SiteSettings
from articles.views.photo import public_photos


def status(client, photo):
    return client.get(photo.card["url"]).status_code


def test_a_photo_is_public_while_a_story_that_shows_it_is_out(
    make_edition, make_photo, chief, client
):
    photos = [make_photo() for _number in range(4)]
    lead, inside, *gallery = photos
    ids = ",".join(str(photo.pk) for photo in gallery)
    body = (
        f'<figure data-photo="{inside.pk}"><figcaption></figcaption></figure>\n'
        f'<figure data-gallery="{ids}"><figcaption></figcaption></figure>'
    )
    edition = make_edition(lead_photo=lead, body=body)

    assert [status(client, photo) for photo in photos] == [200] * 4

    publishing.withdraw(edition.article, by=chief)
    assert [status(client, photo) for photo in photos] == [404] * 4


def test_a_photo_on_an_editorial_page_is_public_as_long_as_it_stands_there(make_photo, client, db):
    photo = make_photo()
    page = Page(name_kk="Біз туралы", slug_kk="biz")
    page.body_kk = f'<figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'
    desk.save_page(page)

    assert status(client, photo) == 200

    page.body_kk = "<p>Мәтін.</p>"
    desk.save_page(page)
    assert status(client, photo) == 404


@pytest.mark.parametrize("place", ["partner", "logo", "portrait"])
def test_a_photo_of_the_site_itself_is_public(place, make_photo, make_author, client):
    photo = make_photo()
    assert status(client, photo) == 404

    if place == "partner":
        PartnerItem.objects.create(title="x", url="https://partner.example/", picture=photo)
    elif place == "logo":
        SiteSettings.objects.create(pk=1, name_kk="x", logo=photo)
    else:
        make_author(portrait=photo)

    assert status(client, photo) == 200


def test_a_photo_costs_one_query_and_sets_no_cookie(
    make_edition, make_photo, client, django_assert_num_queries
):
    photo = make_photo()
    make_edition(lead_photo=photo)

    with django_assert_num_queries(1):
        answer = client.get(photo.card["url"])

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert not answer.cookies


@pytest.mark.parametrize("name", ["original.jpg", "..%2foriginal.jpg", "0-800.jpg", "x.webp"])
def test_nothing_but_a_rendition_is_handed_out(name, make_edition, make_photo, client):
    photo = make_photo()
    make_edition(lead_photo=photo)

    assert client.get(f"/photo/{photo.token}/{name}").status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what is in a table")
def test_asking_for_a_photo_reads_no_more_of_the_archive_than_its_own_uses(db):
    plan = public_photos().filter(token="0" * 32).explain()

    assert "SCAN" not in plan
