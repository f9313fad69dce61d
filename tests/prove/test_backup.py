"""Long proof: a backup made while people write brings back every row, file and address."""

import io
import os
import threading

import pytest
from django.db import connections
from PIL import Image

from articles.models import Edition
from newsroom.health import backups
from newsroom.photos import library
from newsroom.photos.models import Photo
from newsroom.photos.storage import photo_storage

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
STORIES = max(20, round(1000 * SCALE))
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def upload(chief):
    def add(number):
        out = io.BytesIO()
        colour = (number % 256, number // 256 % 256, 90)
        Image.new("RGB", (640, 360), colour).save(out, "PNG")
        return library.add(out, by=chief, credit="Фотограф", alt="сурет")

    return add


class Desk(threading.Thread):
    """Writes stories with photos until it is told to stop."""

    def __init__(self, write, first):
        super().__init__()
        self.write, self.number = write, first
        self.begun, self.done = threading.Event(), threading.Event()

    def run(self):
        try:
            while not self.done.is_set():
                self.write(self.number)
                self.number += 1
                self.begun.set()
        finally:
            self.begun.set()
            connections.close_all()


def test_what_is_saved_under_load_comes_back_row_by_row_and_every_address_lives(
    make_edition, upload, saved, move_out, restored, client, settings
):
    for number in range(STORIES):
        make_edition(lead_photo=upload(number) if number % 10 == 0 else None)
    desks = [
        Desk(lambda number: make_edition(lead_photo=upload(number)), first)
        for first in (10_000, 20_000)
    ]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.begun.wait()
    first = backups.read(saved("--verify"))
    assert all(desk.is_alive() and desk.number % 10_000 for desk in desks)
    for desk in desks:
        desk.done.set()
        desk.join()

    move_out()
    restored(first.folder)
    settings.BACKUP_DIR = settings.MEDIA_ROOT.parent / "second"
    second = backups.read(saved())

    tables, again = first.database["tables"], second.database["tables"]
    del tables["pagecache_change"]  # the log begins anew
    assert again.pop("pagecache_change")["rows"] == 1
    assert again == tables
    assert second.media == first.media
    live = Edition.objects.live()
    assert live.count() >= STORIES
    for edition in live.select_related("section"):
        assert client.get(edition.get_absolute_url()).status_code == 200, edition
    for photo in Photo.objects.all():
        for row in photo.renditions:
            assert photo_storage().exists(f"{photo.folder}/{row['name']}")
