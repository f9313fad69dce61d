"""The health page and its twin for programs: what is late, what is dead, and who is told."""

import datetime
import os
import smtplib
import time
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import notices, publishing, reviewing
from articles.models import Article, SearchRow, Section
from newsroom.health import watch
from newsroom.pagecache import wsgi
from newsroom.pagecache.asked import Rules
from newsroom.pulse import helpers
from newsroom.pulse.models import Beat
from newsroom.staff import roles
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
PAGE = "/admin/health/"
STRANGER = {"REMOTE_ADDR": "203.0.113.7"}
LANGUAGES = ["kk", "ru", "en"]


@pytest.fixture
def page(client, chief):
    """What the chief editor reads, in one of the three languages."""

    def page(code="en", user=chief):
        user.language = code
        user.save()
        client.force_login(user)
        answer = client.get(PAGE)
        assert answer.status_code == 200
        return answer.text

    return page


@pytest.fixture
def told(client):
    """What a program on this machine is told: the status, and the JSON."""

    def told():
        answer = client.get("/statez")
        return answer.status_code, answer.json()

    return told


STATES = {
    "fresh": {"kk": "жұмыс істеп тұр", "ru": "работает", "en": "works"},
    "late": {"kk": "кешігіп жатыр", "ru": "опаздывает", "en": "late"},
    "dead": {"kk": "жауап бермейді", "ru": "не отвечает", "en": "no sign of life"},
    "never": {"kk": "әлі іске қосылмаған", "ru": "ещё не запускалось", "en": "has not run yet"},
    "off": {"kk": "мұнда қолданылмайды", "ru": "здесь не используется", "en": "not in use here"},
}
AGES = {"fresh": 4, "late": 6, "dead": 16}  # minutes since the letters were last heard of


@pytest.fixture
def letters_are(clock, settings):
    """Bring the helper that sends letters into a state, as far as its own work and the clock do."""

    def letters_are(state):
        clock.forward(hours=1)
        if state in AGES:
            notices.send_due()
            clock.forward(minutes=AGES[state])
        elif state == "never":
            clock.forward(hours=-1)
        settings.SENDS_EMAIL = state != "off"

    return letters_are


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_helper_is_told_in_three_languages_and_to_programs(
    state, letters_are, page, told
):
    letters_are(state)

    pages = {code: page(code) for code in LANGUAGES}

    mark = f'<span class="standing health-is-{state}">'
    assert all(f"{mark}{words}</span>" in pages[code] for code, words in STATES[state].items())
    assert told()[1]["helpers"]["letters"]["state"] == state


ADVICE = {
    "kk": "Ешкімге хат бармай жатыр",
    "ru": "Письма никому не уходят",
    "en": "Nobody gets letters",
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_killed_helper_shows_on_the_first_page_of_the_chief_after_its_time(
    code, client, make_user, clock
):
    client.force_login(make_user(Role.CHIEF_EDITOR, language=code))
    notices.send_due()

    clock.forward(minutes=14)
    before = client.get(reverse("admin:index")).text
    clock.forward(minutes=2)
    after = client.get(reverse("admin:index")).text

    assert ADVICE[code] not in before
    assert ADVICE[code] in after and f'href="{PAGE}"' in after


def test_a_helper_that_was_never_heard_of_is_dead_after_its_time(clock, told):
    clock.forward(minutes=16)

    status, facts = told()

    assert (status, facts["well"]) == (503, False)
    assert (
        facts["helpers"]["letters"] | {"state": "dead", "good_at": None}
        == (facts["helpers"]["letters"])
    )


def test_a_life_sign_brings_it_back(clock, told):
    clock.forward(hours=3)
    dead = told()

    notices.send_due()

    assert (dead[0], told()[0]) == (503, 200)
    assert told()[1]["helpers"]["letters"]["state"] == "fresh"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.PHOTO_EDITOR, Role.SHARE_STAFF])
def test_nobody_else_sees_the_page_nor_the_line_nor_the_twin(role, client, make_user, clock):
    client.force_login(make_user(role))
    clock.forward(hours=1)

    start = client.get(reverse("admin:index"), follow=True).text

    assert client.get(PAGE).status_code == 403
    assert client.get("/statez", **STRANGER).status_code == 404
    assert "health-line" not in start and PAGE not in start


def test_an_administrator_is_told_how_many_are_late_and_reads_no_headline(
    make_article, make_user, page, client, clock
):
    article = make_article(headline="Құпия тергеу")
    Article.objects.filter(pk=article.pk).update(due_at=clock.now - HOUR)

    shown = page("en", user=make_user(Role.ADMINISTRATOR))

    assert "Due and not done" in shown and "Құпия тергеу" not in shown
    assert client.get("/statez", **STRANGER).json()["overdue"] == {"due": 1}


def test_the_public_is_told_nothing(client, clock, make_article):
    article = make_article(headline="Құпия тергеу")
    Article.objects.filter(pk=article.pk).update(due_at=clock.now - HOUR)
    helpers.bad("letters", "smtp.secret.example refused")
    clock.forward(hours=60)

    answers = [client.get(path, **STRANGER) for path in ("/statez", "/readyz", "/healthz")]
    passed_on = client.get("/statez", headers={"X-Forwarded-For": "203.0.113.7"})
    sent_away = client.get(PAGE)

    assert [one.status_code for one in answers] == [404, 200, 200]
    assert [one.text for one in answers[1:]] == ["ok\n", "ok\n"]
    assert passed_on.status_code == 404
    assert "secret" not in answers[0].text and "тергеу" not in answers[0].text
    assert sent_away["Location"].startswith("/admin/login/")


def test_a_database_that_is_away_is_told_to_this_machine_and_to_no_stranger(
    client, chief, monkeypatch
):
    def refuse(*args):
        raise OperationalError("connection refused at 10.0.0.5")

    client.force_login(chief)
    monkeypatch.setattr(watch, "look", refuse)
    monkeypatch.setattr(roles, "of", refuse)

    here, abroad = client.get("/statez"), client.get("/statez", **STRANGER)

    told = {"well": False, "database": "does not answer: OperationalError"}
    assert (here.status_code, here.json()) == (503, told)
    assert (abroad.status_code, abroad.text) == (404, "not found\n")


# What the desk is late with


def late_stories(told):
    return told()[1]["overdue"]


def test_a_story_that_is_due_and_not_done_shows_until_it_is_out(
    make_article, chief, clock, page, told
):
    article = make_article(headline="Су қоймасы")
    reviewing.assign(article, by=chief, assignee=chief, due_at=clock.now + HOUR)

    clock.forward(minutes=59)
    assert late_stories(told) == {}
    clock.forward(minutes=2)
    assert late_stories(told) == {"due": 1}
    assert "Су қоймасы" in page()

    publishing.publish(Article.objects.get(), by=chief)
    assert late_stories(told) == {}


@pytest.mark.parametrize("settle", ["approve", "publish", "return"])
def test_a_review_that_waits_too_long_shows_until_somebody_settles_it(
    settle, make_article, make_user, chief, clock, told
):
    article = make_article(by=make_user(Role.REPORTER))
    reviewing.submit(article, by=chief)

    clock.forward(hours=3, minutes=59)
    assert late_stories(told) == {}
    clock.forward(minutes=2)
    assert late_stories(told) == {"review": 1}

    article = Article.objects.get()
    if settle == "approve":
        reviewing.approve(article, by=chief)
    elif settle == "return":
        reviewing.return_(article, by=chief, note="Дереккөз керек.")
    else:
        publishing.publish(article, by=chief)
    assert late_stories(told) == {}


def test_an_override_of_the_night_shows_until_the_chief_confirms_it(
    make_article, make_user, section, chief, clock, told
):
    clock.at(datetime.datetime(2026, 11, 26, 20, tzinfo=datetime.UTC))  # 01:00 in Almaty
    article = make_article(own_reporting=False)
    editor = make_user(Role.EDITOR, sections=[section])
    publishing.publish(article, by=editor, override="ТЖМ телефонмен растады.")

    assert late_stories(told) == {"confirm": 1}
    reviewing.confirm(article.overrides.get(), by=chief)

    assert late_stories(told) == {}


def test_a_flash_without_its_details_shows_after_a_quarter_of_an_hour(
    make_article, chief, clock, told
):
    publishing.publish(make_article(is_flash=True, body=""), by=chief)

    clock.forward(minutes=14)
    assert late_stories(told) == {}
    clock.forward(minutes=2)

    assert late_stories(told) == {"flash": 1}


def test_a_scheduled_story_that_the_gate_would_stop_by_now_shows_with_its_sentence(
    make_article, chief, section, clock, page, told
):
    publishing.publish(make_article(headline="Көпір"), by=chief, at=clock.now + HOUR)
    assert late_stories(told) == {}

    Section.objects.filter(pk=section.pk).update(name_kk="", slug_kk="")

    assert late_stories(told) == {"stopped": 1}
    assert "This section has no name in the language of the story." in page()


def test_what_was_overridden_with_a_reason_is_not_told_again(make_article, chief, clock, told):
    article = make_article(own_reporting=False)

    publishing.publish(article, by=chief, at=clock.now + HOUR, override="Өзім тексердім.")

    assert "stopped" not in late_stories(told)


def test_a_newer_draft_beside_a_scheduled_text_is_not_judged(make_article, chief, clock, told):
    article = make_article(own_reporting=True)
    publishing.publish(article, by=chief, at=clock.now + HOUR)

    Article.objects.update(own_reporting=False, edit_no=article.edit_no + 5)

    assert late_stories(told) == {}


TITLES = {
    "kk": ["Мерзімі өткен, әлі дайын емес", "15 минуттан астам толықтырылмаған шұғыл хабарлар"],
    "ru": [
        "Срок прошёл, а материал не готов",
        "Молнии, к которым больше 15 минут нет подробностей",
    ],
    "en": ["Due and not done", "Flashes without their details for more than 15 minutes"],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_overdue_work_is_told_with_what_to_do_in_the_readers_language(
    code, make_article, chief, clock, page
):
    publishing.publish(make_article(is_flash=True, body=""), by=chief)
    Article.objects.filter(pk=make_article().pk).update(due_at=clock.now)
    clock.forward(minutes=16)

    shown = page(code)

    assert all(title in shown for title in TITLES[code])
    assert shown.count('<p class="health-advice">') == 2


# The parts


def test_letters_that_do_not_leave_are_told_with_the_mail_servers_own_words(
    make_article, make_user, section, chief, clock, monkeypatch, told, page
):
    make_user(Role.EDITOR, sections=[section], email="redaktor@newsroom.example")
    reviewing.submit(make_article(), by=chief)

    def refuse(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(notices, "send_mail", refuse)
    clock.forward(minutes=16)
    notices.send_due()

    status, facts = told()
    assert (status, facts["letters"], facts["letters_waiting"]) == (503, "see to it", 1)
    assert facts["helpers"]["letters"]["said"] == "Connection unexpectedly closed"
    assert "EMAIL_URL" in page() and "Connection unexpectedly closed" in page()


def test_keys_of_the_search_that_are_too_old_are_told_until_they_are_made_anew(
    make_edition, told, page
):
    notices.send_due()
    make_edition()
    SearchRow.objects.update(version=1)

    before, words = told(), page()
    call_command("rekey_stories")

    assert (before[0], before[1]["search"]) == (503, "see to it")
    assert "manage.py rekey_stories" in words
    assert (told()[0], told()[1]["search"]) == (200, "ok")
    assert "manage.py rekey_stories" not in page()


def test_letters_for_somebody_who_sleeps_do_not_wait(
    make_article, make_user, section, chief, clock, told
):
    clock.at(datetime.datetime(2026, 11, 26, 7, tzinfo=datetime.UTC))  # 12:00 in Almaty
    quiet = {"quiet_from": datetime.time(10), "quiet_until": datetime.time(14)}
    make_user(Role.EDITOR, sections=[section], email="redaktor@newsroom.example", **quiet)
    reviewing.submit(make_article(), by=chief)

    clock.forward(minutes=20)
    notices.send_due()

    assert mail.outbox == []
    assert told()[0] == 200 and told()[1]["letters_waiting"] == 0


def test_a_folder_of_photos_that_cannot_be_written_to_is_told(page, told, monkeypatch, settings):
    notices.send_due()
    Path(settings.MEDIA_ROOT).mkdir(parents=True)
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: path != Path(settings.MEDIA_ROOT) and real(path, mode)
    )

    status, facts = told()
    assert "The folder cannot be written to" in page()
    assert (status, facts["well"], facts["photos"]) == (503, False, "see to it")


# The backup tells by itself


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True


def test_a_backup_that_has_not_been_made_for_two_nights_is_dead(production, clock, told):
    helpers.good("backup")

    states = []
    for hours in (25, 2, 24):
        clock.forward(hours=hours)
        states.append(told()[1]["helpers"]["backup"]["state"])

    assert states == ["fresh", "late", "dead"]


def test_a_backup_that_fails_says_why_and_is_no_good_run(settings, tmp_path, told):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(CommandError):
        call_command("backup", to=tmp_path / "in-its-own-backup")

    backup = told()[1]["helpers"]["backup"]
    assert backup["good_at"] is None
    assert "lies among the photos" in backup["said"]


def test_a_demo_is_not_expected_to_save_itself(clock, told):
    clock.forward(days=30)

    assert told()[1]["helpers"]["backup"]["state"] == "off"


# It costs little, and harms nobody


def test_letters_go_out_where_nothing_can_be_written_down_of_it(
    make_article, make_user, section, chief, caplog
):
    make_user(Role.EDITOR, sections=[section], email="redaktor@newsroom.example")
    reviewing.submit(make_article(), by=chief)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pulse_beat RENAME TO pulse_away")

    sent = notices.send_due()

    assert sent == 1 and len(mail.outbox) == 1
    assert "of letters nothing could be written down" in caplog.text


def test_a_run_that_ends_with_an_error_is_told_and_the_error_goes_on(told):
    with pytest.raises(ZeroDivisionError), helpers.working("letters"):
        1 / 0  # noqa: B018

    assert told()[1]["helpers"]["letters"]["said"] == "division by zero"


def test_a_heartbeat_is_one_statement():
    helpers.good("letters")

    with CaptureQueriesContext(connection) as asked:
        helpers.good("letters")

    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(statements) == 1
    assert Beat.objects.count() == 1


def test_the_page_costs_the_same_few_queries_whatever_is_late(client, chief, make_article, clock):
    def cost():
        client.force_login(chief)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    def fill(count):
        for _number in range(count):
            publishing.publish(make_article(is_flash=True, body=""), by=chief)
            reviewing.submit(make_article(), by=chief)
            publishing.publish(make_article(), by=chief, at=clock.now + 48 * HOUR)
            Article.objects.filter(pk=make_article().pk).update(due_at=clock.now)

    fill(1)
    clock.forward(hours=5)
    few = cost()
    fill(12)
    clock.forward(hours=5)

    assert cost() == few <= 20


@pytest.fixture
def kept(monkeypatch):
    """The pages that a process keeps, as if this one did."""
    monkeypatch.setattr(wsgi, "running", None)
    cache = wsgi.PageCache.run(lambda *_: [], rules=Rules(), busy=str.encode)
    cache.follower.looked_at = time.monotonic()
    cache.hits = 4321
    return cache


def test_the_kept_pages_of_a_process_are_told_in_figures(kept, page, told):
    text = page("ru")

    assert "Сохранённые страницы" in text and "4321" in text
    assert told()[1]["kept_pages"]["hits"] == 4321


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("kk", "Өзгерістер сақталған беттерге жетпей жатыр"),
        ("ru", "Изменения не доходят до сохранённых страниц"),
        ("en", "Changes do not reach the pages that are kept"),
    ],
)
def test_pages_that_changes_do_not_reach_are_told(kept, page, told, code, sentence):
    kept.follower.looked_at -= 60

    assert sentence in page(code)
    assert told()[0] == 503


def test_before_the_first_reader_nobody_need_have_looked(kept, told):
    kept.follower.looked_at = 0.0

    status, facts = told()

    assert (status, facts["pages"]) == (200, "ok")


def test_where_no_pages_are_kept_nothing_is_said_of_them(page, monkeypatch):
    monkeypatch.setattr(wsgi, "running", None)

    assert "Kept pages" not in page("en")
