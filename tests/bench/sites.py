"""What is measured: the newsroom in its dresses, a tutorial's site, and files."""

import gzip
import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from newsroom.env import ROOT
from tests import nginx
from tests.bench.machine import on_core

FILES = """
server {{
    listen 127.0.0.1:{port} backlog=1024;
    root {folder}/files;
    index index.html;
    default_type text/html;
    gzip_static on;
    tcp_nopush off;
}}
"""


def environment(var, database, **more):
    """Of the operator's variables only what the measurement says."""
    ours = "ALLOWED_HOSTS DEBUG NEWSROOM_MODE SECRET_KEY SITE_URL REDIS_URL EMAIL_URL WORKERS"
    kept = {name: value for name, value in os.environ.items() if name not in ours.split()}
    return {
        **kept,
        "NEWSROOM_VAR": str(var),
        "DATABASE_URL": database,
        "TRUSTED_PROXIES": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "NGINX_CACHE": "",
        "NGINX_PHOTOS": "",
        **more,
    }


def run(arguments, env):
    subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, check=True)


class Server:
    """A process on core 0 that answers at `port`; `close` ends it and waits."""

    def __init__(self, arguments, env, *, ready="/"):
        self.port = int(env["PORT"])
        self.process = subprocess.Popen(
            [*on_core(0), sys.executable, *arguments], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while status(self.port, ready) != 200:
            if self.process.poll() is not None or time.monotonic() > until:
                self.close()
                raise SystemExit(f"{arguments} does not answer")
            time.sleep(0.1)

    def close(self):
        self.process.terminate()
        self.process.wait(30)


def newsroom(var, database, *, workers=1, cache=""):
    if cache:
        Path(cache).mkdir(parents=True, exist_ok=True)  # or nothing is lent until nginx has made it
    port = str(nginx.free_port())
    env = environment(var, database, PORT=port, WORKERS=str(workers), NGINX_CACHE=str(cache))
    return Server(["-m", "newsroom.serve"], env, ready="/healthz")


def granian(target, var, database):
    """An application under the same server as the newsroom's, with as many threads."""
    port = str(nginx.free_port())
    program = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port]
    program += ["--blocking-threads", "8", "--log-level", "error", target]
    return Server(program, environment(var, database, PORT=port))


def front(folder, server_port, var):
    """nginx with deploy/nginx.conf, on core 0, before a server."""
    port = nginx.free_port()
    site = nginx.site(port=port, upstream=server_port, folder=folder, var=var)
    return nginx.Nginx(folder, site, port=port, before=on_core(0))


def files(folder, port_of_pages, paths):
    """nginx with the bytes that `port_of_pages` gives out as files, plain and packed."""
    root = Path(folder) / "files"
    for path in paths:
        place = root / path.lstrip("/")
        place.mkdir(parents=True, exist_ok=True)
        body = get(port_of_pages, path)
        (place / "index.html").write_bytes(body)
        (place / "index.html.gz").write_bytes(gzip.compress(body, 6))
    port = nginx.free_port()
    return nginx.Nginx(folder, FILES.format(port=port, folder=folder), port=port, before=on_core(0))


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().read()
    finally:
        connection.close()


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


class Desk:
    """The newsroom's verbs in a process of their own, beside the servers on core 0."""

    def __init__(self, var, database):
        self.process = subprocess.Popen(
            [*on_core(0), sys.executable, "-m", "tests.bench.desk"],
            env=environment(var, database),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *words):
        """What the desk answers to an order."""
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        self.close()

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
