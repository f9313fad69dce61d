"""Who may do what, cell by cell, against a list written by hand and not taken from the code."""

import pytest

from articles import rights
from newsroom.staff.roles import Role

EDITORS = (
    "look note write submit return approve assign show publish update fix_typo correct duty "
    "unschedule withdraw feature arrange spike revive delete"
)
ALLOWED = {
    Role.REPORTER: {
        "own draft": "look note write submit show spike revive delete",
        "others": "look note",
        "other section": "look note",
    },
    Role.EDITOR: {
        "own draft": EDITORS,
        "others": EDITORS,
        "other section": "look note arrange",
    },
    Role.CHIEF_EDITOR: {
        where: f"{EDITORS} kill override" for where in ("own draft", "others", "other section")
    },
    Role.PHOTO_EDITOR: {where: "look note" for where in ("own draft", "others", "other section")},
    Role.SHARE_STAFF: {},
    Role.ADMINISTRATOR: {},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("where", ["own draft", "others", "other section"])
def test_a_role_may_do_what_is_written_here_and_nothing_else(
    role, where, make_user, make_article, make_section, section
):
    user = make_user(role, sections=[section])
    article = make_article(section=make_section() if where == "other section" else section)
    if where == "own draft":
        article.created_by = user

    allowed = {verb for verb in rights.RIGHTS if rights.may(user, verb, article)}

    assert allowed == set(ALLOWED[role].get(where, "").split())


def test_a_reporter_does_not_write_their_story_once_it_is_published(
    make_user, make_edition, make_article
):
    reporter = make_user(Role.REPORTER)
    edition = make_edition(article=make_article(by=reporter))

    assert not rights.may(reporter, "write", edition.article)
    assert rights.may(reporter, "look", edition.article)


def test_somebody_who_left_may_do_nothing(chief, make_article):
    article = make_article()

    chief.is_active = False

    assert not rights.may(chief, "look", article)
