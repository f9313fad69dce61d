"""What happens to a story: each verb, and what it refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles import desk, publishing, rights
from articles.models import Article, Edition, Revision, ShortLink
from articles.publishing import Blocked, NotAllowed, WrongMoment, WrongStatus
from newsroom.pagecache.models import Change
from newsroom.staff.roles import Role

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def test_publishing_puts_the_desks_text_and_links_before_readers(
    make_article, make_source, make_tag, chief
):
    source, tag = make_source(), make_tag()
    article = make_article(
        headline="Су", sources=[(source, "https://release.example/1")], tags=[tag]
    )

    edition = publishing.publish(article, by=chief)

    assert list(Edition.objects.live()) == [edition]
    assert edition.headline == "Су"
    assert [link.release_url for link in edition.source_links.all()] == [
        "https://release.example/1"
    ]
    assert list(edition.tags.all()) == [tag]


def test_a_published_story_gets_a_slug_from_its_headline_and_a_short_link(make_article, chief):
    article = make_article(headline="Қазақстанда экология")

    edition = publishing.publish(article, by=chief)

    assert edition.slug == "qazaqstanda-ekologia"
    assert len(ShortLink.objects.get(article=article).code) == 7


def test_the_second_publication_keeps_slug_short_link_and_first_hour(make_edition, chief):
    edition = make_edition(headline="Ескі тақырып")
    code = edition.article.short_link.code
    publishing.withdraw(edition.article, by=chief)
    Article.objects.filter(pk=edition.article_id).update(headline="Жаңа тақырып")

    again = publishing.publish(edition.article, by=chief)

    assert again.slug == edition.slug
    assert again.first_published_at == edition.first_published_at
    assert again.article.short_link.code == code


def test_an_unfinished_change_to_a_published_story_harms_nobody(make_edition, chief):
    edition = make_edition(headline="Бірінші")

    Article.objects.filter(pk=edition.article_id).update(headline="Екінші, әлі дайын емес")

    assert edition.article.live_edition().headline == "Бірінші"


def test_an_update_replaces_the_text_and_moves_updated_but_not_first_published(make_edition, chief):
    edition = make_edition(headline="Бірінші")
    Article.objects.filter(pk=edition.article_id).update(headline="Екінші")

    updated = publishing.update(edition.article, by=chief)

    edition.refresh_from_db()
    assert list(Edition.objects.live()) == [updated]
    assert updated.headline == "Екінші"
    assert updated.first_published_at == edition.first_published_at
    assert updated.updated_at > edition.updated_at
    assert edition.live_until == updated.live_from


def test_a_schedule_is_only_a_later_moment(make_article, chief, now):
    article = make_article()

    publishing.publish(article, by=chief, at=now + HOUR)

    assert not Edition.objects.live(now + HOUR - timedelta(seconds=1)).exists()
    assert Edition.objects.live(now + HOUR).exists()


def test_rescheduling_replaces_the_moment(make_article, chief, now):
    article = make_article()
    publishing.publish(article, by=chief, at=now + HOUR)

    publishing.publish(article, by=chief, at=now + 2 * HOUR)

    assert not Edition.objects.live(now + 1.5 * HOUR).exists()
    assert Edition.objects.live(now + 2 * HOUR).count() == 1
    assert article.editions.get().first_published_at == now + 2 * HOUR


def test_a_scheduled_update_waits_for_its_hour(make_edition, chief, now):
    edition = make_edition(headline="Бірінші")
    Article.objects.filter(pk=edition.article_id).update(headline="Екінші")

    publishing.update(edition.article, by=chief, at=now + HOUR)

    assert Edition.objects.live(now + HOUR - timedelta(seconds=1)).get().headline == "Бірінші"
    assert Edition.objects.live(now + HOUR).get().headline == "Екінші"


def test_an_update_now_replaces_one_that_was_scheduled(make_edition, chief, now):
    edition = make_edition()
    publishing.update(edition.article, by=chief, at=now + HOUR)

    publishing.update(edition.article, by=chief)

    assert not edition.article.coming_edition()
    assert edition.article.editions.live(now + 2 * HOUR).count() == 1


def test_a_scheduled_withdrawal_survives_an_update(make_edition, chief, now):
    edition = make_edition()
    publishing.withdraw(edition.article, by=chief, at=now + HOUR)

    publishing.update(edition.article, by=chief)

    assert Edition.objects.live(now + HOUR - timedelta(seconds=1)).exists()
    assert not Edition.objects.live(now + HOUR).exists()


def test_an_update_scheduled_after_the_withdrawal_leaves_a_gap(make_edition, chief, now):
    edition = make_edition()
    publishing.withdraw(edition.article, by=chief, at=now + HOUR)

    publishing.update(edition.article, by=chief, at=now + 2 * HOUR)

    assert not Edition.objects.live(now + 1.5 * HOUR).exists()
    assert Edition.objects.live(now + 3 * HOUR).exists()


def test_withdrawing_takes_it_off_now_and_drops_what_was_to_come(make_edition, chief, now):
    edition = make_edition()
    publishing.update(edition.article, by=chief, at=now + HOUR)

    article = publishing.withdraw(edition.article, by=chief, public_reason="Автордың өтініші")

    assert article.status == Article.Status.WITHDRAWN
    assert not Edition.objects.live().exists()
    assert not Edition.objects.live(now + 2 * HOUR).exists()
    assert Change.objects.latest("pk").kind == Change.Kind.GONE


def test_withdrawing_in_the_moment_of_publication_leaves_nothing_live(make_article, chief):
    edition = publishing.publish(make_article(), by=chief)

    publishing.withdraw(edition.article, by=chief)

    assert not Edition.objects.live(timezone.now() + timedelta(seconds=1)).exists()


def test_unscheduling_makes_a_story_that_was_never_out_a_draft_again(make_article, chief, now):
    article = make_article()
    publishing.publish(article, by=chief, at=now + HOUR)

    article = publishing.unschedule(article, by=chief)

    assert article.status == Article.Status.DRAFT
    assert not article.editions.exists()


def test_unscheduling_an_update_keeps_the_story_out_for_ever(make_edition, chief, now):
    edition = make_edition()
    publishing.update(edition.article, by=chief, at=now + HOUR)

    publishing.unschedule(edition.article, by=chief)

    assert list(Edition.objects.live(now + 2 * HOUR)) == [edition]


def test_killing_ends_it_and_only_a_chief_editor_may(make_edition, chief, make_user, section):
    edition = make_edition()
    editor = make_user(Role.EDITOR, sections=[section])

    with pytest.raises(NotAllowed):
        publishing.kill(edition.article, by=editor)
    article = publishing.kill(edition.article, by=chief, public_reason="Дерек расталмады")

    assert article.status == Article.Status.KILLED
    assert not Edition.objects.live().exists()
    with pytest.raises(WrongStatus):
        publishing.publish(article, by=chief)


def test_spiking_is_for_drafts_only(make_article, make_edition, chief):
    draft, edition = make_article(), make_edition()

    spiked = publishing.spike(draft, by=chief)

    assert spiked.status == Article.Status.SPIKED
    with pytest.raises(WrongStatus):
        publishing.spike(edition.article, by=chief)


def test_reviving_makes_a_draft_that_readers_do_not_see(make_edition, chief):
    edition = make_edition()
    publishing.kill(edition.article, by=chief)

    article = publishing.revive(edition.article, by=chief)

    assert article.status == Article.Status.DRAFT
    assert not Edition.objects.live().exists()


def test_marks_change_at_once_without_moving_updated(make_edition, chief):
    edition = make_edition()

    publishing.feature(edition.article, by=chief, urgent=True)

    after = edition.article.live_edition()
    assert after.urgent
    assert after.updated_at == edition.updated_at
    assert after.edit_no == Article.objects.get(pk=edition.article_id).edit_no


def test_no_source_and_no_credit_block_publication(make_article, chief):
    article = make_article(own_reporting=False)

    with pytest.raises(Blocked) as blocked:
        publishing.publish(article, by=chief)

    assert [finding.field for finding in blocked.value.findings] == ["sources"]
    assert not article.editions.exists()
    assert not ShortLink.objects.exists()


def test_one_photo_without_credit_in_a_gallery_blocks_publication(make_article, make_photo, chief):
    ids = f"{make_photo().pk},{make_photo(credit=None).pk}"
    body = f'<figure data-gallery="{ids}"><figcaption></figcaption></figure>'

    with pytest.raises(Blocked) as blocked:
        publishing.publish(make_article(body=body), by=chief)

    assert [finding.field for finding in blocked.value.findings] == ["body"]


def test_a_moment_that_has_passed_is_refused(make_article, chief, now):
    with pytest.raises(WrongMoment):
        publishing.publish(make_article(), by=chief, at=now - HOUR)


def test_publishing_twice_is_refused(make_edition, chief):
    edition = make_edition()

    with pytest.raises(WrongStatus):
        publishing.publish(edition.article, by=chief)


def test_every_verb_leaves_a_step_and_a_change(make_article, chief, now):
    article = make_article()
    publishing.publish(article, by=chief)
    publishing.update(article, by=chief, at=now + HOUR)
    publishing.unschedule(article, by=chief)
    publishing.withdraw(article, by=chief)
    publishing.revive(article, by=chief)

    verbs = list(article.steps.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["publish", "update", "unschedule", "withdraw", "revive"]
    assert Change.objects.count() == len(verbs)
    assert all(f"article-{article.pk}" in change.keys for change in Change.objects.all())


def test_a_change_names_old_and_new_section_and_tags(make_edition, make_section, make_tag, chief):
    old_tag, new_tag, new_section = make_tag(), make_tag(), make_section()
    edition = make_edition(tags=[old_tag])
    article = edition.article
    Article.objects.filter(pk=article.pk).update(section=new_section)
    article.tags.set([new_tag])

    publishing.update(article, by=chief)

    keys = set(Change.objects.latest("pk").keys.split())
    assert keys >= {
        f"section-{edition.section_id}",
        f"section-{new_section.pk}",
        f"tag-{old_tag.pk}",
        f"tag-{new_tag.pk}",
        "list-kk",
    }


def test_what_was_ever_public_cannot_be_deleted(make_edition, chief):
    edition = make_edition()
    publishing.withdraw(edition.article, by=chief)

    with pytest.raises(IntegrityError), transaction.atomic():
        edition.article.delete()

    assert Article.objects.filter(pk=edition.article_id).exists()


def test_every_save_keeps_a_revision_with_its_links(make_article, make_source, chief):
    source = make_source()

    article = make_article(headline="Бірінші", sources=[(source, "")])

    revision = Revision.objects.get(article=article)
    assert revision.number == article.edit_no == 1
    assert revision.snapshot["fields"]["headline"] == "Бірінші"
    assert revision.snapshot["sources"] == [[source.pk, ""]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no exclusion constraints")
def test_the_database_itself_refuses_two_editions_at_once(make_edition):
    edition = make_edition()
    edition.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_a_planned_withdrawal_can_be_moved_to_a_later_time(make_edition, chief, now):
    edition = make_edition()
    publishing.withdraw(edition.article, by=chief, at=now + HOUR)

    publishing.withdraw(edition.article, by=chief, at=now + 3 * HOUR)

    edition.refresh_from_db()
    assert edition.live_until == now + 3 * HOUR


def test_a_story_cannot_be_withdrawn_before_it_comes(make_article, chief, now):
    article = make_article()
    edition = publishing.publish(article, by=chief, at=now + 2 * HOUR)

    with pytest.raises(WrongMoment):
        publishing.withdraw(article, by=chief, at=now + HOUR)

    assert list(Edition.objects.coming()) == [edition]


def test_a_story_that_did_not_run_is_its_reporters_again(make_article, make_user, chief, now):
    reporter = make_user(Role.REPORTER)
    article = make_article(by=reporter)
    publishing.publish(article, by=chief, at=now + HOUR)

    article = publishing.unschedule(article, by=chief)

    assert Article.objects.get(pk=article.pk).first_published_at is None
    assert rights.may(reporter, "write", article)


def test_an_update_now_keeps_the_withdrawal_before_a_gap(make_edition, chief, now):
    edition = make_edition()
    publishing.withdraw(edition.article, by=chief, at=now + HOUR)
    publishing.update(edition.article, by=chief, at=now + 2 * HOUR)

    publishing.update(edition.article, by=chief)

    assert not Edition.objects.live(now + HOUR).exists()


def test_what_readers_saw_is_not_rewritten_by_a_backdated_publication(make_edition, chief, now):
    edition = make_edition(live_from=now - 2 * HOUR)
    publishing.withdraw(edition.article, by=chief)

    with pytest.raises(WrongMoment):
        publishing.publish(edition.article, by=chief, at=now - HOUR, backdated=True)


def test_taking_a_story_down_names_its_photos_too(make_edition, make_photo, chief):
    photo = make_photo()
    edition = make_edition(lead_photo=photo)

    publishing.withdraw(edition.article, by=chief)

    assert f"photo-{photo.pk}" in Change.objects.latest("pk").keys.split()


def published_edit_no(article):
    article.refresh_from_db()
    return article.published_edit_no, article.edit_no


def test_a_story_knows_the_newest_save_that_readers_see_or_will_see(make_article, chief):
    article = make_article()
    assert published_edit_no(article) == (None, 1)

    publishing.publish(article, by=chief)
    article.headline = "Жаңа тақырып"
    desk.write(article, by=chief, edit_no=1)
    assert published_edit_no(article) == (1, 2)

    publishing.feature(article, by=chief, urgent=True)
    assert published_edit_no(article) == (1, 3)

    publishing.update(article, by=chief, at=timezone.now() + timedelta(hours=1))
    assert published_edit_no(article) == (3, 3)

    publishing.feature(article, by=chief, urgent=False)
    assert published_edit_no(article) == (4, 4)

    publishing.unschedule(article, by=chief)
    assert published_edit_no(article) == (1, 4)


def test_an_update_that_a_withdrawal_drops_is_a_change_again(make_edition, chief):
    article = make_edition().article
    desk.write(article, by=chief, edit_no=1)
    now = timezone.now()
    publishing.update(article, by=chief, at=now + timedelta(hours=2))

    publishing.withdraw(article, by=chief, at=now + timedelta(hours=1))

    assert published_edit_no(article) == (1, 2)
