"""Lists as spreadsheets: XLSX that is written row by row and runs nothing when it is opened."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import FileResponse

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.web.uploads import KINDS

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MAX_ROWS = 20_000
LONGEST_CELL = 32_000

Cell = str | int | Decimal | date | datetime | None

# What a spreadsheet would read as the beginning of a formula when a cell is edited.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: its heading, and its width in letters."""

    title: str
    width: int = 16


def exported(
    name: str,
    columns: Sequence[SheetColumn | str],
    rows: Iterable[Sequence[Cell]],
    *,
    by: Actor,
) -> FileResponse:
    """Return a list that somebody takes away, and write down that he did: which, how many rows.

    It stands behind a POST, since it leaves a line; `name` is the house's own word for the list.
    """
    count = 0

    def counting() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    response = xlsx_response(name, columns, counting())
    with transaction.atomic(durable=True):
        journal.write(
            verb="list.export",
            subject=by.actor_ref,
            by=by,
            data={"list": name, "rows": min(count, MAX_ROWS)},
        )
    return response


def xlsx_response(
    name: str, columns: Sequence[SheetColumn | str], rows: Iterable[Sequence[Cell]]
) -> FileResponse:
    """Return a list as a download named `name`.xlsx, written through a file, not in memory.

    Texts stay texts, whatever they begin with; dates are dates, instants are told in China's
    time, a `Decimal` is an amount with two places. What is behind the first `MAX_ROWS` rows is
    left out, and a last row says so.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    _write(file, name, [_column(one) for one in columns], rows)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type=KINDS["xlsx"].media_type,
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )


def _write(
    file: Any, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]
) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to import, and exports are rare
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", name)[:31])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns):
        sheet.column_dimensions[_letters(place)].width = column.width
    sheet.append([_cell(sheet, column.title, font=Font(bold=True)) for column in columns])
    for row in _bounded(rows):
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)
    book.close()


def _bounded(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    found = iter(rows)
    yield from islice(found, MAX_ROWS)
    if next(found, None) is not None:
        yield [f"只导出了前 {MAX_ROWS} 行，后面还有。请缩小条件，分几次导出。"]


def _cell(sheet: WriteOnlyWorksheet, value: Cell, **look: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    if isinstance(value, datetime):
        value = value.astimezone(clock.CHINA).replace(tzinfo=None) if value.tzinfo else value
        look["number_format"] = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        look["number_format"] = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        look["number_format"] = "#,##0.00"
    elif isinstance(value, str):
        value = _UNWRITABLE.sub("", value)[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # it takes dates too
    if isinstance(value, str) and value.startswith(_LIKE_A_FORMULA):
        cell.data_type = "s"
        look["quotePrefix"] = True
    for part, how in look.items():
        setattr(cell, part, how)
    return cell


def _column(column: SheetColumn | str) -> SheetColumn:
    return SheetColumn(column) if isinstance(column, str) else column


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return str(get_column_letter(place + 1))
