"""Rows written by the hundred, as `bulk_create` does it and several times as fast.

`bulk_create` asks every field for every value and puts one statement of many rows together. Here
plain values go as they are, and the database's own driver repeats a short statement.
"""

from functools import lru_cache
from operator import attrgetter

from django.db import connection, connections, models

# A value of these goes to the drivers of both databases as it is.
PLAIN = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


def insert(model, columns, rows):
    """`columns` are names of attributes ("article_id"), `rows` tuples in their order."""
    fields = [_field(model, name) for name in columns]
    _execute(model, fields, _prepared(fields, rows))


def insert_all(instances):
    """Model instances of one class; all have their ids, or none has."""
    instances = list(instances)
    if not instances:
        return
    meta = instances[0]._meta
    fields = [one for one in meta.local_concrete_fields if instances[0].pk or not one.primary_key]
    for field in fields:
        if type(field).pre_save is not models.Field.pre_save:
            for one in instances:
                field.pre_save(one, True)
    read = attrgetter(*(field.attname for field in fields))
    _execute(meta.model, fields, _prepared(fields, map(read, instances)))


def update(model, columns, rows):
    """Each of `rows` ends with the id of the row that shall have its values."""
    fields = [_field(model, name) for name in columns]
    quote = connection.ops.quote_name
    given = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {given} WHERE id = %s",
            _prepared(fields, rows),
        )


def _field(model, attname):
    return next(field for field in model._meta.fields if field.attname == attname)


def _prepared(fields, rows):
    """The rows with what the driver takes in place of moments, files, JSON…"""
    prepared = [
        (place, _preparing(field))
        for place, field in enumerate(fields)
        if not isinstance(field, PLAIN)
    ]
    found = []
    for row in rows:
        row = list(row)
        for place, prepare in prepared:
            row[place] = prepare(row[place])
        found.append(row)
    return found


def _preparing(field):
    """A function from a field's value to what the driver takes. Moments come again and again."""
    real = connections[connection.alias]  # the proxy costs a look-up for every value

    def prepare(value):
        return field.get_db_prep_save(value, real)

    return lru_cache(2_000)(prepare) if isinstance(field, models.DateTimeField) else prepare


def _execute(model, fields, rows):
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extras import execute_values

            with connection.wrap_database_errors:  # the driver's own cursor does not
                execute_values(cursor.cursor, into + "%s", rows, page_size=1000)
        else:
            cursor.executemany(into + f"({', '.join(['%s'] * len(fields))})", rows)
