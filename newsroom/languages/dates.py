"""Dates as people write them, in Almaty time.

The month is in lower case after the day in Kazakh and in the genitive in Russian; Django and
Babel have neither «13 мамыр 2025» nor «2025 жылғы 13 мамыр». What writes a date takes an
aware datetime of any zone and one of LANGUAGES; a naive datetime raises ValueError, since it could
be any hour.
"""

from datetime import date, datetime, time

from newsroom.languages.zone import ALMATY

_MONTHS = {
    "kk": (
        "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
        "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
    ),
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

_LONG_DAYS = {
    "kk": "{year} жылғы {day} {month}",
    "ru": "{day} {month} {year} года",
    "en": "{day} {month} {year}",
}


def day(moment: datetime, language: str) -> str:
    """13 мамыр 2025, 13 мая 2025, 13 May 2025."""
    local = _in_almaty(moment)
    return f"{local.day} {_month(local, language)} {local.year}"


def day_and_time(moment: datetime, language: str) -> str:
    """13 мамыр 2025, 09:05: on the 24-hour clock."""
    return f"{day(moment, language)}, {_in_almaty(moment):%H:%M}"


def long_day(moment: datetime, language: str) -> str:
    """2025 жылғы 13 мамыр, 13 мая 2025 года, 13 May 2025: as a sentence needs it."""
    local = _in_almaty(moment)
    return _LONG_DAYS[language].format(
        day=local.day, month=_month(local, language), year=local.year
    )


def midnight(on: date) -> datetime:
    """The moment at which a day begins in Almaty, looked up in our own zone data.

    A database may not know the change of 2024 yet.
    """
    return datetime.combine(on, time(), ALMATY)


def _in_almaty(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"a date needs a moment with its time zone: {moment!r}")
    return moment.astimezone(ALMATY)


def _month(local: datetime, language: str) -> str:
    return _MONTHS[language][local.month - 1]
