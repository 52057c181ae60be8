"""Rows read and written with SQL that is made once, for the few paths that every file takes.

The ORM composes each statement anew; an action of forty statements spends most of its time on
that. Here the text is composed once for a model and a shape, while every value passes through its
field as ever (encryption, JSON, dates). Plain columns of one table only: no joins, no
expressions, no signals, no defaults made by the database (ADR 0050).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models.sql import Query

M = TypeVar("M", bound=models.Model)
Converter = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A SELECT of every column of a table, and how its values become those of a row."""

    sql: str
    keys: tuple[Any, ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, tuple[Converter, ...], Any], ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a SELECT names: columns, keys, flags as they are written out, order, lock."""

    only: tuple[str, ...]
    asked: tuple[str, ...]
    said: tuple[tuple[str, bool], ...]
    order: tuple[str, ...]
    is_locked: bool


@dataclass(frozen=True, slots=True)
class _Writing:
    """An INSERT or UPDATE, and the fields whose values it takes."""

    sql: str
    fields: tuple[Any, ...]


def insert(*rows: models.Model) -> None:
    """Write new rows, each with its key from the database unless it has one."""
    for row in rows:
        has_key = row.pk is not None
        plan = _insertion(type(row), has_key, connection.vendor)
        values = [_value(field, row, is_new=True) for field in plan.fields]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, values)
            if not has_key:
                row.pk = cursor.fetchone()[0]
        row._state.adding = False
        row._state.db = connection.alias


def update(row: models.Model, *names: str) -> None:
    """Save the named fields of a row that stands in the database."""
    plan = _change(type(row), names, connection.vendor)
    values = [_value(field, row, is_new=False) for field in plan.fields]
    with connection.cursor() as cursor:
        cursor.execute(plan.sql, values)


def add(model: type[models.Model], amounts: Mapping[str, int], **equals: Any) -> bool:
    """Add to columns of the row whose others equal these values; False where there is none."""
    plan = _addition(model, tuple(amounts), tuple(equals), connection.vendor)
    values = [*amounts.values(), *equals.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            plan.sql,
            [
                field.get_db_prep_value(value, connection, prepared=False)
                for field, value in zip(plan.fields, values, strict=True)
            ],
        )
        return bool(cursor.rowcount)


def fetch(
    model: type[M], *, only: Sequence[str] = (), is_locked: bool = False, **equals: Any
) -> M | None:
    """Return the row whose columns equal these values, or nothing; locked for the transaction.

    `only` names the columns to read, the key among them; the others are read when asked for.
    """
    found = fetch_all(model, only=only, is_locked=is_locked, **equals)
    return found[0] if found else None


def the(model: type[M], *, only: Sequence[str] = (), **equals: Any) -> M:
    """Return the row whose columns equal these values; `DoesNotExist` where there is none."""
    found = fetch(model, only=only, **equals)
    if found is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return found


def fetch_all(
    model: type[M],
    *,
    only: Sequence[str] = (),
    order: Sequence[str] = (),
    is_locked: bool = False,
    **equals: Any,
) -> list[M]:
    """Return the rows whose columns equal these values; `order` names columns, rising."""
    if is_locked and not connection.in_atomic_block:
        msg = "a row is locked inside the transaction that changes it"
        raise transaction.TransactionManagementError(msg)
    said = tuple((name, value) for name, value in equals.items() if isinstance(value, bool))
    asked = {name: value for name, value in equals.items() if not isinstance(value, bool)}
    shape = _Shape(tuple(only), tuple(asked), said, tuple(order), is_locked)
    plan = _selection(model, shape, connection.vendor)
    values = [
        field.get_db_prep_value(value, connection, prepared=False)
        for field, value in zip(plan.keys, asked.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(plan.sql, values)
        found = cursor.fetchall()
    return [model.from_db(connection.alias, plan.names, _converted(plan, row)) for row in found]


def _value(field: Any, row: models.Model, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


def _converted(plan: _Reading, found: Sequence[Any]) -> list[Any]:
    values = list(found)
    for place, converters, column in plan.converters:
        for convert in converters:
            values[place] = convert(values[place], column, connection)
    return values


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _fields(model: type[models.Model], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(model._meta.get_field(name) for name in names)


@cache
def _insertion(model: type[models.Model], has_key: bool, vendor: str) -> _Writing:
    del vendor  # part of the key: the text differs by database
    fields = tuple(
        field for field in model._meta.local_concrete_fields if has_key or not field.primary_key
    )
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join("%s" for _ in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    answer = "" if has_key else f" RETURNING {key}"
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places}){answer}"  # noqa: S608
    return _Writing(sql, fields)


@cache
def _change(model: type[models.Model], names: tuple[str, ...], vendor: str) -> _Writing:
    del vendor
    fields = _fields(model, names)
    changes = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    sql = f"UPDATE {table} SET {changes} WHERE {key} = %s"  # noqa: S608 -- names of columns
    return _Writing(sql, (*fields, model._meta.pk))


@cache
def _addition(
    model: type[models.Model], names: tuple[str, ...], keys: tuple[str, ...], vendor: str
) -> _Writing:
    del vendor
    fields = _fields(model, (*names, *keys))
    columns = [_quoted(field.column) for field in fields]
    more = ", ".join(f"{column} = {column} + %s" for column in columns[: len(names)])
    asked = " AND ".join(f"{column} = %s" for column in columns[len(names) :])
    sql = f"UPDATE {_quoted(model._meta.db_table)} SET {more} WHERE {asked}"  # noqa: S608
    return _Writing(sql, fields)


@cache
def _selection(model: type[models.Model], shape: _Shape, vendor: str) -> _Reading:
    del vendor
    fields: Sequence[Any] = model._meta.local_concrete_fields
    if shape.only:
        fields = [field for field in fields if field.attname in shape.only]
    columns = ", ".join(_quoted(field.column) for field in fields)
    fields_asked = _fields(model, shape.asked)
    asked = [f"{_quoted(field.column)} = %s" for field in fields_asked]
    # Written out, so that an index with this condition is used.
    asked += [("" if is_so else "NOT ") + _quoted(name) for name, is_so in shape.said]
    table = _quoted(model._meta.db_table)
    sql = f"SELECT {columns} FROM {table} WHERE {' AND '.join(asked)}"  # noqa: S608
    if shape.order:
        named = (_quoted(field.column) for field in _fields(model, shape.order))
        sql += f" ORDER BY {', '.join(named)}"
    if shape.is_locked and connection.features.has_select_for_update:
        sql += " FOR UPDATE"
    compiler = Query(model).get_compiler(connection=connection)
    converters = compiler.get_converters([field.get_col(model._meta.db_table) for field in fields])
    return _Reading(
        sql=sql,
        keys=fields_asked,
        names=tuple(field.attname for field in fields),
        converters=tuple(
            (place, tuple(several), column) for place, (several, column) in converters.items()
        ),
    )
