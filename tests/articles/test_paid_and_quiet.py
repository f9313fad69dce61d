"""What readers see of stories that are paid for, quiet, or only begun."""

import pytest

from articles import publishing
from articles.models import PartnerItem


@pytest.fixture
def partner(db):
    return PartnerItem.objects.create(title="Серіктес", url="https://partner.example/")


def page_of(client, edition):
    return client.get(edition.get_absolute_url()).content.decode()


def test_what_is_paid_for_says_so_on_the_story_in_lists_feeds_and_on_its_card(client, make_edition):
    edition = make_edition(label="partner", standfirst="Лид.")

    for path in (edition.get_absolute_url(), "/", edition.section.get_absolute_url()):
        assert ">Серіктестік материал</span>" in client.get(path).content.decode(), path
    assert "<category>Серіктестік материал</category>" in client.get("/feed/").content.decode()
    card = '<meta property="og:description" content="Серіктестік материал. Лид.">'
    assert card in page_of(client, edition)


def test_what_is_paid_for_is_no_news_for_search_engines(client, make_edition):
    edition = make_edition(label="advertising")

    assert edition.get_absolute_url() not in client.get("/sitemap/news.xml").content.decode()


def test_campaign_material_names_who_paid(client, make_edition):
    edition = make_edition(label="campaign", paid_by="Сайлау қоры")

    assert "Төлеген: Сайлау қоры" in page_of(client, edition)


@pytest.mark.parametrize("calm", [{"is_quiet": True}, {"kind": "obituary"}])
def test_no_partner_news_stand_beside_a_quiet_story(client, make_edition, partner, calm):
    assert partner.url in page_of(client, make_edition())

    assert partner.url not in page_of(client, make_edition(**calm))


@pytest.mark.parametrize("calm", [{"is_quiet": True}, {"kind": "obituary"}])
def test_a_quiet_story_has_no_red_mark_on_its_page_and_on_its_card(client, make_edition, calm):
    edition = make_edition(urgent=True, **calm)

    section = client.get(edition.section.get_absolute_url()).content.decode()
    assert "label-urgent" not in page_of(client, edition)
    assert edition.headline in section
    assert "label-urgent" not in section
    assert "label-urgent" in page_of(client, make_edition(urgent=True))


def test_a_flash_says_that_details_follow(client, make_edition, make_source):
    edition = make_edition(body="", is_flash=True, sources=[(make_source(), "")])

    assert "Толығырақ хабарлаймыз." in page_of(client, edition)


def test_a_correction_stands_under_the_story_on_its_page_in_the_feed_and_for_machines(
    client, make_edition, chief, clock
):
    edition = make_edition()
    clock.forward(hours=1)
    publishing.correct(edition.article, by=chief, note="Бірінші мәтінде сан қате болды.")

    page = page_of(client, edition)
    assert page.count("Бірінші мәтінде сан қате болды.") == 2
    assert '"@type":"CorrectionComment"' in page
    for path in ("/corrections/", "/feed/"):
        assert "Бірінші мәтінде сан қате болды." in client.get(path).content.decode(), path
    assert "Бірінші мәтінде" not in client.get("/ru/corrections/").content.decode()
