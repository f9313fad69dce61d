"""A practice story: ready to be tried out, its owner's alone, and published by no door."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import (
    desk,
    gate,
    outsiders,
    practice,
    publishing,
    reviewing,
    revisions,
    rights,
    translating,
    work,
)
from articles.exchange import taking
from articles.models import Article, Edition, Notice, Story
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def learner(make_user, section):
    return make_user(Role.EDITOR, sections=[section])


@pytest.fixture
def story(learner, make_photo):
    make_photo()
    return practice.begin(learner)


@pytest.fixture
def everybody(learner, chief, make_user, section):
    return [
        learner, chief, make_user(Role.EDITOR, sections=[section]), make_user(Role.REPORTER),
        make_user(is_superuser=True),
    ]  # fmt: skip


FAULTS = {
    "kk": {"names_its_source", "says_more_in_the_caption_than_in_the_credit", "describes_its_photo",
           "keeps_the_proof_rules", "keeps_to_one_script", "quotes_by_the_language"},
    "ru": {"names_its_source", "says_more_in_the_caption_than_in_the_credit", "describes_its_photo",
           "keeps_the_proof_rules", "keeps_to_one_script", "quotes_by_the_language"},
    "en": {"names_its_source", "says_more_in_the_caption_than_in_the_credit", "describes_its_photo",
           "keeps_the_proof_rules", "keeps_to_one_script", "holds_no_placeholder"},
}  # fmt: skip


@pytest.mark.parametrize("language", FAULTS)
def test_it_comes_with_faults_that_the_gate_points_at(language, make_user, section, make_photo):
    user = make_user(Role.REPORTER, language=language)
    photo = make_photo()
    setattr(photo.credit, f"name_{language}", "Baspasöz")
    photo.credit.save()

    story = practice.begin(user)

    found = {one.check for one in gate.findings(story, by=user)}
    assert found == FAULTS[language] | {"is_no_practice"}
    assert (story.language, story.created_by) == (language, user)


def test_when_all_is_mended_only_its_being_practice_is_in_the_way(learner, story, make_source):
    for _round in range(3):
        for finding in gate.findings(story, by=learner):
            for name, value in (finding.fix.values if finding.fix else {}).items():
                setattr(story, name, value)
    story.lead_photo.alt_kk = "Саябақ"
    story.lead_photo.save()

    desk.write(story, by=learner, edit_no=1, sources=[(make_source(), "")])

    left = [one.check for one in gate.findings(story, by=learner)]
    assert left == ["is_no_practice"]


def test_a_newsroom_without_sections_and_photos_can_practise_too(make_user):
    story = practice.begin(make_user(Role.REPORTER))

    assert (story.section, story.lead_photo, story.lead_caption) == (None, None, "")


# Every door of publication


def never_published(story):
    story.refresh_from_db()
    return (
        not Edition.objects.filter(article=story).exists()
        and story.first_published_at is None
        and not hasattr(story, "short_link")
        and story.status in ("draft", "in_review", "approved", "spiked")
    )


VERBS = {
    "publish": publishing.publish,
    "schedule": lambda story, by: publishing.publish(story, by=by, at=timezone.now() + HOUR),
    "backdated": lambda story, by: publishing.publish(
        story, by=by, at=timezone.now() - HOUR, backdated=True
    ),
    "override": lambda story, by: publishing.publish(story, by=by, override="Себебі бар"),
    "update": publishing.update,
    "fix_typo": publishing.fix_typo,
    "correct": lambda story, by: publishing.correct(story, by=by, note="Қате болды."),
    "feature": lambda story, by: publishing.feature(story, by=by, is_lead=True),
    "outsider": lambda story, by: outsiders.show(story, by=by, for_whom="Министрлік", hours=24),
}
REFUSED = (
    publishing.Blocked,
    publishing.NotAllowed,
    publishing.WrongStatus,
    publishing.WrongMoment,
)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("mended", [False, True])
def test_no_verb_publishes_it_for_anybody(verb, mended, story, everybody):
    if mended:
        Article.objects.filter(pk=story.pk).update(own_reporting=True, lead_caption="")
    for user in everybody:
        with pytest.raises(REFUSED):
            VERBS[verb](story, by=user)

    assert never_published(story)


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "published", "published_at": "2026-01-05T09:00:00+05:00"},
        {"status": "published", "published_at": "2099-01-05T09:00:00+05:00"},
        {
            "status": "withdrawn",
            "published_at": "2026-01-05T09:00:00+05:00",
            "withdrawn_at": "2026-01-06T09:00:00+05:00",
        },
    ],
    ids=["out", "planned", "over"],
)
def test_no_file_brings_one_in_published(facts, section):
    record = {
        "external_id": "practice-1", "language": "kk", "headline": "Жаттығу", "kind": "news",
        "section": section.name_kk, "body_html": "<p>Мәтін.</p>", "own_reporting": True,
        "is_practice": True, **facts,
    }  # fmt: skip

    report = taking.take([record], as_="published")

    [fault] = report.faults
    assert "practice" in fault.reason
    assert Edition.objects.count() == 0


def test_the_command_brings_none_in_published(section, tmp_path):
    record = {
        "external_id": "practice-1", "language": "kk", "headline": "Жаттығу", "kind": "news",
        "section": section.name_kk, "body_html": "<p>Мәтін.</p>", "own_reporting": True,
        "is_practice": True, "status": "published", "published_at": "2026-01-05T09:00:00+05:00",
    }  # fmt: skip
    (tmp_path / "in.jsonl").write_text(json.dumps(record), "utf-8")

    with pytest.raises(CommandError):
        call_command("import_articles", str(tmp_path / "in.jsonl"), "--as", "published")

    assert Edition.objects.count() == 0


def test_the_mark_stays_whatever_is_saved_or_restored(story, learner, chief, make_article):
    story.is_practice = False
    desk.write(story, by=learner, edit_no=1)
    text = make_article(by=chief)
    text.is_practice = True
    desk.write(text, by=chief, edit_no=1)
    old = story.revisions.get(number=1)
    old.snapshot["desk"]["is_practice"] = False
    old.save()

    revisions.restore(story, old, by=learner, edit_no=2)

    assert Article.objects.get(pk=story.pk).is_practice
    assert not Article.objects.get(pk=text.pk).is_practice


def test_the_table_itself_refuses_one_with_a_date_of_publication(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(first_published_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(published_edit_no=1)


def test_no_version_in_another_language_leads_out_of_practice(story, learner, chief):
    for user in (learner, chief):
        with pytest.raises(publishing.WrongStatus):
            translating.start(story, by=user, language="ru")


# Nobody else is bothered


def test_it_stands_in_the_work_of_its_owner_alone(story, everybody, learner):
    reviewing.submit(story, by=learner)

    where = {
        user.pk: [box.name for box in work.boxes(user) if story in box.rows] for user in everybody
    }

    assert where == {**dict.fromkeys(where, []), learner.pk: ["practice"]}


def test_it_is_sent_and_returned_without_a_letter_to_anybody(story, learner, everybody):
    reviewing.submit(story, by=learner)
    reviewing.note(story, by=learner, text="Байқап көрдім.")
    reviewing.return_(story, by=learner, note="Дереккөз керек.")
    publishing.spike(story, by=learner)

    assert Notice.objects.count() == 0
    assert publishing.revive(story, by=learner).status == "draft"


ALLOWED = "look write note submit return approve publish spike revive delete".split()


def test_its_owner_tries_and_others_at_most_look_or_clear_away(story, everybody, learner):
    _learner, chief, editor, reporter, superuser = everybody

    may = {
        user: [verb for verb in rights.RIGHTS if rights.may(user, verb, story)]
        for user in everybody
    }

    assert sorted(may[learner]) == sorted(ALLOWED)
    assert may[chief] == may[superuser] == ["look", "delete"]
    assert may[editor] == may[reporter] == ["look"]


# Its end


def test_a_new_one_takes_the_place_of_the_last(story, learner, everybody):
    others = practice.begin(everybody[3])

    new = practice.begin(learner)

    assert set(Article.objects.filter(is_practice=True)) == {new, others}
    assert Story.objects.count() == 2


def test_one_that_nobody_touched_for_a_month_is_swept(story, chief, make_article, clock):
    real = make_article()
    clock.forward(days=31)

    new = practice.begin(chief)

    assert set(Article.objects.all()) == {new, real}


def test_the_audit_tells_who_practises(learner, story):
    entry = AuditEntry.objects.get(action="article.practise")

    assert entry.by_name == str(learner)
    assert story.headline in entry.subject
