"""What people do to the divisions: import them."""

from dataclasses import replace

from django.db import transaction

from zhujian.divisions.models import Level
from zhujian.divisions.permissions import can_import_divisions
from zhujian.divisions.rules import level_of
from zhujian.divisions.steps import land_division
from zhujian.kernel import changes, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import forbidden
from zhujian.kernel.tables import ImportReport, Table, land_rows

LEVELS = [level.value for level in Level]


def import_divisions(*, by: Actor, table: Table, is_dry_run: bool = False) -> ImportReport:
    """Land divisions, larger ones first; one journal line where something changed."""
    with transaction.atomic(durable=True):
        if not can_import_divisions(by):
            raise forbidden("只有系统管理员可以导入行政区划。")
        rows = sorted(table.rows, key=lambda row: LEVELS.index(level_of(row.value("code"))))
        ordered = replace(table, rows=rows)
        report = land_rows(ordered, land_division, is_dry_run=is_dry_run)
        if report.has_landed:
            journal.write(
                verb="division.import",
                subject="divisions",
                by=by,
                data={
                    "created": report.created,
                    "changed": report.changed,
                    "refused": report.refused_rows,
                },
            )
            changes.announce("divisions")
    return report
