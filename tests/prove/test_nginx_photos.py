"""Long proof: nginx gives out photos, and only those that readers may see.

nginx with deploy/nginx.conf before two workers of `newsroom.serve`: the same bytes and headers as
the newsroom's own answer, parts and conditions of the file, and 404 within a second of a kill.
"""

import http.client
import os
import time

import pytest
from django.db import connection

from articles import publishing
from newsroom.photos.storage import photo_storage
from tests.prove.test_nginx import front  # noqa: F401  (a fixture)

pytestmark = [
    pytest.mark.prove,
    pytest.mark.nginx,
    pytest.mark.django_db(transaction=True),
]
NOT_OF_THE_FILE = {  # of the connection, of the empty answer, or nginx's own for a file
    "content-length", "date", "server", "vary", "x-accel-redirect", "connection", "keep-alive",
    "etag", "last-modified", "accept-ranges", "transfer-encoding",
}  # fmt: skip


def ask(port, path, method="GET", **headers):
    """(answer, its bytes); headers as in `If_None_Match="…"`."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, headers=told)
        answer = line.getresponse()
        return answer, answer.read()
    finally:
        line.close()


@pytest.fixture
def shown(front, settings, make_edition, make_photo):  # noqa: F811
    """A photo on a story that is out, its file where the server has its own."""
    settings.MEDIA_ROOT = front.folder / "var" / "media"
    photo = make_photo()
    photo.edition = make_edition(lead_photo=photo)
    row = photo.card
    photo.path = photo_storage().path(f"{photo.folder}/{row['name']}")
    # a real one has tens of kilobytes; name and bytes need not agree for nginx
    with open(photo.path, "wb") as file:
        file.write(os.urandom(60_000))
    photo.url = row["url"]
    with open(photo.path, "rb") as file:
        photo.content = file.read()
    return photo


def test_a_photo_is_the_file_with_the_headers_of_the_newsroom(front, shown):  # noqa: F811
    for _reader in range(3):
        answer, content = ask(front.port, shown.url)
        head, nothing = ask(front.port, shown.url, "HEAD")
        own, _empty = ask(front.upstream, shown.url)

        assert (answer.status, content, nothing) == (200, shown.content, b"")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Length"] == head.headers["Content-Length"] == "60000"
        expected = {
            k.lower(): v for k, v in own.headers.items() if k.lower() not in NOT_OF_THE_FILE
        }
        got = {k.lower(): v for k, v in answer.headers.items() if k.lower() not in NOT_OF_THE_FILE}
        assert got == expected
        assert {"content-security-policy", "x-content-type-options", "surrogate-key"} <= set(got)
        assert "x-accel-redirect" not in answer.headers


def test_parts_and_conditions_are_of_the_file(front, shown):  # noqa: F811
    whole, _content = ask(front.port, shown.url)
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]

    part, middle = ask(front.port, shown.url, Range="bytes=1000-1999")
    beyond, _nothing = ask(front.port, shown.url, Range="bytes=70000-")
    known, nothing = ask(front.port, shown.url, If_None_Match=etag)
    older, _ = ask(front.port, shown.url, If_Modified_Since=modified)
    other, content = ask(front.port, shown.url, If_None_Match='"another"')
    newsrooms, _ = ask(front.port, shown.url, If_None_Match=f'"{shown.card["name"]}"')
    signed_in, _ = ask(front.port, shown.url, Cookie="sessionid=1")

    assert (part.status, middle) == (206, shown.content[1000:2000])
    assert part.headers["Content-Range"] == "bytes 1000-1999/60000"
    assert beyond.status == 416
    assert (known.status, nothing, older.status) == (304, b"", 304)
    assert known.headers["Cache-Control"] == whole.headers["Cache-Control"]
    assert (other.status, content) == (200, shown.content)
    assert (newsrooms.status, signed_in.status) == (200, 200)


def test_nobody_reaches_the_files_themselves(front, shown):  # noqa: F811
    name = shown.card["name"]
    for path in (
        f"/_photos/{shown.folder}/{name}",
        f"/_photos/{shown.folder}/original.jpg",
        "/_photos/",
        "/_photos",
        f"//_photos/{shown.folder}/{name}",
        f"/%5fphotos/{shown.folder}/{name}",
        f"/photo/../_photos/{shown.folder}/{name}",
        "/_photos/../../../etc/passwd",
        "/_photos../media/photos/",
        f"/photo/{shown.token}/original.jpg",
        f"/photo/{shown.token}/..%2f..%2f{shown.folder}%2f{name}",
        f"/photo/{shown.token}/%2e%2e/{name}",
        f"/photo/{shown.token}/",
        f"/photo/{shown.token}/{name}%00",
    ):
        answer, content = ask(front.port, path)

        assert answer.status in (301, 400, 404), path
        assert shown.content not in content
    assert ask(front.port, shown.url, "POST")[0].status in (403, 405)


def test_a_file_that_was_lost_is_not_found(front, shown):  # noqa: F811
    assert ask(front.port, shown.url)[0].status == 200

    os.unlink(shown.path)

    assert ask(front.port, shown.url)[0].status == 404


def test_a_photo_goes_within_a_second_of_a_kill(front, shown, chief):  # noqa: F811
    for _reader in range(20):  # both workers keep its answer
        assert ask(front.port, shown.url)[0].status == 200

    publishing.kill(shown.edition.article, by=chief)

    killed = last = time.monotonic()
    asked = 0
    while time.monotonic() - killed < 3:
        begun = time.monotonic()
        status = ask(front.port, shown.url)[0].status
        asked += 1
        assert status in (200, 404)
        if status == 200:
            last = begun
    assert last - killed < 1, "it was given out for too long"
    told = f"{asked} looks, given out for {(last - killed) * 1000:.0f} ms after the kill"
    print(f"\n{connection.vendor}: {told}")  # noqa: T201


def test_a_photo_comes_with_its_story(front, settings, make_article, make_photo, chief):  # noqa: F811
    settings.MEDIA_ROOT = front.folder / "var" / "media"
    photo = make_photo()
    article = make_article(lead_photo=photo)
    for _reader in range(10):
        assert ask(front.port, photo.card["url"])[0].status == 404

    publishing.publish(article, by=chief)

    for _reader in range(10):
        assert ask(front.port, photo.card["url"])[0].status == 200
