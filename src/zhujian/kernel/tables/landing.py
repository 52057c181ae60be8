"""Landing rows inside an action's transaction: a bad row never half-lands."""

import sys
from collections.abc import Callable
from enum import Enum

from django.db import transaction
from tqdm import tqdm

from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables.reports import ImportReport, RowRefusal
from zhujian.kernel.tables.rows import Row, Table


class Outcome(Enum):
    """What a row came to."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def land_rows(
    table: Table, land: Callable[[Row], Outcome], *, is_dry_run: bool = False
) -> ImportReport:
    """Land each row by `land`, each behind a savepoint of the caller's transaction.

    A `Refused` from `land` refuses the row: its fields name columns by key. A dry run leaves
    nothing of the rows. A progress bar shows on a terminal.
    """
    report = ImportReport(table.file, table.total, is_dry_run, refused=list(table.refused))
    if table.ignored_sheets:
        report.notes.append(f"只读了第一张工作表，没有读：{'、'.join(table.ignored_sheets)}。")
    if table.ignored_headers:
        report.notes.append(f"未使用的列：{'、'.join(table.ignored_headers)}。")
    with transaction.atomic():
        for row in tqdm(table.rows, unit="行", disable=not sys.stderr.isatty(), file=sys.stderr):
            try:
                with transaction.atomic():
                    outcome = land(row)
            except Refused as refused:
                report.refused += _refusals(row, refused)
                continue
            setattr(report, outcome.value, getattr(report, outcome.value) + 1)
        if is_dry_run:
            transaction.set_rollback(True)
    return report


def _refusals(row: Row, refused: Refused) -> list[RowRefusal]:
    if not refused.fields:
        return [RowRefusal(row.number, "", "", refused.text)]
    return [row.refusal(field.field, field.reason) for field in refused.fields]
