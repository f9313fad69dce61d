"""What programs that watch the newsroom are told, and what strangers are not."""

import shutil
from collections import namedtuple

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from newsroom.staff.roles import Role

Usage = namedtuple("Usage", "total used free")
STRANGER = {"REMOTE_ADDR": "203.0.113.7"}


def test_a_living_process_says_so_without_asking_the_database(client):
    answer = client.get("/healthz")  # this test has no database

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_stranger_hears_only_that_all_is_well(client):
    answer = client.get("/readyz", **STRANGER)

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def migration_missing(db):
    MigrationRecorder.Migration.objects.filter(app="articles", name="0001_initial").delete()


@pytest.fixture
def database_away(db, monkeypatch):
    def refuse(self):
        raise OperationalError("connection refused at 10.0.0.5")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", refuse)


@pytest.fixture
def disk_full(db, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9, 9, 5_000_000))


FAULTS = {
    "migration_missing": ("database", "1 migrations to apply, articles.0001_initial first"),
    "database_away": ("database", "does not answer: OperationalError"),
    "disk_full": ("disk", "5 MB free"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_a_newsroom_that_cannot_serve_answers_503_and_tells_only_its_own(fault, client, request):
    request.getfixturevalue(fault)
    where, said = FAULTS[fault]

    here, abroad = client.get("/readyz"), client.get("/readyz", **STRANGER)

    assert (here.status_code, here.json()[where]) == (503, said)
    assert (abroad.status_code, abroad.text) == (503, "not ok\n")


@pytest.mark.parametrize(("role", "is_told"), [(Role.ADMINISTRATOR, True), (Role.EDITOR, False)])
def test_an_administrator_is_told_from_anywhere(role, is_told, client, make_user):
    client.force_login(make_user(role))

    answer = client.get("/readyz", **STRANGER)

    assert (answer["Content-Type"] == "application/json") is is_told


@pytest.mark.django_db
def test_a_reader_behind_an_undeclared_proxy_on_this_machine_is_a_stranger(client):
    answer = client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.7"})

    assert answer.text == "ok\n"


@pytest.mark.django_db
def test_the_age_of_the_last_backup_is_told_and_an_old_one_is_no_fault(client, settings, clock):
    none = client.get("/readyz").json()
    for name in ("20261101T000000Z", "20261030T000000Z", "20261124T000000Z.part"):
        (settings.BACKUP_DIR / name).mkdir(parents=True)
    clock.at(clock.now.replace(2026, 11, 24, 6, 0, 0))

    answer = client.get("/readyz")

    assert none["last_backup"] is None
    assert answer.status_code == 200
    assert answer.json()["last_backup"] == {
        "made_at": "2026-11-01T00:00:00+00:00",
        "hours_ago": 558.0,
    }
