import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def bar(client, make_edition):
    """A page's share links by host (by scheme for programs), and the short address they carry."""
    edition = make_edition(headline="Су & нан: 100% «жаңа»")
    text = client.get(edition.get_absolute_url()).content.decode()
    addresses = [unescape(one) for one in re.findall(r'class="share-way" href="([^"]+)"', text)]
    links = {(urlsplit(one).hostname or urlsplit(one).scheme): one for one in addresses}
    return edition, links, text


def test_a_reader_finds_every_network_of_the_country(bar):
    _edition, links, _text = bar

    assert list(links) == [
        "wa.me",
        "t.me",
        "www.facebook.com",
        "vk.com",
        "x.com",
        "connect.ok.ru",
        "mailto",
    ]


def test_a_link_carries_the_short_address_and_the_whole_headline(bar, settings):
    edition, links, _text = bar
    short = f"{settings.SITE_URL}/a/{edition.article.short_link.code}/"

    telegram = parse_qs(urlsplit(links["t.me"]).query)
    whatsapp = parse_qs(urlsplit(links["wa.me"]).query)

    assert telegram == {"url": [short], "text": [edition.headline]}
    assert whatsapp == {"text": [f"{edition.headline}\n{short}"]}


def test_a_mail_program_is_not_shown_pluses_for_spaces(bar):
    _edition, links, _text = bar

    assert "+" not in links["mailto"]


def test_links_open_in_a_tab_that_cannot_reach_back(bar):
    _edition, _links, text = bar

    assert len(re.findall(r'href="https://t\.me/[^>]*target="_blank" rel="noopener"', text)) == 2


def test_buttons_that_need_javascript_wait_for_it(bar):
    _edition, _links, text = bar

    assert len(re.findall(r"<li hidden><button[^>]*data-share", text)) == 4
    assert "<script>" not in text


def test_without_javascript_the_short_address_is_there_to_select(bar, settings):
    edition, _links, text = bar
    host = urlsplit(settings.SITE_URL).netloc

    assert f">{host}/a/{edition.article.short_link.code}/</a>" in text


def test_a_shared_address_leads_to_the_story(client, bar):
    edition, links, _text = bar
    shared = parse_qs(urlsplit(links["t.me"]).query)["url"][0]

    response = client.get(urlsplit(shared).path)

    assert response.status_code == 301
    assert response["Location"] == edition.get_absolute_url()


def test_the_page_asks_no_other_host_for_anything(bar):
    _edition, _links, text = bar

    assert not re.findall(
        r'<(?:script|img|iframe|link)[^>]+(?:src|href)="https?://(?!localhost)', text
    )
