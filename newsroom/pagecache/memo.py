"""What every page needs is worked out once, and again when the change log has named its key."""

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from weakref import WeakSet

from django.utils import timezone

from newsroom.pagecache import changes

AT_MOST = timedelta(seconds=60)  # for what changes without a word in the log
# Seconds for which a look at the log counts. A page that is kept is never made from something
# older than what its own process has heard: `heard`.
COUNTS = 0.05

_memos: "WeakSet[Memo]" = WeakSet()


def heard(keys: Collection[str] | None) -> None:
    """This process has read in the log that these have changed; None: anything may have."""
    for memo in _memos:
        if keys is None or memo.key in keys:
            memo.forget()


class _Kept(NamedTuple):
    position: str  # of the log; what is in `things` was read after it
    since: datetime
    things: dict[Any, Any]
    looked_at: float  # time.monotonic
    turn: object


class Memo:
    """Things that were made from rows for which `key` stands in the change log."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._kept: _Kept | None = None
        self._turn = object()  # another one after each `forget`
        _memos.add(self)

    def things(self) -> dict[Any, Any]:
        """To be filled by whoever misses something: a new dict when there was a change.

        One question to the database, or none. Raises what the database raises.
        """
        turn, kept = self._turn, self._kept
        if kept is None or kept.turn is not turn:
            kept = self._kept = self._begun(changes.now(), turn)
        elif time.monotonic() - kept.looked_at >= COUNTS:
            kept = self._kept = self._looked(kept)
        return kept.things

    def _looked(self, kept: _Kept) -> _Kept:
        if not timedelta(0) <= timezone.now() - kept.since < AT_MOST:
            return self._begun(changes.now(), kept.turn)
        looked_at, news = time.monotonic(), changes.news(kept.position)
        if any(self.key in keys.split() for _pk, keys, _kind, _due_at in news.rows):
            return self._begun(news.position, kept.turn)
        position = news.position if news.rows else kept.position
        return kept._replace(position=position, looked_at=looked_at)

    def _begun(self, position: str, turn: object) -> _Kept:
        return _Kept(position, timezone.now(), {}, time.monotonic(), turn)

    def forget(self) -> None:
        self._turn = object()
