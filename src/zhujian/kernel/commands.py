"""What a command is, and the commands of this room."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from zhujian.kernel.journal import commandline


@dataclass(frozen=True, slots=True)
class Command:
    """One `zhujian` command: its words, one line of help, its arguments, what it does.

    `run` returns the exit status; `refreshes` says that what it lands must be found by search
    before the command returns; `needs_home_alone` that it runs while nothing else does.
    """

    words: tuple[str, ...]
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    refreshes: bool = False
    needs_home_alone: bool = False


COMMANDS: list[Command] = [
    Command(
        ("ledger", "verify"),
        "walk the journal's chain and compare it with the signed heads",
        commandline.configure_verify,
        commandline.run_verify,
    ),
    Command(
        ("ledger", "accept-loss"),
        "say in the journal that lines which signed heads tell of are lost, with a reason",
        commandline.configure_accept,
        commandline.run_accept,
    ),
    Command(
        ("ledger", "prove"),
        "prove that the line a receipt was given for stands unchanged in the journal",
        commandline.configure_prove,
        commandline.run_prove,
    ),
]
