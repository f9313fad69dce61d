"""What the lines of one import have said so far, on disk: memory stays flat, however many."""

import sqlite3


class Seen:
    def __init__(self):
        self.base = sqlite3.connect("")  # a private file of SQLite's own; gone when it is closed
        self.base.execute("PRAGMA journal_mode=OFF")
        self.base.execute(
            "CREATE TABLE said (kind, what, line, PRIMARY KEY (kind, what)) WITHOUT ROWID"
        )

    def first(self, kind, what, line):
        """The line that said it first: this one, if none did before."""
        if row := self._row(kind, what):
            return row[0]
        self.base.execute("INSERT INTO said VALUES (?, ?, ?)", (kind, what, line))
        return line

    def has(self, kind, what):
        return self._row(kind, what) is not None

    def missing(self, kind, of, most):
        """(what, line) of up to `most` that were said as `kind` and never as `of`."""
        return self.base.execute(
            "SELECT what, line FROM said AS asked WHERE kind = ? AND NOT EXISTS"
            " (SELECT 1 FROM said WHERE kind = ? AND what = asked.what) ORDER BY line LIMIT ?",
            (kind, of, most),
        ).fetchall()

    def _row(self, kind, what):
        return self.base.execute(
            "SELECT line FROM said WHERE kind = ? AND what = ?", (kind, what)
        ).fetchone()
