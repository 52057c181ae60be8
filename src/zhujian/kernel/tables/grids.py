"""Raw cells of a file: CSV in the usual encodings, spreadsheets by calamine."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from zhujian.kernel.tables.rows import UnusableFile

SHEETS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
MOST_BYTES = 64 * 1024 * 1024
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row; merged ranges are filled with the value of their first cell.

    `other_sheets` are those that show and were not read.
    """

    file: str
    cells: list[list[object]]
    merged: tuple[Span, ...] = ()
    formulas: frozenset[tuple[int, int]] = field(default=frozenset())
    is_text: bool = False
    other_sheets: tuple[str, ...] = ()

    def is_spread(self, row: int, columns: Iterable[int]) -> bool:
        """Return whether one merged cell covers two of the columns in this row."""
        wanted = set(columns)
        return any(
            top <= row <= bottom and len(wanted & set(range(left, right + 1))) > 1
            for (top, left), (bottom, right) in self.merged
        )


def read_grid(path: Path) -> Grid:
    """Return the cells of the first sheet that shows, or raise `UnusableFile` with the reason."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnusableFile(f"{path.name}：文件超过 64 MB，请拆开后分次导入。")
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path}：{unreadable(error)}") from error
    suffix = path.suffix.lower()
    if suffix in TEXTS or (suffix not in SHEETS and not content.startswith((b"PK", b"\xd0\xcf"))):
        return Grid(path.name, _read_text(path.name, content), is_text=True)
    return _read_sheet(path, content)


def unreadable(error: OSError) -> str:
    """Say in Chinese why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件，请核对路径。"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，请给出其中的一个文件。"
    if isinstance(error, PermissionError):
        return "没有读取这个文件的权限。"
    return f"无法读取文件（{error.strerror}）。"


def _read_text(name: str, content: bytes) -> list[list[object]]:
    text = _decoded(name, content)
    if "\0" in text:
        raise UnusableFile(f"{name}：不是文本文件，请另存为 CSV（UTF-8）或 XLSX。")
    head = text[:4096]
    delimiter = max(",\t;", key=lambda sign: head.splitlines()[0].count(sign) if head else 0)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UnusableFile(f"{name}：不是合格的 CSV 文件（{error}）。") from error


def _decoded(name: str, content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableFile(f"{name}：文字编码无法识别，请另存为 CSV（UTF-8）或 XLSX。")


def _read_sheet(path: Path, content: bytes) -> Grid:
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        name, *others = _shown_sheets(workbook)
        sheet = workbook.get_sheet_by_name(name)
        cells: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        merged = tuple(sheet.merged_cell_ranges or ())
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnusableFile(f"{path.name}：不是可读的电子表格，请另存为 XLSX 再试。") from error
    if not cells:
        raise UnusableFile(f"{path.name}：工作表「{name}」没有内容。")
    _fill(cells, merged)
    return Grid(path.name, cells, merged, _formulas(content, name), other_sheets=tuple(others))


def _shown_sheets(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    shown = python_calamine.SheetVisibleEnum.Visible
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == shown]
    return names or workbook.sheet_names[:1]


def _fill(cells: list[list[object]], merged: Iterable[Span]) -> None:
    for (top, left), (bottom, right) in merged:
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = cells[top][left]


def _formulas(content: bytes, name: str) -> frozenset[tuple[int, int]]:
    """Return where formulas stand; calamine gives their results only."""
    if not content.startswith(b"PK"):
        return frozenset()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return frozenset()
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import, and imports are rare

    book = load_workbook(io.BytesIO(content), read_only=True)
    try:
        sheet = book[name]
        return frozenset(
            (cell.row - 1, cell.column - 1)
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" and cell.row is not None and cell.column is not None
        )
    finally:
        book.close()
