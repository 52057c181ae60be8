"""A wrong value of the environment stops the start with its name and what was expected."""

import pytest
from django.db import OperationalError

from zhujian.config import cli, environment
from zhujian.kernel.commands import Command


@pytest.mark.parametrize("value", ["http://mianzhu.example", "a b", "mianzhu.example/x"])
def test_a_host_with_a_scheme_or_a_path_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ZHUJIAN_HOSTS", value)
    with pytest.raises(SystemExit, match=r"ZHUJIAN_HOSTS=.*expected host names"):
        environment.hosts("ZHUJIAN_HOSTS", "localhost")


def test_hosts_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUJIAN_HOSTS", "zwgk.mianzhu.example, .example.cn,127.0.0.1,[::1],*")
    assert environment.hosts("ZHUJIAN_HOSTS", "localhost") == [
        "zwgk.mianzhu.example",
        ".example.cn",
        "127.0.0.1",
        "[::1]",
        "*",
    ]


def test_a_database_that_does_not_answer_is_named_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> int:
        raise OperationalError("connection refused\nIs the server running?")

    broken = Command(("broken",), "broken", lambda _: None, fails)
    monkeypatch.setattr("zhujian.ops.commands.COMMANDS", [broken])
    assert cli.main(["broken"]) == 1
    said = capsys.readouterr().err
    assert "ZHUJIAN_DATABASE_URL" in said
    assert "connection refused" in said
    assert "Traceback" not in said
