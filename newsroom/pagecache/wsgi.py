"""Reader pages are answered from memory, before Django's machinery starts."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from newsroom.pagecache.asked import Rules
from newsroom.pagecache.door import Door
from newsroom.pagecache.following import Follower
from newsroom.pagecache.lending import LENT, Lending
from newsroom.pagecache.making import Busy, Flight, Maker
from newsroom.pagecache.neighbours import Neighbours
from newsroom.pagecache.page import Answer, Environ, Page, StartResponse
from newsroom.pagecache.shelf import Shelf

MOST = 64 * 1024 * 1024  # bytes of all kept pages together
OLDEST = 60.0  # seconds: some of what a page shows is true for a while only (pins, "urgent")
FORGOTTEN = 300.0  # seconds since its making, after which a page that is read is made first
RECENTLY = 300.0  # seconds: a stale page read since then is made again unasked
GRACE = 1.0  # seconds for which a stale page is given out at once
WAIT = 0.04  # seconds that one reader waits for a page that has been stale for longer
WAITERS = 4  # readers who wait so at a time
# Seconds that a reader waits for a page that nobody here keeps: until the neighbours are asked
# for theirs; until they are asked again; at most; and at most while the database is away, or for
# a place among those who wait.
FIRST_PAUSE = 0.02
PAUSE = 0.1
PATIENCE = 10.0
SHORT_PATIENCE = 1.0
LEFT_TO_PAGES = 6  # of these places, by what comes in numbers
STUCK = 0.25  # seconds without a new reader or page, after which such a place is not waited for
# Requests that are none of the cache's business, at once, and of those that came while the database
# was away: each may take a thread for as long as it stands still. So does an answer that is read
# while it is sent (a video, an export), for as long as its reader does. With those who wait for a
# page (making.HANDS + WAITING) they are fewer than serve.THREADS: the rest is for hits.
PASSING = 8
PASSING_BLIND = 6
STREAMING = 4

running: "PageCache | None" = None  # in a process that keeps pages


class PageCache:
    """A WSGI application around another. One a process."""

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        *,
        rules: Rules,
        busy: Callable[[str], bytes],
        most: int = MOST,
        lending: Lending | None = None,
        meet_in: Path | None = None,
    ) -> None:
        """`busy` draws the page for who must come back a second later, given the method of the
        request; `lending`: nginx in front may have copies; `meet_in`: a folder that all processes
        of the server share.
        """
        self.app, self.rules, self.busy, self.lending = app, rules, busy, lending
        self.shelf = Shelf(most, lending.leave) if lending else Shelf(most)
        self.follower = Follower(self.shelf, self._stale, lending)
        self.maker = Maker(app, self.shelf, lambda: self.follower.is_blind)
        self.neighbours = Neighbours(meet_in, self.shelf) if meet_in else None
        self.hits = self.stale_hits = self.refused = 0
        self._waiters = threading.Semaphore(WAITERS)
        self._passing, self._streaming = Door(), Door()

    @classmethod
    def run(cls, app: Callable[..., Iterable[bytes]], **options: Any) -> "PageCache":
        """The one of this process, whose figures its health page shows."""
        global running
        running = cls(app, **options)
        return running

    def begin(self) -> None:
        """In the process that answers, before its first reader."""
        self.follower.start()
        if self.neighbours:
            self.neighbours.listen()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = self.rules.of(environ)
        if asked is None:
            return self._passed(environ, start_response)
        page = self.shelf.get(asked.address) if asked.address else None
        if page is not None:
            self.hits += 1
            page.read_at = now = time.monotonic()
            if page.stale_at or now - page.made_at > OLDEST:
                page = self._renewed(page, now)
            if self.lending and "HTTP_X_FRONT_KEY" in environ:
                return page.send(environ, self._lends(page, environ, start_response))
            return page.send(environ, start_response)
        self.follower.start()
        try:
            answer = self._made(asked.address, environ)
        except Busy:
            return self._refused(environ, start_response)
        return answer.send(environ, start_response)

    def _passed(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self.rules.asks_nobody(environ):
            return self.app(environ, start_response)
        if not self._passing.enter(self._places, waiting=lambda: not self.follower.is_blind):
            return self._refused(environ, start_response)
        told: list[tuple[Any, ...]] = []
        try:
            body = self.app(environ, lambda *words: told.append(words))
        finally:
            self._passing.leave()
        is_read = environ["REQUEST_METHOD"] != "HEAD"
        if is_read and getattr(body, "streaming", False):  # so Django calls what is sent so
            if not self._streaming.enter(lambda: STREAMING):
                body.close()  # type: ignore[attr-defined]
                return self._refused(environ, start_response)
            body = _Stream(body, self._streaming.leave)
        start_response(*told[-1])
        return body

    def _places(self) -> int:
        return PASSING_BLIND if self.follower.is_blind else PASSING

    def _made(self, address: str | None, environ: Environ) -> Answer | Page:
        """What nothing kept here can answer: made, or a neighbour's. Raises Busy."""
        if self.follower.is_blind and (page := self._borrowed(address)):
            return page

        def wait(flight: Flight) -> Page | None:
            began, pause = time.monotonic(), FIRST_PAUSE
            while not flight.landed.wait(pause):
                is_blind, waited = self.follower.is_blind, time.monotonic() - began
                if page := self._borrowed(address, fresh=not is_blind):
                    return page
                if waited > PATIENCE or (waited > SHORT_PATIENCE and is_blind):
                    raise Busy
                pause = PAUSE
            return None

        until = time.monotonic() + SHORT_PATIENCE
        leaving = LEFT_TO_PAGES if self.rules.comes_with_others(environ) else 0
        while True:
            try:
                found: Answer | Page = self.maker.make(address, environ, wait, leaving=leaving)
                break
            except Busy:
                if page := self._borrowed(address):
                    return page
                now = time.monotonic()
                is_stuck = self.follower.is_blind or now - self.maker.moved_at > STUCK
                if not leaving or is_stuck or now > until:
                    raise
                time.sleep(FIRST_PAUSE)  # where many come at once, a turn to wait is soon there
        if found.status[:1] == "5" and (page := self._borrowed(address)):
            return page
        return found

    def _borrowed(self, address: str | None, *, fresh: bool = False) -> Page | None:
        if address is None or self.neighbours is None or not self.follower.looked_at:
            return None  # or nobody here has ever heard what is gone
        page = self.neighbours.page(address, fresh=fresh)
        return page and self.shelf.borrow(page)

    def figures(self) -> dict[str, Any]:
        """For operators. Ages in seconds; None before the first reader came."""
        looked_at = self.follower.looked_at
        return {
            "pages": len(self.shelf),
            "bytes": self.shelf.bytes,
            "bytes_at_most": self.shelf.most,
            "hits": self.hits,
            "stale_hits": self.stale_hits,
            "renders": self.maker.made,
            "waiting_to_be_made": self.maker.queued,
            "evictions": self.shelf.evicted,
            "refused": self.refused,
            "borrowed": self.neighbours.borrowed if self.neighbours else 0,
            "taken_back": self.lending.taken_back if self.lending else 0,
            "last_good_poll": round(time.monotonic() - looked_at, 3) if looked_at else None,
            "fault": self.follower.fault,
        }

    def _lends(self, page: Page, environ: Environ, start: StartResponse) -> StartResponse:
        """`start_response`, with the word that nginx may keep a copy if it may.

        First the copy is noted, then the page is looked at: who changes a page does it the other
        way round, so one of the two sees the other.
        """
        lending, key = self.lending, environ["HTTP_X_FRONT_KEY"]
        if (
            lending is None
            or not self.follower.sees
            or not lending.note(page, key)
            or page.stale_at
            or self.shelf.get(page.address) is not page
        ):
            return start
        allowed = ("X-Accel-Expires", str(LENT))
        return lambda status, headers: start(
            status, headers if status.startswith("304") else [*headers, allowed]
        )

    def _renewed(self, page: Page, now: float) -> Page:
        """The page made again if that is quick, and as it is otherwise.

        What has just become stale is given out at once, as it would be had the reader come a blink
        earlier. While the log cannot be read, nobody waits for a database that is away.
        """
        stale_at = page.stale_at or page.made_at + FORGOTTEN
        if now < stale_at:  # it is only old: a thousand such pages would hold up all readers
            self.maker.again_late(page)
            return page
        self.follower.start()
        self.maker.again_now(page)
        if now - stale_at > GRACE and self.follower.sees and self._waiters.acquire(blocking=False):
            try:
                until = now + WAIT
                while time.monotonic() < until:
                    time.sleep(0.003)
                    newer = self.shelf.get(page.address)
                    if newer is not None and newer is not page:
                        return newer
            finally:
                self._waiters.release()
        self.stale_hits += 1
        return page

    def _stale(self, pages: list[Page]) -> None:
        since = time.monotonic() - RECENTLY
        self.maker.again_soon(page for page in pages if page.read_at > since)

    def _refused(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        self.refused += 1
        body = self.busy(environ["REQUEST_METHOD"])
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Retry-After", "1"),
        ]
        start_response("503 Service Unavailable", headers)
        return [body]


class _Stream:
    """A body that takes a thread for as long as its reader, a file or the database stands still."""

    def __init__(self, body: Any, leave: Callable[[], None]) -> None:
        self._body, self._leave, self._is_open = body, leave, True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        """The server calls it, for readers who went away too (PEP 3333)."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            self._body.close()
        finally:
            self._leave()

    __del__ = close  # a place that nobody gave back would be lost for good
