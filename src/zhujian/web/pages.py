"""Lists that page by key, so that the thousandth page costs what the first does."""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from zhujian.kernel.refusals import Refused

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """One page of a list: its rows, and the cursor behind which the next page begins."""

    rows: list[M]
    next: str | None


class Paged(Protocol):
    """A page of a list: it knows where the next one begins; nothing on the last one."""

    @property
    def next(self) -> str | None: ...


P = TypeVar("P", bound=Paged)


def every_page(page: Callable[[str], P]) -> Iterator[P]:
    """Give the pages of a list one after the other, each asked for when it is needed."""
    after: str | None = ""
    while after is not None:
        found = page(after)
        yield found
        after = found.next


def page_by_key(
    queryset: QuerySet[M], *, key: Sequence[str] = ("pk",), after: str = "", size: int = 20
) -> KeyPage[M]:
    """Return the page of `size` rows that follows the cursor `after` in the order of `key`.

    `key` names fields of the model as `order_by` does (`-published_at`, `pk`) and must be unique
    as a whole; its columns hold no NULL. A cursor that this list did not give is refused (422).
    """
    return _page(_first(queryset, key, after, size + 1), key, size)


def merged_by_key(
    parts: Sequence[QuerySet[M]], *, key: Sequence[str], after: str = "", size: int = 20
) -> KeyPage[M]:
    """Return one page of several lists of a model that share an order; a row in two comes once.

    Each list is answered by an index of its own, which no database does for their OR.
    """
    rows: dict[Any, M] = {}
    for part in parts:
        rows |= {row.pk: row for row in _first(part, key, after, size + 1)}
    found = list(rows.values())
    for field in reversed(key):
        name = field.removeprefix("-")
        found.sort(key=lambda row: getattr(row, name), reverse=field.startswith("-"))
    return _page(found[: size + 1], key, size)


def _first(queryset: QuerySet[M], key: Sequence[str], after: str, size: int) -> list[M]:
    found = queryset.order_by(*key)
    if after:
        found = found.filter(_behind(key, _read_cursor(queryset.model, key, after)))
    return list(found[:size])


def _page(rows: list[M], key: Sequence[str], size: int) -> KeyPage[M]:
    if len(rows) <= size:
        return KeyPage(rows, None)
    return KeyPage(rows[:size], cursor_at(rows[size - 1], key))


def _behind(key: Sequence[str], values: list[Any]) -> Q:
    """Return the condition that a row stands behind `values` in the order of `key`.

    The first column is bounded once more by itself: an index begins to be read there.
    """
    condition = Q()
    equal = Q()
    for field, value in zip(key, values, strict=True):
        name = field.removeprefix("-")
        step = "lt" if field.startswith("-") else "gt"
        condition |= equal & Q((f"{name}__{step}", value))
        equal &= Q((name, value))
    if len(key) == 1:
        return condition
    first = key[0].removeprefix("-")
    return Q((f"{first}__{'lte' if key[0].startswith('-') else 'gte'}", values[0])) & condition


def cursor_at(row: Model, key: Sequence[str]) -> str:
    """Return the cursor behind which the list of `key` goes on after a row."""
    values = [_plain(getattr(row, field.removeprefix("-"))) for field in key]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def _plain(value: Any) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


def _read_cursor(model: type[Model], key: Sequence[str], after: str) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(values, list) or len(values) != len(key):
            raise ValueError(after)  # noqa: TRY301 -- one answer for every bad cursor
        return [
            _field(model, field).to_python(value) for field, value in zip(key, values, strict=True)
        ]
    except (ValueError, binascii.Error, ValidationError, UnicodeDecodeError) as error:
        raise Refused("cursor", "翻页位置无法识别，请从第一页重新翻看。") from error


def _field(model: type[Model], field: str) -> Any:
    name = field.removeprefix("-")
    return model._meta.pk if name == "pk" else model._meta.get_field(name)
