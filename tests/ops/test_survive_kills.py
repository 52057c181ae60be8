"""kill -9 at random moments: each case is whole or absent, and the timer catches up."""

import base64
import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cases.stage import CODE, FILLED, PNG
from tests.cast import PHONE
from tests.ops.homes import PROJECT, Home, home

from zhujian.ops.supervising import free_port

pytestmark = [pytest.mark.slow, pytest.mark.server]

ROUNDS = 6


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home(tmp_path_factory.mktemp("furnished") / "home") as one:
        assert one.run("migrate").status == 0
        done = one.play("from tests.ops import scenes; scenes.furnish()")
        assert done.status == 0, done.err
        yield one


@pytest.fixture
def house(furnished: Home, tmp_path: Path) -> Iterator[Home]:
    with home(tmp_path / "home", like=furnished) as one:
        yield one


def start(house: Home, scene: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ops.killing", scene],
        env={**house.surroundings, "DJANGO_SETTINGS_MODULE": "zhujian.config.settings"},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def killed_at_random(house: Home, scene: str, rounds: int = ROUNDS) -> list[str]:
    """Let a scene run and kill it, again and again; return the lines it told."""
    told: list[str] = []
    for _ in range(rounds):
        process = start(house, scene)
        assert process.stdout is not None
        first = process.stdout.readline()  # it is at work
        time.sleep(random.random())
        process.kill()
        out, _ = process.communicate(timeout=30)
        lines = [first.strip(), *out.splitlines()]
        told += [line for line in lines if len(line) == len("BJ20261124-7K3M9Q-G")]
    return told


def judged(house: Home) -> dict[str, Any]:
    done = house.play(
        "import json; from tests.ops import killing; print(json.dumps(killing.judge()))"
    )
    assert done.status == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_submission_is_whole_or_absent(house: Home) -> None:
    told = killed_at_random(house, "submit")
    found = judged(house)
    assert found["wrong"] == []
    assert set(told) <= set(found["numbers"])
    assert found["over"] <= 2 * ROUNDS


def test_a_decision_is_whole_or_absent(house: Home) -> None:
    killed_at_random(house, "decide")
    found = judged(house)
    assert found["wrong"] == []
    assert found["states"].get("decided", 0) > 0


def test_silence_is_counted_once_and_the_timer_catches_up(house: Home) -> None:
    waiting = house.play("from tests.ops import killing; killing.wait_long()")
    assert waiting.status == 0, waiting.err
    killed_at_random(house, "silence", rounds=3)
    assert judged(house)["wrong"] == []
    assert house.run("worker", "--once").status == 0
    found = judged(house)
    assert found["wrong"] == []
    assert found["states"]["accepted"] == 60


def children(pid: int) -> list[int]:
    """The processes that a process forked."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def ask(port: int, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        sent = json.dumps(body) if body is not None else None
        connection.request(method, path, sent, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def keep_submitting(port: int, token: str, stop: threading.Event, told: list[str]) -> None:
    """Submit cases by the API; whatever breaks is tried anew, as a person would."""
    while not stop.is_set():
        photo = base64.b64encode(PNG + str(time.time_ns()).encode()).decode()
        material = {"id": "id-card", "filename": "身份证.png", "content_base64": photo}
        body = {"item": CODE, "form": FILLED, "materials": [material]}
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, answer = ask(
                port,
                "POST",
                "/api/v1/cases",
                body,
                Authorization=f"Bearer {token}",
                **{"Content-Type": "application/json"},
            )
            if status == 201:
                told.append(json.loads(answer)["number"])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if ask(port, "GET", "/healthz")[0] == 200:
                return
        assert process.poll() is None
        assert time.monotonic() < last
        time.sleep(0.1)


def test_the_web_server_loses_no_application_it_acknowledged(house: Home) -> None:
    house.more["ZHUJIAN_API_WRITES_PER_PERSON"] = "1000000"
    token = house.run("token", PHONE).out.strip()
    port = free_port()
    process = house.start("serve", "--port", str(port), "--workers", "1")
    told: list[str] = []
    stop = threading.Event()
    try:
        wait_for(port, process)
        threads = [
            threading.Thread(target=keep_submitting, args=(port, token, stop, told))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for _ in range(3):
            time.sleep(6.0 + random.random())  # sooner, the server calls it a loop and leaves
            (worker, *_) = children(process.pid)

            os.kill(worker, signal.SIGKILL)  # our own child's child
            wait_for(port, process)
        stop.set()
        for thread in threads:
            thread.join(30)
    finally:
        stop.set()
        process.terminate()
        process.wait(30)
    assert told
    found = judged(house)
    assert found["wrong"] == []
    assert set(told) <= set(found["numbers"])
