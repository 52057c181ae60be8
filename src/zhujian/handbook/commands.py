"""Commands of the room."""

import argparse
from pathlib import Path

from zhujian.handbook.queries import TEMPLATE, guide_paper
from zhujian.kernel.commands import Command
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.web.pdf import render_pdf


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="code of the item")
    parser.add_argument("out", metavar="OUT.pdf", type=Path, help="file to write")


def _run(arguments: argparse.Namespace) -> int:
    paper = guide_paper(arguments.code)
    made = render_pdf(TEMPLATE, paper.data, title=paper.title)
    out: Path = arguments.out
    try:
        out.write_bytes(made)
    except OSError as error:
        reason = f"写不了 {out}：{error.strerror}。"
        raise Refused("file_unwritable", reason, fields=(FieldRefusal("OUT", reason),)) from error
    print(f"已写入 {out}（{len(made) // 1024} KB）")
    return 0


COMMANDS: list[Command] = [
    Command(("guide",), "print the guide of an item as PDF", _configure, _run),
]
