"""When an archive was published: twelve years of working days, quieter weekends, busy mornings."""

import datetime
from bisect import bisect
from itertools import accumulate

DAYS = 12 * 365 + 3
OF_WEEKDAY = [100, 100, 100, 100, 95, 45, 35]  # from Monday
OF_HOUR = [1, 1, 1, 1, 1, 2, 6, 14, 26, 34, 36, 34, 28, 26, 32, 34, 32, 28, 20, 14, 10, 8, 5, 2]
HOURS = list(accumulate(OF_HOUR))
# Nights on which an older site was taken over: everything of it bears one moment.
NIGHTS = (400, 2000)
OF_A_NIGHT = 50  # one of so many stories

DAY = datetime.timedelta(days=1)


def days(count, until):
    """(midnight, number of stories, whether all of one moment), oldest first; `count` in all.

    `until` is the day after the last one. There are more stories from year to year.
    """
    first = until - DAYS * DAY
    dates = [first + number * DAY for number in range(DAYS)]
    sums = [
        *accumulate(
            OF_WEEKDAY[date.weekday()] * (DAYS + 2 * number) for number, date in enumerate(dates)
        )
    ]
    night = count // OF_A_NIGHT
    rest, done = count - len(NIGHTS) * night, 0
    for number, date in enumerate(dates):
        midnight = datetime.datetime.combine(date, datetime.time())
        if number in NIGHTS:
            yield midnight, night, True
        upto = rest * sums[number] // sums[-1]
        yield midnight, upto - done, False
        done = upto


def second_of_day(dice):
    hour = bisect(HOURS, int(dice.random() * HOURS[-1]))
    return hour * 3600 + int(dice.random() * 3600)
