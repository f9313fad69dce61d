"""NGINX_PHOTOS: nginx gives out the file, and the newsroom keeps the word that it may."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler

from articles import publishing
from newsroom.pagecache.following import Follower
from newsroom.pagecache.making import HANDS, WAITING
from newsroom.pagecache.wsgi import LEFT_TO_PAGES, PageCache
from newsroom.photos.storage import photo_storage
from newsroom.urls import kept
from tests.pagecache.readers import all_at_once, ask, until


@pytest.fixture(autouse=True)
def nginx_in_front(settings):
    settings.NGINX_PHOTOS = "/_photos/"
    settings.ALLOWED_HOSTS = ["news.kz"]


@pytest.fixture
def browser(client):
    client.defaults["HTTP_HOST"] = "news.kz"
    return client


def test_the_answer_is_where_the_file_lies(browser, make_edition, make_photo, settings):
    photo = make_photo()
    make_edition(lead_photo=photo)

    answer = browser.get(photo.card["url"])

    where = answer["X-Accel-Redirect"]
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=604800, immutable"
    path = settings.MEDIA_ROOT / "photos" / where.removeprefix("/_photos/")
    assert path.samefile(photo_storage().path(f"{photo.folder}/{photo.card['name']}"))


def test_without_the_setting_it_is_the_picture(browser, make_edition, make_photo, settings):
    settings.NGINX_PHOTOS = ""
    photo = make_photo()
    make_edition(lead_photo=photo)

    answer = browser.get(photo.card["url"])

    assert answer.content == photo_storage().open(f"{photo.folder}/{photo.card['name']}").read()
    assert "X-Accel-Redirect" not in answer


@pytest.mark.parametrize(
    "name",
    [
        "original.jpg",
        "0123456789abcdef-800.jpg",  # no such file
        "..%2foriginal.jpg",
        "%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.key",
        "../../../secret.key",
        "0000000000000000-800.jpg%00",
        "0000000000000000-800.jpg%0aX-Accel-Redirect:%20/etc/passwd",
        "%00",
    ],
)
def test_no_name_leads_anywhere_else(name, browser, make_edition, make_photo):
    photo = make_photo()
    make_edition(lead_photo=photo)
    assert browser.get(f"/photo/{photo.token}/{photo.card['name']}").status_code == 200

    for path in (f"/photo/{photo.token}/{name}", f"/photo/{name}/{photo.card['name']}"):
        answer = browser.get(path)

        assert answer.status_code == 404
        assert "X-Accel-Redirect" not in answer


@pytest.fixture
def cache(monkeypatch, db):
    """Nobody follows the log by itself: a test looks when it wants to, and may be slow."""
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 30)
    cache = PageCache(WSGIHandler(), rules=kept(photos=True), busy=str.encode)
    cache.follower.look()
    return cache


real = pytest.mark.django_db(transaction=True)  # pages are made by other threads


@real
def test_a_photo_that_was_read_asks_the_database_no_more(cache, make_edition, make_photo):
    photo = make_photo()
    make_edition(lead_photo=photo)
    first = ask(cache, photo.card["url"])

    made = cache.maker.made
    second = ask(cache, photo.card["url"])

    assert first.headers["X-Accel-Redirect"] == second.headers["X-Accel-Redirect"]
    assert second.headers["Content-Type"] == "image/jpeg"
    assert second.headers["Cache-Control"] == "public, max-age=604800, immutable"
    assert (second.status, second.body, cache.maker.made) == ("200 OK", b"", made)


@real
def test_a_photo_goes_with_its_story(cache, make_edition, make_photo, chief):
    photo = make_photo()
    edition = make_edition(lead_photo=photo)
    ask(cache, photo.card["url"])

    publishing.kill(edition.article, by=chief)
    cache.follower.look()

    assert ask(cache, photo.card["url"]).status == "404 Not Found"


@real
def test_a_photo_goes_by_the_clock_while_the_database_is_away(
    cache, make_edition, make_photo, chief, clock, monkeypatch
):
    photo = make_photo()
    edition = make_edition(lead_photo=photo)
    publishing.withdraw(edition.article, by=chief, at=clock.now + timedelta(hours=1))
    ask(cache, photo.card["url"])
    cache.follower.look()
    made = cache.maker.made
    assert ask(cache, photo.card["url"]).status == "200 OK"

    monkeypatch.setattr(Follower, "is_blind", True)
    clock.forward(hours=1)
    cache.follower.mind_the_clock()

    assert cache.maker.made == made
    assert not [page for page in cache.shelf.pages() if "X-Accel-Redirect" in dict(page.headers)]


@real
def test_that_a_photo_is_not_there_is_never_kept(cache, make_article, make_photo, chief):
    photo = make_photo()
    article = make_article(lead_photo=photo)
    assert ask(cache, photo.card["url"]).status == "404 Not Found"
    assert not len(cache.shelf)

    publishing.publish(article, by=chief)

    assert ask(cache, photo.card["url"]).status == "200 OK"


@real
def test_two_pictures_have_two_etags(cache, make_edition, make_photo):
    photo = make_photo()
    make_edition(lead_photo=photo)
    answers = [ask(cache, row["url"]) for row in photo.of_use("width", "image/jpeg")]

    other = ask(cache, photo.card["url"], HTTP_IF_NONE_MATCH=answers[0].headers["ETag"])

    assert len({answer.headers["ETag"] for answer in answers}) == len(answers) == 2
    assert other.status == "200 OK"


def test_all_pictures_of_a_page_may_be_asked_for_at_once(monkeypatch):
    """A browser asks for thirty of them together, and shows a broken one where it is told 503."""
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.wsgi.SHORT_PATIENCE", 600)
    monkeypatch.setattr("newsroom.pagecache.wsgi.STUCK", 600)
    many, gate, page = HANDS + WAITING, threading.Event(), []

    def app(environ, start_response):
        gate.wait(60)
        start_response("200 OK", [("Surrogate-Key", "photo-1-file")])
        return [b""]

    cache = PageCache(app, rules=kept(photos=True), busy=str.encode)
    numbers = iter(range(3 * many))

    def open_later():
        assert until(lambda: cache.maker._waiting == many - LEFT_TO_PAGES)
        reader = threading.Thread(target=lambda: page.append(ask(cache, "/")))
        reader.start()
        time.sleep(0.3)
        gate.set()
        reader.join()

    later = threading.Thread(target=open_later)
    later.start()
    answers = all_at_once(3 * many, lambda: ask(cache, f"/photo/1/{next(numbers)}.jpg"))

    later.join()
    assert {answer.status for answer in [*answers, *page]} == {"200 OK"}
    assert len(page) == 1
