"""What every page needs is worked out once, and again when the change log has named its key."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from newsroom.pagecache import changes

AT_MOST = timedelta(seconds=60)  # for what changes without a word in the log


class _Kept(NamedTuple):
    position: str  # of the log; what is in `things` was read after it
    since: datetime
    things: dict[Any, Any]


class Memo:
    """Things that were made from rows for which `key` stands in the change log."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._kept: _Kept | None = None

    def things(self) -> dict[Any, Any]:
        """To be filled by whoever misses something: a new dict when there was a change.

        One question to the database. Raises what the database raises.
        """
        kept, now = self._kept, timezone.now()
        if kept is None or not timedelta(0) <= now - kept.since < AT_MOST:
            return self._begin(changes.now(), now)
        news = changes.news(kept.position)
        if any(self.key in keys.split() for _pk, keys, _kind, _due_at in news.rows):
            return self._begin(news.position, now)
        if news.rows:
            self._kept = kept._replace(position=news.position)
        return kept.things

    def _begin(self, position: str, now: datetime) -> dict[Any, Any]:
        self._kept = _Kept(position, now, {})
        return self._kept.things

    def forget(self) -> None:
        self._kept = None
