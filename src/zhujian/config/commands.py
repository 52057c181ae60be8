"""Commands of the roof: migrations and the demo city."""

import argparse

from django.core.management import call_command
from django.db import transaction

from zhujian.kernel import timetable
from zhujian.kernel.commands import Command


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _migrate(arguments: argparse.Namespace) -> int:
    del arguments
    call_command("migrate", interactive=False, verbosity=0)
    for reference in timetable.references():
        with transaction.atomic():
            reference()
    return 0


COMMANDS: list[Command] = [
    Command(
        ("migrate",),
        "bring database and reference data up to this version",
        _no_arguments,
        _migrate,
    ),
]
