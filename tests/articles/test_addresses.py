"""Addresses that cannot die: every old spelling leads on in one hop."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import publishing
from articles.addresses import remember
from articles.models import Redirect, Section


def hop(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(
    "spelling",
    ["/{s}/{slug}-{pk}", "/{s}/{pk}/", "/{s}/{pk}", "/x/old-words-{pk}/", "/ru/{s}/{slug}-{pk}/"],
)
def test_every_spelling_of_a_story_leads_to_it_in_one_hop(spelling, make_edition, client):
    edition = make_edition()
    path = spelling.format(s=edition.section.slug_kk, slug=edition.slug, pk=edition.article_id)

    assert hop(client, path + "?utm_source=vk&q=1") == (
        301,
        edition.get_absolute_url() + "?utm_source=vk&q=1",
    )


def test_a_russian_story_stands_under_ru_only(make_edition, client):
    edition = make_edition(language="ru", headline="Новость")

    assert edition.get_absolute_url().startswith("/ru/")
    assert hop(client, edition.get_absolute_url()[3:])[1] == edition.get_absolute_url()


def test_a_short_link_leads_to_the_story_in_one_hop(make_edition, client):
    edition = make_edition()

    for path in (edition.article.short_link.get_absolute_url(), f"/a/{edition.article.short_link}"):
        assert hop(client, path) == (301, edition.get_absolute_url())


def test_an_old_address_outranks_the_id_that_it_looks_like(make_edition, client):
    first, second = make_edition(), make_edition()
    Redirect.objects.create(old_path=f"/news/old-{first.article_id}/", article=second.article)

    assert hop(client, f"/news/old-{first.article_id}/")[1] == second.get_absolute_url()


def test_an_old_address_cannot_take_the_place_of_a_page(make_edition, client):
    edition = make_edition()
    Redirect.objects.create(old_path=edition.get_absolute_url(), new_path="/elsewhere/")

    assert client.get(edition.get_absolute_url()).status_code == 200


def test_a_renamed_section_keeps_its_old_address_and_its_stories(make_edition, section, client):
    edition = make_edition()
    old_story = edition.get_absolute_url()
    before = Section.objects.get(pk=section.pk)
    section.slug_kk = "jana-atau"
    section.save()

    remember(before, section)

    assert hop(client, f"/{before.slug_kk}/?page=1") == (301, "/jana-atau/?page=1")
    assert hop(client, old_story)[1].startswith("/jana-atau/")


def test_renaming_twice_still_takes_one_hop_and_renaming_back_none(section, client):
    first = Section.objects.get(pk=section.pk)
    section.slug_kk = "ekinshi"
    section.save()
    remember(first, section)
    second = Section.objects.get(pk=section.pk)
    section.slug_kk = "ushinshi"
    section.save()
    remember(second, section)

    assert hop(client, f"/{first.slug_kk}/")[1] == "/ushinshi/"
    section.slug_kk = first.slug_kk
    section.save()
    remember(Section(name_kk="x", slug_kk="ushinshi"), section)
    assert client.get(f"/{first.slug_kk}/").status_code == 200
    assert hop(client, "/ekinshi/")[1] == f"/{first.slug_kk}/"


@pytest.mark.parametrize(
    "path",
    ["/a/x/", "/9999999999999999999999/", "/x/y-99999999999999999999999/", "/kk/"]
    + ["/%00/", "/tag/%00/", "/a/%00/", "/photo/%00/x.jpg", "/photo/0/%00", "/%00/x-1/", "/%00"],
)
def test_odd_addresses_are_not_found(path, client, db):
    assert client.get(path).status_code == 404


def test_a_withdrawn_story_says_when_and_why_and_shows_a_way_on(make_edition, client, chief):
    other = make_edition(headline="Басқа жаңалық")
    edition = make_edition(headline="Алынған")
    publishing.withdraw(edition.article, by=chief, public_reason="Автордың өтініші бойынша")

    answer = client.get(edition.get_absolute_url())

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Автордың өтініші бойынша" in page
    assert "Алынған" not in page
    assert other.headline in page


def test_pages_set_no_cookie_and_vary_on_nothing_personal(make_edition, client):
    edition = make_edition()

    for path in ("/", edition.get_absolute_url(), edition.section.get_absolute_url()):
        answer = client.get(path, headers={"accept-language": "ru"})
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_an_absolute_address_comes_from_the_settings_never_from_the_request(
    make_edition, client, settings
):
    settings.SITE_URL = "https://news.example"
    settings.ALLOWED_HOSTS = ["other.example"]

    page = client.get(make_edition().get_absolute_url(), headers={"host": "other.example"})

    assert "other.example" not in page.content.decode()
    assert 'href="https://news.example/' in page.content.decode()


def test_a_chain_of_redirects_is_one_hop(client, db):
    Redirect.objects.create(old_path="/first/", new_path="/second/")
    Redirect.objects.create(old_path="/second/", new_path="/page/third/")

    assert hop(client, "/first") == (301, "/page/third/")


@pytest.mark.parametrize("steps", [["/a1/", "/a1"], ["/a1/", "/b1/", "/a1/"]])
def test_redirects_that_lead_in_a_circle_end_in_404(steps, client, db):
    for old, new in zip(steps, steps[1:], strict=False):
        Redirect.objects.create(old_path=old, new_path=new)

    assert hop(client, "/a1") == (404, None)


@pytest.mark.parametrize("published", [{}, {"live_from": timezone.now() + timedelta(hours=1)}])
def test_a_section_keeps_its_name_while_stories_stand_under_it(published, make_edition):
    section = make_edition(**published).section
    section.name_kk = section.slug_kk = ""

    with pytest.raises(ValidationError) as refused:
        section.full_clean()

    assert set(refused.value.message_dict) == {"name_kk"}


def test_a_section_may_lose_a_language_without_stories(make_edition):
    section = make_edition().section
    section.name_en = section.slug_en = ""

    section.full_clean()


def test_an_editor_who_types_the_desks_address_without_its_slash_gets_there(client, db):
    assert hop(client, "/admin?x=1") == (301, "/admin/?x=1")
