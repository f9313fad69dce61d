"""A typed address gives no more than the button: the list of tests/rights.py, over the admin.

Each button is pressed by everybody in every state, whether or not their page shows it.
"""

import logging

import pytest
from django.contrib.admin import site
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.languages import ALMATY
from newsroom.photos import picker
from tests.rights import HOUR, STATES, VERBS, World, read

pytestmark = pytest.mark.once
RIGHTS = read(VERBS)
# What a button of the form does where its verb has another name or no place.
RIGHTS |= read(
    """
                 draft  review approved scheduled live   changed planned withdrawn killed spiked
    _schedule    EC     EC     EC       EC        EC     EC      EC      EC        .      .
    _update      .      .      .        EC        EC     EC      EC      .         .      .
    take_down    EC     EC     EC       EC        EC     EC      EC      EC        EC     EC
    answer_file  rEC    rEC    rEC      EC        EC     EC      EC      EC        EC     rEC
    """
)


class Door:
    """Somebody at the admin's addresses of one story."""

    def __init__(self, world, user):
        self.world, self.client = world, Client()
        if user:
            self.client.force_login(user)
        article = Article.objects.get(pk=world.article.pk)
        self.form = {
            "headline": article.headline,
            "slug": article.slug,
            "body": article.body,
            "language": "kk",
            "kind": "news",
            "section": world.section.pk,
            "own_reporting": "on",
            "edit_no": article.edit_no,
            "lead_photo": article.lead_photo_id or "",
        }

    def at(self, page, *more):
        return reverse(f"admin:articles_article_{page}", args=[self.world.article.pk, *more])

    def get(self, page, *more):
        return self.client.get(self.at(page, *more))

    def post(self, page, *more, **data):
        return self.client.post(self.at(page, *more), data)

    def press(self, button, **said):
        return self.post("change", **self.form, **{button: "1"}, **said)

    def photo(self):
        photo = self.world.article.lead_photo
        return picker.desk_address(photo, photo.renditions[0]["name"])

    def colleagues(self, button, value="1", **said):
        return self.post("colleagues", **{button: value}, **said)

    def choose(self, action):
        data = {"action": action, "_selected_action": [self.world.article.pk]}
        return self.client.post(reverse("admin:articles_article_changelist"), data)


def later():
    """As a browser types it: Almaty time, to the minute."""
    return f"{(timezone.now() + 2 * HOUR).astimezone(ALMATY):%Y-%m-%dT%H:%M}"


def restore(door):
    numbers = {"number": door.world.first, "edit_no": door.form["edit_no"]}
    return door.post("restore", **numbers)


def override(door, edit_no):
    """Bring out a text that names no source, and say why."""
    button = "_update" if door.world.article.live_edition() else "_publish"
    said = {"edit_no": edit_no, "own_reporting": "", "override": "Телефонмен растады."}
    return door.post("change", **{**door.form, **said, button: "1"})


GIVEN = {
    "confirm": World.override,
    "revoke": World.link,
    "override": World.close_gate,
    "answer file": World.answer,
}
BUTTONS = {
    "note": lambda door: door.colleagues("_note", note="Түсінікті"),
    "close_note": lambda door: door.colleagues("_done", door.world.note.pk),
    "assign": lambda door: door.colleagues("_assign", assignee=door.world.colleague.pk),
    "confirm": lambda door, override: door.colleagues("_confirm", override.pk),
    "show": lambda door: door.colleagues("_show", for_whom="Министрлік", hours="4"),
    "revoke": lambda door, link: door.colleagues("_revoke", link.pk),
    "submit": lambda door: door.press("_submit"),
    "return": lambda door: door.press("_return", review_note="Толықтыр"),
    "approve": lambda door: door.press("_approve"),
    "publish": lambda door: door.press("_publish"),
    "_schedule": lambda door: door.press("_schedule", publish_at=later()),
    "unschedule": lambda door: door.press("_unschedule"),
    "_update": lambda door: door.press("_update", change="update"),
    "spike": lambda door: door.press("_spike"),
    "revive": lambda door: door.press("_revive"),
    "override": override,
    "withdraw": lambda door: door.post("take_down", _withdraw="1"),
    "withdraw_later": lambda door: door.post("take_down", _withdraw="1", at=later()),
    "kill": lambda door: door.post("take_down", _kill="1"),
    "translate": lambda door: door.post("version", "ru"),
    "publish (list)": lambda door: door.choose("publish"),
    "withdraw (list)": lambda door: door.choose("take_down"),
    "spike (list)": lambda door: door.choose("spike"),
    "feature (make_urgent)": lambda door: door.choose("make_urgent"),
    "feature (make_lead)": lambda door: door.choose("make_lead"),
    "feature (pin)": lambda door: door.choose("pin"),
}


@pytest.fixture(autouse=True)
def _no_tracebacks(caplog):
    """A refusal is what is asked for here, a thousand times."""
    caplog.set_level(logging.ERROR, logger="django.request")


@pytest.fixture
def world_of(make_article, make_user, make_section, section, clock):
    def make(state, **fields):
        given = {"make_user": make_user, "make_section": make_section, "section": section}
        return World(state, make_article=make_article, clock=clock, **given, **fields)

    return make


def tried(ask, door, given=None):
    """The answer, and how the story stands before and after it; nothing of it stays."""
    world, written = door.world, []

    def watch(execute, sql, *more):
        if "articles_" in sql and not sql.startswith("SELECT"):
            written.append(sql)
        return execute(sql, *more)

    with transaction.atomic():
        rows = [given(world)] if given else []
        before = world.fingerprint() if given else world.stands
        with connection.execute_wrapper(watch):
            answer = ask(door, *rows)
            if answer.streaming:
                list(answer)  # a film not read to its end keeps one of the few places for films
        after = world.fingerprint() if written else before
        transaction.set_rollback(True)
    return answer, before, after


def works(button, door):
    """Whether pressing it changes the story."""
    answer, before, after = tried(BUTTONS[button], door, GIVEN.get(button))
    assert answer.status_code < 500
    return after != before


@pytest.mark.parametrize("state", STATES)
def test_a_typed_address_gives_no_more_than_the_button(state, world_of):
    world = world_of(state)
    doors = {letter: Door(world, by) for letter, by in world.people.items()}

    done = {
        button: {letter for letter, door in doors.items() if works(button, door)}
        for button in BUTTONS
    }

    assert done == {button: RIGHTS[button.split()[0]][state] for button in BUTTONS}


# What stands beside the form: the row of the list, and how it is asked for.
SIDE_DOORS = {
    "change": ("look", lambda door: door.get("change")),
    "history": ("look", lambda door: door.get("history")),
    "compare": ("look", lambda door: door.get("compare")),
    "preview": ("look", lambda door: door.get("preview")),
    "video": ("look", lambda door: door.get("video")),
    "photo of a draft": ("look", lambda door: door.client.get(door.photo())),
    "typed preview": ("write", lambda door: door.post("preview", **door.form)),
    "check": ("write", lambda door: door.post("check", **door.form)),
    "suggest": ("write", lambda door: door.post("suggest", **door.form)),
    "autosave": ("write", lambda door: door.post("autosave", **door.form)),
    "presence": ("write", lambda door: door.post("presence")),
    "saving": ("write", lambda door: door.press("_continue")),
    "restoring": ("restore", restore),
    "take down": ("take_down", lambda door: door.get("take_down")),
    "answer file": ("answer_file", lambda door, answer: door.get("answer_file", answer.pk)),
    "delete": ("delete", lambda door: door.post("delete", post="yes")),
}


@pytest.fixture
def filmed(make_photo):
    """The fields of a story with a photo and a film."""
    return lambda: {
        "lead_photo": make_photo(),
        "video_file": ContentFile(b"\0\0\0\x18ftypmp42" + b"0" * 80, name="report.mp4"),
    }


def opens(name, door):
    """Whether the door opens; whoever is refused has changed nothing."""
    answer, before, after = tried(SIDE_DOORS[name][1], door, GIVEN.get(name))
    refused = answer.status_code == 403 or "/admin/login/" in answer.get("Location", "")
    assert answer.status_code in (200, 302, 403), (name, answer.status_code)
    assert not refused or after == before, name
    return not refused


@pytest.mark.parametrize("state", STATES)
def test_every_side_door_opens_to_whom_it_should_in_every_state(state, world_of, filmed):
    world = world_of(state, **filmed())
    doors = {letter: Door(world, by) for letter, by in world.people.items()}
    doors["nobody"] = Door(world, None)

    opened = {
        name: {letter for letter, door in doors.items() if opens(name, door)} for name in SIDE_DOORS
    }

    assert opened == {name: RIGHTS[row][state] for name, (row, _ask) in SIDE_DOORS.items()}


# Addresses of the stories' admin that name no story; tests/admin/test_every_door.py tries them.
OF_NO_STORY = (
    "changelist day add pick find phrases objects check_new suggest_new preview_new "
    "autosave_new discard"
).split()
TRIED = (
    "change history delete check suggest preview video take_down colleagues version answer_file "
    "compare restore autosave presence"
).split()


def test_every_address_of_a_story_is_tried_in_every_state():
    names = {one.name for one in site._registry[Article].urls if one.name}

    assert names == {f"articles_article_{page}" for page in [*OF_NO_STORY, *TRIED]}
