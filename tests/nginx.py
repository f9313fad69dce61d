"""nginx of a test, with the newsroom's own configuration (deploy/nginx.conf) on ports of a test."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from newsroom.env import ROOT

SITE = ROOT / "deploy" / "nginx.conf"
PLACES = (*os.environ.get("PATH", "").split(":"), "/usr/sbin", "/usr/local/sbin")
MAIN = """
{user}
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
daemon off;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; text/css css; application/rss+xml rss; text/plain txt; }}
    sendfile on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def found():
    """The path of nginx, or None; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=":".join(PLACES))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def site(*, port, upstream, folder, var):
    """deploy/nginx.conf without TLS, on these ports, with its copies in `folder`/pages."""
    text = SITE.read_text()
    text, redirects = re.subn(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text, _certificates = re.subn(r"\n    (ssl_|listen \[::\]:443)[^\n]*", "", text)
    assert redirects == 1
    for there, here in (
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} backlog=1024;"),
        ("server_name news.example;", "server_name _;"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ("/run/newsroom-pages", f"{folder}/pages"),
        ("/var/lib/newsroom", str(var)),
    ):
        assert there in text, there
        text = text.replace(there, here)
    return text


class Nginx:
    """Runs until `close`. `folder`: its own, for everything that it writes."""

    def __init__(self, folder, site, *, port, workers=1, before=()):
        """`before`: a command to start it with (taskset …)."""
        self.folder, self.port = Path(folder), port
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pages = self.folder / "pages"
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        config = self.folder / "nginx.conf"
        config.write_text(MAIN.format(user=user, folder=folder, site=site, workers=workers))
        self.process = subprocess.Popen([*before, found(), "-c", str(config)])
        self._wait()

    def _wait(self):
        until = time.monotonic() + 120
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < until, "nginx"
                time.sleep(0.05)

    def close(self):
        self.process.terminate()
        self.process.wait(120)
