"""Commands of the room."""

import argparse
import json
import time

from zhujian.kernel.commands import Command
from zhujian.search import indexer


def _reindex_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def _reindex(arguments: argparse.Namespace) -> int:
    start = time.perf_counter()
    documents = indexer.rebuild()
    seconds = round(time.perf_counter() - start, 2)
    if arguments.json:
        print(json.dumps({"documents": documents, "seconds": seconds}))
    else:
        print(f"索引已重建：{documents} 条，用时 {seconds} 秒。")
    return 0


COMMANDS: list[Command] = [
    Command(("reindex",), "build the search index anew", _reindex_options, _reindex),
]
