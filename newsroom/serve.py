"""`make run`: the site and the admin on this machine, and on the screen what to open.

One process of granian with a few threads, which SQLite and a small newsroom never fill. A server
runs the same with a worker for each core (WORKERS): deploy/newsroom.service.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from newsroom import env

THREADS = 28  # four of them for what lies ready, whatever the others wait for: pagecache.wsgi
# What glibc is told of memory, by the numbers of malloc.h. It would give each thread an arena, and
# what one has freed the others cannot use. And once a large block was freed, it would take such
# blocks from the middle of what is kept for years. It reads its variables (MALLOC_ARENA_MAX) when a
# program begins, which a forked worker never does.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
MALLOC = {M_TRIM_THRESHOLD: 128 * 1024, M_MMAP_THRESHOLD: 128 * 1024, M_ARENA_MAX: 2}
SWITCH = 0.0005  # seconds after which a page that is being made lets a ready one go first


def main() -> None:
    try:
        found = env.read(os.environ)
    except env.BadEnvironment as bad:
        sys.exit(str(bad))
    if is_taken(found.listen, found.port):
        sys.exit(f"Port {found.port} is taken by another program. Try: make run PORT=8001")
    multiprocessing.set_start_method("fork")  # granian takes it; Python 3.14 has another
    server = Server(
        "newsroom.serve:worker",
        factory=True,
        address=found.listen,
        port=found.port,
        interface=Interfaces.WSGI,
        workers=found.workers,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=10,  # seconds
        log_level=LogLevels.error,
    )

    @server.on_startup
    def at_start() -> None:
        # granian would take a closed terminal for a wish to start anew, and live on unseen
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        load()
        say(welcome(found))

    server.serve()


def load() -> None:
    """Everything that needs no database, before the workers are forked: they share its memory.

    A page of memory is theirs in common until one of them writes to it. Python counts references
    in the objects themselves, so about half is written to sooner or later; the garbage collector
    would write to the rest. Nothing here may begin a thread or open a connection: neither lives on
    in a worker as it was.
    """
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        for what, value in MALLOC.items():
            libc.mallopt(what, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    try:
        import_module("django").setup()
        import_module("newsroom.urls")
        import_module("django.core.handlers.wsgi").WSGIHandler()  # imports the middleware
    except ImproperlyConfigured as bad:
        sys.exit(f"The newsroom cannot start:\n  - {bad}")
    gc.collect()
    gc.freeze()


def worker() -> Callable[..., Any]:
    """The application, in the process that answers.

    Ctrl-C reaches every process of the terminal's group. A worker that hears it from there and
    from granian at once may hang, so it leaves the group and hears granian alone.
    """
    os.setpgrp()
    sys.setswitchinterval(SWITCH)
    # not in `load`: it asks the database, and begins a thread
    try:
        application: Callable[..., Any] = import_module("newsroom.wsgi").application
    except ImproperlyConfigured as bad:
        sys.exit(f"The newsroom cannot start:\n  - {bad}")
    import_module("articles.notices").start_sending()
    if pages := import_module("newsroom.pagecache.wsgi").running:  # DEBUG keeps none
        pages.begin()  # what nginx has from the worker before is taken back at once
    return application


def is_taken(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return True
    return False


def welcome(found: env.Environment) -> str:
    """The addresses, and in the demo the sign-ins that `load_demo` left in its file."""
    lines = ["", f"  Site   {found.site_url}/", f"  Admin  {found.site_url}/admin/", ""]
    accounts = found.var / "demo-accounts.txt"
    if not found.production and accounts.exists():
        lines += ["  Sign in as (made for this machine, kept in " + str(accounts) + "):"]
        lines += ["    " + line for line in accounts.read_text().splitlines() if line.strip()]
        lines += [""]
    return "\n".join([*lines, "  Ctrl-C stops.", ""])


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
