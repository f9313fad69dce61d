"""Everybody finds on the first page what waits for them, and nothing of others'."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk, publishing, reviewing
from articles.admin import work
from articles.models import Article, Override
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def reporter(make_user):
    return make_user(Role.REPORTER)


@pytest.fixture
def editor(make_user, section):
    return make_user(Role.EDITOR, sections=[section])


def stands_in(user):
    """Name of the box: headlines in it."""
    return {
        one["box"].name: [story.headline for story, _ in one["rows"]] for one in work.boxes(user)
    }


def test_a_text_goes_from_desk_to_desk(make_article, reporter, editor):
    article = make_article(by=reporter, headline="Су қоймасы")

    assert stands_in(reporter) == {"drafts": ["Су қоймасы"]}
    reviewing.submit(article, by=reporter)
    assert stands_in(editor) == {"waiting": ["Су қоймасы"]}
    reviewing.return_(article, by=editor, note="Дереккөз керек.")
    assert stands_in(editor) == {}
    assert stands_in(reporter)["returned"] == ["Су қоймасы"]


def test_an_approved_text_stays_with_its_writer_until_it_is_out(make_article, reporter, chief):
    article = make_article(by=reporter, headline="Су қоймасы")
    reviewing.submit(article, by=reporter)

    reviewing.approve(article, by=chief)

    assert stands_in(reporter) == {"drafts": ["Су қоймасы"]}
    publishing.publish(article, by=chief)
    assert "drafts" not in stands_in(reporter)


def test_an_approved_text_stands_before_those_who_may_publish_it(
    make_article, make_user, make_section, reporter, editor, chief
):
    article = make_article(by=reporter, headline="Су қоймасы")
    elsewhere = make_user(Role.EDITOR, sections=[make_section()])
    reviewing.submit(article, by=reporter)

    reviewing.approve(article, by=chief)

    assert stands_in(editor) == stands_in(chief) == {"approved": ["Су қоймасы"]}
    assert stands_in(elsewhere) == {}
    assert "approved" not in stands_in(reporter)
    publishing.publish(article, by=editor)
    assert "approved" not in stands_in(editor)


def test_an_approved_new_text_of_a_story_that_is_out_wants_to_be_published_too(
    make_article, reporter, editor, chief
):
    article = make_article(by=reporter, headline="Су қоймасы")
    publishing.publish(article, by=editor)
    article.refresh_from_db()
    article.headline = "Су қоймасы толды"
    desk.write(article, by=editor, edit_no=article.edit_no)
    assert "approved" not in stands_in(editor)

    reviewing.approve(article, by=chief)

    assert stands_in(editor)["approved"] == ["Су қоймасы толды"]
    publishing.update(article, by=editor)
    assert "approved" not in stands_in(editor)


def test_a_text_that_was_sent_and_published_waits_for_nobody(make_article, reporter, editor):
    article = make_article(by=reporter)
    reviewing.submit(article, by=reporter)

    publishing.publish(article, by=editor)
    newer = Article.objects.get(pk=article.pk)
    newer.headline = "Тағы бір сөз"
    desk.write(newer, by=editor, edit_no=newer.edit_no)

    assert "waiting" not in stands_in(editor)
    assert not newer.is_under_review


def test_an_editor_waits_for_no_text_of_another_section(
    make_article, make_section, reporter, editor
):
    article = make_article(by=reporter, section=make_section())

    reviewing.submit(article, by=reporter)

    assert stands_in(editor) == {}


def test_a_given_story_stands_with_its_term_and_says_when_it_is_late(
    make_article, reporter, editor, client, clock
):
    article = make_article()
    reviewing.assign(article, by=editor, assignee=reporter, due_at=clock.now + HOUR)
    clock.forward(hours=2)
    client.force_login(reporter)

    page = client.get(reverse("admin:index")).content.decode()

    assert stands_in(reporter) == {"late": [article.headline]}
    assert "is-late" in page


def test_the_next_moments_come_first(make_article, chief):
    for hours in (3, 1, 2):
        article = make_article(headline=f"{hours} сағаттан кейін")
        publishing.publish(article, by=chief, at=timezone.now() + hours * HOUR)

    headlines = stands_in(chief)["scheduled"]

    assert headlines == [f"{hours} сағаттан кейін" for hours in (1, 2, 3)]


def test_a_flash_asks_for_its_details_after_a_quarter_of_an_hour(
    make_article, make_source, chief, clock
):
    flash = make_article(
        headline="Жер сілкінді", body="", is_flash=True, sources=[(make_source(), "")]
    )
    publishing.publish(flash, by=chief)

    clock.forward(minutes=14)
    assert "flash" not in stands_in(chief)
    clock.forward(minutes=2)

    assert stands_in(chief)["flash"] == ["Жер сілкінді"]


def test_the_chief_is_shown_a_flash_that_is_nobody_elses_affair(
    make_article, make_user, section, chief, clock
):
    writer = make_user(Role.EDITOR, sections=[section])
    flash = make_article(by=writer, headline="Жер сілкінді", body="", is_flash=True)
    publishing.publish(flash, by=writer)

    clock.forward(minutes=16)

    assert stands_in(chief)["flash"] == ["Жер сілкінді"]


def test_a_text_published_without_an_approval_waits_for_nobody(
    make_article, reporter, editor, chief
):
    article = make_article(by=reporter)
    reviewing.submit(article, by=reporter)

    publishing.publish(article, by=chief)

    assert "waiting" not in stands_in(editor)


def test_the_chief_confirms_what_the_night_overrode_from_the_card(
    make_article, editor, chief, clock, client
):
    night = datetime.datetime(2026, 11, 26, 20, tzinfo=datetime.UTC)  # 01:00 in Almaty
    clock.at(night)
    article = make_article(own_reporting=False)
    publishing.publish(article, by=editor, override="ТЖМ телефонмен растады.")
    client.force_login(chief)
    address = reverse("admin:articles_article_colleagues", args=[article.pk])

    assert stands_in(chief)["confirm"] == [article.headline]
    client.post(address, {"_confirm": Override.objects.get().pk})

    assert "confirm" not in stands_in(chief)


def test_a_note_is_left_and_seen_to_without_leaving_the_story(client, make_article, editor):
    article = make_article()
    client.force_login(editor)
    address = reverse("admin:articles_article_colleagues", args=[article.pk])
    fetch = {"headers": {"X-Requested-With": "fetch"}}

    card = client.post(address, {"_note": "1", "note": "Атын тексеріңіз"}, **fetch)
    note = article.notes.get()
    client.post(address, {"_done": note.pk}, **fetch)

    note.refresh_from_db()
    assert "Атын тексеріңіз" in card.content.decode()
    assert note.done_at


@pytest.mark.parametrize("role", [Role.SHARE_STAFF, Role.ADMINISTRATOR, Role.REPORTER])
def test_a_typed_address_gives_no_more_than_the_card(client, make_user, make_article, role):
    user = make_user(role)
    article = make_article()
    client.force_login(user)
    address = reverse("admin:articles_article_colleagues", args=[article.pk])

    answer = client.post(address, {"_assign": "1", "assignee": user.pk})

    article.refresh_from_db()
    assert answer.status_code == 403
    assert article.assignee is None


def test_the_boxes_cost_the_same_few_queries_whatever_stands_in_them(make_article, chief):
    def cost():
        user = type(chief).objects.get(pk=chief.pk)
        with CaptureQueriesContext(connection) as asked:
            work.boxes(user)
        return len(asked)

    def fill(count):
        for _number in range(count):
            reviewing.submit(make_article(), by=chief)
            approved = make_article()
            reviewing.submit(approved, by=chief)
            reviewing.approve(approved, by=chief)
            publishing.publish(make_article(), by=chief)
            publishing.publish(make_article(), by=chief, at=timezone.now() + HOUR)

    fill(1)
    few = cost()
    fill(5)

    assert cost() == few <= 14
