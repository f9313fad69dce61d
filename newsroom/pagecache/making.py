"""Pages are made: few at once, each once however many wait for it, stale ones in the background.

Readers' own threads make none. Each thread that asks the database has a line of its own to it, with
a cache of its own on SQLite; and where PostgreSQL stands still, whoever asked it waits until
it goes on (nothing on our side ends a query that the machine has taken and does not answer).
"""

import io
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from newsroom.pagecache.asked import again
from newsroom.pagecache.page import Answer, Environ, Page
from newsroom.pagecache.shelf import Shelf

HANDS = 2  # pages made at once for readers: more would only wait for each other (the GIL)
WAITING = 10  # readers more who may wait for a page that is being made; the rest come back later
AGAIN = 1.0  # seconds before a page that could not be made is tried again
VAIN = 0.1  # seconds after which to see whether pages can be made again
REST = 9.0  # times the processor time of a page that was only old, before the next such page

# A page is asked for whole, plain and without conditions, whoever wants what of it.
_WHOLE = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "identity"}
_CONDITIONS = (
    "HTTP_IF_NONE_MATCH HTTP_IF_MODIFIED_SINCE HTTP_IF_MATCH HTTP_IF_UNMODIFIED_SINCE"
).split()

logger = logging.getLogger(__name__)


class Busy(Exception):
    """Too many wait already, or it takes too long."""


class Flight:
    """A page that is being made, and those who wait for it."""

    def __init__(self, address: str | None, environ: Environ) -> None:
        self.address, self.environ = address, environ
        self.waiting = 0
        self.landed = threading.Event()
        self.answer: Answer | None = None
        self.fault: Exception | None = None


class Maker:
    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        shelf: Shelf,
        is_vain: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_vain`: no page can be made at this moment, so in the background none is tried."""
        self.app, self.shelf, self._is_vain = app, shelf, is_vain
        self.made = 0
        self.moved_at = 0.0  # time.monotonic, when a reader last came to wait or had his page
        self._flights: dict[str, Flight] = {}
        self._asked_for: deque[Flight] = deque()  # and not yet begun
        self._hands: list[threading.Thread] = []
        self._waiting = 0
        self._lock = threading.Lock()
        self._wanted = threading.Condition(self._lock)
        self._queue: dict[str, float] = {}  # address: not before (time.monotonic), in their order
        self._late: set[str] = set()  # addresses of pages that are only old
        self._rest_until = 0.0  # before which none of these is made
        self._called = threading.Condition(self._lock)
        self._in_hand: str | None = None
        self._thread: threading.Thread | None = None

    # --- for readers

    def make(
        self,
        address: str | None,
        environ: Environ,
        wait: Callable[[Flight], Any],
        *,
        leaving: int = 0,
    ) -> Any:
        """The answer to a request that nothing kept can answer, or what `wait` has found instead.

        `wait` returns when the flight has landed, or raises Busy as this does; `leaving`: so many
        places of those who may wait are not for this one.
        """
        with self._aboard(address, environ, leaving) as flight:
            if found := wait(flight):
                return found
        if flight.fault:
            raise flight.fault
        assert flight.answer is not None
        if flight.environ is environ or flight.answer.is_shared:
            return flight.answer
        return self.make(None, environ, wait, leaving=leaving)

    @contextmanager
    def _aboard(self, address: str | None, environ: Environ, leaving: int) -> Iterator[Flight]:
        with self._lock:
            if self._waiting >= HANDS + WAITING - leaving:
                raise Busy
            flight = self._flights.get(address) if address else None
            if flight is None:
                flight = Flight(address, environ)
                if address:
                    self._flights[address] = flight
                self._asked_for.append(flight)
                self._begin()
            self._waiting += 1
            flight.waiting += 1
            self.moved_at = time.monotonic()
        try:
            yield flight
        finally:
            with self._lock:
                self._waiting -= 1
                flight.waiting -= 1
                if not flight.waiting and flight in self._asked_for:  # nobody wants it any more
                    self._asked_for.remove(flight)
                    self._arrive(flight)

    def _begin(self) -> None:
        """A hand takes it, of those that there are: a server that forks leaves threads behind."""
        self._hands = [hand for hand in self._hands if hand.is_alive()]
        while len(self._hands) < HANDS:
            hand = threading.Thread(target=self._make_for_readers, name="page", daemon=True)
            self._hands.append(hand)
            hand.start()
        self._wanted.notify()

    def _make_for_readers(self) -> None:
        while True:
            with self._wanted:
                while not self._asked_for:
                    self._wanted.wait()
                flight = self._asked_for.popleft()
            self._fly(flight)

    def _fly(self, flight: Flight) -> None:
        try:
            if flight.address is None:
                flight.answer = self._ask(flight.environ)
            else:
                flight.answer = self._make(flight.address, flight.environ)
        except Exception as fault:  # the application's own, for those who wait
            flight.fault = fault
        finally:
            with self._lock:
                self._arrive(flight)

    def _arrive(self, flight: Flight) -> None:
        self.moved_at = time.monotonic()
        if flight.address:
            del self._flights[flight.address]
        flight.landed.set()

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
            is_next = next(iter(self._queue), None) == page.address
            if is_newest and not is_next and page.address != self._in_hand:
                not_before = self._queue.pop(page.address, 0.0)
                self._queue = {page.address: not_before, **self._queue}
                self._call()

    def again_late(self, page: Page) -> None:
        """No change has touched it, but it is old: make it once, after all that wait.

        A thousand such pages at once are made one by one, what is read now first, in a tenth of
        this thread's time.
        """
        if page.address in self._late:  # so says each of its readers
            return
        with self._called:
            if page.address != self._in_hand and page.address not in self._queue:
                self._late.add(page.address)
                self._call()

    def _call(self) -> None:
        self._called.notify()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
            self._thread.start()

    @property
    def queued(self) -> int:
        return len(self._queue) + len(self._late)

    def _work(self) -> None:
        while True:
            address, is_late = self._next()
            page, began = self.shelf.get(address), time.thread_time()
            failed = page is not None and not self._made(page)
            with self._called:
                self._in_hand = None
                if failed:
                    self._queue[address] = time.monotonic() + AGAIN
                if is_late:
                    took = time.thread_time() - began
                    self._rest_until = time.monotonic() + REST * took

    def _made(self, page: Page) -> bool:
        try:
            return self._make(page.address, _request(page.asked)).status[:1] != "5"
        except Exception:  # the application's own; readers keep what there is
            logger.exception("A page could not be made again: %s", page.address)
            return False

    def _next(self) -> tuple[str, bool]:
        """An address, and whether its page is only old."""
        with self._called:
            while True:
                if (self._queue or self._late) and self._is_vain():
                    self._called.wait(VAIN)
                    continue
                now = time.monotonic()
                for address, not_before in self._queue.items():
                    if not_before <= now:
                        del self._queue[address]
                        return self._taken(address), False
                soonest = min(self._queue.values(), default=now + 60)
                if self._late:
                    if self._rest_until <= now:
                        return self._taken(max(self._late, key=self._read_at)), True
                    soonest = min(soonest, self._rest_until)
                self._called.wait(max(soonest - now, 0.001))

    def _read_at(self, address: str) -> float:
        page = self.shelf.get(address)
        return page.read_at if page else 0.0

    def _taken(self, address: str) -> str:
        self._late.discard(address)
        self._in_hand = address
        return address


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
