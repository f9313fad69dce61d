"""The Russian version of a Kazakh story: begun from it, and told when it changes."""

import pytest

from articles import desk, publishing, translating
from articles.publishing import NotAllowed, WrongStatus
from newsroom.staff.roles import Role


def change(article, by, body):
    article.refresh_from_db()
    article.body = body
    return desk.write(article, by=by, edit_no=article.edit_no)


def test_a_version_is_begun_with_all_that_does_not_speak(
    make_article, make_source, make_tag, make_photo, make_user
):
    source, tag, photo = make_source(), make_tag(), make_photo()
    original = make_article(
        sources=[(source, "https://release.example/")], tags=[tag], lead_photo=photo
    )
    reporter = make_user(Role.REPORTER)

    version = translating.start(original, by=reporter, language="ru")

    assert (version.story, version.language, version.status) == (original.story, "ru", "draft")
    assert (version.lead_photo, list(version.tags.all())) == (photo, [tag])
    assert version.source_links.get().release_url == "https://release.example/"
    assert version.created_by == reporter


def test_stories_it_points_at_are_those_of_its_own_language(make_article, chief):
    other, alone = make_article(), make_article()
    russian = translating.start(other, by=chief, language="ru")
    asides = f'<aside data-article="{other.pk}"></aside>\n<aside data-article="{alone.pk}"></aside>'
    original = make_article(body=f"<p>Мәтін.</p>\n{asides}", related=[alone, other])

    version = translating.start(original, by=chief, language="ru")

    assert version.body == f'<p>Мәтін.</p>\n<aside data-article="{russian.pk}"></aside>'
    assert [link.target for link in version.related_links.all()] == [russian]


def test_an_embargo_comes_along(make_article, chief, clock):
    original = make_article(embargoed_until=clock.now.replace(microsecond=0))

    version = translating.start(original, by=chief, language="en")

    assert version.embargoed_until == original.embargoed_until


def test_there_is_one_version_in_a_language(make_article, chief):
    original = make_article()
    translating.start(original, by=chief, language="ru")

    for language in ("ru", "kk"):
        with pytest.raises(WrongStatus):
            translating.start(original, by=chief, language=language)


def test_somebody_who_writes_nothing_begins_no_version(make_article, make_user):
    with pytest.raises(NotAllowed):
        translating.start(make_article(), by=make_user(Role.PHOTO_EDITOR), language="ru")


def test_a_version_is_told_which_sentences_its_original_changed(make_article, chief, clock):
    original = make_article(body="<p>Бірінші. Екінші.</p>\n<p>Үшінші.</p>")
    publishing.publish(original, by=chief)
    version = translating.start(original, by=chief, language="ru")
    clock.forward(minutes=1)

    change(original, chief, "<p>Бірінші. Жаңа екінші.</p>\n<p>Үшінші.</p>")
    assert translating.changes_since(version) == []  # readers have not had it yet
    publishing.update(original, by=chief)

    assert translating.changes_since(version) == [
        ("removed", "Екінші."),
        ("added", "Жаңа екінші."),
    ]
    assert translating.changes_since(translating.follow(version, by=chief)) == []
