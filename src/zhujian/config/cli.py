"""The `zhujian` command: the rooms' commands joined into one."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext

ROOMS_WITH_COMMANDS = [
    "kernel",
    "search",
    "divisions",
    "people",
    "places",
    "catalogue",
    "handbook",
    "ops",
    "config",
]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhujian.config.settings")
    import django  # noqa: PLC0415 -- settings are named first

    django.setup()
    arguments = _parser().parse_args(argv)
    from django.db import OperationalError  # noqa: PLC0415

    from zhujian.kernel.refusals import Refused  # noqa: PLC0415
    from zhujian.ops import occupancy  # noqa: PLC0415

    try:
        with nullcontext() if arguments.command.needs_home_alone else occupancy.shared():
            return _run(arguments)
    except Refused as refused:
        sys.stderr.write(f"{refused.text}\n")
        for field in refused.fields:
            if field.reason != refused.text:
                sys.stderr.write(f"  {field.field}: {field.reason}\n")
        return 1
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        sys.stderr.write(f"数据库用不上（{reason}）：请核对 ZHUJIAN_DATABASE_URL 和数据库服务。\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已中断。\n")
        return 130


def _run(arguments: argparse.Namespace) -> int:
    status: int = arguments.command.run(arguments)
    if arguments.command.refreshes:
        from zhujian.search import indexer  # noqa: PLC0415

        indexer.drain()
    return status


def _parser() -> argparse.ArgumentParser:
    from zhujian.kernel.commands import Command  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="zhujian", description="竹简：县级政务公开与政务服务平台")
    groups: dict[tuple[str, ...], argparse._SubParsersAction[argparse.ArgumentParser]] = {
        (): parser.add_subparsers(metavar="COMMAND", required=True)
    }
    commands: list[Command] = []
    for room in ROOMS_WITH_COMMANDS:
        commands += importlib.import_module(f"zhujian.{room}.commands").COMMANDS
    for command in commands:
        *group, last = command.words
        if tuple(group) not in groups:
            branch = groups[()].add_parser(group[0], help=f"{group[0]} …")
            groups[tuple(group)] = branch.add_subparsers(metavar="WHAT", required=True)
        leaf = groups[tuple(group)].add_parser(last, help=command.help, description=command.help)
        command.configure(leaf)
        leaf.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
