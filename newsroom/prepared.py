"""PostgreSQL plans a statement once for each connection, and is later only given its values.

It takes several times as long over the plan of a story's query as over the rows. psycopg2 knows
nothing of prepared statements, so PREPARE and EXECUTE are sent as what they are: SQL.
"""

import hashlib
import logging
import re
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import DatabaseError

# PostgreSQL does not know the name, knows it already, or a table has changed since (appendix A of
# its manual): the first two where a pooler gives each statement to another connection.
LOST = {"26000", "42P05", "0A000"}

Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)


class Statement:
    """`sql` has $1, $2 … for its `count` values, in this order.

    Its name is made of its text, so that it is never another statement's, whoever has prepared it.
    """

    is_possible = True  # for the whole process, until a name was lost
    _known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # by the driver's connection

    def __init__(self, sql: str, count: int) -> None:
        self.name = f"newsroom_{hashlib.sha256(sql.encode()).hexdigest()[:24]}"
        values = f"({', '.join(['%s'] * count)})" if count else ""
        self._plain = re.sub(r"\$[0-9]+", "%s", sql.replace("%", "%%"))
        self._execute = f"EXECUTE {self.name}{values}"
        self._prepare = f"PREPARE {self.name} AS {sql}"

    def rows(self, connection: Any, params: list[Any]) -> list[Any]:
        """What it gives for these values, prepared or not."""

        def fetched(sql: str) -> list[Any]:
            with connection.cursor() as cursor:
                cursor.execute(sql, params)
                return list(cursor.fetchall())

        if Statement.is_possible:
            try:
                return self.ask(connection, fetched)
            except Lost:
                pass
        return fetched(self._plain)

    def ask(self, connection: Any, ask: Callable[[str], Answer]) -> Answer:
        """What `ask` gives, which is called with the SQL to send on this Django connection.

        Raises Lost where the plain statement is to be asked instead, now and always.
        """
        connection.close_if_health_check_failed()  # or the cursor would, and get another one
        connection.ensure_connection()
        known = self._known.setdefault(connection.connection, set())
        try:
            if self.name not in known:
                # By itself: after a fault of both in one message nobody knows what is prepared. Not
                # by Django's cursor: how often a page asks does not depend on who asked before.
                with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                    cursor.execute(self._prepare)
                known.add(self.name)
            return ask(self._execute)
        except DatabaseError as fault:
            if getattr(fault.__cause__, "pgcode", None) not in LOST:
                raise
            Statement.is_possible = False
            logger.warning("Statements are not prepared any more: %s", fault)
            if connection.in_atomic_block:  # which is broken now
                raise
            raise Lost from fault


class Lost(Exception):
    """A prepared statement is not where it was."""
