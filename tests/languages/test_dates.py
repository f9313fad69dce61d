"""Readers see dates as people write them, on the clock of Almaty."""

import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.languages import ALMATY, day, day_and_time, long_day, midnight
from newsroom.languages.zone import CorrectedAlmaty, corrected

MORNING = datetime(2025, 5, 13, 4, 5, tzinfo=UTC)

# Omsk in tz data is at UTC+6 in 2024 and had summer time before: what old data say of Almaty.
OLD_DATA = CorrectedAlmaty(ZoneInfo("Asia/Omsk"))


@pytest.mark.parametrize(
    ("language", "short", "with_time", "long"),
    [
        ("kk", "13 мамыр 2025", "13 мамыр 2025, 09:05", "2025 жылғы 13 мамыр"),
        ("ru", "13 мая 2025", "13 мая 2025, 09:05", "13 мая 2025 года"),
        ("en", "13 May 2025", "13 May 2025, 09:05", "13 May 2025"),
    ],
)
def test_a_date_is_written_in_the_language_of_the_page(language, short, with_time, long):
    assert day(MORNING, language) == short
    assert day_and_time(MORNING, language) == with_time
    assert long_day(MORNING, language) == long


@pytest.mark.parametrize(
    ("language", "months"),
    [
        (
            "kk",
            "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        ),
        ("ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    ],
)
def test_every_month_has_its_name(language, months):
    written = [day(datetime(2025, month, 2, tzinfo=UTC), language) for month in range(1, 13)]

    assert written == [f"2 {month} 2025" for month in months.split()]


def test_an_evening_in_utc_is_the_next_day_in_almaty():
    assert day(datetime(2025, 12, 31, 19, 0, tzinfo=UTC), "kk") == "1 қаңтар 2026"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        day(datetime(2025, 5, 13), "kk")


@pytest.mark.parametrize("zone", [ALMATY, OLD_DATA, CorrectedAlmaty(timezone(timedelta(hours=6)))])
@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ("2024-02-29T16:59", "2024-02-29T22:59:00+06:00"),
        ("2024-02-29T17:30", "2024-02-29T23:30:00+06:00"),
        ("2024-02-29T18:00", "2024-02-29T23:00:00+05:00"),
        ("2024-02-29T18:59", "2024-02-29T23:59:00+05:00"),
        ("2024-02-29T19:00", "2024-03-01T00:00:00+05:00"),
        ("2026-11-23T12:00", "2026-11-23T17:00:00+05:00"),
    ],
)
def test_clocks_in_almaty_went_back_once_in_2024(zone, utc, local):
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)

    assert moment.astimezone(zone).isoformat() == local
    assert moment.astimezone(zone).astimezone(UTC) == moment


def test_the_time_an_editor_types_is_almaty_time_even_with_old_zone_data():
    typed = datetime(2026, 11, 23, 9, 0, tzinfo=OLD_DATA)

    assert typed.astimezone(UTC).hour == 4
    assert typed.tzname() == "+05"
    assert typed.dst() == timedelta(0)
    assert str(OLD_DATA) == "Asia/Almaty"


def test_zone_data_that_know_of_the_change_are_used_as_they_are():
    class Later(tzinfo):
        def utcoffset(self, moment):
            return timedelta(hours=5 if moment.year < 2030 else 6)

    later = Later()

    assert corrected(later) is later


def test_a_stored_moment_keeps_the_mended_zone():
    moment = datetime(2026, 11, 23, 9, 0, tzinfo=OLD_DATA)

    restored = pickle.loads(pickle.dumps(moment))

    assert restored.isoformat() == moment.isoformat()


@settings(max_examples=300, deadline=None)
@given(st.datetimes(datetime(2005, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_old_and_new_zone_data_tell_the_same_time(moment):
    six_hours = CorrectedAlmaty(timezone(timedelta(hours=6)))

    assert moment.astimezone(six_hours).isoformat() == moment.astimezone(ALMATY).isoformat()


@pytest.mark.parametrize(
    ("on", "begins", "hours"),
    [
        (date(2025, 5, 13), datetime(2025, 5, 12, 19, tzinfo=UTC), 24),
        (date(2024, 2, 29), datetime(2024, 2, 28, 18, tzinfo=UTC), 25),  # the clocks went back
        (date(2024, 3, 1), datetime(2024, 2, 29, 19, tzinfo=UTC), 24),
    ],
)
def test_a_day_begins_at_midnight_in_almaty_and_ends_at_the_next(on, begins, hours):
    assert midnight(on) == begins
    length = midnight(on + timedelta(days=1)).astimezone(UTC) - midnight(on).astimezone(UTC)
    assert length == timedelta(hours=hours)
