"""Alive, ready, figures: what machines ask, and the configuration looked at by itself."""

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from zhujian.ops import checking, health
from zhujian.search import indexer


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Any:
    """A node whose index and city are there."""
    monkeypatch.setattr(indexer, "is_ready", lambda: True)
    monkeypatch.setattr(health, "_is_migrated", False)
    settings.HOME = tmp_path
    settings.DEMO = True
    (tmp_path / "demo.json").write_text("{}")
    return tmp_path


def test_a_process_that_answers_is_alive(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


@pytest.mark.django_db
def test_a_node_with_everything_is_ready(client: Client, ready: Any) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "reasons": []}


@pytest.mark.django_db
def test_a_node_without_its_city_says_so(client: Client, ready: Any) -> None:
    (ready / "demo.json").unlink()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["reasons"] == [{"part": "city", "text": "演示城市还没有装好"}]


@pytest.mark.django_db
def test_a_node_that_is_no_demo_needs_no_city(client: Client, ready: Any, settings: Any) -> None:
    (ready / "demo.json").unlink()
    settings.DEMO = False
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_node_without_index_says_so(
    client: Client, ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "is_ready", lambda: False)
    assert client.get("/readyz").json()["reasons"][0]["part"] == "index"


@pytest.mark.django_db
def test_a_database_that_is_behind_says_what_to_run(
    client: Client, ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [1])
    reason = client.get("/readyz").json()["reasons"][0]
    assert reason["part"] == "migrations"
    assert "zhujian migrate" in reason["text"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told(
    client: Client, ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "_database", broken)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["reasons"][0]["part"] == "database"


@pytest.mark.django_db
def test_figures_are_shown_to_this_machine_and_to_nobody_else(client: Client, ready: Any) -> None:
    text = client.get("/metrics").content.decode()
    assert "zhujian_ready 1" in text
    assert 'zhujian_requests_total{how="kept"} 0' in text
    for line in text.splitlines():
        assert line.startswith("#") or line.rpartition(" ")[2].isdecimal()
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 403


@pytest.mark.django_db
def test_an_operator_may_name_who_reads_the_figures(
    client: Client, ready: Any, settings: Any
) -> None:
    settings.METRICS_FROM = ["203.0.113.0/24"]
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 200
    assert client.get("/metrics").status_code == 403


@pytest.mark.django_db
def test_a_demo_is_called_a_demo(ready: Any) -> None:
    findings = list(checking.look())
    assert any("演示模式" in one.text for one in findings)
    assert [one.text for one in findings if one.level == "fault" and "GB" not in one.text] == []


@pytest.mark.django_db
def test_a_service_without_https_hosts_and_sms_is_told_so(ready: Any, settings: Any) -> None:
    settings.DEMO = False
    settings.SMS_URL = ""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    faults = " ".join(one.text for one in checking.look() if one.level == "fault")
    for name in ("ZHUJIAN_HTTPS", "ZHUJIAN_HOSTS", "ZHUJIAN_SMS_URL"):
        assert name in faults


@pytest.mark.django_db
def test_a_key_that_others_can_read_is_told(ready: Any, settings: Any) -> None:
    settings.KEYS = ready
    key = ready / "data.key"
    key.write_text("ab")
    key.chmod(0o644)
    assert any("chmod 600" in one.text for one in checking.look())


@pytest.mark.django_db
def test_the_command_prints_what_it_saw(ready: Any, capsys: Any) -> None:
    from zhujian.config.cli import main

    main(["check", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert {row["level"] for row in rows} <= {"well", "note", "fault"}
    main(["check"])
    assert "[提示]" in capsys.readouterr().out
