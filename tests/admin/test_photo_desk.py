"""The photo library at the desk: taking in, finding, words, focal point, signed-in files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from newsroom.photos import picker
from newsroom.photos.models import Credit, Photo
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


def upload(client, file, **words):
    data = {"file": file, "language": "kk", **words}
    return client.post(reverse("admin:photos_photo_upload"), data)


def test_a_photo_is_taken_in_from_the_picker(desk_client, picture, chief):
    answer = upload(desk_client, picture(), credit="Айгүл Сәрсенова", alt="Көпір")

    photo = Photo.objects.get()
    assert (photo.uploaded_by, photo.alt_kk) == (chief, "Көпір")
    assert answer.json()["photo"]["credits"]["kk"] == "Айгүл Сәрсенова"
    assert desk_client.get(answer.json()["photo"]["thumb"]).status_code == 200


def test_a_page_named_jpg_is_refused_with_a_sentence(desk_client):
    file = SimpleUploadedFile("photo.jpg", b"<html><script>x()</script></html>", "image/jpeg")

    answer = upload(desk_client, file)

    assert answer.status_code == 422
    assert len(answer.json()["error"]) > 20
    assert not Photo.objects.exists()


def test_the_same_file_again_is_the_photo_that_is_there(desk_client, picture):
    first = upload(desk_client, picture()).json()["photo"]["id"]

    assert upload(desk_client, picture()).json()["photo"]["id"] == first


def test_those_without_the_right_upload_nothing(client, make_user, picture):
    client.force_login(make_user(Role.SHARE_STAFF))

    assert upload(client, picture()).status_code == 403


def test_the_library_is_searched_in_folded_text(desk_client, make_photo):
    found = make_photo(alt_kk="ҚР туы")
    make_photo(alt_kk="Көпір")

    answer = desk_client.get(reverse("admin:photos_photo_library"), {"term": "қр"}).json()

    assert [photo["id"] for photo in answer["photos"]] == [found.pk]


def test_credit_and_alt_text_are_written_from_the_dialog(desk_client, make_photo):
    photo = make_photo()
    words = {"pk": photo.pk, "credit": "Жаңа автор", "alt": "Жаңа сипат", "language": "kk"}

    answer = desk_client.post(reverse("admin:photos_photo_words"), words).json()

    photo.refresh_from_db()
    assert (photo.credit.name_kk, photo.alt_kk) == ("Жаңа автор", "Жаңа сипат")
    assert answer["photo"]["alt"]["kk"] == "Жаңа сипат"


def test_too_long_an_alt_text_is_refused_with_a_sentence(desk_client, make_photo):
    words = {"pk": make_photo().pk, "alt": "а" * 301, "language": "kk"}

    answer = desk_client.post(reverse("admin:photos_photo_words"), words)

    assert answer.status_code == 422 and answer.json()["error"]


def test_a_drafts_picture_is_seen_at_the_desk_and_nowhere_else(
    client, desk_client, make_photo, make_user
):
    photo = make_photo()
    name = photo.renditions[0]["name"]

    assert desk_client.get(picker.desk_address(photo, name)).status_code == 200
    assert desk_client.get(photo.address(name)).status_code == 404
    client.force_login(make_user(Role.SHARE_STAFF))
    assert client.get(picker.desk_address(photo, name)).status_code == 403


def test_a_photo_is_added_on_its_own_page(desk_client, picture):
    response = desk_client.post(
        reverse("admin:photos_photo_add"), {"file": picture(), "alt_ru": "Мост", "caption": "Көпір"}
    )

    photo = Photo.objects.get()
    assert response.status_code == 302
    assert (photo.alt_ru, photo.caption) == ("Мост", "Көпір")


def test_a_bad_photo_is_told_beside_the_field(desk_client):
    file = SimpleUploadedFile("photo.jpg", b"no picture at all", "image/jpeg")

    response = desk_client.post(
        reverse("admin:photos_photo_add"), {"file": file, "caption": "Сақталсын"}
    )

    assert response.context["adminform"].form.errors["file"]
    assert "Сақталсын" in response.content.decode()


def test_another_focal_point_cuts_the_crops_anew(desk_client, picture):
    pk = upload(desk_client, picture((800, 300))).json()["photo"]["id"]
    before = Photo.objects.get(pk=pk)

    desk_client.post(
        reverse("admin:photos_photo_change", args=[pk]), {"focal_x": 0.1, "focal_y": 0.5}
    )

    after = Photo.objects.get(pk=pk)
    assert (after.focal_x, after.focal_y) == (0.1, 0.5)
    assert {row["use"] for row in after.renditions} == {row["use"] for row in before.renditions}


def test_a_photo_in_use_is_not_deleted_and_the_page_says_where_it_is(
    desk_client, make_photo, make_article
):
    photo = make_photo()
    make_article(headline="Көпір туралы", lead_photo=photo)
    address = reverse("admin:photos_photo_delete", args=[photo.pk])

    page = desk_client.get(address).content.decode()
    desk_client.post(address, {"post": "yes"})

    assert "Көпір туралы" in page
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_an_unused_photo_may_go(desk_client, make_photo):
    photo = make_photo()

    desk_client.post(reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"})

    assert not Photo.objects.exists()


def test_a_renamed_credit_finds_its_photos(desk_client, make_photo):
    photo = make_photo(credit=Credit.objects.create(name_kk="Ескі есім"))

    desk_client.post(
        reverse("admin:photos_credit_change", args=[photo.credit_id]), {"name_kk": "Жаңа есім"}
    )

    answer = desk_client.get(reverse("admin:photos_photo_library"), {"term": "жаңа есім"}).json()
    assert [one["id"] for one in answer["photos"]] == [photo.pk]


def test_a_photo_and_its_credit_are_named_in_the_language_of_the_desk(make_photo):
    credit = Credit.objects.create(name_kk="Экология министрлігі", name_ru="Минэкологии")
    photo = make_photo(credit=credit, alt_kk="Көпір", alt_ru="Мост")

    with translation.override("ru"):
        in_russian = (str(photo), str(credit))
    with translation.override("en"):
        in_english = (str(photo), str(credit))

    assert in_russian == ("Мост", "Минэкологии")
    assert in_english == ("Көпір", "Экология министрлігі")
