"""A newsroom that is saved, and an empty one that it is restored into."""

import hashlib
import io
import json
import shutil

import pytest
from django.core.management import call_command
from django.db import connection, connections

from newsroom.health import database
from tests.needs import postgresql


@pytest.fixture(autouse=True)
def _backups_of_a_test(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.fixture
def reach(django_db_setup, django_db_blocker):
    """The database as it stands, for what writes nothing to it: there is nothing to roll back."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def saved(reach, settings):
    """Runs the command with what it is told; the folder of the newest backup."""
    if postgresql() and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump: the client of PostgreSQL is not on the PATH")

    def run(*words, **options):
        call_command("backup", *words, stdout=io.StringIO(), stderr=io.StringIO(), **options)
        return max(settings.BACKUP_DIR.glob("*Z"))

    return run


@pytest.fixture
def restored():
    """Runs the command; what it printed."""

    def run(folder, *words):
        out = io.StringIO()
        call_command("restore", str(folder), *words, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def story(make_edition, make_photo):
    return make_edition(headline="Мұздықтар еріп жатыр", lead_photo=make_photo())


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory):
    return tmp_path_factory.mktemp("made-once")


@pytest.fixture
def backed_up(request, saved, settings, _made_once):
    """A backup of one story with a photo, as good as new for each test."""
    kept = _made_once / "backups"
    if not kept.exists():
        request.applymarker(pytest.mark.django_db(transaction=True))
        request.getfixturevalue("story")
        saved()
        shutil.copytree(settings.BACKUP_DIR, kept)
        shutil.rmtree(settings.MEDIA_ROOT)
    else:
        shutil.copytree(kept, settings.BACKUP_DIR)
    return next(settings.BACKUP_DIR.glob("*Z"))


@pytest.fixture
def move_out(reach, settings, tmp_path):
    """Call it, and the newsroom has an empty database without tables, and no files."""
    before, name = connection.settings_dict["NAME"], None

    def move():
        nonlocal name
        if postgresql():
            name = f"{before}_elsewhere"
            _on_server(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        else:
            name = str(tmp_path / "elsewhere.sqlite3")
        connections.close_all()
        connection.settings_dict["NAME"] = name
        settings.MEDIA_ROOT = tmp_path / "elsewhere"

    yield move
    connections.close_all()
    connection.settings_dict["NAME"] = before
    if name and postgresql():
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def contents(settings):
    """All that there is now: ({table: rows and checksum}, {file: its bytes' checksum})."""

    def look():
        root = settings.MEDIA_ROOT
        files = {
            str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in root.rglob("*")
            if path.is_file()
        }
        return database.here().tables(), files

    return look


@pytest.fixture
def rewrite():
    """Change the manifest of a backup and its checksum with it."""

    def change(folder, edit):
        manifest = json.loads((folder / "manifest.json").read_text())
        edit(manifest)
        text = json.dumps(manifest)
        (folder / "manifest.json").write_text(text)
        checksum = hashlib.sha256(text.encode()).hexdigest()
        (folder / "manifest.json.sha256").write_text(f"{checksum}  manifest.json\n")

    return change


@pytest.fixture
def flip():
    """Damage one byte in the middle of a file."""

    def change(path):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    return change
