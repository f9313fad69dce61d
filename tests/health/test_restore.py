"""A backup goes into an empty place whole, or not at all and with a reason."""

import shutil
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Edition
from newsroom.health import database
from newsroom.pagecache.models import Change
from tests.needs import postgresql

on_postgresql = pytest.mark.postgresql
on_sqlite = pytest.mark.skipif(postgresql(), reason="needs SQLite: DATABASE_URL names another")


def original(folder):
    return next(folder.rglob("original.jpg"))


def one(**changes):
    return lambda manifest: manifest.update(changes)


def in_database(**changes):
    return lambda manifest: manifest["database"].update(changes)


def outside(manifest):
    manifest["files"]["media/../../key"] = {"bytes": 1, "sha256": ""}


DAMAGE = {
    "a byte of a photo": (
        lambda folder, flip, rewrite: flip(original(folder)),
        r"nothing was restored\.\nmedia/photos/\S+original\.jpg has other content",
    ),
    "a photo cut short": (
        lambda folder, flip, rewrite: original(folder).write_bytes(b"short"),
        r"original\.jpg has another size",
    ),
    "a photo lost": (
        lambda folder, flip, rewrite: original(folder).unlink(),
        r"original\.jpg is missing",
    ),
    "a byte of the database": (
        lambda folder, flip, rewrite: flip(next(folder.glob("database.*"))),
        r"database\.\w+ has other content",
    ),
    "a byte of the manifest": (
        lambda folder, flip, rewrite: flip(folder / "manifest.json"),
        r"manifest\.json has other content than manifest\.json\.sha256 says",
    ),
    "never finished": (
        lambda folder, flip, rewrite: (folder / "manifest.json.sha256").unlink(),
        "is no finished backup",
    ),
    "another format": (
        lambda folder, flip, rewrite: rewrite(folder, one(format=2)),
        "of format 2, and this newsroom reads format 1",
    ),
    "another kind of database": (
        lambda folder, flip, rewrite: rewrite(
            folder, in_database(vendor="sqlite" if postgresql() else "postgresql")
        ),
        "To change the kind, export the stories there and import them here",
    ),
    "newer code": (
        lambda folder, flip, rewrite: rewrite(
            folder, in_database(migrations=[["articles", "0999_later"], ["x", "0001_more"]])
        ),
        r"has the migration articles\.0999_later and 1 more",
    ),
    "a path that climbs out": (
        lambda folder, flip, rewrite: rewrite(folder, outside),
        r"names a file outside of its folder: media/\.\./\.\./key",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_operator_reads_why_a_backup_is_refused_and_nothing_is_written(
    what, backed_up, move_out, restored, flip, rewrite, settings
):
    damage, sentence = DAMAGE[what]
    damage(backed_up, flip, rewrite)
    move_out()

    with pytest.raises(CommandError, match=sentence):
        restored(backed_up)

    assert database.here().table_names() == []
    assert not settings.MEDIA_ROOT.exists()


def test_a_place_with_rows_is_not_restored_into(
    transactional_db, story, saved, restored, contents, settings
):
    folder, before = saved(), contents()
    photos = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = photos / "none"

    with pytest.raises(CommandError, match=r"not empty: \w+ has \d+ rows; .*more tables"):
        restored(folder)

    settings.MEDIA_ROOT = photos
    assert contents() == before


def test_a_place_with_a_single_photo_is_not_restored_into(backed_up, move_out, restored, settings):
    move_out()
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "mine.jpg").write_bytes(b"mine")

    with pytest.raises(CommandError, match=r"not empty: \S+ has 1 files, mine\.jpg first"):
        restored(backed_up)

    assert database.here().table_names() == []


def test_a_place_that_was_only_migrated_is_empty(backed_up, move_out, restored):
    move_out()
    call_command("migrate", verbosity=0)

    said = restored(backed_up)

    assert "all as they were saved" in said
    assert Edition.objects.get().headline == "Мұздықтар еріп жатыр"


def test_stories_are_found_after_a_restore_and_new_ones_too(
    transactional_db, make_edition, make_tag, saved, move_out, restored, client
):
    tag = make_tag(name_kk="Бұлақ")
    make_edition(headline="Мұздықтар еріп жатыр", tags=[tag])
    folder = saved()
    move_out()
    restored(folder)

    def hits(word):
        return [one.headline for one in client.get("/search/", {"q": word}).context["editions"]]

    assert hits("мұздық") == hits("муздык") == hits("бұлақ") == ["Мұздықтар еріп жатыр"]
    make_edition(headline="Мұздық туралы", tags=[tag])
    assert len(hits("мұздық")) == len(hits("бұлақ")) == 2


def test_a_backup_is_also_found_by_its_name(backed_up, move_out, restored):
    move_out()

    assert "Restored: " in restored(backed_up.name)


def test_a_backup_of_an_older_newsroom_is_brought_up_to_date(saved, move_out, restored):
    call_command("migrate", "sessions", "zero", verbosity=0)
    try:
        folder = saved()
    finally:
        call_command("migrate", "sessions", verbosity=0)
    move_out()

    restored(folder)

    assert "django_session" in database.here().table_names()
    assert database.waiting_migrations() == []


def test_every_kept_page_is_old_after_a_restore(backed_up, move_out, restored):
    move_out()
    restored(backed_up)

    last = Change.objects.latest("pk")

    assert (last.keys, last.kind) == ("photos site", Change.Kind.GONE)


@on_sqlite
def test_a_database_that_others_have_open_is_not_replaced(backed_up, move_out, restored, settings):
    move_out()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE empty (number integer)")
    script = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
        "db.execute('SELECT * FROM empty').fetchone(); print('open', flush=True);"
        "sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, connection.settings_dict["NAME"]]

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(CommandError, match="Stop the newsroom first"):
            restored(backed_up)

    assert not settings.MEDIA_ROOT.exists()


@on_postgresql
def test_a_restore_that_breaks_off_can_be_run_again(
    backed_up, move_out, restored, monkeypatch, settings, tmp_path
):
    move_out()
    real = shutil.which("pg_restore")
    (tmp_path / "pg_restore").write_text(
        f'#!/bin/sh\ncase "$1" in --exit-on-error) echo "disk full" >&2; exit 1;; esac\n'
        f'exec {real} "$@"\n'
    )
    (tmp_path / "pg_restore").chmod(0o755)
    with monkeypatch.context() as patch, pytest.raises(CommandError, match="disk full"):
        patch.setenv("PATH", str(tmp_path), prepend=":")
        restored(backed_up)

    assert not list(settings.MEDIA_ROOT.iterdir())
    assert "Restored: " in restored(backed_up)


def test_a_good_backup_passes_the_test_and_nothing_here_changes(backed_up, restored, contents):
    before = contents()

    said = restored(backed_up, "--verify")

    assert "Tried: " in said
    assert contents() == before


@on_postgresql
def test_no_temporary_database_stays_behind(backed_up, restored):
    name = f"newsroom_verify_{connection.settings_dict['NAME']}"

    restored(backed_up, "--verify")

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        assert cursor.fetchone() is None


@pytest.mark.parametrize("pattern", ["original.jpg", "database.*"])
def test_the_test_turns_red_when_a_byte_is_flipped(pattern, backed_up, restored, flip):
    flip(next(backed_up.rglob(pattern)))

    with pytest.raises(CommandError, match=pattern.replace("*", ".*") + " has other content"):
        restored(backed_up, "--verify")


def test_the_test_compares_the_rows_that_came_back(backed_up, restored, rewrite):
    rewrite(backed_up, fewer_and_others)

    with pytest.raises(CommandError) as caught:
        restored(backed_up, "--verify")

    assert str(caught.value).splitlines()[1:] == [
        "articles_edition has 1 rows; 2 were saved.",
        "articles_article has as many rows as were saved, but not the same ones.",
        "articles_lost was not restored.",
    ]


def fewer_and_others(manifest):
    tables = manifest["database"]["tables"]
    edition, article = tables["articles_edition"], tables["articles_article"]
    manifest["database"]["tables"] = {
        "articles_edition": {**edition, "rows": 2},
        "articles_article": {**article, "checksum": "0"},
        "articles_lost": {"rows": 0, "checksum": "0"},
    }
