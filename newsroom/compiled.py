"""A query whose SQL is written once in a process: later only its parameters are filled in.

Django writes the SQL of a queryset anew each time, which costs several times what a database takes
to answer it; and PostgreSQL plans it anew. A page that asks the same questions of other rows need
not pay that.

    EDITION = CompiledQuery(lambda pk: Edition.objects.for_page().filter(article=pk))
    [edition] = EDITION(pk=7)
"""

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet

from newsroom.prepared import Lost, Statement


class Parameter(Expression):  # type: ignore[misc]
    """The place of a value in a query; the field that it is compared with says its type."""

    def __init__(self, name: str, at: int | None = None) -> None:
        super().__init__()
        self.name, self.at = name, at

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def of(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        return value if self.at is None else value[self.at]


class _Ready(NamedTuple):
    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    places: tuple[Any, ...]  # values that are always the same, and Parameters
    statement: Statement | None  # the same for PostgreSQL, with the Parameters only


class CompiledQuery:
    """`build` is called with a Parameter for each name, for a list (not an empty one: what it is
    compared with must be `in`) with several.

    It must give the same queryset whatever the values of these names are. Calling it asks the
    database and gives the rows, as list() of the queryset would. `planned_anew`: PostgreSQL finds
    a good plan only where it knows the values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], *, planned_anew: bool = False) -> None:
        self.build, self.planned_anew = build, planned_anew
        self._ready: dict[Any, _Ready] = {}

    def __call__(self, **values: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        values = {name: _padded(value) for name, value in values.items()}
        sizes = (len(value) if isinstance(value, list) else None for value in values.values())
        shape = (connection.vendor, *values, *sizes)
        if shape not in self._ready:
            self._ready[shape] = self._compile(values)
        ready = self._ready[shape]
        filled = [
            _adapted(place.of(values), connection) if isinstance(place, Parameter) else place
            for place in ready.places
        ]
        if ready.statement and Statement.is_possible and not self.planned_anew:
            params = [
                value
                for value, place in zip(filled, ready.places, strict=True)
                if isinstance(place, Parameter)
            ]
            try:
                return ready.statement.ask(connection, lambda sql: _rows(ready, sql, params))
            except Lost:
                pass
        return _rows(ready, ready.sql, filled)

    def _compile(self, values: dict[str, Any]) -> _Ready:
        places = {
            name: [Parameter(name, at) for at in range(len(value))]
            if isinstance(value, list)
            else Parameter(name)
            for name, value in values.items()
        }
        queryset = self.build(**places)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        columns = [column for column, *_rest in compiler.select or ()]
        converters = compiler.get_converters(columns)
        compiler.get_converters = lambda expressions: converters
        return _Ready(queryset, compiler, sql, tuple(params), _statement(sql, params))


def _statement(sql: str, places: Any) -> Statement | None:
    """A value that is always the same stays in the SQL: the planner may know how common it is."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return None
    numbered, count = [], 0
    with connection.cursor() as cursor:
        for place in places:
            if isinstance(place, Parameter):
                count += 1
                numbered.append(f"${count}")
            else:
                numbered.append(cursor.mogrify("%s", [place]).decode())
    return Statement(sql % tuple(numbered), count)


def _rows(ready: _Ready, sql: str, params: list[Any]) -> list[Any]:
    queryset = ready.queryset
    query = _Query(queryset.query, ready.compiler, sql, tuple(params))
    asked = type(queryset)(queryset.model, query, queryset.db)
    for name in ("_fields", "_iterable_class", "_prefetch_related_lookups"):
        setattr(asked, name, getattr(queryset, name))
    return list(asked)


class _Query:
    """A Query as the iterables of a queryset know it, with its SQL and its values at hand."""

    def __init__(self, query: Any, compiler: Any, sql: str, params: tuple[Any, ...]) -> None:
        self._query, self._compiler, self._sql, self._params = query, compiler, sql, params

    def get_compiler(self, using: str) -> Any:
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *args, **kwargs: (self._sql, self._params)
        return compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _padded(value: Any) -> Any:
    """A list of 1, 2, 4, 8 … values, the last one repeated: few sizes, so few queries to keep."""
    if not isinstance(value, list):
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))


def _adapted(value: Any, connection: Any) -> Any:
    """As the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "tzinfo") else value
