"""Whom the newsroom answers to, and what it says about itself in headers."""

import logging
import sys

import pytest

PLACES = ["/", "/ru/", "/no-such-page/", "/admin/login/", "/feed/", "/photo/0/x.jpg"]


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_a_request_for_another_host_is_refused(client, place):
    response = client.get(place, headers={"host": "evil.example"})

    assert response.status_code == 400


@pytest.mark.django_db
def test_the_operator_reads_one_line_about_it(client, capsys, caplog):
    logging.getLogger("django.security").handlers[0].setStream(sys.stderr)

    client.get("/", headers={"host": "evil.example"})

    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "evil.example" in line and "ALLOWED_HOSTS" in line


@pytest.mark.django_db
def test_a_forwarded_host_is_not_believed(client):
    response = client.get("/admin/login/", headers={"x-forwarded-host": "evil.example"})

    assert response.status_code == 200
    assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_readers_pages_run_no_inline_script_and_sit_in_no_frame(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy and "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_readers_get_no_cookie(client):
    response = client.get("/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_search_engines_may_read_the_site_and_not_the_desk(client):
    assert "X-Robots-Tag" not in client.get("/").headers
    assert client.get("/admin/login/").headers["X-Robots-Tag"] == "noindex"
