"""Pages are made: few at once, each once however many wait for it, stale ones in the background."""

import io
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import Any

from newsroom.pagecache.asked import again
from newsroom.pagecache.page import Answer, Environ, Page
from newsroom.pagecache.shelf import Shelf

SLOTS = 2  # pages made at once for readers: more would only wait for each other (the GIL)
WAITING = 12  # readers who may wait for a page that is being made; the rest come back later
PATIENCE = 10.0  # seconds that one of them waits
AGAIN = 1.0  # seconds before a page that could not be made is tried again

# A page is asked for whole, plain and without conditions, whoever wants what of it.
_WHOLE = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "identity"}
_CONDITIONS = (
    "HTTP_IF_NONE_MATCH HTTP_IF_MODIFIED_SINCE HTTP_IF_MATCH HTTP_IF_UNMODIFIED_SINCE"
).split()

logger = logging.getLogger(__name__)


class Busy(Exception):
    """Too many wait already."""


class _Flight:
    """A page that is being made, and those who wait for it."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.answer: Answer | None = None  # None too when it was not for everybody


class Maker:
    def __init__(self, app: Callable[..., Iterable[bytes]], shelf: Shelf) -> None:
        self.app, self.shelf = app, shelf
        self.made = 0
        self._flights: dict[str, _Flight] = {}
        self._slots = threading.Semaphore(SLOTS)
        self._waiting = 0
        self._lock = threading.Lock()
        self._queue: dict[str, float] = {}  # address: not before (time.monotonic), in their order
        self._called = threading.Condition(self._lock)
        self._in_hand: str | None = None
        self._thread: threading.Thread | None = None

    # --- for readers

    def make(self, address: str | None, environ: Environ) -> Answer:
        """The answer to a request that nothing kept can answer. Raises Busy."""
        if address is None:
            with self._slot():
                return self._ask(environ)
        with self._lock:
            flight = self._flights.get(address)
            if first := flight is None:
                flight = self._flights[address] = _Flight()
        assert flight is not None
        if not first:
            with self._patience():
                flight.landed.wait(PATIENCE)
            if flight.answer is not None:
                return flight.answer
            with self._slot():
                return self._ask(environ)
        try:
            with self._slot():
                answer = self._make(address, environ)
            if answer.is_shared:
                flight.answer = answer
            return answer
        finally:
            with self._lock:
                del self._flights[address]
            flight.landed.set()

    @contextmanager
    def _patience(self) -> Any:
        with self._lock:
            if self._waiting >= WAITING:
                raise Busy
            self._waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    @contextmanager
    def _slot(self) -> Any:
        if not self._slots.acquire(blocking=False):
            with self._patience():
                if not self._slots.acquire(timeout=PATIENCE):
                    raise Busy
        try:
            yield
        finally:
            self._slots.release()

    def _make(self, address: str, environ: Environ) -> Answer:
        """Ask for the page and keep it, unless it is not to be kept."""
        since, began = self.shelf.change, time.monotonic()
        answer = self._ask(environ)
        if answer.may_be_kept:
            self.shelf.put(Page(address, again(environ), answer, began), since)
        elif answer.status[:1] != "5":
            self.shelf.drop(address)
        return answer

    def _ask(self, environ: Environ) -> Answer:
        self.made += 1
        whole = {name: value for name, value in environ.items() if name not in _CONDITIONS}
        return Answer(self.app, {**whole, **_WHOLE})

    # --- in the background

    def again_soon(self, pages: Iterable[Page]) -> None:
        """A change has touched these: make them again in this order, after those that wait."""
        with self._called:
            for page in pages:
                self._queue.setdefault(page.address, 0.0)
            self._call()

    def again_now(self, page: Page) -> None:
        """A reader has this one: make it before all others, unless that is being done."""
        with self._called:
            is_newest = self.shelf.get(page.address) is page
            if is_newest and page.address != self._in_hand:
                not_before = self._queue.pop(page.address, 0.0)
                self._queue = {page.address: not_before, **self._queue}
                self._call()

    def again_late(self, page: Page) -> None:
        """No change has touched it, but it is old: make it after all that wait, once."""
        with self._called:
            if page.address != self._in_hand and page.address not in self._queue:
                self._queue[page.address] = 0.0
                self._call()

    def _call(self) -> None:
        self._called.notify()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
            self._thread.start()

    @property
    def queued(self) -> int:
        return len(self._queue)

    def _work(self) -> None:
        while True:
            address = self._next()
            page = self.shelf.get(address)
            failed = page is not None and not self._made(page)
            with self._called:
                self._in_hand = None
                if failed:
                    self._queue[address] = time.monotonic() + AGAIN

    def _made(self, page: Page) -> bool:
        try:
            return self._make(page.address, _request(page.asked)).status[:1] != "5"
        except Exception:  # the application's own; readers keep what there is
            logger.exception("A page could not be made again: %s", page.address)
            return False

    def _next(self) -> str:
        with self._called:
            while True:
                now = time.monotonic()
                for address, not_before in self._queue.items():
                    if not_before <= now:
                        del self._queue[address]
                        self._in_hand = address
                        return address
                soonest = min(self._queue.values(), default=now + 60)
                self._called.wait(max(soonest - now, 0.01))


def _request(asked: Environ) -> Environ:
    """A request of nobody for a page that is kept."""
    return {
        **asked,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": asked.get("HTTP_X_FORWARDED_PROTO", "http"),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
