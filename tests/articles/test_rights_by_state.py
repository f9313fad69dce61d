"""Every verb, tried by everybody in every state, against the list of tests/rights.py."""

import pytest
from django.db import transaction
from django.utils import timezone

from articles import desk, outsiders, publishing, reviewing, revisions, rights, translating
from articles.models import Article
from articles.publishing import Blocked, NotAllowed, WrongStatus
from newsroom.staff.roles import Role
from tests.rights import HOUR, NIGHT, STATES, VERBS, World, read

pytestmark = pytest.mark.once

REFUSED = (NotAllowed, WrongStatus, Blocked)


@pytest.fixture
def world_of(make_article, make_user, make_section, section, clock):
    def make(state):
        given = {"make_user": make_user, "make_section": make_section, "section": section}
        return World(state, make_article=make_article, clock=clock, **given)

    return make


def look(world, article, by):
    rights.check(by, "look", article)


def write(world, article, by):
    article.headline = f"{article.headline}!"
    desk.write(article, by=by, edit_no=article.edit_no)


def restore(world, article, by):
    first = article.revisions.get(number=world.first)
    revisions.restore(article, first, by=by, edit_no=article.edit_no)


def close_note(world, article, by):
    reviewing.close_note(world.note, by=by)


def assign(world, article, by):
    reviewing.assign(article, by=by, assignee=world.colleague)


def confirm(world, article, by):
    reviewing.confirm(world.override(), by=by)


def override(world, article, by):
    world.close_gate()
    bring_out = publishing.update if article.live_edition() else publishing.publish
    bring_out(article, by=by, override="Телефонмен растады.")


def override_night(world, article, by):
    noon = world.clock.now
    world.clock.at(NIGHT)
    try:
        override(world, article, by)
    finally:
        world.clock.at(noon)


def show(world, article, by):
    outsiders.show(article, by=by, for_whom="Министрлік", hours=4)


def revoke(world, article, by):
    outsiders.revoke(world.link(), by=by)


def translate(world, article, by):
    translating.start(article, by=by, language="ru")


def later():
    return timezone.now() + 2 * HOUR


VERB = {
    "look": look,
    "note": lambda world, article, by: reviewing.note(article, by=by, text="Түсінікті"),
    "close_note": close_note,
    "write": write,
    "restore": restore,
    "submit": lambda world, article, by: reviewing.submit(article, by=by),
    "return": lambda world, article, by: reviewing.return_(article, by=by, note="Толықтыр"),
    "approve": lambda world, article, by: reviewing.approve(article, by=by),
    "assign": assign,
    "confirm": confirm,
    "publish": lambda world, article, by: publishing.publish(article, by=by),
    "schedule": lambda world, article, by: publishing.publish(article, by=by, at=later()),
    "unschedule": lambda world, article, by: publishing.unschedule(article, by=by),
    "update": lambda world, article, by: publishing.update(article, by=by),
    "update_later": lambda world, article, by: publishing.update(article, by=by, at=later()),
    "fix_typo": lambda world, article, by: publishing.fix_typo(article, by=by),
    "correct": lambda world, article, by: publishing.correct(article, by=by, note="Қате"),
    "withdraw": lambda world, article, by: publishing.withdraw(article, by=by),
    "withdraw_later": lambda world, article, by: publishing.withdraw(article, by=by, at=later()),
    "kill": lambda world, article, by: publishing.kill(article, by=by),
    "spike": lambda world, article, by: publishing.spike(article, by=by),
    "revive": lambda world, article, by: publishing.revive(article, by=by),
    "feature": lambda world, article, by: publishing.feature(article, by=by, urgent=True),
    "override": override,
    "override_night": override_night,
    "show": show,
    "revoke": revoke,
    "translate": translate,
}
ALLOWED = {name: row for name, row in read(VERBS).items() if name != "delete"}  # a page has it


def does(verb, world, by):
    """Whether it happens; nothing of it stays."""
    with transaction.atomic():
        try:
            VERB[verb](world, Article.objects.get(pk=world.article.pk), by)
            return True
        except REFUSED:
            return False
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES)
def test_in_every_state_everybody_may_do_what_is_written_and_nothing_else(state, world_of):
    world = world_of(state)

    done = {
        verb: {letter for letter, by in world.people.items() if does(verb, world, by)}
        for verb in VERB
    }

    assert done == {verb: row[state] for verb, row in ALLOWED.items()}


def test_a_reporter_who_was_given_a_story_has_it_like_an_own_one(world_of):
    world = world_of("draft")
    other = world.people["o"]

    reviewing.assign(world.article, by=world.chief, assignee=other)
    world.article.refresh_from_db()

    theirs = {verb for verb in VERB if does(verb, world, other)}
    assert theirs == {verb for verb in VERB if "r" in ALLOWED[verb]["draft"]}


@pytest.mark.parametrize("state", STATES)
def test_two_roles_together_may_what_either_may(state, world_of, make_user, section):
    world = world_of(state)
    both = make_user([Role.REPORTER, Role.EDITOR, Role.SHARE_STAFF], sections=[section])

    done = {verb for verb in VERB if does(verb, world, both)}

    assert done == {verb for verb in VERB if ALLOWED[verb][state] & {"E", "o"}}


def test_whoever_left_may_do_nothing_any_more(world_of):
    for letter in "rEC":
        world = world_of("draft")
        world.people[letter].is_active = False

        assert not [verb for verb in VERB if does(verb, world, world.people[letter])]
