"""Commands of the roof: migrations and the demo city."""

import argparse

from django.conf import settings

from zhujian.config import starting
from zhujian.config.demo import commands as demo
from zhujian.kernel.commands import Command
from zhujian.ops.archives import commands as archives


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _migrate(arguments: argparse.Namespace) -> int:
    del arguments
    starting.migrate()
    return 0


def _prepare(arguments: argparse.Namespace) -> int:
    del arguments
    starting.prepare()
    return 0


def _up_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=settings.PORT, help="端口")
    parser.add_argument("--workers", type=int, default=0, help="网页进程数（默认等于处理器核数）")


def _up(arguments: argparse.Namespace) -> int:
    return starting.start(port=arguments.port, workers=arguments.workers)


def _restore(arguments: argparse.Namespace) -> int:
    return archives.run_restore(arguments, starting.migrate)


COMMANDS: list[Command] = [
    Command(
        ("restore",),
        "lay a backup into an empty home and prove journal and files there",
        archives.configure_restore,
        _restore,
        needs_home_alone=True,
    ),
    Command(
        ("migrate",),
        "bring database and reference data up to this version",
        _no_arguments,
        _migrate,
    ),
    Command(
        ("prepare",),
        "make the home ready to serve: database, static files, index (before serve and worker)",
        _no_arguments,
        _prepare,
    ),
    Command(
        ("up",),
        "prepare the home, then run web server and worker until Ctrl-C",
        _up_arguments,
        _up,
    ),
    *demo.COMMANDS,
]
