"""`zhujian backup`: one archive while the house runs, and nothing half where that fails."""

import json
import os
import resource
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.ops.homes import PROJECT, Home, home

from zhujian.kernel import stored
from zhujian.kernel.refusals import Refused
from zhujian.ops.archives import checking, keyring, manifest, packing

PASSPHRASE = "一句足够长的备份口令，不要忘记"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar"


@pytest.fixture
def files() -> Iterator[Path]:
    """Two stored files of the home that no row names."""
    folder = Path(settings.FILES) / "cases" / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "one", folder / "two"]
    for path in paths:
        path.write_bytes(path.name.encode() * 1000)
    yield folder
    for path in paths:
        path.unlink(missing_ok=True)


class _Copied(packing.snapshots.Snapshot):
    """The test's own transaction as a snapshot: nobody else could see into it."""

    kind = connection.vendor

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            yield from cursor.fetchall()

    def tables(self) -> dict[str, list[str]]:
        return {}

    def members(self) -> Iterator[tuple[str, list[bytes]]]:
        yield "database", [b"rows"]


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Let a backup see the database of the test."""
    from contextlib import nullcontext

    monkeypatch.setattr(packing.snapshots, "taken", lambda scratch, gauge: nullcontext(_Copied()))


def test_an_archive_is_whole_private_and_signed(inside: None, files: Path, out: Path) -> None:
    backup = packing.back_up(out)
    assert out.stat().st_mode & 0o777 == 0o600
    assert backup.files >= 2
    signed = checking.check(out)
    assert signed.is_genuine
    assert signed.manifest.marks == keyring.marks()
    with tarfile.open(out) as archive:
        names = archive.getnames()
    assert {"files/cases/ab/one", "files.sm3", "manifest.json"} <= set(names)
    assert not any("index" in name or "key" in name for name in names)
    assert list(out.parent.iterdir()) == [out]


def test_a_file_that_the_database_names_in_vain_is_told(
    inside: None, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Copied, "rows", _with_a_missing_name(_Copied.rows))
    backup = packing.back_up(out)
    assert backup.missing_count == len(stored.naming_models())
    assert backup.missing[0] == "cases/ab/gone"


def _with_a_missing_name(rows: Any) -> Any:
    def asked(self: _Copied, sql: str) -> Iterator[tuple[object, ...]]:
        return iter([("cases/ab/gone",)]) if stored.COLUMN in sql else rows(self, sql)

    return asked


def test_the_keys_travel_only_under_a_passphrase(inside: None, out: Path) -> None:
    backup = packing.back_up(out, passphrase=PASSPHRASE)
    assert backup.holds_keys
    content = out.read_bytes()
    assert settings.DATA_KEY not in content
    assert settings.DATA_KEY.hex().encode() not in content
    with tarfile.open(out) as archive:
        member = archive.extractfile(manifest.KEYS)
        assert member is not None
        sealed = member.read()
    assert keyring.unsealed(sealed, PASSPHRASE)["data"] == settings.DATA_KEY
    with pytest.raises(Refused, match="口令不对"):
        keyring.unsealed(sealed, "另一句足够长的口令口令口令")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(Refused, match="至少 12 个字符"):
        keyring.check_passphrase("short")


def test_nothing_is_overwritten(inside: None, out: Path) -> None:
    out.write_text("precious")
    with pytest.raises(Refused, match="已经存在"):
        packing.back_up(out)
    assert out.read_text() == "precious"


def test_a_backup_does_not_go_into_the_home_it_protects(inside: None) -> None:
    with pytest.raises(Refused, match="不能放在数据目录里"):
        packing.back_up(Path(settings.HOME) / "backup.tar")


def test_a_folder_that_is_not_there_is_told(inside: None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有文件夹"):
        packing.back_up(tmp_path / "absent" / "backup.tar")


def test_two_backups_do_not_run_at_once(
    inside: None, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_WAIT", 0.1)
    with stored.copying(), pytest.raises(Refused, match="另一个备份"):
        packing.back_up(out)
    assert not list(out.parent.iterdir())


def test_what_is_dropped_while_a_backup_runs_waits_for_the_sweep(db: None, files: Path) -> None:
    from zhujian.cases import files as case_files

    with stored.copying():
        case_files.drop(["cases/ab/one"])
        assert (files / "one").exists()
    case_files.drop(["cases/ab/one"])
    assert not (files / "one").exists()


def test_the_sweep_takes_old_files_that_no_row_names(db: None, files: Path) -> None:
    before = time.time() - 2 * 24 * 3600
    os.utime(files / "one", (before, before))
    assert stored.sweep() == 1
    assert [path.name for path in files.iterdir()] == ["two"]


@pytest.mark.parametrize("name", ["database", "files/cases/ab/two", "files.sm3", "manifest.json"])
def test_one_changed_byte_is_found(inside: None, files: Path, out: Path, name: str) -> None:
    packing.back_up(out)
    with tarfile.open(out) as archive:
        at = archive.getmember(name).offset_data + 2
    content = bytearray(out.read_bytes())
    content[at] ^= 1
    out.write_bytes(content)
    with pytest.raises(Refused):
        checking.check(out)


def test_an_archive_that_is_cut_off_is_no_archive(inside: None, files: Path, out: Path) -> None:
    packing.back_up(out)
    content = out.read_bytes()
    out.write_bytes(content[: len(content) // 2])
    with pytest.raises(Refused, match="不是完整的竹简备份"):
        checking.check(out)


def test_a_manifest_made_up_by_hand_is_not_believed(inside: None, out: Path) -> None:
    packing.back_up(out)
    out.write_bytes(out.read_bytes().replace(b'\\"is_demo\\": true', b'\\"is_demo\\": trux'))
    with pytest.raises(Refused):
        checking.check(out)


def test_something_else_is_no_archive(tmp_path: Path) -> None:
    other = tmp_path / "other.tar"
    other.write_bytes(b"no tar at all" * 100)
    with pytest.raises(Refused, match="不是完整的竹简备份"):
        checking.check(other)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home(tmp_path_factory.mktemp("house") / "home") as one:
        assert one.run("migrate").status == 0
        yield one


@pytest.mark.slow
def test_it_works_while_others_write_without_pause(house: Home, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.ops.writing"],
        env={**house.surroundings, "DJANGO_SETTINGS_MODULE": "zhujian.config.settings"},
        cwd=PROJECT,
    )
    try:
        time.sleep(4)
        done = house.run("backup", str(tmp_path / "one.tar"), "--json")
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    assert done.status == 0, done.err
    told = json.loads(done.out)
    assert told["head"] > 0
    assert house.run("backup", "--check", str(tmp_path / "one.tar")).status == 0


@pytest.mark.slow
def test_a_disk_that_fills_up_leaves_nothing_and_is_told(house: Home, tmp_path: Path) -> None:
    (house.path / "files").mkdir(exist_ok=True)
    (house.path / "files" / "big").write_bytes(os.urandom(9_000_000))
    limited = subprocess.run(
        house.command("backup", str(tmp_path / "full.tar")),
        env=house.surroundings,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (7_000_000, 7_000_000)),
    )
    (house.path / "files" / "big").unlink()
    assert limited.returncode == 2
    assert "磁盘空间不够" in limited.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_without_a_file_it_says_how_it_is_called(house: Home) -> None:
    done = house.run("backup")
    assert done.status == 2
    assert "--check" in done.err
