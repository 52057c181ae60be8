"""The everyday questions: what the file holds, and that both halves are answered."""

import argparse
import csv
from pathlib import Path

import pytest

from zhujian.ops.bench import questions, search
from zhujian.search.normalise import DATA

pytestmark = pytest.mark.slow


def rows() -> list[dict[str, str]]:
    """Return the questions."""
    with (DATA / "questions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_half_of_the_questions_is_put_aside() -> None:
    halves = [row["half"] for row in rows()]
    assert halves.count("seen") == halves.count("unseen") == 60


def test_every_right_item_is_a_real_one(shared_data: Path) -> None:
    with (shared_data / "service-items.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    for row in rows():
        assert row["codes"].split()
        assert set(row["codes"].split()) <= known


def test_nine_of_ten_are_answered_in_both_halves(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    questions.BENCH.configure(parser)
    items = str(shared_data / "service-items.csv")
    assert questions.BENCH.run(parser.parse_args(["--items", items])) == 0
    shown = capsys.readouterr().out
    assert "见过的一半" in shown
    assert "未中（未见的一半）" not in shown


def test_the_measurement_of_time_runs_on_few_documents(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = argparse.ArgumentParser()
    search.BENCH.configure(parser)
    assert search.BENCH.run(parser.parse_args(["--documents", "300", "--json"])) in {0, 1}
    shown = capsys.readouterr().out
    assert '"documents": 2300' in shown
    assert '"without_hit": 0' in shown
