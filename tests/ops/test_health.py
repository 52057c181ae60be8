"""Alive, ready, figures: what machines ask, and the configuration looked at by itself."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from tests.cast import staff

from zhujian.kernel import clock
from zhujian.ops import checking, health, heartbeat, metrics
from zhujian.people.roles import Role
from zhujian.search import indexer


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Any:
    """A node whose index and city are there."""
    monkeypatch.setattr(indexer, "is_ready", lambda: True)
    health._judged.clear()
    settings.HOME = tmp_path
    settings.DEMO = True
    (tmp_path / "demo.json").write_text("{}")
    (tmp_path / "run").mkdir()
    heartbeat.begin(["cases.silence"])
    heartbeat.beat()
    monkeypatch.setattr(health, "LITTLE_BYTES", 1)
    return tmp_path


def test_a_process_that_answers_is_alive(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


@pytest.mark.django_db
def test_a_node_with_everything_is_ready(client: Client, ready: Any) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "reasons": [], "warnings": []}


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
def test_a_database_of_a_newer_version_is_told(client: Client, ready: Any) -> None:
    MigrationRecorder(connection).record_applied("cases", "9999_future")
    reason = client.get("/readyz").json()["reasons"][0]
    assert reason["part"] == "migrations"
    assert "更新的版本（cases.9999_future）" in reason["text"]
    MigrationRecorder(connection).record_unapplied("cases", "9999_future")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_database_that_goes_back_is_told_although_it_was_right_before(
    client: Client, ready: Any
) -> None:
    assert client.get("/readyz").status_code == 200
    MigrationRecorder.Migration.objects.filter(app="ratings").delete()
    assert client.get("/readyz").json()["reasons"][0]["part"] == "migrations"


def warned(client: Client) -> list[dict[str, str]]:
    """What /readyz warns of, while it says that the node serves."""
    response = client.get("/readyz")
    assert response.status_code == 200
    found: list[dict[str, str]] = response.json()["warnings"]
    return found


@pytest.mark.django_db
def test_a_worker_that_never_ran_is_told(client: Client, ready: Any) -> None:
    (ready / "run" / "worker.json").unlink()
    (warning,) = warned(client)
    assert (warning["part"], "没有运行" in warning["text"]) == ("worker", True)


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_told_with_its_age(client: Client, ready: Any) -> None:
    (ready / "run" / "worker.json").write_text(json.dumps({"at": time.time() - 600, "jobs": {}}))
    (warning,) = warned(client)
    assert "10 分钟没有动静" in warning["text"]
    assert 'zhujian_warning{part="worker"} 1' in metrics.text()


@pytest.mark.django_db
def test_timed_work_that_does_not_get_done_is_named(client: Client, ready: Any) -> None:
    beat = {"at": time.time(), "jobs": {"cases.silence": time.time() - 930, "kernel.seal": 0}}
    beat["jobs"]["kernel.seal"] = time.time()
    (ready / "run" / "worker.json").write_text(json.dumps(beat))
    (warning,) = warned(client)
    assert "cases.silence（15 分钟）" in warning["text"]
    assert "kernel.seal" not in warning["text"]


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told_and_the_node_goes_on_serving(
    client: Client, ready: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LITTLE_BYTES", 2**62)
    (warning,) = warned(client)
    assert (warning["part"], "只剩" in warning["text"]) == ("storage", True)
    assert any("只剩" in one.text and one.level == "fault" for one in checking.look())


@pytest.mark.django_db
def test_a_clock_that_was_set_back_breaks_nothing_and_is_told(client: Client, ready: Any) -> None:
    from tests.kernel.journal_cast import write_lines

    from zhujian.kernel import numbers
    from zhujian.kernel.journal import verify

    with clock.moved_to(clock.now() + timedelta(hours=3)):
        write_lines(2)
        drawn = numbers.draw("BJ")
    write_lines(2)
    assert numbers.draw("BJ") != drawn
    assert verify().exit_status in (0, 2)  # inside a test's transaction no head is witnessed
    assert warned(client) == []
    with clock.moved_to(clock.now() - timedelta(hours=3)):
        (warning,) = warned(client)
        assert warning["part"] == "clock"
        assert "早 180 分钟" in warning["text"] or "早 179 分钟" in warning["text"]
        assert any("校准时钟" in one.text for one in checking.look())


@pytest.mark.django_db
def test_the_administrator_reads_it_at_the_desk_and_others_do_not(
    ready: Any, client_of: Any, county_government: Any, handler: Any
) -> None:
    admin = staff("head", "管理员", (Role.ADMIN, county_government))
    assert "系统运行" not in client_of(admin).get("/desk/").content.decode()
    (ready / "run" / "worker.json").unlink()
    assert "后台工作（zhujian worker）没有运行" in client_of(admin).get("/desk/").content.decode()
    assert "后台工作" not in client_of(handler).get("/desk/").content.decode()


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
