"""Commands of the room: serve, worker, check, bench."""

import argparse
import json

from django.conf import settings
from django.db import connections

from zhujian.kernel.commands import Command
from zhujian.ops.archives import commands as archives
from zhujian.ops.bench import BENCHES


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=settings.PORT, help="端口")
    parser.add_argument("--workers", type=int, default=0, help="进程数（默认等于处理器核数）")


def _serve(arguments: argparse.Namespace) -> int:
    from zhujian.ops import serving  # noqa: PLC0415 -- the server is loaded only to serve

    connections.close_all()
    serving.serve(
        host=arguments.host, port=arguments.port, workers=arguments.workers or serving.cores()
    )
    return 0


def _worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="把到期的工作做一遍就结束")


def _worker(arguments: argparse.Namespace) -> int:
    from zhujian.ops import working  # noqa: PLC0415 -- needs loaded models

    working.work(stop=working.stop_at_signals(), once=arguments.once)
    return 0


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _check(arguments: argparse.Namespace) -> int:
    from zhujian.ops import checking  # noqa: PLC0415 -- needs loaded models

    findings = list(checking.look())
    if arguments.json:
        rows = [{"level": one.level, "text": one.text} for one in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        words = {"well": "正常", "note": "提示", "fault": "问题"}
        for one in findings:
            print(f"[{words[one.level]}] {one.text}")
    return int(any(one.level == "fault" for one in findings))


COMMANDS: list[Command] = [
    Command(("serve",), "start the web server", _serve_arguments, _serve),
    Command(("worker",), "do queued and timed work", _worker_arguments, _worker),
    Command(("check",), "look at the configuration", _check_arguments, _check),
    Command(
        ("backup",),
        "pack database, files and signed heads into one archive, while running",
        archives.configure_backup,
        archives.run_backup,
    ),
    *BENCHES,
]
