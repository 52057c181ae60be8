"""`zhujian up`: children are watched, started again within bounds, and stopped together."""

import http.server
import json
import socket
import sys
import threading
from typing import Any

import pytest

from zhujian.ops import supervising
from zhujian.ops.supervising import Child, free_port, greeting, port_refusal, supervise

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
LEAVE = [sys.executable, "-c", "raise SystemExit(3)"]


class _Ready(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write("还没有好".encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Any:
    """A port at which something says that it is ready."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Ready) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_children_run_until_the_signal_and_are_gone_then(port: int, capsys: Any) -> None:
    children = [Child("甲", SLEEP), Child("乙", SLEEP)]
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    assert supervise(port=port, children=children, stop=stop) == 0
    assert all(child.has_died() for child in children)
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().out


def test_a_child_that_dies_is_started_again_but_not_for_ever(
    port: int, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "_wait_until_ready", lambda *args: True)
    steady, weak = Child("甲", SLEEP), Child("乙", LEAVE)
    assert supervise(port=port, children=[steady, weak], stop=threading.Event()) == 1
    assert len(weak.starts) == supervising.MOST_RESTARTS
    assert steady.has_died()
    assert "乙一再退出" in capsys.readouterr().err


def test_a_child_that_dies_at_the_start_ends_everything(capsys: Any) -> None:
    children = [Child("甲", SLEEP), Child("乙", LEAVE)]
    assert supervise(port=free_port(), children=children, stop=threading.Event()) == 1
    assert children[0].has_died()
    assert "乙没有启动成功" in capsys.readouterr().err


def test_a_house_that_does_not_get_ready_says_why(
    port: int, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "READY_WITHIN", 0.5)
    monkeypatch.setattr(_Ready, "status", 503)
    children = [Child("甲", SLEEP)]
    assert supervise(port=port, children=children, stop=threading.Event()) == 1
    assert "还没有好" in capsys.readouterr().err


def test_a_taken_port_is_told_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        text = port_refusal(taken.getsockname()[1])
    assert "--port" in text
    assert port_refusal(free_port()) == ""


def test_the_greeting_names_accounts_and_password_of_a_demo(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    settings.DEMO = True
    told = {
        "password": "竹简示例",
        "accounts": [{"login": "clerk", "title": "综合窗口"}],
        "residents": [{"name": "张三", "phone": "19900000001"}],
    }
    (tmp_path / "demo.json").write_text(json.dumps(told), encoding="utf-8")
    text = greeting(8000)
    for word in ("http://127.0.0.1:8000", "竹简示例", "clerk", "综合窗口", "张三 19900000001"):
        assert word in text
    settings.DEMO = False
    assert "clerk" not in greeting(8000)
