"""The pages that a process keeps, found by their address and by the keys of what they show."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from newsroom.pagecache.page import Page

FORGET = 5_000  # keys whose last change is remembered


class Shelf:
    """Bounded by bytes. A change is a number that only grows: a page whose making began before a
    change of what it shows is not put here as fresh.
    """

    def __init__(self, most: int, leave: Callable[[Page], None] = lambda page: None) -> None:
        """`most`: bytes of all pages together; `leave` is told of each page that is no longer
        fresh or no longer here, after it is so.
        """
        self.most = most
        self._leave = leave
        self.bytes = 0
        self.evicted = 0
        self.change = 0  # the number of the last one
        self._pages: dict[str, Page] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._changed: dict[str, int] = {}  # key: the number of its last change
        self._gone: dict[str, int] = {}  # the same of changes that take a page away
        self._forgotten = 0  # changes up to this one are not remembered
        # The same by the clock (time.monotonic), for pages that another process has made.
        self._gone_at: dict[str, float] = {}
        self._forgotten_at = 0.0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str) -> Page | None:
        return self._pages.get(address)

    def pages(self) -> list[Page]:
        with self._lock:
            return list(self._pages.values())

    def put(self, page: Page, since: int) -> bool:
        """Keep `page`, the making of which began at change `since`; False where it may be gone.

        It goes in as stale when something that it shows has changed meanwhile.
        """
        with self._lock:
            gone = any(self._gone.get(key, 0) > since for key in page.keys)
            if gone or since < self._forgotten:
                return False
            if any(self._changed.get(key, 0) > since for key in page.keys):
                page.stale_at = time.monotonic()
            if old := self._pages.get(page.address):
                if since < self.change and page.stale_at and not old.stale_at:
                    return True  # somebody has made a newer one
                page.read_at = max(page.read_at, old.read_at)
                if as_good := page.etag == old.etag and not page.stale_at and not old.stale_at:
                    page.lent = old.lent  # one dict: a reader may be noting a copy at this moment
                self._drop(old, leaves=not as_good)
            self._add(page)
        return True

    def borrow(self, page: Page) -> Page | None:
        """Keep, as stale, what another process of this machine has made; the page to give out.

        None where something that it shows has been taken away here since its making began, or
        where that is not known: the other one may not have heard of it.
        """
        with self._lock:
            unsure = [self._forgotten_at, *(self._gone_at.get(key, 0.0) for key in page.keys)]
            if page.made_at <= max(unsure):
                return None
            if here := self._pages.get(page.address):
                return here
            page.stale_at = page.read_at = time.monotonic()
            self._add(page)
        return page

    def drop(self, address: str) -> None:
        with self._lock:
            if page := self._pages.get(address):
                self._drop(page)

    def touch(self, keys: Iterable[str], *, gone: bool = False) -> list[Page]:
        """What these keys stand for has changed: the pages that are stale now, newly read first.

        A gone page is dropped instead: its old text must not be served again.
        """
        now = time.monotonic()
        with self._lock:
            self.change += 1
            addresses: set[str] = set()
            for key in keys:
                self._changed[key] = self.change
                if gone:
                    self._gone[key] = self.change
                    self._gone_at[key] = now
                addresses |= self._by_key.get(key, set())
            pages = [self._pages[address] for address in addresses]
            for page in pages:
                if gone:
                    self._drop(page)
                else:
                    self._age(page, now)
            self._forget()
        if gone:
            return []
        return sorted(pages, key=lambda page: page.read_at, reverse=True)

    def touch_all(self) -> list[Page]:
        """Everything may have changed, and nobody knows what."""
        now = time.monotonic()
        with self._lock:
            self.change += 1
            self._forgotten, self._forgotten_at = self.change, now
            for page in self._pages.values():
                self._age(page, now)
            pages = list(self._pages.values())
        return sorted(pages, key=lambda page: page.read_at, reverse=True)

    def _add(self, page: Page) -> None:
        self._pages[page.address] = page
        self.bytes += page.bytes
        for key in page.keys:
            self._by_key[key].add(page.address)
        if self.bytes > self.most:
            self._make_room()

    def _age(self, page: Page, now: float) -> None:
        if not page.stale_at:
            page.stale_at = now
            self._leave(page)

    def _drop(self, page: Page, *, leaves: bool = True) -> None:
        del self._pages[page.address]
        if leaves:
            self._leave(page)
        self.bytes -= page.bytes
        for key in page.keys:
            addresses = self._by_key[key]
            addresses.discard(page.address)
            if not addresses:
                del self._by_key[key]

    def _make_room(self) -> None:
        """Drop what was not read for longest, a tenth more than needed, so that it is seldom."""
        for page in sorted(self._pages.values(), key=lambda page: page.read_at):
            if self.bytes <= self.most * 0.9:
                break
            self._drop(page)
            self.evicted += 1

    def _forget(self) -> None:
        """Of too many remembered keys the older half; a page begun before that is not kept."""
        if len(self._changed) <= FORGET:
            return
        middle = sorted(self._changed.values())[len(self._changed) // 2]
        self._changed = {key: n for key, n in self._changed.items() if n > middle}
        forgotten = [self._gone_at.pop(key) for key, n in self._gone.items() if n <= middle]
        self._forgotten_at = max([self._forgotten_at, *forgotten])
        self._gone = {key: n for key, n in self._gone.items() if n > middle}
        self._forgotten = max(self._forgotten, middle)
