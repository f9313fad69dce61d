"""What `make run` shows on the screen, and the processes that it starts."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import env, serve
from tests.bench import sites
from tests.bench.machine import children
from tests.pagecache.readers import until
from tests.prove.test_two_servers import database, free_ports


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


PRELOADED = """
import gc, json, os, sys, threading
from newsroom import serve
serve.load()
from django.db import connections
lines = [one for one in connections.all() if one.connection]
told = threading.active_count(), len(lines), "articles.views" in sys.modules, gc.get_freeze_count()
print(json.dumps(told))
"""


def run(program, tmp_path, **variables):
    environment = {**os.environ, "NEWSROOM_VAR": str(tmp_path), **variables}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, *program]
    return subprocess.run(
        command, env=environment, cwd=env.ROOT, capture_output=True, text=True, check=False
    )


def test_what_the_workers_share_is_loaded_and_holds_no_thread_and_no_line(tmp_path):
    done = run(["-c", PRELOADED], tmp_path)

    threads, lines, is_loaded, frozen = json.loads(done.stdout)
    assert (threads, lines, is_loaded) == (1, 0, True)
    assert frozen > 50_000


def test_a_database_whose_driver_is_missing_is_told_in_one_line(tmp_path):
    no_driver = "import sys; sys.modules['psycopg2'] = sys.modules['psycopg'] = None; "
    program = no_driver + "from newsroom import serve; serve.load()"

    done = run(["-c", program], tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")

    assert done.returncode == 1
    assert done.stderr.startswith("The newsroom cannot start:\n  - Error loading psycopg")
    assert "Traceback" not in done.stderr


@pytest.mark.django_db(transaction=True)
def test_workers_are_one_program_in_memory_and_end_together(tmp_path):
    """A worker that dies ends the server, which then ends the others: deploy/newsroom.service."""
    [port] = free_ports(1)
    environment = {**os.environ, "NEWSROOM_VAR": str(tmp_path), "DATABASE_URL": database()}
    environment |= {"PORT": str(port), "WORKERS": "2", "SITE_URL": f"http://127.0.0.1:{port}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    program = [sys.executable, "-m", "newsroom.serve"]
    server = subprocess.Popen(program, env=environment, cwd=env.ROOT, stdout=subprocess.DEVNULL)
    try:
        assert until(lambda: sites.status(port, "/healthz") == 200, 120)
        assert sites.status(port, "/") == 200
        first, *others = children(server.pid)[1:]
        assert len(others) == 1

        assert shared(first) > 5000
        os.kill(first, signal.SIGKILL)
        assert server.wait(60) == 1
        assert until(lambda: not Path(f"/proc/{others[0]}").exists())
    finally:
        server.kill()
        server.wait()


def shared(pid):
    """KiB that the process has in common with others and that come from no file."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Shared_Dirty:\s+(\d+)", text, re.MULTILINE)[1])
