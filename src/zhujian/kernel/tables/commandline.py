"""The manners of every import at the command line."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from zhujian.kernel.actors import Actor, named_actor
from zhujian.kernel.tables.reading import read_table
from zhujian.kernel.tables.reports import ImportReport
from zhujian.kernel.tables.rows import Column, Table, UnusableFile

UNUSABLE = 2


def configure_import(parser: argparse.ArgumentParser) -> None:
    """Give a command the arguments that every import has."""
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX, XLS or ODS")
    parser.add_argument("--dry-run", action="store_true", help="report and write nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--by", metavar="NAME", default="", help="who imports (staff name)")


def run_import(
    arguments: argparse.Namespace,
    *,
    columns: Sequence[Column],
    unique: Sequence[str],
    land: Callable[[Table, Actor, bool], ImportReport],
) -> int:
    """Read the file, land it by the room's action, print the report; return the exit status."""
    by = named_actor(arguments.by)
    try:
        table = read_table(arguments.file, columns, unique=unique)
    except UnusableFile as unusable:
        sys.stderr.write(f"{unusable.text}\n")
        return UNUSABLE
    return report_status(arguments, land(table, by, arguments.dry_run))


def report_status(arguments: argparse.Namespace, report: ImportReport) -> int:
    """Print the report as asked and return its exit status."""
    sys.stdout.write((report.as_json() if arguments.json else report.as_text()) + "\n")
    return report.exit_status
