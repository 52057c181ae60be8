"""Commands of the room."""

import argparse
import json
import sys
from pathlib import Path

from zhujian.catalogue.actions import import_items
from zhujian.catalogue.steps.columns import columns
from zhujian.kernel.actors import Actor
from zhujian.kernel.commands import Command
from zhujian.kernel.tables import (
    Column,
    ImportReport,
    Table,
    UnusableFile,
    configure_import,
    read_table,
    run_import,
    unreadable,
)

UNUSABLE = 2
_MAP_COLUMNS = (
    Column("from", ("from", "部门", "原名称", "名称", "department"), is_required=True),
    Column("to", ("to", "对应单位", "单位", "organisation"), is_required=True),
)


def _configure(parser: argparse.ArgumentParser) -> None:
    configure_import(parser)
    parser.add_argument(
        "--listed", action="store_true", help="make incomplete items public as listed"
    )
    parser.add_argument(
        "--organisation-map",
        metavar="FILE",
        type=Path,
        help="JSON object or table with columns from, to: a department's name → ours",
    )
    parser.add_argument(
        "--create-organisations", action="store_true", help="make departments that are unknown"
    )


def _run(arguments: argparse.Namespace) -> int:
    try:
        names = _organisation_map(arguments.organisation_map)
    except UnusableFile as unusable:
        sys.stderr.write(f"{unusable.text}\n")
        return UNUSABLE

    def land(table: Table, by: Actor, is_dry_run: bool) -> ImportReport:
        return import_items(
            by=by,
            table=table,
            is_listed=arguments.listed,
            organisation_map=names,
            creates_organisations=arguments.create_organisations,
            is_dry_run=is_dry_run,
        )

    return run_import(arguments, columns=columns(), unique=(), land=land)


def _organisation_map(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    if path.suffix.lower() == ".json":
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise UnusableFile(f"{path}：{unreadable(error)}") from error
        except json.JSONDecodeError as error:
            raise UnusableFile(
                f"{path.name}：不是有效的 JSON，第{error.lineno}行第{error.colno}列附近有误。"
            ) from error
        except ValueError as error:
            raise UnusableFile(f"{path.name}：不是 UTF-8 编码的 JSON 文件。") from error
        if not isinstance(found, dict):
            raise UnusableFile(f"{path.name}：应为「部门名称: 单位」的 JSON 对象。")
        return {str(key).strip(): str(value).strip() for key, value in found.items()}
    table = read_table(path, _MAP_COLUMNS)
    return {row.value("from"): row.value("to") for row in table.rows}


COMMANDS: list[Command] = [
    Command(("import", "items"), "import service items", _configure, _run, refreshes=True),
]
