"""Commands of the room."""

import argparse

from zhujian.divisions.actions import import_divisions
from zhujian.divisions.steps import COLUMNS
from zhujian.kernel.commands import Command
from zhujian.kernel.tables import configure_import, run_import


def _import_divisions(arguments: argparse.Namespace) -> int:
    return run_import(
        arguments,
        columns=COLUMNS,
        unique=("code",),
        land=lambda table, by, is_dry_run: import_divisions(
            by=by, table=table, is_dry_run=is_dry_run
        ),
    )


COMMANDS: list[Command] = [
    Command(
        ("import", "divisions"),
        "land towns and villages: code, name, level, parent, lon, lat, aliases",
        configure_import,
        _import_divisions,
        refreshes=True,
    ),
]
