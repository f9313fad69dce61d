"""Who follows the change log hears from the database that something was committed.

Hearing is a help and no promise: a pooler in between may swallow PostgreSQL's word, a connection
may be gone. So nobody waits for long, and looks after waiting whatever was heard.
"""

import select
import time
from typing import Any

from django.db import connection

from newsroom.pagecache import changes

GLANCE = 0.01  # seconds between two looks at SQLite's number of commits


class Ear:
    """Of one thread, on its own connection to the database."""

    def __init__(self) -> None:
        self._commits = 0  # SQLite's number when the last wait ended

    def open(self) -> None:
        """On a new connection."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {changes.CHANNEL}")

    def wait(self, seconds: float) -> None:
        """Until something was committed since the last wait, or so many seconds are over."""
        driver = connection.connection
        wait = self._for_word if connection.vendor == "postgresql" else self._for_a_commit
        try:
            if driver:
                wait(driver, seconds)
            else:
                changes.woken.wait(seconds)
        except (OSError, ValueError, connection.Database.Error):
            changes.woken.wait(seconds)  # the next look will say what is wrong
        changes.woken.clear()

    def _for_word(self, driver: Any, seconds: float) -> None:
        if not driver.notifies:  # it may have come with the answer to the last look
            select.select([driver], [], [], seconds)
        driver.poll()
        driver.notifies.clear()

    def _for_a_commit(self, driver: Any, seconds: float) -> None:
        """SQLite counts the commits of all other connections, and asking costs next to nothing."""
        until = time.monotonic() + seconds
        while True:
            commits = driver.execute("PRAGMA data_version").fetchone()[0]
            left = until - time.monotonic()
            if commits != self._commits or left <= 0 or changes.woken.wait(min(GLANCE, left)):
                self._commits = commits
                return
