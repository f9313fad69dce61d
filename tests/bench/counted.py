"""What the page cache counts of itself while stories are published: one worker, that tells all."""

import json
import time
from typing import NamedTuple

from tests.bench import machine, sites

READERS = 100  # of the page that has just changed
EVERY = 1  # seconds between two changes
READ = 50  # other pages, of the newest stories


class Untouched(NamedTuple):
    """Reads of pages that no change touched: the Load before, the Load during, hits, renders."""

    changes: int
    before: machine.Load
    during: machine.Load
    hits: int
    renders: int


class Crowd(NamedTuple):
    """READERS on a page that changes: the Loads on other pages without changes and with them."""

    changes: int
    renders: int
    before: machine.Load
    during: machine.Load
    crowd: machine.Load


def untouched(folder, port, desk, pages, *, changes):
    """Stories are published and updated, half of the `changes` each, while `pages` are read."""
    _warm(port, pages)
    seconds = changes * EVERY + 2
    before = machine.wrk(folder, port, pages, seconds=seconds)
    was = figures(port)
    busy = machine.wrk(folder, port, pages, seconds=seconds, background=True)
    for number in range(changes):
        time.sleep(EVERY)
        desk("update" if number % 2 else "publish", f"Жаңалық{time.monotonic_ns()}")
    during = machine.told(busy)
    now = figures(port)
    hits, renders = (now[what] - was[what] for what in ("hits", "renders"))
    return Untouched(changes, before, during, hits, renders)


def crowd(folder, port, desk, pages, *, changes):
    """READERS on the home page, which every publication changes."""
    _warm(port, ["/", *pages])
    seconds = changes * EVERY + 2
    found = []
    for work in (lambda: None, lambda: desk("publish", f"Жаңалық{time.monotonic_ns()}")):
        was = figures(port)["renders"]
        load = {"seconds": seconds, "background": True}
        home = machine.wrk(folder, port, ["/"], connections=READERS, **load)
        others = machine.wrk(folder, port, pages, **load)
        for _number in range(changes):
            time.sleep(EVERY)
            work()
        found.append((machine.told(others), machine.told(home)))
        renders = figures(port)["renders"] - was
    (before, _calm), (during, home) = found
    return Crowd(changes, renders, before, during, home)


def figures(port):
    """Of the page cache: docs/pagecache.md."""
    return json.loads(sites.get(port, "/statez"))["kept_pages"]


def _warm(port, paths):
    for path in paths:
        sites.get(port, path)
