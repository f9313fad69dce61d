"""The change log is followed: in every process that keeps pages, by a thread with its own line."""

import heapq
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from newsroom.pagecache import changes, memo
from newsroom.pagecache.hearing import Ear
from newsroom.pagecache.lending import Lending
from newsroom.pagecache.models import Change
from newsroom.pagecache.page import Page
from newsroom.pagecache.shelf import Shelf

EVERY = 0.05  # seconds between two looks at most; the database wakes it: hearing.py
LEAST = 0.005  # seconds: in an import every commit wakes it
AFTER_A_FAULT = 0.5  # seconds
PATIENCE = 2000  # milliseconds that PostgreSQL may take for a look
BLIND = 0.5  # seconds without a good look, after which nobody waits for a fresh page
CLOCK = 0.25  # seconds between two looks at the clock while the log cannot be read
TRIMS = 3600  # seconds between two clearings of the log

logger = logging.getLogger(__name__)


class Follower:
    """Tells the shelf what has changed, at the second it is due, and once only."""

    def __init__(
        self, shelf: Shelf, stale: Callable[[list[Page]], None], lending: Lending | None = None
    ) -> None:
        """`stale` is given the pages that a change has touched, newly read first."""
        self.shelf, self.stale, self.lending = shelf, stale, lending
        self.looked_at = 0.0  # time.monotonic of the last good look
        self.fault = ""  # what the last look met, "" while all is well
        self._ear = Ear()
        self._position: str | None = None
        self._seen: set[int] = set()  # ids of the last look: a row may come twice
        self._coming: list[tuple[datetime, int, Any, str]] = []  # a heap by due_at
        self._trimmed_at = time.monotonic()
        self._threads: dict[str, threading.Thread] = {}
        self._starting = threading.Lock()
        self._passing_on = threading.RLock()  # one at a time, the log's reader or the clock

    @property
    def sees(self) -> bool:
        return time.monotonic() - self.looked_at < BLIND

    @property
    def is_blind(self) -> bool:
        """It has seen the log, and sees it no more: the database is away."""
        return self.looked_at > 0 and not self.sees

    def start(self) -> None:
        """Follow, if nobody does: a server that forks leaves threads behind."""
        with self._starting:
            for name, what in (("changes", self._follow), ("clock", self._mind_the_clock)):
                thread = self._threads.get(name)
                if thread is None or not thread.is_alive():
                    self._threads[name] = threading.Thread(target=what, name=name, daemon=True)
                    self._threads[name].start()

    def look(self) -> None:
        """Take in what is new, then what is due by now. Raises what the database raises."""
        if self._position is None:
            position, coming = changes.now(), changes.coming()
            for row in coming:
                self._take(row)
            memo.heard(None)
            # what was made before this look may show what was gone before it
            for page in self.shelf.touch_all():
                self.shelf.drop(page.address)
            if self.lending:
                self.lending.take_back_all()
            self._position = position
        else:
            found = changes.news(self._position)
            for row in found.rows:
                if row[0] not in self._seen:
                    self._take(row)
            self._position = found.position
            self._seen = {row[0] for row in found.rows}
        self._pass_on_what_is_due()
        self.looked_at = time.monotonic()

    def _take(self, row: Any) -> None:
        pk, keys, kind, due_at = row
        with self._passing_on:
            heapq.heappush(self._coming, (due_at, pk, kind, keys))

    def _pass_on_what_is_due(self) -> None:
        now = timezone.now()
        with self._passing_on:
            while self._coming and self._coming[0][0] <= now:
                _due_at, _pk, kind, keys = heapq.heappop(self._coming)
                named = keys.split()
                memo.heard(named)  # first: a page that is begun after it is kept as fresh
                pages = self.shelf.touch(named, gone=kind == Change.Kind.GONE)
                self._sweep()
                self.stale(pages)

    def mind_the_clock(self) -> None:
        """What was planned is due, too, while the database is away or stands still."""
        if self.is_blind:
            self._pass_on_what_is_due()

    def _mind_the_clock(self) -> None:
        while True:
            time.sleep(CLOCK)
            self.mind_the_clock()

    def _sweep(self) -> None:
        if self.lending:
            with self._passing_on:
                self.lending.sweep()

    def _pause(self) -> float:
        """Seconds until the next look: the clock may be nearer than the next poll."""
        with self._passing_on:
            if not self._coming:
                return EVERY
            until_due: float = (self._coming[0][0] - timezone.now()).total_seconds()
        return min(EVERY, max(until_due, 0.001))

    def _follow(self) -> None:
        while True:
            pause = self.step()
            self._sweep()
            self._ear.wait(pause)
            time.sleep(max(0.0, self.looked_at + LEAST - time.monotonic()))

    def step(self) -> float:
        """One look, whatever comes of it: readers go on reading. Seconds until the next."""
        try:
            if connection.connection is None:
                self._connect()
            self.look()
            self._recover()
            self._trim()
        except Exception as fault:  # a thread that followed no more would leave pages old
            if not self.fault:
                logger.warning("The change log cannot be read: %s", fault)
            self.fault = str(fault) or type(fault).__name__
            connection.close()
            return AFTER_A_FAULT
        return self._pause()

    def _connect(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = %s", [PATIENCE])
        self._ear.open()

    def _recover(self) -> None:
        """After an outage everything is stale: the database may be another one."""
        if self.fault:
            logger.warning("The change log is read again.")
            self.fault = ""
            memo.heard(None)
            self.stale(self.shelf.touch_all())

    def _trim(self) -> None:
        if time.monotonic() - self._trimmed_at > TRIMS:
            self._trimmed_at = time.monotonic()
            changes.trim()
