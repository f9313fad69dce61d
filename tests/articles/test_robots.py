"""What robots are told, read as they read it."""

from urllib.robotparser import RobotFileParser

import pytest

from articles.models import SiteSettings

TRAINING = ["GPTBot", "ClaudeBot", "Google-Extended", "CCBot"]
SEARCH = ["OAI-SearchBot", "Claude-SearchBot", "PerplexityBot"]
FOR_A_PERSON = ["ChatGPT-User", "Claude-User", "Perplexity-User"]


@pytest.fixture
def robots(client, db):
    def read():
        response = client.get("/robots.txt")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        parser = RobotFileParser()
        parser.parse(response.content.decode().splitlines())
        return parser

    return read


def may(parser, names, path="/qogam/"):
    return [name for name in names if parser.can_fetch(name, path)]


@pytest.mark.parametrize("path", ["/admin/", "/search/", "/ru/search/?q=x", "/en/search/"])
def test_search_engines_keep_out_of_the_desk_and_the_search(path, robots):
    parser = robots()

    assert not parser.can_fetch("Googlebot", path)
    assert parser.can_fetch("Googlebot", "/qogam/admin-1/")


def test_until_somebody_chooses_ai_may_search_but_not_train(robots):
    parser = robots()

    assert may(parser, TRAINING) == []
    assert may(parser, SEARCH) == SEARCH
    assert may(parser, FOR_A_PERSON) == FOR_A_PERSON


def test_an_open_site_keeps_nobody_out(robots):
    SiteSettings.objects.create(pk=1, name_kk="x", ai_crawlers="open")

    assert may(robots(), TRAINING) == TRAINING


def test_a_closed_site_is_open_to_search_engines_only(robots):
    SiteSettings.objects.create(pk=1, name_kk="x", ai_crawlers="closed")

    parser = robots()

    assert may(parser, [*TRAINING, *SEARCH, *FOR_A_PERSON]) == []
    assert may(parser, ["Googlebot", "YandexBot", "bingbot"]) == [
        "Googlebot",
        "YandexBot",
        "bingbot",
    ]


def test_robots_are_shown_the_sitemaps(robots, settings):
    settings.SITE_URL = "https://news.example"

    assert robots().site_maps() == [
        "https://news.example/sitemap.xml",
        "https://news.example/sitemap/news.xml",
    ]


def test_yandex_is_told_which_questions_change_nothing(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    marks = "utm_source&utm_medium&utm_campaign&utm_content&utm_term"
    assert f"Clean-param: {marks}" in lines
