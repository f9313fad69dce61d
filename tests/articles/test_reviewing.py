"""From the reporter to the editor and back, before anything is public."""

import pytest

from articles import desk, publishing, reviewing
from articles.publishing import Blocked, NotAllowed, WrongStatus
from newsroom.staff.roles import Role


@pytest.fixture
def strict(make_section):
    """A section in which a text needs an approval."""
    return make_section(needs_approval=True)


@pytest.fixture
def reporter(make_user):
    return make_user(Role.REPORTER)


@pytest.fixture
def editor(make_user, strict, section):
    return make_user(Role.EDITOR, sections=[strict, section])


def save(article, by, headline):
    article.headline = headline
    return desk.write(article, by=by, edit_no=article.edit_no)


def test_a_reporter_sends_a_draft_and_an_editor_returns_it_with_a_note(
    make_article, reporter, editor
):
    article = make_article(by=reporter)

    sent = reviewing.submit(article, by=reporter)
    back = reviewing.return_(article, by=editor, note="Дереккөз керек.")

    assert (sent.status, back.status) == ("in_review", "draft")
    assert back.steps.first().note == "Дереккөз керек."
    assert not back.is_under_review


@pytest.mark.parametrize("verb", ["submit", "approve"])
def test_a_mark_for_the_home_page_leaves_a_review_as_it_stands(
    make_article, reporter, editor, chief, verb
):
    article = reviewing.submit(make_article(by=reporter), by=reporter)
    if verb == "approve":
        article = reviewing.approve(article, by=editor)
    before = (article.status, article.is_under_review, article.is_approved)

    article = publishing.feature(article, by=chief, urgent=True)

    assert (article.status, article.is_under_review, article.is_approved) == before


def test_a_text_is_not_returned_without_a_word(make_article, reporter, editor):
    article = reviewing.submit(make_article(by=reporter), by=reporter)

    with pytest.raises(ValueError, match="note"):
        reviewing.return_(article, by=editor, note=" ")


def test_a_reporter_neither_approves_nor_publishes(make_article, reporter):
    article = make_article(by=reporter)

    with pytest.raises(NotAllowed):
        reviewing.approve(article, by=reporter)
    with pytest.raises(NotAllowed):
        publishing.publish(article, by=reporter)


def test_where_a_section_asks_for_it_only_an_approved_text_is_published(
    make_article, reporter, editor, strict
):
    article = make_article(by=reporter, section=strict)

    with pytest.raises(Blocked) as blocked:
        publishing.publish(article, by=editor)
    reviewing.approve(article, by=editor)

    assert [one.field for one in blocked.value.findings] == ["section"]
    assert publishing.publish(article, by=editor).article.status == "published"


def test_an_approval_is_of_one_text_and_not_of_the_next(make_article, reporter, editor, strict):
    article = reviewing.approve(make_article(by=reporter, section=strict), by=editor)

    changed = save(article, reporter, "Басқа тақырып")

    assert changed.status == "in_review"
    assert changed.is_under_review
    with pytest.raises(Blocked):
        publishing.publish(changed, by=editor)


def test_a_press_of_the_button_is_no_new_text(make_article, reporter, editor, strict):
    article = reviewing.approve(make_article(by=reporter, section=strict), by=editor)

    same = desk.write(article, by=editor, edit_no=article.edit_no)

    assert same.is_approved
    assert same.saved_by == reporter


def test_an_editor_does_not_approve_the_own_text(make_article, editor, strict):
    article = make_article(by=editor, section=strict)

    with pytest.raises(NotAllowed):
        reviewing.approve(article, by=editor)


def test_the_new_text_of_a_published_story_goes_through_review_beside_it(
    make_article, reporter, editor, strict, chief
):
    article = make_article(by=reporter, section=strict)
    reviewing.approve(article, by=editor)
    publishing.publish(article, by=editor)
    article.refresh_from_db()
    changed = save(article, editor, "Жаңа мәтін")

    reviewing.submit(changed, by=editor)
    with pytest.raises(Blocked):
        publishing.update(changed, by=editor)
    reviewing.approve(changed, by=chief)

    assert publishing.update(changed, by=editor).headline == "Жаңа мәтін"


def test_what_waits_already_is_not_sent_twice(make_article, reporter):
    article = reviewing.submit(make_article(by=reporter), by=reporter)

    with pytest.raises(WrongStatus):
        reviewing.submit(article, by=reporter)


def test_a_story_about_minors_is_published_by_somebody_else_than_its_last_writer(
    make_article, editor, chief
):
    article = make_article(by=editor, minors=True)

    with pytest.raises(Blocked) as blocked:
        publishing.publish(article, by=editor)

    assert [one.field for one in blocked.value.findings] == ["minors"]
    assert publishing.publish(article, by=chief)


def test_what_is_urgent_does_not_wait_for_a_second_person(make_article, editor):
    article = make_article(by=editor, legal_risk=True, urgent=True)

    assert publishing.publish(article, by=editor)


def test_a_story_is_given_to_a_reporter_who_then_may_write_it(make_article, reporter, editor):
    article = make_article()

    reviewing.assign(article, by=editor, assignee=reporter)
    article.refresh_from_db()

    assert save(article, reporter, "Тілшінің мәтіні").saved_by == reporter


def test_a_note_is_left_and_seen_to(make_article, reporter, editor):
    article = make_article()

    note = reviewing.note(article, by=reporter, text="Атын тексеру керек")
    reviewing.close_note(note, by=editor)

    note.refresh_from_db()
    assert note.done_at
    assert note.by_name == str(reporter)
