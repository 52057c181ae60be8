"""Scenes that need a database file of their own and real processes; run by the tests.

`python -m tests.kernel.real_home writers` lets several processes write one journal and prints the
report; `… flips` changes single bytes of the database file wherever a line's subject stands and
prints what `verify` said to each.
"""

import json
import multiprocessing
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django
from django.core.management import call_command

WRITERS, LINES = 4, 25
SUBJECT = "item:511602000000-XYZ"


def _write_some() -> None:
    django.setup()
    from tests.kernel.journal_cast import write_line

    for _ in range(LINES):
        write_line(SUBJECT, note="一")


def writers() -> dict[str, object]:
    """Several processes write at once, while this one verifies."""
    from zhujian.kernel.journal import verify

    processes = [
        multiprocessing.get_context("spawn").Process(target=_write_some) for _ in range(WRITERS)
    ]
    for process in processes:
        process.start()
    meanwhile = set()
    while any(process.is_alive() for process in processes):
        meanwhile.add(verify().exit_status)
    return {
        **asdict(verify()),
        "meanwhile": sorted(meanwhile),
        "exits": [process.exitcode for process in processes],
    }


def flips() -> dict[str, object]:
    """Flip one bit in each copy of a subject in the file; the row and its indexes hold one each."""
    from django.db import connections

    from tests.kernel.journal_cast import write_line
    from zhujian.kernel.journal import verify

    for _ in range(5):
        write_line(SUBJECT)
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    file = Path(os.environ["ZHUJIAN_HOME"]) / "zhujian.sqlite3"
    whole = file.read_bytes()
    statuses = []
    at = whole.find(SUBJECT.encode())
    while at >= 0:
        changed = bytearray(whole)
        changed[at + 5] ^= 1
        file.write_bytes(changed)
        statuses.append(verify().exit_status)
        connections.close_all()
        at = whole.find(SUBJECT.encode(), at + 1)
    file.write_bytes(whole)
    return {"statuses": statuses, "after": verify().exit_status}


if __name__ == "__main__":
    django.setup()
    call_command("migrate", "kernel", verbosity=0)
    sys.stdout.write(json.dumps({"writers": writers, "flips": flips}[sys.argv[1]]()))
