"""Lists that page by key, so that the thousandth page costs what the first does."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from zhujian.kernel.refusals import Refused

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """One page of a list: its rows, and the cursor behind which the next page begins."""

    rows: list[M]
    next: str | None


def page_by_key(
    queryset: QuerySet[M], *, key: Sequence[str] = ("pk",), after: str = "", size: int = 20
) -> KeyPage[M]:
    """Return the page of `size` rows that follows the cursor `after` in the order of `key`.

    `key` names fields of the model as `order_by` does (`-published_at`, `pk`) and must be unique
    as a whole; its columns hold no NULL. A cursor that this list did not give is refused (422).
    """
    found = queryset.order_by(*key)
    if after:
        found = found.filter(_behind(key, _read_cursor(queryset.model, key, after)))
    rows = list(found[: size + 1])
    if len(rows) <= size:
        return KeyPage(rows, None)
    return KeyPage(rows[:size], _cursor(rows[size - 1], key))


def _behind(key: Sequence[str], values: list[Any]) -> Q:
    """Return the condition that a row stands behind `values` in the order of `key`."""
    condition = Q()
    equal = Q()
    for field, value in zip(key, values, strict=True):
        name = field.removeprefix("-")
        step = "lt" if field.startswith("-") else "gt"
        condition |= equal & Q((f"{name}__{step}", value))
        equal &= Q((name, value))
    return condition


def _cursor(row: Model, key: Sequence[str]) -> str:
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
