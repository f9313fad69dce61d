"""Django's backend for PostgreSQL, but for how it sees that a line it kept is still there."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self):
        """Whether the line can be used again, asked before a request's first query.

        Django sends `SELECT 1`, which is a trip to the database, one of five for a story's page. A
        server that ends closes its lines, and says so before: then there is something to read. A
        line on which nothing has come is as good as when it was last used. Only where something
        has come (it may be a notice, too) is PostgreSQL asked. A machine that is gone without a
        word is noticed by the keepalives (env.LINE), where `SELECT 1` would have waited for it.
        """
        if self.connection is None:
            return False
        try:
            line = select.poll()
            line.register(self.connection.fileno(), select.POLLIN)
            return not line.poll(0) or super().is_usable()
        except (self.Database.Error, OSError, ValueError):  # it is closed on our side
            return False
