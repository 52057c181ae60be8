"""Commands of the room."""

import argparse

from zhujian.kernel.commands import Command
from zhujian.kernel.tables import configure_import, run_import
from zhujian.places.actions import import_places
from zhujian.places.steps import COLUMNS


def _import_places(arguments: argparse.Namespace) -> int:
    return run_import(
        arguments,
        columns=COLUMNS,
        unique=("name",),
        land=lambda table, by, is_dry_run: import_places(by=by, table=table, is_dry_run=is_dry_run),
    )


COMMANDS: list[Command] = [
    Command(
        ("import", "places"),
        "land places: name, category, division, organisation, address, phone, position, hours",
        configure_import,
        _import_places,
        refreshes=True,
    ),
]
