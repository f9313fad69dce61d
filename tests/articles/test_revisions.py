"""Saved texts: compared with each other and with readers' text, and put back on the desk."""

import pytest

from articles import body, desk, publishing, revisions
from articles.models import Article, Revision, Tag
from articles.rights import NotAllowed
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def rewrite(chief):
    """Save the story anew with other words; its links are what is named."""

    def write(article, *, by=None, **changed):
        links = {name: changed.pop(name) for name in revisions.LINKS if name in changed}
        stands = Article.objects.get(pk=article.pk)
        for name, value in changed.items():
            setattr(stands, name, value)
        return desk.write(stands, by=by or chief, edit_no=stands.edit_no, **links)

    return write


def numbered(article, number):
    return Revision.objects.get(article=article, number=number)


def told(parts):
    """{name: [(kind, old words, new words)]} of the rows that changed."""
    return {
        part.name: [
            (row.kind, row.old.text if row.old else "", row.new.text if row.new else "")
            for row in part.rows
            if row.kind not in ("same", "fold")
        ]
        for part in parts
    }


def test_every_kind_of_change_is_told_in_the_words_of_the_desk(
    make_article, rewrite, make_source, make_tag, make_photo, settings
):
    source, tag, photo = make_source(name_kk="Министрлік"), make_tag(name_kk="Көпір"), make_photo()
    figure = f'<figure data-photo="{photo.pk}"><figcaption>Жаңа көпір</figcaption></figure>'
    article = make_article(headline="Көпір ашылады", body="<p>Көпір ертең ашылады.</p>")
    rewrite(
        article,
        headline="Көпір ашылды",
        body=f'<p>Көпір ертең ашылады, <a href="https://a.kz/">толық</a>.</p>\n{figure}',
        urgent=True,
        sources=[(source, "https://gov.kz/1")],
        tags=[tag],
    )

    found = told(revisions.compare(numbered(article, 1).snapshot, numbered(article, 2).snapshot))

    assert found == {
        "headline": [("changed", "Көпір ашылады", "Көпір ашылды")],
        "body": [
            ("changed", "Көпір ертең ашылады.", "Көпір ертең ашылады, толық (→ https://a.kz/)."),
            ("new", "", f"{photo.pk}: Жаңа көпір"),
        ],
        "urgent": [("changed", "жоқ", "иә")],
        "sources": [("new", "", "Министрлік · https://gov.kz/1")],
        "tags": [("new", "", "Көпір")],
    }


def test_readers_text_is_compared_with_the_desks(make_edition, rewrite):
    edition = make_edition(headline="Оқырманға")
    rewrite(edition.article, headline="Редакцияға")

    found = told(
        revisions.compare(revisions.of_edition(edition), numbered(edition.article, 2).snapshot)
    )

    assert found["headline"] == [("changed", "Оқырманға", "Редакцияға")]


def test_comparing_costs_eight_queries_however_much_is_linked(
    make_article, rewrite, make_source, make_author, make_tag, make_photo, make_programme,
    make_section, django_assert_max_num_queries,
):  # fmt: skip
    article = make_article()
    rewrite(
        article,
        section=make_section(),
        lead_photo=make_photo(),
        programme=make_programme(),
        sources=[(make_source(), "") for _one in range(5)],
        authors=[make_author() for _one in range(5)],
        tags=[make_tag() for _one in range(5)],
        related=[make_article() for _one in range(5)],
    )
    old, new = numbered(article, 1).snapshot, numbered(article, 2).snapshot

    with django_assert_max_num_queries(8):
        revisions.compare(old, new)


def test_an_old_text_put_back_is_a_new_save_that_readers_do_not_see(
    make_edition, rewrite, chief, make_tag
):
    tag = make_tag()
    article = make_edition(headline="Бірінші", tags=[tag]).article
    rewrite(article, headline="Екінші", body="<p>Басқа.</p>", tags=[])
    publishing.update(article, by=chief)

    revisions.restore(article, numbered(article, 1), by=chief, edit_no=2)

    article.refresh_from_db()
    assert (article.headline, article.body, article.edit_no) == ("Бірінші", "<p>Мәтін.</p>", 3)
    assert list(article.tags.all()) == [tag]
    assert article.live_edition().headline == "Екінші"
    assert article.revisions.count() == 3


def test_an_old_text_does_not_undo_an_embargo_nor_the_place_on_the_home_page(
    make_article, rewrite, chief, clock
):
    article = make_article(is_lead=True)
    rewrite(article, headline="Екінші", embargoed_until=clock.now, minors=True, is_lead=False)

    revisions.restore(article, numbered(article, 1), by=chief, edit_no=2)

    article.refresh_from_db()
    assert (article.embargoed_until, article.minors, article.is_lead) == (clock.now, True, False)


def test_an_old_text_is_not_put_over_a_text_that_was_saved_meanwhile(make_article, rewrite, chief):
    article = make_article()
    rewrite(article, headline="Екінші")
    rewrite(article, headline="Әріптестің тақырыбы")

    with pytest.raises(desk.StaleSave):
        revisions.restore(article, numbered(article, 1), by=chief, edit_no=2)

    assert Article.objects.get(pk=article.pk).headline == "Әріптестің тақырыбы"


def test_whoever_may_not_write_the_story_puts_nothing_back(make_article, rewrite, make_user):
    article = make_article()
    rewrite(article, headline="Екінші")

    with pytest.raises(NotAllowed):
        revisions.restore(article, numbered(article, 1), by=make_user(Role.REPORTER), edit_no=2)


def test_a_snapshot_older_than_the_model_opens_and_is_put_back(make_article, rewrite, chief):
    article = make_article(headline="Ескі", kind="interview")
    rewrite(article, headline="Жаңа", is_quiet=True)
    old = numbered(article, 1)
    del old.snapshot["fields"]["is_quiet"], old.snapshot["desk"], old.snapshot["authors"]
    old.snapshot["fields"] |= {"removed_field": "x", "kind": "a-kind-of-old"}

    assert "headline" in told(revisions.compare(old.snapshot, numbered(article, 2).snapshot))
    lost = revisions.restore(article, old, by=chief, edit_no=2)

    article.refresh_from_db()
    assert (article.headline, article.is_quiet, article.kind) == ("Ескі", False, "news")
    assert lost == ["Түрі: a-kind-of-old"]


def test_what_was_deleted_since_is_named_and_left_out(make_article, rewrite, make_tag, chief):
    gone, kept = make_tag(), make_tag()
    text = '<p>Сөз.</p>\n<figure data-photo="99"><figcaption>Жоқ</figcaption></figure>'
    article = make_article(tags=[gone, kept], body=text)
    rewrite(article, body="<p>Жаңа.</p>")
    number = gone.pk
    Tag.objects.filter(pk=number).delete()

    compared = told(revisions.compare(*(numbered(article, n).snapshot for n in (1, 2))))
    lost = revisions.restore(article, numbered(article, 1), by=chief, edit_no=2)

    article.refresh_from_db()
    assert ("gone", f"№ {number} (жойылған)", "") in compared["tags"]
    assert (article.body, list(article.tags.all())) == ("<p>Сөз.</p>", [kept])
    assert lost == ["Фото: 99", f"Тегтер: {number}"]


def test_a_gallery_loses_only_the_photos_that_are_gone(make_photo):
    kept = [make_photo().pk, make_photo().pk]
    html = body.clean_html(
        f'<figure data-gallery="{kept[0]},98,{kept[1]}"><figcaption>Көше</figcaption></figure>'
    )

    left = body.without(html, body.unknown_objects(html))

    assert body.objects(left).photo_ids == tuple(kept)
