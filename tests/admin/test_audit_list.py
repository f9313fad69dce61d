"""The audit is read by the chief editor and the administrator, each in their own language."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from articles import publishing
from newsroom.staff import audit
from newsroom.staff.models import AuditEntry, User
from newsroom.staff.roles import Role

from .conftest import page_of

pytestmark = pytest.mark.django_db
LIST = "/admin/staff/auditentry/"


@pytest.fixture
def read(client, make_user):
    """The page as somebody in `role` gets it."""

    def get(role=Role.CHIEF_EDITOR, *, language="en", **question):
        client.force_login(make_user(role, language=language))
        return page_of(client.get(LIST, question))

    return get


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_others_are_shown_nothing(client, make_user, role):
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == 403
    assert "auditentry" not in page_of(client.get(reverse("admin:index"), follow=True))


@pytest.mark.parametrize("way", ["add/", "1/", "1/change/", "1/delete/", "1/history/"])
def test_there_is_no_address_to_change_an_entry_at(client, way):
    client.force_login(User.objects.create_superuser("root", password="a-long-password"))

    assert client.get(LIST + way).status_code == 404
    assert client.post(LIST + way, {"post": "yes"}).status_code == 404


def test_no_action_deletes_an_entry(client):
    client.force_login(User.objects.create_superuser("root", password="a-long-password"))
    chosen = {"action": "delete_selected", "post": "yes"}
    entry = AuditEntry.objects.first()

    answer = client.post(LIST, {**chosen, "_selected_action": [entry.pk]})

    assert answer.status_code == 405
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "Материал жарияланды"),
        ("ru", "Материал опубликован"),
        ("en", "The story was published"),
    ],
)
def test_an_entry_is_a_sentence_in_the_readers_language(
    read, make_article, chief, language, sentence
):
    article = make_article(headline="Көпір ашылды")
    publishing.publish(article, by=chief)

    page = read(language=language)

    assert f">{sentence}</span>" in page
    assert f'href="{reverse("admin:articles_article_change", args=[article.pk])}"' in page


def test_every_sentence_is_translated():
    for code in ("kk", "ru"):
        with override(code):
            told = [str(one) for one in [*audit.SENTENCES.values(), *audit.GROUPS.values()]]
        assert [one for one in told if one.isascii()] == []


def test_changed_fields_and_roles_are_named_in_the_readers_language(read, make_user):
    somebody = make_user()
    audit.note("people.roles", somebody, fields=["+editor", "-reporter"])
    audit.note("people.change", somebody, fields=["email address"])

    page = read(Role.ADMINISTRATOR, language="ru")

    assert "+ Редактор, − Корреспондент" in page
    assert "email address" not in page


def test_what_is_gone_stays_named_without_a_link(read, make_tag):
    tag = make_tag(name_kk="Көпірлер")
    audit.note("row.delete", tag)
    address = reverse("admin:articles_tag_change", args=[tag.pk])
    assert address in read()

    tag.delete()

    page = read()
    assert "Көпірлер" in page
    assert address not in page


def test_an_administrator_learns_no_headline_from_it(read, make_article, chief):
    article = make_article(headline="Эмбаргодағы жаңалық")
    publishing.publish(article, by=chief)

    page = read(Role.ADMINISTRATOR)

    assert "was published" in page and f"№ {article.pk}" in page
    assert "Эмбаргодағы" not in page
    assert f"№ {article.pk}" not in read(Role.ADMINISTRATOR, q="эмбаргодағы")
    assert "Эмбаргодағы" in read(Role.CHIEF_EDITOR, q="ЭМБАРГОДАҒЫ")


def test_it_is_asked_by_group_person_day_and_words(read, make_user, make_tag, clock):
    aigul, dana = make_user(username="aigul"), make_user(username="dana")
    for day, by, name in ((1, aigul, "Су"), (2, dana, "Жел"), (3, aigul, "От")):
        clock.at(datetime.datetime(2026, 11, day, 20, tzinfo=datetime.UTC))  # 01:00 of the next day
        audit.note("row.add", make_tag(name_kk=name), by=by)
    clock.at(datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC))

    def found(**question):
        page = read(**question)
        return [name for name in ("От", "Жел", "Су") if f">{name}</a>" in page]

    assert found(group="row") == ["От", "Жел", "Су"]
    assert found(group="override") == []
    assert found(by=aigul.pk) == ["От", "Су"]
    assert found(since="2026-11-03", until="2026-11-03") == ["Жел"]
    assert found(q="ЖЕЛ") == ["Жел"]
    assert found(q="dana") == ["Жел"]


def test_it_is_read_page_by_page_to_its_first_entry(client, chief):
    AuditEntry.objects.all().delete()
    client.force_login(chief)
    for number in range(119):  # and the sign-in
        audit.note("row.add", f"Жазба {number}!")

    seen, question = [], ""
    while question is not None:
        context = client.get(f"{LIST}?{question}").context
        seen += [line.entry.pk for line in context["lines"]]
        question = context["older"] or None

    assert seen == sorted(AuditEntry.objects.values_list("pk", flat=True), reverse=True)
    assert len(seen) == 120


@pytest.mark.parametrize("before", ["0", "99999999999999999999", "x", "-1"])
def test_a_place_that_is_none_is_not_found(client, chief, before):
    client.force_login(chief)

    assert client.get(LIST, {"before": before}).status_code == 404


def test_nonsense_in_the_question_is_said_beside_its_field(read):
    assert "errorlist" in read(since="кеше", group="?", by="x")


def test_a_page_costs_the_same_whatever_stands_in_it(client, chief, make_tag, make_article):
    client.force_login(chief)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    audit.note("row.add", make_tag())
    audit.note("article.publish", make_article())
    few = cost()
    for _ in range(60):
        audit.note("row.add", make_tag())
        audit.note("article.publish", make_article())

    assert cost() <= few <= 10
