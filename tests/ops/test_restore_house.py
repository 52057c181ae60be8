"""`zhujian restore`: everything is there again and proven, or everything is as it was."""

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.ops.homes import Home, home

pytestmark = pytest.mark.slow

COUNTS = """
from zhujian.cases.models import Case
from zhujian.kernel import stored
from zhujian.cases import files
from zhujian.people.models import Resident
told = [Case.objects.count(), Resident.objects.get().full_name, len(list(stored.all_names()))]
print(*told, all(files.read(name) for name in stored.all_names()))
"""
SUBMIT = "from tests.ops import scenes; print(scenes.submit().number)"


@dataclass
class House:
    """A house with four cases, and its archive of three without keys."""

    home: Home
    archive: Path

    def keys_for(self, other: Path) -> None:
        shutil.copytree(self.home.path / "keys", other / "keys")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    with home(folder / "home") as one:
        assert one.run("migrate").status == 0
        furnished = one.play("from tests.ops import scenes; scenes.furnish()")
        assert furnished.status == 0, furnished.err
        done = one.run("backup", str(folder / "backup.tar"))
        assert done.status == 0, done.err
        assert one.play(SUBMIT).status == 0
        yield House(one, folder / "backup.tar")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Home]:
    with home(tmp_path / "home") as one:
        yield one


@pytest.fixture
def empty_with_keys(empty: Home, house: House) -> Home:
    house.keys_for(empty.path)
    return empty


@pytest.fixture
def restored(house: House, tmp_path: Path) -> Iterator[Home]:
    """A second house like the first, one case ahead of its archive."""
    with home(tmp_path / "home", like=house.home) as one:
        yield one


def everything(one: Home) -> dict[str, bytes]:
    """What lies in a home, but for locks and the database's own side files."""
    passed_over = {"run", "cache", "index", "generation"}
    return {
        str(path.relative_to(one.path)): path.read_bytes()
        for path in sorted(one.path.rglob("*"))
        if path.is_file()
        and path.relative_to(one.path).parts[0] not in passed_over
        and not path.name.endswith(("-wal", "-shm"))
    }


def test_a_house_comes_back_whole_and_proven(empty_with_keys: Home, house: House) -> None:
    done = empty_with_keys.run("restore", str(house.archive), "--json")
    assert done.status == 0, done.err
    told = json.loads(done.out)
    assert (told["files"], told["warnings"]) == (3, [])
    assert empty_with_keys.play(COUNTS).out.split() == ["3", "王小明", "3", "True"]
    verified = empty_with_keys.run("ledger", "verify", "--json")
    assert verified.status == 0
    assert json.loads(verified.out)["lines"] == told["journal"] + 1
    assert empty_with_keys.play(SUBMIT).status == 0
    assert empty_with_keys.run("ledger", "verify").status == 0
    modes = {
        path.stat().st_mode & 0o077 for path in (empty_with_keys.path / "files").rglob("*/*/*")
    }
    assert modes == {0}


def test_without_the_keys_nothing_is_touched(empty: Home, house: House) -> None:
    done = empty.run("restore", str(house.archive))
    assert done.status == 2
    assert "keys/" in done.err
    assert not (empty.path / "files").exists()


def test_keys_in_the_archive_come_with_their_passphrase(
    empty: Home, house: House, tmp_path: Path
) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("一句足够长的备份口令，不要忘记\n")
    archive = tmp_path / "with-keys.tar"
    words = ("--with-keys", "--passphrase-file", str(secret))
    assert house.home.run("backup", str(archive), *words).status == 0
    wrong = tmp_path / "wrong"
    wrong.write_text("另一句足够长的备份口令，也不短\n")
    refused = empty.run("restore", str(archive), "--passphrase-file", str(wrong))
    assert (refused.status, "口令不对" in refused.err) == (2, True)
    done = empty.run("restore", str(archive), "--passphrase-file", str(secret))
    assert done.status == 0, done.err
    assert empty.play(COUNTS).out.split()[1] == "王小明"


def test_a_house_that_has_data_is_not_replaced_unasked(restored: Home, house: House) -> None:
    before = everything(restored)
    done = restored.run("restore", str(house.archive))
    assert (done.status, "--replace" in done.err) == (2, True)
    unsure = restored.run("restore", str(house.archive), "--replace", given="好的\n")
    assert (unsure.status, "没有确认" in unsure.err) == (2, True)
    assert everything(restored) == before


def test_what_was_there_is_moved_aside_never_deleted(restored: Home, house: House) -> None:
    assert restored.play(COUNTS).out.split()[0] == "4"
    done = restored.run("restore", str(house.archive), "--replace", given="替换\n")
    assert done.status == 0, done.err
    assert restored.play(COUNTS).out.split()[0] == "3"
    (aside,) = restored.path.glob("replaced-*")
    assert len(list((aside / "files").rglob("*/*/*"))) == 4
    if not restored.url:
        with closing(sqlite3.connect(aside / "zhujian.sqlite3")) as former:
            assert former.execute("SELECT count(*) FROM cases_case").fetchone() == (4,)


def test_a_running_house_is_not_restored_over(restored: Home, house: House) -> None:
    before = everything(restored)
    worker = restored.start("worker")
    try:
        last = time.monotonic() + 30
        while not (restored.path / "run" / "kernel.seal.lock").exists():
            assert time.monotonic() < last
            time.sleep(0.1)
        done = restored.run("restore", str(house.archive), "--replace", given="替换\n")
        assert (done.status, "请先停止全部" in done.err) == (2, True)
    finally:
        worker.terminate()
        worker.wait(30)
    assert set(everything(restored)) >= set(before)


def test_a_damaged_archive_touches_nothing(restored: Home, house: House, tmp_path: Path) -> None:
    content = bytearray(house.archive.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(content)
    before = everything(restored)
    done = restored.run("restore", str(damaged), "--replace", given="替换\n")
    assert done.status == 2
    assert everything(restored) == before


def test_a_restore_that_fails_puts_everything_back(
    restored: Home, house: House, tmp_path: Path
) -> None:
    before = everything(restored)
    failing = restored.play(
        "import sys\n"
        "from zhujian.config import cli\n"
        "from zhujian.ops.archives import restoring\n"
        "from zhujian.kernel.refusals import Refused\n"
        "def fail(told): raise Refused('ledger', '核对不上')\n"
        "restoring._prove = fail\n"
        "import io; sys.stdin = io.StringIO('替换')\n"
        f"sys.exit(cli.main(['restore', {str(house.archive)!r}, '--replace']))"
    )
    assert (failing.status, "核对不上" in failing.err) == (2, True)
    assert everything(restored) == before
    assert restored.play(COUNTS).out.split()[0] == "4"
    assert restored.run("ledger", "verify").status == 0


@pytest.mark.parametrize("moment", ["_lay_files", "_prove"])
def test_a_restore_that_was_killed_says_what_to_do_and_can_be_undone(
    restored: Home, house: House, moment: str
) -> None:
    before = everything(restored)
    killed = restored.play(
        "import io, os, signal, sys\n"
        "from zhujian.config import cli\n"
        "from zhujian.ops.archives import restoring\n"
        f"restoring.{moment} = lambda told: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.stdin = io.StringIO('替换')\n"
        f"cli.main(['restore', {str(house.archive)!r}, '--replace'])"
    )
    assert killed.status == -9
    for words in (("check",), ("restore", str(house.archive))):
        stopped = restored.run(*words)
        assert stopped.status in (1, 2)
        assert "restore --undo" in stopped.err
    undone = restored.run("restore", "--undo")
    assert undone.status == 0, undone.err
    assert everything(restored) == before
    assert restored.play(COUNTS).out.split()[0] == "4"
    assert restored.run("restore", "--undo").status == 2


def test_an_archive_of_a_newer_version_is_refused(
    empty_with_keys: Home, house: House, tmp_path: Path
) -> None:
    house.home.play(
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        '    cursor.execute("INSERT INTO django_migrations (app, name, applied)'
        " VALUES ('cases', '9999_future', '2030-01-01 00:00:00')\")"
    )
    archive = tmp_path / "newer.tar"
    assert house.home.run("backup", str(archive)).status == 0
    house.home.play(
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute(\"DELETE FROM django_migrations WHERE name = '9999_future'\")"
    )
    done = empty_with_keys.run("restore", str(archive))
    assert (done.status, "更新的版本" in done.err) == (2, True)


def test_a_house_may_move_from_sqlite_to_the_database_of_the_county(
    empty_with_keys: Home, tmp_path: Path, house: House
) -> None:
    with home(tmp_path / "small", kind="sqlite") as small:
        house.keys_for(small.path)
        assert small.run("migrate").status == 0
        assert small.play("from tests.ops import scenes; scenes.furnish(2)").status == 0
        archive = tmp_path / "small.tar"
        assert small.run("backup", str(archive)).status == 0
    done = empty_with_keys.run("restore", str(archive))
    assert done.status == 0, done.err
    assert empty_with_keys.play(COUNTS).out.split() == ["2", "王小明", "2", "True"]
    assert empty_with_keys.play(SUBMIT).status == 0
    assert empty_with_keys.run("ledger", "verify").status == 0


def test_an_archive_of_postgresql_does_not_go_into_sqlite(house: House, tmp_path: Path) -> None:
    with home(tmp_path / "small", kind="sqlite") as small:
        house.keys_for(small.path)
        done = small.run("restore", str(house.archive))
    if house.home.url:
        assert (done.status, "不能恢复到 SQLite" in done.err) == (2, True)
    else:
        assert done.status == 0


def test_heads_elsewhere_that_know_more_are_told_and_can_be_accepted(
    empty_with_keys: Home, house: House, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    empty_with_keys.more["ZHUJIAN_LEDGER_HEADS_COPY"] = str(copies)
    assert empty_with_keys.run("restore", str(house.archive)).status == 0
    for _ in range(2):
        assert empty_with_keys.play(SUBMIT).status == 0
    assert empty_with_keys.run("ledger", "verify").status == 0
    again = empty_with_keys.run("restore", str(house.archive), "--replace", given="替换\n")
    assert (again.status, "ledger accept-loss" in again.out) == (1, True), again.err
    assert empty_with_keys.run("ledger", "verify").status == 1
    accepted = empty_with_keys.run("ledger", "accept-loss", "--reason", "恢复了昨夜的备份")
    assert accepted.status == 0, accepted.err
    assert empty_with_keys.run("ledger", "verify").status == 0
