"""The command that fills an empty newsroom."""

import stat
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from articles import gate
from articles.models import Article, Edition, Source
from newsroom import languages
from newsroom.demo.loading import Loader
from newsroom.photos.models import Photo
from newsroom.staff import roles
from newsroom.staff.models import User
from newsroom.staff.roles import Role


def test_readers_find_the_demo_in_three_languages(client, load_demo):
    load_demo()

    kazakh, russian, english = (client.get(path).text for path in ("/", "/ru/", "/en/"))

    assert "Мұздықтарға он екі жаңа бекет орнатылды" in kazakh
    assert "На ледниках установили двенадцать станций" in russian
    assert "Twelve stations watch Almaty" in english


def test_every_published_story_opens_and_its_translations_are_one_story(client, load_demo):
    load_demo()

    editions = list(Edition.objects.live())

    assert len(editions) == 30
    for edition in editions:
        assert client.get(edition.get_absolute_url()).status_code == 200, edition
    versions = Counter(edition.article.story_id for edition in editions)
    assert max(versions.values()) == 3


@pytest.mark.once
def test_the_gate_has_nothing_to_say_about_any_story(load_demo):
    load_demo()

    for article in Article.objects.all():
        assert gate.findings(article) == [], article.headline


@pytest.mark.once
def test_stories_spread_over_the_last_ten_days_and_tomorrow(load_demo, clock):
    before = clock.now
    load_demo()

    first, *_rest, last = Edition.objects.order_by("first_published_at")
    tomorrow = timezone.localdate(before, languages.ALMATY) + timedelta(days=1)

    assert before - timedelta(days=10) < first.first_published_at < before - timedelta(days=8)
    assert last.live_from.astimezone(languages.ALMATY).replace(tzinfo=None).isoformat() == (
        f"{tomorrow}T09:00:00"
    )


@pytest.mark.once
def test_readers_see_neither_the_draft_nor_what_waits_for_tomorrow(client, load_demo):
    load_demo()
    draft = Article.objects.get(status=Article.Status.DRAFT)
    coming = Article.objects.filter(editions__live_from__gt=timezone.now()).first()

    for article in (draft, coming):
        path = f"/{article.section.slug_kk}/any-{article.pk}/"
        assert client.get(path).status_code == 404


@pytest.mark.once
def test_the_withdrawn_story_says_why(client, load_demo):
    load_demo()
    article = Article.objects.get(status=Article.Status.WITHDRAWN)

    response = client.get(f"/ru/kultura/{article.slug}-{article.pk}/")

    assert response.status_code == 410
    assert "Мероприятие перенесено из-за погоды" in response.text


def test_a_source_has_its_stories_and_ready_phrases(client, load_demo):
    load_demo()
    source = Source.objects.get(slug_kk="ekologia-ministrligi")

    response = client.get(source.get_absolute_url())

    assert "Мұздықтарға он екі жаңа бекет орнатылды" in response.text
    assert source.phrases.count() == 6


@pytest.mark.once
def test_there_is_one_user_per_role_with_the_password_printed(load_demo):
    printed = load_demo().splitlines()

    users = list(User.objects.filter(is_demo=True).order_by("pk"))

    assert [roles.of(user) for user in users] == [{role} for role in Role]
    for user in users:
        line = next(line for line in printed if f" {user.username} " in line)
        assert user.check_password(line.split()[-1])


@pytest.mark.once
def test_passwords_are_kept_for_the_owner_only(load_demo, settings):
    path = settings.VAR / "demo-accounts.txt"
    path.write_text("old")
    path.chmod(0o644)

    load_demo()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text().splitlines()) == len(Role)


def test_a_second_load_changes_nothing_and_says_so(load_demo, settings):
    load_demo()
    passwords = (settings.VAR / "demo-accounts.txt").read_text()

    printed = load_demo()

    assert "already" in printed
    assert Article.objects.count() == 34
    assert (settings.VAR / "demo-accounts.txt").read_text() == passwords


def test_a_newsroom_with_a_story_of_its_own_is_left_alone(make_article, load_demo):
    make_article(headline="Өз жаңалығымыз")

    load_demo()

    assert Article.objects.count() == 1
    assert not User.objects.filter(is_demo=True).exists()


def test_a_load_that_broke_off_can_be_run_again(load_demo, monkeypatch):
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(Loader, "load_newsroom", lambda self: (_ for _ in ()).throw(RuntimeError))
        load_demo()

    load_demo()

    assert Article.objects.count() == 34


@pytest.mark.once
def test_production_is_refused(load_demo, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        load_demo()

    assert not User.objects.exists()


@pytest.mark.once
def test_a_photo_says_in_kazakh_how_it_may_be_used(load_demo):
    load_demo()

    assert all("еркін пайдалануға болады" in photo.rights for photo in Photo.objects.all())
