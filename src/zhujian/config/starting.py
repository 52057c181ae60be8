"""Starting the house: database, reference data, static files, demo city, then its processes."""

import hashlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from zhujian.config import demo
from zhujian.kernel import journal, timetable
from zhujian.ops import supervising, working
from zhujian.search import indexer


def migrate() -> None:
    """Bring database and reference data up to this version; nothing is done twice."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    for reference in timetable.references():
        with transaction.atomic():
            reference()


def start(*, port: int, workers: int) -> int:
    """Prepare the home and run everything until a termination signal; return the exit status."""
    refusal = supervising.port_refusal(port)
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    os.environ["ZHUJIAN_PORT"] = str(port)
    signal.signal(signal.SIGTERM, _leave)
    prepare()
    return supervising.supervise(
        port=port,
        children=supervising.household(port=port, workers=workers),
        stop=working.stop_at_signals(),
    )


def prepare() -> None:
    """Make the home ready to serve: database, static files, the ledger's head, city, index."""
    migrate()
    journal.witness(is_start=True)
    collect_static()
    if settings.DEMO and not (settings.HOME / "demo.json").exists():
        sys.stdout.write("· 装入演示城市\n")
        sys.stdout.flush()
        demo.load()
    indexer.drain()
    connections.close_all()


def _leave(number: int, frame: FrameType | None) -> None:
    """End the preparation where it stands; the next start takes it up again."""
    del frame
    raise SystemExit(128 + number)


def collect_static() -> None:
    """Copy what the front end was built to into the home, with names that carry their hash."""
    built = [Path(folder) for folder in settings.STATICFILES_DIRS]
    mark = _fingerprint(built)
    stamp = settings.HOME / "static.stamp"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == mark:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(mark, encoding="ascii")


def _fingerprint(folders: list[Path]) -> str:
    seen = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                facts = path.stat()
                seen.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
