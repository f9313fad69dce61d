"""nginx keeps copies of kept pages for a few seconds, and they are taken from it when they change.

nginx says with each request under which key it would keep the answer (X-Front-Key). An answer that
is fresh is lent: X-Accel-Expires allows the copy, after the key was noted at the page. What is
stale, or was never noted, is not lent. When a page changes, is dropped or replaced, the files of
its keys are deleted, and nginx asks again. Each process takes back what it has lent itself, when
it sees the change itself: whoever is late has lent nothing that he will not take back. A process
that begins takes back everything, because it cannot know what another had lent before it died.
What nobody takes back any more (a follower is dead) runs out after LENT seconds.
"""

import hashlib
import logging
import os
import re
import time
from collections import deque
from pathlib import Path

from newsroom.pagecache.page import Page

LENT = 10  # seconds that nginx may keep a copy
MOST = 50  # copies of one page, each under an address and encoding of its own
LONGEST = 2000  # letters of a key
# nginx may still be writing what it was sent a moment ago: seconds after which to look again
AGAIN = (0.05, 0.2, 1.0, 3.0)
TRIES = 5.0  # seconds between two looks at a folder that could not be used
COPY = re.compile(r"[0-9a-f]{32}")  # nginx's name for one: the md5 of its key, without `levels`

logger = logging.getLogger(__name__)


class Lending:
    """Of one process. Threads: readers lend, the follower takes back."""

    def __init__(self, folder: Path) -> None:
        """`folder`: the one of nginx's proxy_cache_path, which has neither `levels` nor another
        user's sticky bit.
        """
        self.folder = folder
        self.taken_back = 0
        self.fault = ""  # why nothing is lent, "" while all is well
        self._tried_at = 0.0
        self._left: deque[Page] = deque()
        self._again: deque[tuple[float, set[str]]] = deque()

    def note(self, page: Page, key: str) -> bool:
        """Whether nginx may have a copy of `page` under `key`; it is noted before it is lent."""
        if self.fault or len(key) > LONGEST or not key.isascii():
            return False
        name = hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()
        now = time.monotonic()
        if name not in page.lent and len(page.lent) >= MOST:
            for old, until in list(page.lent.items()):
                if until < now:
                    page.lent.pop(old, None)
            if len(page.lent) >= MOST:
                return False
        page.lent[name] = now + 2 * LENT
        return True

    def leave(self, page: Page) -> None:
        """`page` is no longer what readers should see; its copies go at the next `sweep`."""
        if page.lent:
            self._left.append(page)

    def sweep(self) -> None:
        """Take back what has left since the last one, and look again for what left before."""
        if self.fault and time.monotonic() - self._tried_at > TRIES:
            self.take_back_all()
        names: set[str] = set()
        while self._left:
            names.update(list(self._left.popleft().lent))
        now = time.monotonic()
        if names:
            self._delete(names)
            for after in AGAIN:
                self._again.append((now + after, names))
        due = [one for one in self._again if one[0] <= now]
        if due:
            self._again = deque(one for one in self._again if one[0] > now)
            self._delete(set().union(*(one[1] for one in due)))

    def take_back_all(self) -> None:
        """Every copy that lies there, whoever lent it."""
        self._tried_at = time.monotonic()
        try:
            names = {name for name in os.listdir(self.folder) if COPY.fullmatch(name)}
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(f"{self.folder} is not ours to delete in")
        except OSError as fault:
            self._give_up(fault)
        else:
            self.fault = ""
            self._delete(names)

    def _delete(self, names: set[str]) -> None:
        for name in names:
            try:
                os.unlink(self.folder / name)
                self.taken_back += 1
            except FileNotFoundError:
                pass
            except OSError as fault:
                self._give_up(fault)

    def _give_up(self, fault: OSError) -> None:
        """What cannot be taken back is not lent."""
        if not self.fault:
            logger.warning("nginx keeps no pages (NGINX_CACHE): %s", fault)
        self.fault = str(fault)
