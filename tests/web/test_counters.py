"""What web processes have done is summed over those that live."""

import os
from typing import Any

from zhujian.web.counters import Counters, summed


def test_counts_of_a_living_process_are_read(tmp_path: Any) -> None:
    counters = Counters(tmp_path)
    for _ in range(3):
        counters.add("kept")
    counters.flush()
    assert summed(tmp_path)["kept"] == 3


def test_counts_of_dead_processes_and_broken_files_are_left_out(tmp_path: Any) -> None:
    (tmp_path / "web-999999999.json").write_text('{"kept": 5}')
    (tmp_path / f"web-{os.getppid()}.json").write_text("{")
    assert summed(tmp_path)["kept"] == 0
    Counters(tmp_path)
    assert not (tmp_path / "web-999999999.json").exists()
