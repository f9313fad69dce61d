"""Everybody decides for themselves whether letters come, and when they wait."""

import datetime

import pytest
from django.urls import reverse

from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
QUIET = {"wants_email": "on", "quiet_from": "22:00", "quiet_until": "07:30"}


@pytest.fixture
def reporter(make_user, client):
    user = make_user(Role.REPORTER, username="aigul", language="en")
    client.force_login(user)
    return user


@pytest.fixture
def own():
    return reverse("admin:staff_user_own")


def test_a_reporter_sets_quiet_hours_and_the_audit_tells_of_it(client, reporter, own):
    AuditEntry.objects.all().delete()

    client.post(own, QUIET)

    reporter.refresh_from_db()
    entry = AuditEntry.objects.get()
    assert reporter.quiet_from == datetime.time(22)
    assert reporter.quiet_until == datetime.time(7, 30)
    assert (entry.action, entry.subject, entry.by) == ("people.change", "aigul", reporter)
    assert entry.fields == ["quiet from", "quiet until"]


def test_letters_are_switched_off_by_their_reader(client, reporter, own):
    client.post(own, {})

    reporter.refresh_from_db()
    assert not reporter.wants_email


def test_saving_what_stood_there_tells_the_audit_nothing(client, reporter, own):
    AuditEntry.objects.all().delete()

    client.post(own, {"wants_email": "on"})

    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("given", ["quiet_from", "quiet_until"])
def test_quiet_hours_need_both_ends(client, reporter, own, given):
    answer = client.post(own, {"wants_email": "on", given: "22:00"})

    (missing,) = answer.context["form"].errors
    assert {missing, given} == {"quiet_from", "quiet_until"}


def test_nothing_else_is_taken_from_the_form(client, reporter, own):
    client.post(own, QUIET | {"username": "root", "is_superuser": "on", "pk": "1"})

    reporter.refresh_from_db()
    assert (reporter.username, reporter.is_superuser) == ("aigul", False)


def test_the_page_says_where_letters_go(client, reporter, own):
    without = client.get(own).content.decode()
    reporter.email = "aigul@example.kz"
    reporter.save()

    assert "ask the administrator" in without
    assert "aigul@example.kz" in client.get(own).content.decode()
