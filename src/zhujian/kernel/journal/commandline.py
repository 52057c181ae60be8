"""`zhujian ledger verify` and `zhujian ledger prove`."""

import argparse
import json
import sys
from dataclasses import asdict

from zhujian.kernel.actors import named_actor
from zhujian.kernel.refusals import Refused


def configure_verify(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run_verify(arguments: argparse.Namespace) -> int:
    """Print what `verify` found; 0 clean, 1 broken with the first broken line, 2 unreadable."""
    from zhujian.kernel.journal import verify  # noqa: PLC0415 -- models come after the command line

    report = verify()
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
    else:
        heading = {0: "账本完好", 1: "账本已被破坏", 2: "账本无法核对"}[report.exit_status]
        sys.stdout.write(f"{heading}：{report.why}\n")
        if report.first_broken is not None:
            sys.stdout.write(f"第一处：第 {report.first_broken} 条\n")
    return report.exit_status


def configure_accept(parser: argparse.ArgumentParser) -> None:
    """Add `--reason` and `--by`."""
    parser.add_argument("--reason", required=True, help="why the lines are lost, in words")
    parser.add_argument("--by", default="", help="who accepts it (default: the operator)")


def run_accept(arguments: argparse.Namespace) -> int:
    """Accept a loss and print what stands in the journal now; a refusal ends with 1."""
    from zhujian.kernel.journal import accept_loss, verify  # noqa: PLC0415 -- as above

    accept_loss(by=named_actor(arguments.by), reason=arguments.reason)
    report = verify()
    sys.stdout.write(f"已写入账本。{report.why}\n")
    return report.exit_status


def configure_prove(parser: argparse.ArgumentParser) -> None:
    """Add the receipt and `--json`."""
    parser.add_argument("receipt", metavar="RECEIPT", help="the receipt as it was given")
    parser.add_argument("--json", action="store_true", help="print the proof as JSON")


def run_prove(arguments: argparse.Namespace) -> int:
    """Print what the receipt proves; 0 proven, 1 not, 2 no receipt of this installation."""
    from zhujian.kernel.journal import prove  # noqa: PLC0415 -- models come after the command line

    try:
        proof = prove(arguments.receipt)
    except Refused as refused:
        sys.stderr.write(f"{refused.text}\n")
        return 2
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(proof), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"{'回执有效' if proof.is_proven else '回执不能证明'}：{proof.why}\n")
    return 0 if proof.is_proven else 1
