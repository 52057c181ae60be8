"""Reading CSV and spreadsheets into rows: headers found, merged cells filled, faults named."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from zhujian.kernel.tables.cells import (
    code_text,
    fault_of,
    header_text,
    lined_text,
    plain_text,
)
from zhujian.kernel.tables.grids import Grid, read_grid
from zhujian.kernel.tables.reports import RowRefusal
from zhujian.kernel.tables.rows import Column, Row, Table, UnusableFile

HEADER_ROWS = 10


def read_table(path: Path, columns: Sequence[Column], *, unique: Sequence[str] = ()) -> Table:
    """Return the rows of a CSV, XLSX, XLS or ODS file, or raise `UnusableFile`.

    The header is looked for in the first ten rows. Rows that are wholly blank are passed over;
    rows that miss a required value, hold an unreadable cell, or repeat the values of `unique`
    are refused and not among the usable ones.
    """
    grid = read_grid(path)
    at, found = _find_header(grid, columns)
    positions = {column.key: found[column.key] for column in columns if column.key in found}
    headers = {key: plain_text(grid.cells[at][index]) for key, index in positions.items()}
    known = set(positions.values())
    rows: list[Row] = []
    refused: list[RowRefusal] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(grid.cells[at + 1 :], start=at + 2):
        if not any(plain_text(cell) for cell in cells):
            continue
        row = _row(number, cells, columns, positions, headers)
        faults = [
            *_surplus(grid, at, row, cells),
            *_faults(grid, row, cells, columns, positions),
            *_repeats(row, unique, seen),
        ]
        if faults:
            refused += faults
        else:
            rows.append(row)
    if not rows and not refused:
        raise UnusableFile(f"{path.name}：表头之下没有任何内容。")
    ignored = [
        text
        for index, cell in enumerate(grid.cells[at])
        if index not in known and (text := plain_text(cell))
    ]
    return Table(path.name, rows, refused, ignored, grid.other_sheets)


def _find_header(grid: Grid, columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    names = {header_text(name): column.key for column in columns for name in column.headers}
    ranks = list(names)
    best: tuple[int, dict[str, int]] = (0, {})
    for at, cells in enumerate(grid.cells[:HEADER_ROWS]):
        found = _named_columns(grid.file, at, cells, names, ranks)
        if len(found) > len(best[1]):
            best = (at, found)
    missing = [column for column in columns if column.is_required and column.key not in best[1]]
    if missing:
        raise UnusableFile(_missing_words(grid, best[0], missing))
    return best


def _named_columns(
    file: str, at: int, cells: Sequence[object], names: Mapping[str, str], ranks: Sequence[str]
) -> dict[str, int]:
    """Return where each column stands; of two names for one column the better known counts."""
    found: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(cells):
        text = header_text(plain_text(cell))
        key = names.get(text)
        if key is None:
            continue
        rank = ranks.index(text)
        if key in found and found[key][0] == rank:
            raise UnusableFile(
                f"{file}：第{at + 1}行的表头「{plain_text(cell)}」出现了两次，请只留一列。"
            )
        found[key] = min(found.get(key, (rank, index)), (rank, index))
    return {key: index for key, (_, index) in found.items()}


def _missing_words(grid: Grid, at: int, missing: Sequence[Column]) -> str:
    wanted = "、".join(f"「{column.headers[0]}」（或 {column.key}）" for column in missing)
    present = "、".join(
        f"「{text}」"
        for cell in (grid.cells[at] if grid.cells else ())
        if (text := plain_text(cell))
    )
    have = f"第{at + 1}行的表头是{present[:300]}" if present else "文件没有内容"
    return f"{grid.file}：缺少表头{wanted}；{have}。"


def _row(
    number: int,
    cells: Sequence[object],
    columns: Sequence[Column],
    positions: Mapping[str, int],
    headers: Mapping[str, str],
) -> Row:
    values = {}
    for column in columns:
        index = positions.get(column.key)
        if index is None or index >= len(cells):
            continue
        text = lined_text(cells[index]) if column.keeps_lines else plain_text(cells[index])
        values[column.key] = code_text(text) if column.is_code else text
    return Row(number, values, headers)


def _faults(
    grid: Grid,
    row: Row,
    cells: Sequence[object],
    columns: Sequence[Column],
    positions: Mapping[str, int],
) -> list[RowRefusal]:
    at = row.number - 1
    if grid.is_spread(at, positions.values()):
        return [RowRefusal(row.number, "", "", "合并单元格跨了几列，看不出各列的值，请取消合并")]
    faults = []
    for column in columns:
        index = positions.get(column.key)
        cell = cells[index] if index is not None and index < len(cells) else None
        rule = fault_of(cell, has_formula=(at, index) in grid.formulas)
        if not rule and _must_be_filled(column) and not row.value(column.key):
            rule = "必须填写"
        if not rule and len(row.value(column.key)) > column.longest:
            rule = f"最多{column.longest}个字"
        if rule:
            faults.append(row.refusal(column.key, rule))
    return faults


def _surplus(grid: Grid, header: int, row: Row, cells: Sequence[object]) -> list[RowRefusal]:
    """Refuse a row of a text file that is longer than the header: its values may have shifted."""
    width = len(grid.cells[header])
    surplus = [text for cell in cells[width:] if (text := plain_text(cell))]
    if not grid.is_text or not surplus:
        return []
    rule = f"比表头多出{len(surplus)}格，请给含有分隔符的内容加上引号"
    return [RowRefusal(row.number, "", "", f"“{surplus[0][:60]}”等内容{rule}")]


def _must_be_filled(column: Column) -> bool:
    return column.is_required and not column.may_be_empty


def _repeats(row: Row, unique: Sequence[str], seen: dict[tuple[str, ...], int]) -> list[RowRefusal]:
    if not unique:
        return []
    key = tuple(row.value(one) for one in unique)
    if not all(key):
        return []
    first = seen.setdefault(key, row.number)
    if first == row.number:
        return []
    return [row.refusal(unique[-1], f"与第{first}行重复")]
