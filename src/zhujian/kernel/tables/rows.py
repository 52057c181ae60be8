"""What a table is: columns it should have, rows it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.kernel.tables.reports import RowRefusal


class UnusableFile(Refused):
    """A file that cannot be used at all; the command ends with status 2."""

    def __init__(self, text: str) -> None:
        super().__init__("file_unusable", text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the code, the headers by which it is known, the first shown.

    `is_required`: the file must have the column, and each row a value. `is_code`: blanks inside
    and full-width signs are taken out. `keeps_lines`: line breaks inside a cell stay.
    `may_be_empty`: the file must have the column, but a row need not have a value.
    """

    key: str
    headers: tuple[str, ...]
    is_required: bool = False
    is_code: bool = False
    longest: int = 500
    keeps_lines: bool = False
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (as the spreadsheet shows it) and its clean values."""

    number: int
    values: Mapping[str, str]
    headers: Mapping[str, str]

    def value(self, key: str) -> str:
        """Return the clean value, or `""` where the column is missing or empty."""
        return self.values.get(key, "")

    def refusal(self, key: str, rule: str) -> RowRefusal:
        """Return the refusal of this row's value by a rule (a Chinese sentence)."""
        return RowRefusal(self.number, self.headers.get(key, key), self.value(key), rule)

    def refuse(self, key: str, rule: str) -> Refused:
        """Return what a landing step raises when a value breaks a rule."""
        return Refused("row", rule, fields=(FieldRefusal(key, rule),))


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: usable rows, rows refused by their form, what nobody asked for."""

    file: str
    rows: Sequence[Row]
    refused: Sequence[RowRefusal] = ()
    ignored_headers: Sequence[str] = field(default=())
    ignored_sheets: Sequence[str] = field(default=())

    @property
    def total(self) -> int:
        """How many rows the file holds, usable or not."""
        return len(self.rows) + len({refusal.row for refusal in self.refused})
