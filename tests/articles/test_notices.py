"""Who gets a letter of what, and when; nothing is lost where the mail server is down."""

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from articles import notices, outsiders, publishing, reviewing
from articles.models import Notice
from newsroom.languages import ALMATY
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
EVENING = datetime.datetime(2026, 11, 26, 22, 30, tzinfo=ALMATY)


@pytest.fixture
def reporter(make_user):
    return make_user(Role.REPORTER, email="tilshi@newsroom.example", language="ru")


@pytest.fixture
def editor(make_user, section):
    return make_user(Role.EDITOR, sections=[section], email="redaktor@newsroom.example")


@pytest.fixture
def article(make_article, reporter):
    return make_article(by=reporter, headline="Су қоймасы салынады")


def sent():
    """(to whom, subject) of every letter that goes out now."""
    mail.outbox.clear()
    notices.send_due()
    return [(letter.to[0], letter.subject) for letter in mail.outbox]


def test_an_editor_hears_of_a_text_that_waits_and_its_writer_of_its_return(
    article, reporter, editor
):
    reviewing.submit(article, by=reporter)
    assert sent() == [(editor.email, "Су қоймасы салынады: сізді күтіп тұр")]

    reviewing.return_(article, by=editor, note="Дереккөз керек.")
    assert sent() == [(reporter.email, "Су қоймасы салынады: вернули вам")]
    assert "Дереккөз керек." in mail.outbox[0].body
    assert f"/admin/articles/article/{article.pk}/change/" in mail.outbox[0].body


def test_nobody_is_told_of_what_they_did_themselves(make_article, chief):
    chief.email = "bas@newsroom.example"
    chief.save()

    publishing.publish(make_article(), by=chief)

    assert sent() == []


def test_several_lines_make_one_letter(make_article, reporter, editor):
    for _number in range(3):
        reviewing.submit(make_article(by=reporter), by=reporter)

    assert len(sent()) == 1
    assert mail.outbox[0].body.count("/change/") == 3


def test_what_was_sent_is_not_sent_again(article, reporter, editor):
    reviewing.submit(article, by=reporter)

    assert len(sent()) == 1
    assert sent() == []


def test_letters_wait_until_the_quiet_hours_end(article, reporter, editor, clock):
    clock.at(EVENING)
    editor.quiet_from, editor.quiet_until = datetime.time(22), datetime.time(7)
    editor.save()

    reviewing.submit(article, by=reporter)

    assert sent() == []
    clock.forward(hours=9)
    assert len(sent()) == 1


@pytest.mark.parametrize("fields", [{"wants_email": False}, {"email": ""}, {"is_active": False}])
def test_who_wants_no_letter_gets_none(article, reporter, editor, fields):
    reviewing.submit(article, by=reporter)
    type(editor).objects.filter(pk=editor.pk).update(**fields)

    assert sent() == []
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_mail_server_that_is_down_loses_no_letter(article, reporter, editor, clock, monkeypatch):
    reviewing.submit(article, by=reporter)

    def refuse(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", refuse)
        assert sent() == []
    assert sent() == []  # not at once
    clock.forward(minutes=2)

    assert len(sent()) == 1


def test_of_an_embargoed_story_no_word_is_sent(make_article, reporter, editor, clock):
    until = clock.now + datetime.timedelta(hours=1)
    article = make_article(by=reporter, headline="Құпия", embargoed_until=until)

    reviewing.submit(article, by=reporter, note="Құпия")
    [(_to, subject)] = sent()

    assert "Құпия" not in subject + mail.outbox[0].body
    assert f"№ {article.pk}" in subject


def test_a_flash_reminds_of_its_details_unless_they_came(make_article, make_source, editor, clock):
    def flash():
        article = make_article(body="", by=editor, is_flash=True, sources=[(make_source(), "")])
        publishing.publish(article, by=editor)
        return article

    waiting, done = flash(), flash()
    assert sent() == []
    type(done).objects.filter(pk=done.pk).update(is_flash=False)
    clock.forward(minutes=16)

    [(_to, subject)] = sent()
    assert subject.startswith(waiting.headline)
    assert done.headline not in mail.outbox[0].body


def test_the_chief_hears_of_what_the_night_overrode(make_article, editor, chief, clock):
    chief.email = "bas@newsroom.example"
    chief.save()
    clock.at(EVENING)

    publishing.publish(make_article(own_reporting=False), by=editor, override="ТЖМ растады.")

    assert chief.email in [to for to, _subject in sent()]


def test_whoever_asked_hears_of_the_answer_from_outside(make_article, client, editor):
    link = outsiders.show(make_article(), by=editor, for_whom="Министрлік", hours=4)

    said = {"verdict": "agreed", "name": "А. Б.", "office": "Министрлік"}
    client.post(link.get_absolute_url(), said)

    [(to, _subject)] = sent()
    assert to == editor.email


def test_a_refused_verb_tells_nobody(article, reporter, editor):
    with pytest.raises(publishing.NotAllowed):
        publishing.publish(article, by=reporter)

    assert not Notice.objects.exists()
