"""Very many rows at once, told as plain values: one statement prepared once, where a wide model row by row is slow."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import DateField, DecimalField, Field, Model


def store_many(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]], *, key: str
) -> None:
    """Insert the rows, and where the one with that `key` is stored already, let it have these values.

    `columns` are the database's columns, `key` one of them that is unique; each row has a value for each, in this order.
    The caller holds the transaction. A value the database cannot hold raises its error, and nothing of the call stays.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    takers = [_taker(fields[column]) for column in columns]
    name = connection.ops.quote_name
    names, marks = ", ".join(map(name, columns)), ", ".join(["%s"] * len(columns))
    newer = ", ".join(f"{name(one)} = EXCLUDED.{name(one)}" for one in columns if one != key)
    told = [
        tuple(
            value if take is None or value is None else take(value)
            for take, value in zip(takers, row, strict=True)
        )
        for row in rows
    ]
    sql = f"INSERT INTO {name(model._meta.db_table)} ({names}) VALUES ({marks}) ON CONFLICT ({name(key)}) DO UPDATE SET {newer}"
    with connection.cursor() as cursor:
        cursor.executemany(sql, told)


def _taker(field: Field) -> Callable[[Any], Any] | None:
    """How a value of this field is given to the database; None: as it is."""
    if isinstance(field, DateField | DecimalField):
        return lambda value: field.get_db_prep_save(value, connection)
    return None
