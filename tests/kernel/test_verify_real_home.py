"""The journal in a home of its own: real processes, a real database file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]


def play(scene: str, home: Path) -> dict[str, Any]:
    """Run one scene in a fresh home on SQLite and return what it printed."""
    environment = {
        **os.environ,
        "ZHUJIAN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "zhujian.config.settings",
    }
    environment.pop("ZHUJIAN_DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "-m", "tests.kernel.real_home", scene],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_many_processes_write_one_chain_and_verify_never_cries_wolf(tmp_path: Path) -> None:
    report = play("writers", tmp_path)

    assert report["exits"] == [0, 0, 0, 0]
    assert report["meanwhile"] == [0]
    assert (report["exit_status"], report["lines"]) == (0, 100)


def test_one_bit_of_the_database_file_is_found_in_the_row_and_in_each_index(tmp_path: Path) -> None:
    report = play("flips", tmp_path)

    assert len(report["statuses"]) >= 10
    assert set(report["statuses"]) == {1}
    assert report["after"] == 0
