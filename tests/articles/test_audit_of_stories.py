"""Every verb leaves one entry in the audit: who, when, from where. A refused one leaves none."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles import desk, outsiders, publishing, reviewing, revisions, translating
from articles.models import Override
from newsroom.staff import audit
from newsroom.staff.middleware import WhoAsks
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
HERE = "203.0.113.7"
REASON = "Қолжазбада жазылған құпия себеп"


@pytest.fixture
def from_here():
    """Run something as a request of `user` from HERE, through the middleware itself."""

    def run(work, user=None):
        request = RequestFactory().get("/admin/", REMOTE_ADDR=HERE)
        request.user = user or AnonymousUser()
        return WhoAsks(lambda request: work() and {} or {})(request)

    return run


def in_review(article, by):
    reviewing.submit(article, by=by)


def out(article, by):
    publishing.publish(article, by=by)


def planned(article, by):
    publishing.publish(article, by=by, at=timezone.now() + HOUR)


def spiked(article, by):
    publishing.spike(article, by=by)


def with_a_note(article, by):
    reviewing.note(article, by=by, text="Атын тексеріңіз")


def with_a_link(article, by):
    outsiders.show(article, by=by, for_whom="Министрлік", hours=24)


def saved_again(article, by):
    article.standfirst = "Лид кейін қосылды."
    desk.write(article, by=by, edit_no=1)


def as_it_is(article, by):
    pass


# action: (how the story stands before, what is done to it)
VERBS = {
    "article.submit": (as_it_is, lambda a, by: reviewing.submit(a, by=by)),
    "article.return": (in_review, lambda a, by: reviewing.return_(a, by=by, note="Дереккөз?")),
    "article.approve": (in_review, lambda a, by: reviewing.approve(a, by=by)),
    "article.assign": (as_it_is, lambda a, by: reviewing.assign(a, by=by, assignee=by)),
    "article.note": (as_it_is, lambda a, by: reviewing.note(a, by=by, text="Атын тексеріңіз")),
    "article.close_note": (
        with_a_note,
        lambda a, by: reviewing.close_note(a.notes.get(), by=by),
    ),
    "article.show": (
        as_it_is,
        lambda a, by: outsiders.show(a, by=by, for_whom="Министрлік", hours=24),
    ),
    "outsider.revoke": (
        with_a_link,
        lambda a, by: outsiders.revoke(a.outsider_links.get(), by=by),
    ),
    "article.publish": (as_it_is, lambda a, by: publishing.publish(a, by=by)),
    "article.schedule": (
        as_it_is,
        lambda a, by: publishing.publish(a, by=by, at=timezone.now() + HOUR),
    ),
    "article.update": (out, lambda a, by: publishing.update(a, by=by)),
    "article.fix_typo": (out, lambda a, by: publishing.fix_typo(a, by=by)),
    "article.correct": (out, lambda a, by: publishing.correct(a, by=by, note="Сан қате болды.")),
    "article.unschedule": (planned, lambda a, by: publishing.unschedule(a, by=by)),
    "article.withdraw": (out, lambda a, by: publishing.withdraw(a, by=by)),
    "article.kill": (out, lambda a, by: publishing.kill(a, by=by)),
    "article.feature": (out, lambda a, by: publishing.feature(a, by=by, urgent=True)),
    "article.spike": (as_it_is, lambda a, by: publishing.spike(a, by=by)),
    "article.revive": (spiked, lambda a, by: publishing.revive(a, by=by)),
    "article.restore": (
        saved_again,
        lambda a, by: revisions.restore(a, a.revisions.get(number=1), by=by, edit_no=2),
    ),
}
BY_OTHER_TESTS = {
    "article.delete",
    "article.version",
    "article.follow",
    "article.practise",
    "override.make",
    "override.confirm",
    "outsider.answer",
}


@pytest.mark.parametrize("action", VERBS)
def test_every_verb_leaves_one_entry(make_article, chief, from_here, action):
    before, verb = VERBS[action]
    article = make_article(headline="Көпір ашылды")
    before(article, chief)
    AuditEntry.objects.all().delete()

    from_here(lambda: verb(article, chief), chief)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.group) == (action, action.split(".")[0])
    assert (entry.by, entry.by_name, entry.origin) == (chief, str(chief), HERE)
    assert (entry.model, entry.row, entry.subject) == (
        "articles.article",
        article.pk,
        "Көпір ашылды",
    )


def test_no_sentence_about_stories_is_without_a_test():
    groups = ("article.", "override.", "outsider.")
    told = {action for action in audit.SENTENCES if action.startswith(groups)}

    assert told == VERBS.keys() | BY_OTHER_TESTS


@pytest.mark.parametrize("action", VERBS)
def test_a_refused_verb_leaves_none(make_article, make_user, chief, action):
    before, verb = VERBS[action]
    article = make_article()
    before(article, chief)
    stranger = make_user(Role.SHARE_STAFF)
    AuditEntry.objects.all().delete()

    with pytest.raises(publishing.NotAllowed):
        verb(article, stranger)

    assert not AuditEntry.objects.exists()


def test_an_override_and_its_confirmation_are_told_without_the_reason(
    make_article, make_user, section, chief, clock
):
    clock.at(datetime.datetime(2026, 11, 26, 20, tzinfo=datetime.UTC))  # 01:00 in Almaty
    night = make_user(Role.EDITOR, sections=[section])
    article = make_article(own_reporting=False)
    AuditEntry.objects.all().delete()

    publishing.publish(article, by=night, override=REASON)
    reviewing.confirm(Override.objects.get(), by=chief)

    told = [(one.action, one.by) for one in AuditEntry.objects.order_by("pk")]
    assert told == [
        ("override.make", night),
        ("article.publish", night),
        ("override.confirm", chief),
    ]
    assert REASON not in str(list(AuditEntry.objects.values()))


def test_a_version_in_another_language_is_told_when_it_is_begun_and_when_it_follows(
    make_article, chief
):
    original = make_article()
    AuditEntry.objects.all().delete()

    version = translating.start(original, by=chief, language="ru")
    translating.follow(version, by=chief)

    told = [(one.action, one.row, one.by) for one in AuditEntry.objects.order_by("pk")]
    assert told == [("article.version", version.pk, chief), ("article.follow", version.pk, chief)]


def test_files_that_come_in_and_go_out_by_a_command_are_told_by_their_names(make_edition, tmp_path):
    make_edition()
    stories, old = tmp_path / "stories.jsonl", tmp_path / "old.csv"
    old.write_text("old,new\n/eski/,/\n")
    AuditEntry.objects.all().delete()

    call_command("export_articles", stories)
    call_command("import_articles", stories, "--dry-run")
    call_command("import_articles", stories)
    call_command("import_redirects", old, "--dry-run")
    call_command("import_redirects", old)

    assert list(AuditEntry.objects.order_by("pk").values_list("action", "subject")) == [
        ("file.taken", "stories.jsonl"),
        ("file.brought", "stories.jsonl"),
        ("file.brought", "old.csv"),
    ]


def test_an_outsiders_answer_is_told_by_the_name_they_gave(make_article, chief, client):
    link = outsiders.show(make_article(), by=chief, for_whom="Министрлік", hours=24)
    answer = {"verdict": "agreed", "name": "Айгүл", "office": "Министрлік"}

    client.post(link.get_absolute_url(), answer, REMOTE_ADDR=HERE)

    entry = AuditEntry.objects.get(action="outsider.answer")
    assert (entry.by, entry.by_name, entry.origin) == (None, "Айгүл, Министрлік", HERE)
    assert link.token not in str(list(AuditEntry.objects.values()))


def test_an_outsiders_answer_that_a_colleague_sends_names_the_colleague(
    make_article, chief, client
):
    link = outsiders.show(make_article(), by=chief, for_whom="Министрлік", hours=24)
    client.force_login(chief)

    client.post(
        link.get_absolute_url(), {"verdict": "agreed", "name": "Айгүл", "office": "Министрлік"}
    )

    assert AuditEntry.objects.get(action="outsider.answer").by == chief


def test_a_deleted_story_keeps_its_entry(make_article, chief, client):
    article = make_article(headline="Керек болмады")
    client.force_login(chief)

    client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    entry = AuditEntry.objects.get(action="article.delete")
    assert (entry.subject, entry.row) == ("Керек болмады", article.pk)


def test_a_save_is_in_the_history_and_not_in_the_audit(make_article, chief, client):
    AuditEntry.objects.all().delete()

    make_article()

    assert not AuditEntry.objects.exists()


def test_the_story_form_tells_of_a_new_tag_and_of_the_verb(client, chief, section):
    client.force_login(chief)
    AuditEntry.objects.all().delete()
    typed = {
        "headline": "Жаңа көпір ашылды",
        "body": "<p>Мәтін.</p>",
        "language": "kk",
        "kind": "news",
        "section": section.pk,
        "own_reporting": "on",
        "edit_no": 0,
        "tags": ["new:Көпірлер"],
        "_publish": "1",
    }

    client.post(reverse("admin:articles_article_add"), typed, REMOTE_ADDR=HERE)

    told = [(one.action, one.subject, one.origin) for one in AuditEntry.objects.order_by("pk")]
    assert told == [
        ("row.add", "Көпірлер", HERE),
        ("article.publish", "Жаңа көпір ашылды", HERE),
    ]
