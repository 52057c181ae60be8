"""`zhujian up`: web server and worker as children, watched, started again, stopped together."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

READY_WITHIN = 60.0
STOP_WITHIN = 25.0
MOST_RESTARTS = 5
RESTARTS_WITHIN = 60.0
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


@dataclass(slots=True)
class Child:
    """One process: its name in words, its command, and when it was started lately."""

    title: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that it stops when we say so, not the terminal."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(  # noqa: S603 -- our own command
            self.command,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 -- no thread runs yet that holds a lock
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def may_start_again(self) -> bool:
        """Say whether it was started fewer than MOST_RESTARTS times lately."""
        since = time.monotonic() - RESTARTS_WITHIN
        self.starts = [at for at in self.starts if at > since]
        return len(self.starts) < MOST_RESTARTS


def household(*, port: int, workers: int) -> list[Child]:
    """Return web server and worker, not yet started."""
    zhujian = [sys.executable, "-m", settings.COMMAND_MODULE]
    serve = [*zhujian, "serve", "--port", str(port)]
    if workers:
        serve += ["--workers", str(workers)]
    return [Child("网页服务", serve), Child("后台工作", [*zhujian, "worker"])]


def supervise(*, port: int, children: Sequence[Child], stop: threading.Event) -> int:
    """Run the children until `stop` is set; return 0, or 1 when one could not be kept running."""
    for child in children:
        child.start()
    try:
        if not _wait_until_ready(port, children, stop):
            return 0 if stop.is_set() else 1
        sys.stdout.write(greeting(port))
        sys.stdout.flush()
        return _watch(children, stop)
    finally:
        _stop_all(children)


def port_refusal(port: int) -> str:
    """Return a sentence when the port cannot be had, else an empty one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return f"端口 {port} 不能使用（{error.strerror}）。请用 --port 换一个端口。"
    return ""


def free_port() -> int:
    """Return a port of the loopback that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def greeting(port: int) -> str:
    """Return the address and, where a demo city is, the accounts."""
    lines = ["", f"竹简已启动：http://127.0.0.1:{port}"]
    told = Path(settings.HOME) / "demo.json"
    if settings.DEMO and told.is_file():
        demo = json.loads(told.read_text(encoding="utf-8"))
        lines += [
            "",
            f"演示账号（在 /desk/ 登录，密码都是 {demo['password']}，验证码显示在页面上）：",
        ]
        lines += [f"  {one['login']:<16}{one['title']}" for one in demo.get("accounts", [])]
        people = [f"{one['name']} {one['phone']}" for one in demo.get("residents", [])]
        if people:
            lines += ["群众用手机号登录（验证码显示在页面上）：" + "、".join(people[:6])]
    return "\n".join([*lines, "", "按 Ctrl-C 停止。", ""])


def _watch(children: Sequence[Child], stop: threading.Event) -> int:
    while not stop.wait(0.5):
        for child in children:
            if not child.has_died():
                continue
            if not child.may_start_again():
                sys.stderr.write(f"{child.title}一再退出，已停止全部服务。请查看上面的日志。\n")
                return 1
            sys.stderr.write(f"{child.title}退出了，正在重新启动。\n")
            child.start()
    return 0


def _wait_until_ready(port: int, children: Sequence[Child], stop: threading.Event) -> bool:
    last = time.monotonic() + READY_WITHIN
    reason = ""
    while time.monotonic() < last:
        if stop.wait(0.1):
            return False
        for child in children:
            if child.has_died():
                sys.stderr.write(f"{child.title}没有启动成功，请查看上面的日志。\n")
                return False
        is_ready, reason = _ask(port)
        if is_ready:
            return True
    sys.stderr.write(f"{READY_WITHIN:.0f} 秒内没有就绪：{reason}\n")
    return False


def _ask(port: int) -> tuple[bool, str]:
    """Ask the web server whether it is ready; return the answer and the reason if not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/readyz", timeout=5):
            return True, ""
    except urllib.error.HTTPError as error:
        with error:
            return False, error.read().decode("utf-8", "replace")
    except OSError as error:
        return False, str(error)


def _stop_all(children: Sequence[Child]) -> None:
    running = [
        child.process for child in children if child.process and child.process.poll() is None
    ]
    for process in running:
        process.terminate()
    last = time.monotonic() + STOP_WITHIN
    for process in running:
        try:
            process.wait(max(0.1, last - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _die_with_parent() -> None:
    """Let the kernel end a child whose supervisor was killed (Linux; elsewhere nothing happens)."""
    try:
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGTERM)
    except (AttributeError, OSError):
        return
