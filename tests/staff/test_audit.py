"""The audit: who came, who changed what, from where; and never a secret."""

import ipaddress
import sys

import pytest
from django.conf import settings as django_settings
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse

from articles import outsiders
from articles.models import OutsiderAnswer, Section, SiteSettings
from newsroom.staff import audit
from newsroom.staff.desk import Audited
from newsroom.staff.models import AuditEntry, User
from newsroom.staff.roles import Role, group

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"  # what make_user gives
NEW_PASSWORD = "Qapshaghai-2026-su"
HERE = "203.0.113.5"


@pytest.fixture
def entries():
    """(action, subject, who, from where) of all entries since the test began to act."""
    return lambda: list(
        AuditEntry.objects.order_by("pk").values_list("action", "subject", "by_name", "origin")
    )


@pytest.fixture
def sign_in(client):
    def attempt(username, password=PASSWORD):
        return client.post(
            reverse("admin:login"), {"username": username, "password": password}, REMOTE_ADDR=HERE
        )

    return attempt


@pytest.fixture
def at_desk(client):
    """Post a form of the desk as somebody; what was told before is forgotten."""

    def post(user, name, *args, **data):
        client.force_login(user)
        AuditEntry.objects.all().delete()
        return client.post(reverse(f"admin:{name}", args=args), data, REMOTE_ADDR=HERE)

    return post


def test_coming_and_going_is_told(make_user, sign_in, client, entries):
    make_user(username="aigul")
    AuditEntry.objects.all().delete()

    sign_in("aigul")
    client.post(reverse("admin:logout"), REMOTE_ADDR=HERE)

    assert entries() == [("sign.in", "", "aigul", HERE), ("sign.out", "", "aigul", HERE)]


def test_wrong_passwords_are_told_until_the_door_closes(make_user, sign_in, entries):
    make_user(username="aigul")
    AuditEntry.objects.all().delete()

    for _ in range(7):
        sign_in("aigul", "wrong")

    failed = ("sign.failed", "aigul", "", HERE)
    assert entries() == [*[failed] * 5, ("sign.locked", "aigul", "", HERE)]


def test_who_goes_on_knocking_at_a_closed_door_is_told_once_in_a_quarter_of_an_hour(
    make_user, sign_in, clock
):
    make_user(username="aigul")

    for _ in range(10):
        sign_in("aigul", "wrong")
    clock.forward(minutes=10)
    for _ in range(4):
        sign_in("aigul", "wrong")
        clock.forward(minutes=2)

    assert AuditEntry.objects.filter(action="sign.locked").count() == 2


def test_a_name_that_nobody_has_is_not_kept(sign_in, entries):
    """People type their password into the field above."""
    sign_in(NEW_PASSWORD, "")
    sign_in(NEW_PASSWORD, "wrong")

    assert entries() == [("sign.failed", "", "", HERE)]


def test_an_administrator_gives_a_role_and_takes_one(make_user, at_desk):
    somebody = make_user(Role.REPORTER, username="aigul")
    administrator = make_user(Role.ADMINISTRATOR)

    at_desk(
        administrator,
        "staff_user_change",
        somebody.pk,
        username="aigul",
        language="kk",
        wants_email="on",
        is_active="on",
        is_staff="on",
        groups=[group(Role.EDITOR).pk],
    )

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.by) == ("people.roles", "aigul", administrator)
    assert (entry.fields, entry.origin) == (["+editor", "-reporter"], HERE)


def test_an_account_that_is_made_and_one_that_is_closed(make_user, at_desk, entries):
    administrator = make_user(Role.ADMINISTRATOR, username="root")
    new = {"username": "aigul", "usable_password": "true", "language": "ru"}
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    at_desk(administrator, "staff_user_add", **new, **passwords)
    assert entries() == [("people.add", "aigul", "root", HERE)]

    somebody = User.objects.get(username="aigul")
    kept = {"username": "aigul", "language": "ru", "wants_email": "on"}
    at_desk(administrator, "staff_user_change", somebody.pk, **kept)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.fields) == ("people.change", ["active"])


def test_a_password_is_changed_by_its_owner_and_by_an_administrator(make_user, at_desk, entries):
    somebody = make_user(username="aigul")
    administrator = make_user(Role.ADMINISTRATOR, username="root")
    new = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    given = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}

    at_desk(somebody, "password_change", old_password=PASSWORD, **new)
    assert entries() == [("people.password", "aigul", "aigul", HERE)]

    at_desk(administrator, "auth_user_password_change", somebody.pk, **given)
    assert entries() == [("people.password", "aigul", "root", HERE)]


def test_an_operators_command_is_told_by_its_name(make_user, monkeypatch, entries):
    monkeypatch.setattr(sys, "argv", ["manage.py", "createsuperuser"])

    call_command("createsuperuser", "--noinput", username="root", email="root@example.kz")

    command = "command: createsuperuser"
    assert entries() == [("people.add", "root", command, command)]


NIGHT = {"night_from": "22:00", "night_until": "08:00"}
NAMES = {"name_kk": "Су", "name_ru": "Вода", "name_en": "Water"}
ROWS = {
    "section": {**NAMES, "order": 1},
    "tag": NAMES,
    "author": NAMES,
    "programme": NAMES,
    "page": {**NAMES, "order": 1},
    "redirect": {"old_path": "/eski/", "new_path": "/zhana/"},
    "partneritem": {
        "language": "kk",
        "title": "Су",
        "url": "https://example.kz/",
        "order": 1,
        "shown_from_0": "2026-11-26",
        "shown_from_1": "09:00",
    },
    "source": {
        **NAMES,
        "kind": "press_service",
        "phrases-TOTAL_FORMS": 0,
        "phrases-INITIAL_FORMS": 0,
    },
}


@pytest.mark.parametrize("model", ROWS)
def test_whatever_is_added_changed_or_deleted_at_the_desk_is_told(chief, at_desk, model):
    typed = ROWS[model]

    added = at_desk(chief, f"articles_{model}_add", **typed)
    first = AuditEntry.objects.get()
    at_desk(chief, f"articles_{model}_change", first.row, **typed)
    second = AuditEntry.objects.get()
    at_desk(chief, f"articles_{model}_delete", first.row, post="yes")
    third = AuditEntry.objects.get()

    assert added.status_code == 302
    told = [(one.action, one.model, one.row) for one in (first, second, third)]
    assert told == [
        (f"row.{what}", f"articles.{model}", first.row) for what in ("add", "change", "delete")
    ]
    assert {one.by for one in (first, second, third)} == {chief}


def test_many_rows_deleted_at_once_are_told_one_by_one(chief, make_tag, at_desk, entries):
    tags = [make_tag(name_kk="Су"), make_tag(name_kk="Жел")]
    chosen = {"action": "delete_selected", "_selected_action": [tag.pk for tag in tags]}

    at_desk(chief, "articles_tag_changelist", post="yes", **chosen)

    assert {entry[:2] for entry in entries()} == {("row.delete", "Су"), ("row.delete", "Жел")}


def test_a_deletion_that_fails_at_the_last_moment_is_not_told(
    chief, section, make_article, at_desk, entries, monkeypatch
):
    """A story came into the section while the question was on the screen."""
    make_article()
    monkeypatch.setattr("newsroom.lookup.in_use.InUse.uses_of", lambda self, obj: [])
    monkeypatch.setattr(
        "django.contrib.admin.ModelAdmin.get_deleted_objects", lambda *args: ([], {}, set(), [])
    )
    chosen = {"action": "delete_selected", "_selected_action": [section.pk]}

    at_desk(chief, "articles_section_changelist", post="yes", **chosen)

    assert Section.objects.filter(pk=section.pk).exists()
    assert entries() == []


def test_changed_settings_are_told_by_the_names_of_their_fields(chief, at_desk):
    SiteSettings.objects.get_or_create(pk=1)
    typed = {"name_kk": "Айна", "contacts_kk": "Құпия телефон 123", "ai_crawlers": "open", **NIGHT}

    at_desk(chief, "articles_sitesettings_change", 1, **typed)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.model) == ("row.change", "articles.sitesettings")
    assert "contacts in Kazakh" in entry.fields
    assert "Құпия" not in str(AuditEntry.objects.values().get())


def test_a_file_that_leaves_the_desk_is_told(chief, make_article, client, entries):
    link = outsiders.show(make_article(), by=chief, for_whom="Министрлік", hours=24)
    answer = OutsiderAnswer(link=link, verdict="agreed", name="А", office="М")
    answer.file.save("answer.pdf", ContentFile(b"%PDF-1.4"))
    address = reverse("admin:articles_article_answer_file", args=[link.article_id, answer.pk])
    client.force_login(chief)
    AuditEntry.objects.all().delete()

    assert client.get(address, REMOTE_ADDR=HERE).status_code == 200

    assert entries() == [("file.taken", address, str(chief), HERE)]


def test_an_entry_survives_the_account_of_who_did_it(make_user, at_desk):
    chief = make_user(username="aigul", first_name="Айгүл", last_name="Серікова")
    at_desk(chief, "articles_tag_add", **NAMES)

    chief.delete()

    entry = AuditEntry.objects.get()
    assert (entry.by, entry.by_name, entry.subject) == (None, "Айгүл Серікова", "Су")


def test_the_address_behind_a_trusted_proxy_is_the_clients(make_user, client, settings):
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1")]
    make_user(username="aigul")

    client.post(
        reverse("admin:login"),
        {"username": "aigul", "password": PASSWORD},
        REMOTE_ADDR="127.0.0.1",
        headers={"x-forwarded-for": "198.51.100.4"},
    )

    assert AuditEntry.objects.get(action="sign.in").origin == "198.51.100.4"


def test_no_entry_ever_holds_a_secret(make_user, sign_in, at_desk, client):
    """A day at the desk with every secret it knows; then all entries are read."""
    somebody = make_user(username="aigul")
    sign_in("aigul", "not-my-passw0rd")
    sign_in("aigul")
    session = client.session.session_key
    client.post(
        reverse("admin:password_change"),
        {
            "old_password": PASSWORD,
            "new_password1": NEW_PASSWORD,
            "new_password2": NEW_PASSWORD,
        },
    )
    client.post(reverse("admin:articles_tag_add"), NAMES)
    client.post(
        reverse("admin:articles_sitesettings_change", args=[1]),
        {"name_kk": "Айна", "imprint_kk": "құпия-мән", "ai_crawlers": "open", **NIGHT},
    )
    somebody.refresh_from_db()

    kept = str(list(AuditEntry.objects.values()))

    assert AuditEntry.objects.count() > 5
    secrets = ["not-my-passw0rd", PASSWORD, NEW_PASSWORD, somebody.password, session]
    secrets += [client.session.session_key, django_settings.SECRET_KEY, "құпия-мән"]
    secrets += [client.cookies["csrftoken"].value, *Session.objects.values_list("pk", flat=True)]
    assert [secret for secret in secrets if secret in kept] == []


def test_every_list_of_the_desk_is_audited():
    lists = admin.site._registry

    assert [model for model, one in lists.items() if not isinstance(one, Audited)] == []


def test_every_action_belongs_to_a_group_that_can_be_chosen():
    assert {action.partition(".")[0] for action in audit.SENTENCES} == set(audit.GROUPS)
