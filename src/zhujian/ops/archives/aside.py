"""What stands in a home before a restore goes aside, and comes back when it does not end well.

`restoring.json` in the home says what was moved. It is there from the first move until the
restored house is proven, so that whatever comes between, no half of it is ever used.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused
from zhujian.ops.occupancy import MARKER

# Keys stay unless the archive brings others; the rest is made anew and holds nothing.
_KEPT = {"keys", "run", "static", "static.stamp", "generation", MARKER}
_ASIDE = "replaced-"


@dataclass(slots=True)
class Aside:
    """Where what was there went: pairs of paths, and the schema on PostgreSQL."""

    archive: str
    name: str
    moved: list[tuple[str, str]] = field(default_factory=list)
    schema: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the home in which the former files lie."""
        return Path(settings.HOME) / self.name

    def write(self) -> None:
        """Note everything in the home before it is done, so that it can be undone."""
        path = Path(settings.HOME) / MARKER
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def forget(self) -> None:
        """Say that nothing is under way any more."""
        (Path(settings.HOME) / MARKER).unlink()


def is_empty() -> bool:
    """Return whether neither home nor database hold anything that a restore would replace."""
    if (Path(settings.HOME) / "files").exists() or (Path(settings.HOME) / "ledger").exists():
        return False
    return not has_tables()


def has_tables() -> bool:
    """Return whether the database was ever brought up."""
    if connection.vendor == "sqlite" and not _database().is_file():
        return False
    with connection.cursor() as cursor:
        return "django_migrations" in connection.introspection.table_names(cursor)


def put_aside(archive: Path, *, with_keys: bool) -> Aside:
    """Move what is there out of the way; nothing is deleted."""
    aside = Aside(str(archive), f"{_ASIDE}{clock.now().astimezone(clock.CHINA):%Y%m%d-%H%M%S}")
    has_former_tables = has_tables()
    connections.close_all()
    aside.moved = [(str(path), str(target)) for path, target in _moves(aside, with_keys=with_keys)]
    if connection.vendor == "postgresql" and has_former_tables:
        aside.schema = aside.name.replace("-", "_")
    aside.write()
    if aside.moved:
        aside.folder.mkdir(mode=0o700)
    for source, target in aside.moved:
        Path(source).rename(target)
    return aside


def _moves(aside: Aside, *, with_keys: bool) -> list[tuple[Path, Path]]:
    home = Path(settings.HOME)
    staying = _KEPT - {"keys"} if with_keys else _KEPT
    moves = [
        (path, aside.folder / path.name)
        for path in home.iterdir()
        if path.name not in staying and not path.name.startswith(_ASIDE)
    ]
    if connection.vendor == "sqlite" and not _database().is_relative_to(home):
        for ending in ("", "-wal", "-shm"):
            path = _database().with_name(f"{_database().name}{ending}")
            if path.exists():
                moves.append((path, path.with_name(f"{path.name}.{aside.name}")))
    return moves


def undo() -> None:
    """Take away what a restore laid down and put back what was there before it."""
    marker = Path(settings.HOME) / MARKER
    if not marker.exists():
        raise Refused("nothing_to_undo", "没有中断的恢复，不需要放回。", status=409)
    aside = Aside(**json.loads(marker.read_text(encoding="utf-8")))
    connections.close_all()
    _take_away(aside)
    for source, target in aside.moved:
        if Path(target).exists():
            _remove(Path(source))
            Path(target).rename(source)
    if aside.folder.is_dir():
        aside.folder.rmdir()
    if connection.vendor == "postgresql":
        _undo_schema(aside)
    aside.forget()


def _take_away(aside: Aside) -> None:
    """Remove what was laid down. What was there and did not go aside yet is left alone."""
    home = Path(settings.HOME)
    waiting = {source for source, target in aside.moved if not Path(target).exists()}
    for path in home.iterdir():
        is_laid = path.name not in _KEPT and not path.name.startswith(_ASIDE)
        if is_laid and str(path) not in waiting:
            _remove(path)
    if connection.vendor == "sqlite" and str(_database()) not in waiting:
        _remove(_database())


def _undo_schema(aside: Aside) -> None:
    """Put the former schema back; where there was none, empty the one that was filled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [aside.schema])
        (former,) = cursor.fetchone()
        if former:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {aside.schema} RENAME TO public")
        elif not aside.schema:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _database() -> Path:
    return Path(connection.settings_dict["NAME"])
