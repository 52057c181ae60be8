"""The scripts read well, and say what is wrong with what they were given."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ["bin/up", "bin/test", "bin/lock", "bin/setup.sh", ".ci/run"]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_can_be_read_by_bash(script: str) -> None:
    assert _run("bash", "-n", script).stderr == ""


@pytest.mark.parametrize("script", ["bin/up", "bin/test"])
def test_a_script_explains_itself(script: str) -> None:
    told = _run(script, "--help")
    assert told.returncode == 0
    assert "--" in told.stdout


@pytest.mark.parametrize(
    "command", [("bin/up", "--nonsense"), ("bin/up", "--port"), ("bin/test", "--nonsense")]
)
def test_an_option_that_is_none_is_named(command: tuple[str, ...]) -> None:
    refused = _run(*command)
    assert refused.returncode == 2
    assert command[1] in refused.stderr
