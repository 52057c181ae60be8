"""The command that loads the demo city and checks its figures."""

import argparse
import sys
import time

from zhujian.config.demo.loading import SEED, load
from zhujian.config.demo.stories import STORIES
from zhujian.config.demo.verifying import verify
from zhujian.kernel.commands import Command


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--verify", action="store_true", help="compare the city's figures with what pages count"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="another run of chance")
    parser.add_argument("--cases", type=int, default=STORIES, help="so many cases of the year")


def _demo(arguments: argparse.Namespace) -> int:
    if arguments.verify:
        return _verify()
    started = time.monotonic()
    if load(seed=arguments.seed, cases=arguments.cases):
        sys.stdout.write(f"演示城市已载入，用时 {time.monotonic() - started:.1f} 秒。\n")
    else:
        sys.stdout.write("演示城市已经在数据库里，没有改动。\n")
    return 0


def _verify() -> int:
    figures = verify()
    sys.stdout.write("".join(f"{figure}\n" for figure in figures))
    return 0 if all(figure.is_right for figure in figures) else 1


COMMANDS: list[Command] = [
    Command(
        ("demo",),
        "load the demo city into an empty database",
        _configure,
        _demo,
        refreshes=True,
    ),
]
