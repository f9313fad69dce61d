"""Almaty time, right even where the machine's zone data are old.

On 1 March 2024 at 00:00 Kazakhstan went over to one time, UTC+5: clocks in Almaty were put back an
hour, to 23:00 of 29 February (tz database, release 2024a). A machine that has not been updated
since, or a small container with no zone data at all, would print every hour wrong by one.
"""

from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NAME = "Asia/Almaty"

_HOUR = timedelta(hours=1)
_OFFSET_BEFORE, _OFFSET_SINCE = 6 * _HOUR, 5 * _HOUR
_CHANGE = datetime(2024, 3, 1)  # on a clock in Almaty, by the old time
_CHANGE_UTC = _CHANGE - _OFFSET_BEFORE


class CorrectedAlmaty(tzinfo):
    """Almaty as `past` tells it until the change of 2024, and UTC+5 since."""

    key = NAME

    def __init__(self, past: tzinfo) -> None:
        self._past = past

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        return _OFFSET_SINCE if _is_changed(moment) else self._past.utcoffset(moment)

    def dst(self, moment: datetime | None, /) -> timedelta | None:
        return timedelta(0) if _is_changed(moment) else self._past.dst(moment)

    def tzname(self, moment: datetime | None, /) -> str | None:
        return "+05" if _is_changed(moment) else self._past.tzname(moment)

    def fromutc(self, moment: datetime, /) -> datetime:
        utc = moment.replace(tzinfo=None)
        if utc < _CHANGE_UTC:
            return self._past.fromutc(moment.replace(tzinfo=self._past)).replace(tzinfo=self)
        return (moment + _OFFSET_SINCE).replace(fold=int(utc < _CHANGE_UTC + _HOUR))

    def __str__(self) -> str:
        return NAME

    def __repr__(self) -> str:
        return f"CorrectedAlmaty({self._past!r})"

    def __reduce__(self) -> tuple[type["CorrectedAlmaty"], tuple[tzinfo]]:
        return CorrectedAlmaty, (self._past,)


def _is_changed(moment: datetime | None) -> bool:
    """Whether this wall time lies after the change."""
    if moment is None:
        return False
    wall = moment.replace(tzinfo=None)
    # The hour before midnight ran twice; fold=1 is its second run (PEP 495).
    return wall >= _CHANGE or (moment.fold == 1 and wall >= _CHANGE - _HOUR)


def corrected(zone: tzinfo) -> tzinfo:
    """The zone itself if it knows of the change (then it may know of later ones), else mended."""
    knows = datetime(2024, 6, 1, tzinfo=zone).utcoffset() == _OFFSET_SINCE
    return zone if knows else CorrectedAlmaty(zone)


def _almaty() -> tzinfo:
    try:
        return corrected(ZoneInfo(NAME))
    except ZoneInfoNotFoundError:
        # UTC+6 is right for every day since October 2004, the end of the last summer time.
        return corrected(timezone(_OFFSET_BEFORE))


ALMATY = _almaty()
