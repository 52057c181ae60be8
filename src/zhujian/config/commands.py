"""Commands of the roof: migrations and the demo city."""

import argparse

from django.core.management import call_command

from zhujian.kernel.commands import Command


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _migrate(arguments: argparse.Namespace) -> int:
    del arguments
    call_command("migrate", interactive=False, verbosity=0)
    return 0


COMMANDS: list[Command] = [
    Command(("migrate",), "bring the database up to this version", _no_arguments, _migrate),
]
