"""Writing a story and bringing it out from one form; what is refused keeps every typed word."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Edition, Revision, Step, Tag
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
Status = Article.Status


def text(response):
    return response.content.decode()


def test_a_new_story_is_kept_as_a_draft_with_its_first_revision(write, chief):
    response = write(headline="Су қоймасы", standfirst="Құрылыс басталды.")

    article = response.article
    assert response.url == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.status, article.edit_no, article.created_by) == (Status.DRAFT, 1, chief)
    assert Revision.objects.get(article=article).snapshot["fields"]["headline"] == "Су қоймасы"


def test_everything_of_the_story_is_written(write, make_source, make_author, make_edition):
    source, author, other = make_source(), make_author(), make_edition().article

    article = write(
        short_headline="Қысқа",
        sources=[(source.pk, "https://example.org/1"), ("", "")],
        authors=[author.pk],
        related=[other.pk],
        tags=["new:Экология"],
        urgent="on",
        pinned_until="2026-12-01T09:00",
    ).article

    assert [(one.source, one.release_url) for one in article.source_links.all()] == [
        (source, "https://example.org/1")
    ]
    assert list(article.authors.all()) == [author]
    assert [link.target for link in article.related_links.all()] == [other]
    assert [tag.name_kk for tag in article.tags.all()] == ["Экология"]
    assert article.urgent
    assert article.pinned_until.isoformat() == "2026-12-01T04:00:00+00:00"  # 09:00 in Almaty


def test_the_same_form_publishes(write, client):
    response = write("_publish", headline="Жаңа көпір")

    edition = Edition.objects.live().get(article=response.article)
    assert client.get(edition.get_absolute_url()).status_code == 200
    assert Step.objects.get().verb == "publish"


def test_a_blocked_story_stays_saved_and_says_beside_each_field_what_is_missing(write, client):
    response = write("_publish", own_reporting="", section="")

    page = text(client.get(response.url))
    assert response.article.status == Status.DRAFT
    assert response.url.endswith("?check=1")
    assert 'id="field-section"' in page and page.count('class="errorlist findings"') == 2
    assert '<a href="#field-sources">' in page


def test_a_story_is_published_at_an_hour_of_almaty(write):
    day = timezone.localdate() + datetime.timedelta(days=2)

    article = write("_schedule", publish_at=f"{day}T09:00").article

    assert article.editions.get().live_from == datetime.datetime(
        day.year, day.month, day.day, 4, tzinfo=datetime.UTC
    )


@pytest.mark.parametrize("moment", ["", "2020-01-01T09:00", "tomorrow"])
def test_an_hour_that_cannot_be_is_told_before_anything_is_saved(write, moment):
    response = write("_schedule", publish_at=moment, headline="Ерте хабар")

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["publish_at"]
    assert "Ерте хабар" in text(response)
    assert response.article is None


def test_a_changed_story_reaches_readers_by_update_only(write, make_edition, client):
    edition = make_edition(headline="Ескі тақырып")
    article = edition.article

    write("_continue", article=article, headline="Жаңа тақырып")
    assert "Ескі тақырып" in text(client.get(edition.get_absolute_url()))
    article.refresh_from_db()
    write("_update", article=article)

    assert "Жаңа тақырып" in text(client.get(edition.get_absolute_url()))


def test_update_of_a_scheduled_story_keeps_its_hour(write, make_edition):
    at = timezone.now() + datetime.timedelta(hours=3)
    article = make_edition(live_from=at).article

    write("_update", article=article, headline="Дәл тақырып")

    coming = article.editions.get()
    assert (coming.headline, coming.live_from) == ("Дәл тақырып", at)


def test_a_scheduled_story_is_a_draft_again_after_unscheduling(write, make_edition):
    article = make_edition(live_from=timezone.now() + datetime.timedelta(hours=3)).article

    write("_unschedule", article=article)

    article.refresh_from_db()
    assert (article.status, article.editions.count()) == (Status.DRAFT, 0)


def test_what_the_verb_refuses_is_said_and_the_text_is_saved(write, make_edition, client):
    article = make_edition().article
    article.refresh_from_db()

    response = write("_publish", article=article, headline="Қайта жариялау")

    article.refresh_from_db()
    assert article.headline == "Қайта жариялау"
    assert 'class="warning"' in text(client.get(response.url))


def test_a_reporter_writes_but_does_not_publish(write, make_user):
    reporter = make_user(Role.REPORTER)

    response = write("_publish", by=reporter)

    assert response.article.status == Status.DRAFT
    assert not Edition.objects.exists()


def test_an_editor_is_offered_the_sections_they_may_write_in(write, make_user, make_section):
    mine, other = make_section(), make_section()
    editor = make_user(Role.EDITOR, sections=[mine])

    response = write(by=editor, section=other.pk)

    assert list(response.context["adminform"].form.fields["section"].queryset) == [mine]
    assert response.article is None


def test_a_headline_of_three_hundred_letters_is_refused_and_kept(write):
    response = write(headline="ж" * 300, standfirst="Лид тұр.")

    assert response.context["adminform"].form.errors["headline"]
    assert "ж" * 300 in text(response)
    assert "Лид тұр." in text(response)
    assert "maxlength" not in text(response).partition('id="id_headline"')[0].rpartition("<")[2]


def test_a_body_of_two_megabytes_is_refused_and_kept(write):
    response = write(body="<p>" + "мәтін " * 180_000 + "</p>")

    assert response.context["adminform"].form.errors["body"]
    assert "мәтін мәтін" in text(response)


def test_hostile_html_in_the_body_is_cleaned(write):
    article = write(body='<p onclick="x()">Сөз<script>alert(1)</script></p>').article

    assert article.body == "<p>Сөз</p>"


def test_two_stories_may_have_one_headline_and_the_second_is_told(write, make_article, client):
    make_article(headline="Ауа райы")

    response = write(headline="АУА РАЙЫ")

    assert "story-advice" in text(client.get(response.url))
    assert Article.objects.count() == 2


def test_a_story_has_one_version_in_a_language(write, make_article):
    kazakh = make_article()
    russian = make_article(language="ru", story=kazakh.story)

    response = write(article=russian, language="kk")

    assert response.context["adminform"].form.errors["language"]


def test_a_release_without_its_source_and_a_source_named_twice_are_refused(write, make_source):
    source = make_source()

    lonely = write(sources=[("", "https://example.org/1")])
    twice = write(sources=[(source.pk, ""), (source.pk, "https://example.org/1")])

    assert lonely.context["adminform"].form.errors["sources"]
    assert twice.context["adminform"].form.errors["sources"]
    assert 'value="https://example.org/1"' in text(twice)


def test_tags_that_differ_in_case_only_are_one_tag(write, make_tag):
    tag = make_tag(name_kk="Экология", name_ru="", name_en="")

    article = write(tags=["new:экология", "new:ЭКОЛОГИЯ", tag.pk]).article

    assert list(article.tags.all()) == [tag]
    assert Tag.objects.count() == 1


def test_a_tag_typed_in_a_russian_story_gets_its_russian_name(write, make_tag):
    tag = make_tag(name_kk="Экология", name_ru="", name_en="")

    write(language="ru", tags=["new:экология"])

    tag.refresh_from_db()
    assert (tag.name_ru, tag.slug_ru) == ("экология", "ekologiya")


def test_new_tags_survive_a_form_that_is_refused(write):
    response = write(headline="", tags=["new:Су қоймасы"])

    assert '<option value="new:Су қоймасы" selected>Су қоймасы</option>' in text(response)
    assert not Tag.objects.exists()


def test_an_editor_of_one_section_has_no_section_to_choose(client, make_user, make_section):
    mine, _other = make_section(), make_section()
    client.force_login(make_user(Role.EDITOR, sections=[mine]))

    page = client.get(reverse("admin:articles_article_add"))

    assert page.context["adminform"].form["section"].value() == mine.pk


def test_a_new_story_begins_with_the_users_language_section_and_name(
    client, make_user, make_author, make_section, make_article
):
    one = make_section()
    make_section()
    reporter = make_user(Role.REPORTER, language="ru")
    author = make_author(user=reporter)
    make_article(by=reporter, section=one)
    client.force_login(reporter)

    form = client.get(reverse("admin:articles_article_add")).context["adminform"].form

    assert form["language"].value() == "ru"
    assert form["section"].value() == one.pk
    assert form["authors"].value() == [author.pk]


def test_the_photos_credit_and_alt_text_are_written_in_place(write, make_photo):
    photo = make_photo(alt_kk="Көпір")

    write(
        lead_photo=photo.pk,
        **{
            "lead_photo-credit": "Айгүл Сәрсенова",
            "lead_photo-credit-was": photo.credit_line("kk"),
            "lead_photo-alt": "Өзен үстіндегі көпір",
            "lead_photo-alt-was": "Көпір",
        },
    )

    photo.refresh_from_db()
    assert photo.credit_line("kk") == "Айгүл Сәрсенова"
    assert photo.alt_kk == "Өзен үстіндегі көпір"


def test_words_of_the_photo_that_nobody_touched_are_not_written_over(write, make_photo):
    photo = make_photo(alt_kk="Жаңа сөз")  # a colleague wrote it after the form was opened

    write(
        lead_photo=photo.pk,
        **{"lead_photo-alt": "Ескі сөз", "lead_photo-alt-was": "Ескі сөз"},
    )

    photo.refresh_from_db()
    assert photo.alt_kk == "Жаңа сөз"


def test_a_chosen_photo_survives_a_form_that_is_refused(write, make_photo):
    photo = make_photo()

    response = write(headline="", lead_photo=photo.pk, **{"lead_photo-credit": "Мен"})

    assert f'id="id_lead_photo" value="{photo.pk}"' in text(response)
    assert 'value="Мен"' in text(response)


def test_nobody_edits_what_was_published_without_the_right(client, make_user, make_edition):
    edition = make_edition()
    client.force_login(make_user(Role.REPORTER))
    address = reverse("admin:articles_article_change", args=[edition.article_id])

    page = text(client.get(address))

    assert "story-look" in page and 'name="headline"' not in page
    assert client.post(address, {"headline": "Менікі"}).status_code == 403


def test_a_story_that_was_public_cannot_be_deleted(desk_client, make_edition):
    article = make_edition().article
    publishing.withdraw(article, by=article.created_by)

    response = desk_client.post(
        reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


def test_a_draft_that_never_ran_can_be_deleted(desk_client, make_article):
    article = make_article()

    desk_client.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    assert not Article.objects.exists()


def test_a_save_that_slips_in_between_is_noticed_all_the_same(write, make_article, monkeypatch):
    article = make_article()
    honest = desk.write

    def slow(*args, **kwargs):
        monkeypatch.setattr(desk, "write", honest)
        raise desk.StaleSave(article)

    monkeypatch.setattr(desk, "write", slow)
    response = write(article=article, headline="Екінші әрекет")

    assert response.status_code == 302
    article.refresh_from_db()
    assert article.headline == "Екінші әрекет"


def test_a_reporter_sends_for_review_and_an_editor_returns_with_a_note(
    write, client, make_user, section
):
    reporter = make_user(Role.REPORTER)
    client.force_login(reporter)
    article = write("_submit").article
    client.force_login(make_user(Role.EDITOR, sections=[section]))

    write("_return", article=article, review_note="Дереккөз керек.")

    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert [step.verb for step in article.steps.all()] == ["return", "submit"]


def test_a_return_without_a_note_is_asked_for_one_and_saves_nothing(write, make_article):
    article = make_article()

    response = write("_return", article=article, headline="Жаңа сөз", review_note="")

    assert response.context["adminform"].form.errors["review_note"]
    assert "Жаңа сөз" in text(response)


@pytest.mark.parametrize(
    ("change", "moved", "notes"), [("update", True, 0), ("typo", False, 0), ("correction", True, 1)]
)
def test_a_change_of_a_published_text_is_told_as_the_editor_chose(
    write, make_edition, clock, change, moved, notes
):
    edition = make_edition()
    edition.article.refresh_from_db()
    clock.forward(hours=1)

    note = {"change": change, "public_note": "Сан қате болды."}
    write("_update", article=edition.article, headline="Жаңа тақырып", **note)

    live = edition.article.live_edition()
    assert live.headline == "Жаңа тақырып"
    assert (live.updated_at > edition.updated_at, len(live.corrections)) == (moved, notes)


def test_a_correction_without_a_note_is_asked_for_one(write, make_edition):
    edition = make_edition()
    edition.article.refresh_from_db()

    response = write("_update", article=edition.article, change="correction", public_note="")

    assert response.context["adminform"].form.errors["public_note"]


def test_a_chief_editor_is_offered_to_publish_with_a_reason(write, client):
    response = write("_publish", own_reporting="")
    page = text(client.get(response.url))
    article = response.article

    write("_publish", article=article, own_reporting="", override="Телефонмен растады.")

    assert 'name="override"' in page
    assert article.editions.exists()
    assert article.overrides.get().reason == "Телефонмен растады."


def test_a_button_on_an_unchanged_form_is_no_save(write, make_article):
    article = make_article()

    write("_continue", article=article)

    article.refresh_from_db()
    assert article.edit_no == 1
