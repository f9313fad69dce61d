"""What `make run` shows on the screen."""

import socket

from newsroom import env, serve


def started(tmp_path, **variables):
    return serve.welcome(env.read({"NEWSROOM_VAR": str(tmp_path), **variables}))


def test_newcomer_sees_where_to_go_and_how_to_sign_in(tmp_path):
    (tmp_path / "demo-accounts.txt").write_text("editor   aigul   quiet-apple-river\n")

    shown = started(tmp_path, PORT="8103")

    assert "http://localhost:8103/\n" in shown
    assert "http://localhost:8103/admin/\n" in shown
    assert "editor   aigul   quiet-apple-river" in shown


def test_demo_passwords_are_not_shown_in_production(tmp_path):
    (tmp_path / "demo-accounts.txt").write_text("editor   aigul   quiet-apple-river\n")
    key = "k3y-of-a-newsroom-in-production-0123456789-abc"

    shown = started(
        tmp_path, NEWSROOM_MODE="production", SITE_URL="https://news.example", SECRET_KEY=key
    )

    assert "quiet-apple-river" not in shown


def test_a_port_of_another_program_is_noticed_before_the_server_starts():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert serve.is_taken("127.0.0.1", port)

    assert not serve.is_taken("127.0.0.1", port)
