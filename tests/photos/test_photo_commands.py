"""Keeping the folder of photos in order from the command line."""

import os
import time

import pytest
from django.core.management import call_command

from newsroom.photos import library
from newsroom.photos.models import Photo
from newsroom.photos.storage import photo_storage

pytestmark = pytest.mark.django_db

A_DAY_MORE_THAN_A_MONTH = 31 * 24 * 3600  # seconds


def said(capsys, *command, **options):
    call_command(*command, **options)
    return capsys.readouterr().out


def test_missing_renditions_are_made_once(add_photo, capsys):
    photo = add_photo()
    before = photo.renditions
    photo_storage().delete(f"{photo.folder}/{photo.card['name']}")
    Photo.objects.update(renditions=[])

    first, second = said(capsys, "make_renditions"), said(capsys, "make_renditions")

    photo.refresh_from_db()
    assert photo.renditions == before
    assert "1 renditions made" in first
    assert "0 renditions made" in second


def test_a_photo_without_its_original_does_not_stop_the_others(add_photo, photo_like, capsys):
    broken, whole = add_photo(photo_like(320, 200)), add_photo(photo_like(400, 300))
    photo_storage().delete(broken.original.name)
    Photo.objects.update(renditions=[])

    assert "1 photos failed" in said(capsys, "make_renditions")

    whole.refresh_from_db()
    assert whole.renditions


def test_only_old_files_that_nothing_names_are_deleted(add_photo, two_colours, media, capsys):
    photo = add_photo(two_colours(1600, 400))
    old_card = photo.card["name"]
    library.refocus(photo, 0.1, 0.5)

    assert "0 files deleted" in said(capsys, "clean_photos")
    month_ago = time.time() - A_DAY_MORE_THAN_A_MONTH
    for path in media.rglob("*.*"):
        os.utime(path, (month_ago, month_ago))
    said(capsys, "clean_photos")

    for row in photo.renditions:
        library.open_rendition(photo, row["name"])[0].close()
    assert photo.original.storage.exists(photo.original.name)
    with pytest.raises(FileNotFoundError):
        library.open_rendition(photo, old_card)


def test_the_files_of_a_deleted_photo_go_after_a_month(add_photo, media, capsys):
    photo = add_photo()
    photo.delete()

    said(capsys, "clean_photos", days=0)

    assert not [path for path in media.rglob("*") if path.is_file()]


def test_cleaning_an_empty_library_is_no_error(capsys):
    assert "0 files deleted" in said(capsys, "clean_photos")
