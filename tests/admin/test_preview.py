"""Looking at a story as a reader would, before readers can."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Autosave, Edition, Tag
from newsroom.pagecache.models import Change
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


def preview(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def test_a_draft_is_shown_to_the_desk_with_its_pictures(desk_client, make_article, make_photo):
    photo = make_photo()
    article = make_article(headline="Әзірге қаралама", lead_photo=photo)

    response = desk_client.get(preview(article))

    page = response.content.decode()
    assert "Әзірге қаралама" in page
    assert f"/photo/{photo.token}/" not in page.replace("/admin/photos/photo/file/", "")
    assert f"/admin/photos/photo/file/{photo.token}/" in page


def test_a_preview_is_kept_by_nobody(desk_client, make_article):
    response = desk_client.get(preview(make_article()))

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_preview_speaks_the_language_of_the_story(desk_client, make_article):
    page = desk_client.get(preview(make_article(language="ru"))).content.decode()

    assert '<html lang="ru">' in page


def test_typed_text_is_shown_and_nothing_is_saved(desk_client, typed, make_article):
    article = make_article(headline="Сақталған")
    data = typed("_preview", headline="Терілген", edit_no=1, tags=["new:Жаңа тег"])

    page = desk_client.post(preview(article), data).content.decode()

    article.refresh_from_db()
    assert "Терілген" in page and "Жаңа тег" in page
    assert (article.headline, article.edit_no) == ("Сақталған", 1)
    assert not Tag.objects.exists()


def test_a_new_story_is_looked_at_before_its_first_save(desk_client, typed):
    response = desk_client.post(
        reverse("admin:articles_article_preview_new"), typed("_preview", headline="Жаңа")
    )

    assert "Жаңа" in response.content.decode()
    assert not Article.objects.exists()
    assert not Edition.objects.exists()


def test_what_cannot_be_shown_yet_says_why(desk_client, typed):
    response = desk_client.post(
        reverse("admin:articles_article_preview_new"), typed("_preview", headline="")
    )

    assert response.status_code == 422
    assert "story-problems" in response.content.decode()


def test_a_story_without_a_section_can_be_looked_at(desk_client, make_article):
    assert desk_client.get(preview(make_article(section=None))).status_code == 200


def test_only_the_form_may_frame_a_preview_and_nobody_keeps_it(desk_client, typed, make_article):
    article = make_article()
    data = typed("_preview", headline="Терілген", edit_no=1)

    framed = desk_client.post(preview(article), {**data, "_beside": "1"})
    others = [desk_client.post(preview(article), data), desk_client.get(preview(article))]
    others.append(desk_client.get(preview(article), {"_beside": "1"}))

    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert all("frame-ancestors 'none'" in one["Content-Security-Policy"] for one in others)
    assert {one["X-Frame-Options"] for one in others} == {"DENY"}
    for one in [framed, *others]:
        assert {"no-store", "private"} <= set(one["Cache-Control"].split(", "))
        assert "Surrogate-Key" not in one.headers


def test_a_preview_beside_the_form_leaves_no_trace(desk_client, chief, typed, make_article):
    article = make_article(headline="Сақталған")
    now = timezone.now()
    Autosave.objects.create(user=chief, article=article, edit_no=1, typed={}, kept_at=now)
    data = typed("_beside", headline="Терілген", edit_no=1, tags=["new:Жаңа тег"])
    logged = Change.objects.count()

    page = desk_client.post(preview(article), data).content.decode()

    assert "Терілген" in page
    assert article.revisions.count() == 1 and not article.steps.exists()
    assert Autosave.objects.exists()
    assert Change.objects.count() == logged
    assert not AuditEntry.objects.filter(model="articles.article").exists()


def test_what_is_wrong_in_the_form_is_told_beside_it(desk_client, typed, make_article):
    article = make_article()
    wrong = {"headline": "", "section": "999", "body": "<p>a" * 9, "pinned_until": "ертең"}

    response = desk_client.post(preview(article), typed("_beside", edit_no=1, **wrong))

    assert response.status_code == 422
    assert response.content.decode().count("<li>") >= 3
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "sent", [{}, {"edit_no": "x"}, {"body": "\0<p>", "tags": "new:" + "ж" * 999}]
)
def test_nonsense_in_the_form_is_refused_and_not_a_fault(desk_client, make_article, sent):
    for address in (preview(make_article()), reverse("admin:articles_article_preview_new")):
        assert desk_client.post(address, {**sent, "_beside": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("role", "begun_by_them", "status"),
    [
        (Role.REPORTER, True, 200),
        (Role.REPORTER, False, 403),
        (Role.EDITOR, False, 403),  # of another section
        (Role.CHIEF_EDITOR, False, 200),
        (Role.PHOTO_EDITOR, False, 403),
        (Role.SHARE_STAFF, False, 403),
        (Role.ADMINISTRATOR, False, 403),
    ],
)
def test_the_preview_beside_the_form_is_for_who_may_write_it(
    client, make_user, make_article, typed, role, begun_by_them, status
):
    user = make_user(role)
    article = make_article(by=user if begun_by_them else None)
    client.force_login(user)

    response = client.post(preview(article), typed("_beside", edit_no=1, section=None))

    assert response.status_code == status


@pytest.mark.parametrize(("role", "status"), [(Role.PHOTO_EDITOR, 200), (Role.SHARE_STAFF, 403)])
def test_who_may_look(client, make_user, make_article, role, status):
    article = make_article()
    client.force_login(make_user(role))

    assert client.get(preview(article)).status_code == status
    assert client.post(preview(article), {}).status_code == 403
