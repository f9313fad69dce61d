"""Two people in one story: the second to save loses nothing and overwrites nothing unseen."""

import pytest

from articles import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(make_article, make_user):
    """A story as it was opened by us; meanwhile a colleague has saved it."""
    article = make_article(headline="Алғашқы")
    colleague = make_user(first_name="Ерлан")
    theirs = type(article).objects.get(pk=article.pk)
    theirs.headline, theirs.body = "Әріптестің тақырыбы", "<p>Әріптестің мәтіні.</p>"
    desk.write(theirs, by=colleague, edit_no=article.edit_no)
    return article


def test_the_second_saver_is_refused_and_keeps_the_typed_text(write, opened):
    response = write(article=opened, headline="Менің тақырыбым")

    page = response.content.decode()
    opened.refresh_from_db()
    assert opened.headline == "Әріптестің тақырыбы"
    assert "Менің тақырыбым" in page
    assert "Ерлан" in page


def test_the_second_saver_sees_the_others_text(write, opened):
    page = write(article=opened, headline="Менің тақырыбым").content.decode()

    assert "Әріптестің тақырыбы" in page
    assert "Әріптестің мәтіні." in page


def test_of_a_text_that_was_refused_it_is_not_said_that_nothing_is_to_be_mended(write, opened):
    page = write(article=opened, own_reporting="").content.decode()

    assert '<li class="story-kind-of">Жөндейтін ештеңе жоқ.' not in page


def test_having_seen_it_one_may_save_over_it(write, opened):
    write(article=opened, headline="Менің тақырыбым", _mine="1", seen=opened.edit_no + 1)

    opened.refresh_from_db()
    assert opened.headline == "Менің тақырыбым"
    assert opened.revisions.count() == 3


def test_having_seen_an_older_text_is_not_having_seen_this_one(write, opened):
    response = write(article=opened, _mine="1", seen=opened.edit_no)

    assert response.status_code == 200
    opened.refresh_from_db()
    assert opened.headline == "Әріптестің тақырыбы"


def test_saving_blindly_is_refused(write, opened):
    response = write(article=opened, _mine="1", edit_no="")

    assert response.status_code == 200
    opened.refresh_from_db()
    assert opened.headline == "Әріптестің тақырыбы"


def test_publishing_an_old_text_is_refused_too(write, opened):
    write("_publish", article=opened)

    assert not opened.editions.exists()


def test_both_texts_stand_there_with_their_differences_in_words(write, opened):
    page = write(
        article=opened, headline="Менің тақырыбым", body="<p>Әріптестің басқа мәтіні.</p>"
    ).content.decode()

    assert "<del>Әріптестің тақырыбы</del>" in page
    assert "<ins>Менің тақырыбым</ins>" in page
    assert "Әріптестің <ins>басқа </ins>мәтіні." in page
