"""Saving the working copy: nobody's text is lost to a second saver."""

import pytest

from articles import desk, publishing
from articles.models import Article, ArticlePhoto
from articles.rights import NotAllowed
from newsroom.staff.roles import Role


def test_a_second_person_who_saves_an_old_copy_is_refused(make_article, chief):
    article = make_article(headline="Бірінші")
    mine, theirs = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    theirs.headline = "Әріптес жазған"
    desk.write(theirs, by=chief, edit_no=1)

    mine.headline = "Мен жазған"
    with pytest.raises(desk.StaleSave) as stale:
        desk.write(mine, by=chief, edit_no=1)

    assert stale.value.article.headline == "Әріптес жазған"
    assert Article.objects.get(pk=article.pk).headline == "Әріптес жазған"


def test_a_reporter_writes_only_what_they_began(make_article, make_user):
    reporter = make_user(Role.REPORTER)
    own, other = make_article(by=reporter), make_article()

    desk.write(own, by=reporter, edit_no=own.edit_no)

    with pytest.raises(NotAllowed):
        desk.write(other, by=reporter, edit_no=other.edit_no)


def test_an_editor_cannot_move_a_story_into_a_section_of_others(
    make_article, make_section, make_user, section
):
    editor = make_user(Role.EDITOR, sections=[section])
    article = make_article()
    article.section = make_section()

    with pytest.raises(NotAllowed):
        desk.write(article, by=editor, edit_no=article.edit_no)


def test_a_body_is_cleaned_on_every_write(make_article):
    article = make_article(body='<p onclick="x()">Мәтін<script>alert(1)</script></p>')

    assert Article.objects.get(pk=article.pk).body == "<p>Мәтін</p>"


def test_a_save_cannot_smuggle_in_a_status(make_article, chief):
    article = make_article()
    article.status = Article.Status.PUBLISHED

    desk.write(article, by=chief, edit_no=article.edit_no)

    assert Article.objects.get(pk=article.pk).status == Article.Status.DRAFT


def test_an_id_that_has_no_photo_does_not_stop_a_save(make_article):
    article = make_article(body='<figure data-photo="404"><figcaption></figcaption></figure>')

    assert not ArticlePhoto.objects.filter(article=article).exists()


def test_a_text_opened_before_publication_keeps_the_address_it_got_there(make_article, chief):
    article = make_article(headline="Бірінші")
    opened = Article.objects.get(pk=article.pk)
    edition = publishing.publish(article, by=chief)

    opened.headline = "Екінші"
    desk.write(opened, by=chief, edit_no=1)

    assert Article.objects.get(pk=article.pk).slug == edition.slug
