"""A backup is made while people work, and never looks finished before it is."""

import hashlib
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections import namedtuple
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from PIL import Image

from articles.models import Article, Edition
from newsroom.env import ROOT
from newsroom.health import backups, restoring
from newsroom.photos import library
from newsroom.photos.models import Photo
from newsroom.photos.storage import photo_storage
from tests.needs import postgresql

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def photo(settings):
    """The original of one, with its card beside it."""
    folder = settings.MEDIA_ROOT / "photos/ab/abc"
    folder.mkdir(parents=True)
    (folder / "card.jpg").write_bytes(b"card")
    (folder / "original.jpg").write_bytes(b"original")
    return folder / "original.jpg"


def test_everything_comes_back_as_it_was(
    transactional_db, story, saved, move_out, restored, contents, client
):
    tables, files = contents()
    folder = saved()

    move_out()
    restored(folder)

    came_back, files_back = contents()
    assert files_back == files and len(files) == 6
    del tables["pagecache_change"]  # the log begins anew: everything is another
    assert came_back.pop("pagecache_change")["rows"] == 1
    assert came_back == tables
    assert client.get(story.get_absolute_url()).status_code == 200


def test_people_write_and_upload_while_a_backup_is_made(
    transactional_db, chief, make_edition, saved, move_out, restored
):
    done, third, written = threading.Event(), threading.Event(), []

    def work():
        try:
            while not done.is_set():
                photo = library.add(picture(len(written)), by=chief, credit="Фотограф", alt="сурет")
                written.append(make_edition(lead_photo=photo))
                if len(written) == 3:
                    third.set()
        finally:
            third.set()
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    third.wait()
    folder = saved()
    done.set()
    worker.join()
    move_out()
    restored(folder)

    assert 3 <= Edition.objects.count() <= Article.objects.count() <= Photo.objects.count()
    for photo in Photo.objects.all():
        names = [row["name"] for row in photo.renditions]
        assert photo_storage().exists(photo.original.name)
        assert all(photo_storage().exists(f"{photo.folder}/{name}") for name in names)


def picture(number):
    out = io.BytesIO()
    Image.new("RGB", (400, 300), (number % 256, number // 256, 7)).save(out, "PNG")
    return out


def environment(tmp_path):
    """What another process needs to work on this test's database and files."""
    name = connection.settings_dict["NAME"]
    if postgresql():
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    else:
        url = f"sqlite:///{name}"
    ours = {"NEWSROOM_VAR": str(tmp_path), "DATABASE_URL": url}
    return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}


def killed_as_soon_as(begun, folder, tmp_path):
    """A backup in a process of its own, killed when such a file is there; how it ended."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "backup"], cwd=ROOT, env=environment(tmp_path)
    )
    while not any(folder.glob(begun)) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    return process.wait()


@pytest.mark.parametrize("begun", ["*.part", "*.part/database.*", "*.part/media/photos/1*"])
def test_a_backup_killed_at_any_moment_leaves_the_others_whole(begun, photo, saved, tmp_path):
    first = saved()
    for number in range(300):
        (tmp_path / f"media/photos/{number}").write_bytes(os.urandom(100_000))
    while killed_as_soon_as(begun, first.parent, tmp_path) != -signal.SIGKILL:
        shutil.rmtree(max(first.parent.glob("*Z")))  # it was quicker than we were: once more

    assert list(first.parent.glob("*Z")) == [first]
    assert backups.read(first).damage() == []
    second = saved()
    assert set(first.parent.glob("2*")) == {first, second}


def test_a_second_backup_at_the_same_time_says_so_and_stops(photo, saved, settings):
    with backups.alone(settings.BACKUP_DIR), pytest.raises(CommandError, match="Another backup"):
        saved()

    assert not list(settings.BACKUP_DIR.glob("2*"))


def media_of(folder):
    return {path.name: path for path in folder.rglob("*.jpg")}


def test_a_file_that_did_not_change_is_stored_once(photo, saved, settings):
    first = saved()
    photo.with_name("card.jpg").write_bytes(b"Card")

    second = saved()

    one, two = media_of(first), media_of(second)
    assert one["original.jpg"].samefile(two["original.jpg"])
    assert (one["card.jpg"].read_bytes(), two["card.jpg"].read_bytes()) == (b"card", b"Card")
    assert backups.read(first).damage() == backups.read(second).damage() == []


def test_a_damaged_copy_is_not_handed_on_to_the_next_backup(photo, saved, flip):
    first = saved()
    flip(media_of(first)["original.jpg"])

    second = saved()

    assert len(backups.read(first).damage()) == 1
    assert backups.read(second).damage() == []


def test_links_among_the_photos_are_named_and_not_followed(photo, saved, settings, tmp_path):
    (tmp_path / "passwords").write_text("hush")
    (settings.MEDIA_ROOT / "link").symlink_to(tmp_path / "passwords")
    (settings.MEDIA_ROOT / "folder").symlink_to(tmp_path)
    err = io.StringIO()

    call_command("backup", stdout=io.StringIO(), stderr=err)

    (folder,) = settings.BACKUP_DIR.glob("*Z")
    assert not [path for path in folder.rglob("*") if path.name in ("link", "folder", "passwords")]
    assert f"{settings.MEDIA_ROOT / 'link'}\n" in err.getvalue()
    assert f"{settings.MEDIA_ROOT / 'folder'}\n" in err.getvalue()


def test_only_the_owner_may_read_it_and_no_key_is_in_it(photo, saved, settings):
    folder = saved()

    for path in (folder.parent, folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
        assert path.is_dir() or settings.SECRET_KEY.encode() not in path.read_bytes()


def test_the_manifest_names_every_file_and_sha256sum_reads_its_checksum(photo, saved):
    folder = saved()

    checksum, name = (folder / "manifest.json.sha256").read_text().split()
    manifest = backups.read(folder).manifest
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert checksum == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert there - manifest["files"].keys() == {"manifest.json", "manifest.json.sha256"}
    assert manifest["database"]["vendor"] == connection.vendor
    assert manifest["database"]["tables"]["articles_edition"]["rows"] == 0


def test_the_newest_are_kept_and_nothing_that_is_not_a_good_backup_is_touched(
    photo, saved, flip, rewrite
):
    oldest, damaged, neighbours, older = saved(), saved(), saved(), saved()
    flip(damaged / "manifest.json")
    rewrite(neighbours, lambda manifest: manifest.update(site="https://other.example"))
    (older.parent / "notes").mkdir()
    (older.parent / "20200101T000000Z").mkdir()

    newest = saved(keep=2)

    left = {path.name for path in older.parent.iterdir()} - {".lock"}
    kept = {damaged.name, neighbours.name, older.name, newest.name}
    assert left == kept | {"notes", "20200101T000000Z"}
    assert not oldest.exists()


def test_at_least_one_backup_is_kept(photo, saved):
    with pytest.raises(CommandError, match="must be 1 or more"):
        saved(keep=0)


def test_a_backup_that_fails_the_test_loses_its_name_and_replaces_none(photo, saved, monkeypatch):
    first = saved()
    monkeypatch.setattr(restoring, "verify", lambda backup: ["articles_article was not restored."])

    with pytest.raises(CommandError, match="articles_article was not restored"):
        saved("--verify", keep=1)

    assert list(first.parent.glob("*Z")) == [first]
    assert len(list(first.parent.glob("*.bad"))) == 1


def test_operator_reads_that_the_disk_is_too_small(photo, saved, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 1_000))

    with pytest.raises(CommandError, match=r"The backup needs about .* MB free"):
        saved()


def test_a_backup_does_not_lie_in_what_it_saves(photo, saved, settings):
    with pytest.raises(CommandError, match="would be in its own backup"):
        saved(to=settings.MEDIA_ROOT / "backups")


def test_a_database_that_was_never_migrated_is_not_saved(saved, move_out):
    move_out()

    with pytest.raises(CommandError, match="nothing to save"):
        saved()


@pytest.mark.postgresql
def test_operator_reads_what_to_install_without_pg_dump(saved, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CommandError, match=r"pg_dump was not found.*postgresql-client-\d+"):
        saved()


@pytest.mark.postgresql
def test_operator_reads_that_pg_dump_is_too_old(saved, monkeypatch, tmp_path):
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    with pytest.raises(CommandError, match=r"older than the server: pg_dump \(PostgreSQL\) 9.6.1"):
        saved()
