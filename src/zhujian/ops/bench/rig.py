"""The rig of the page bench: our server, nginx and wrk, each on its own core."""

import contextlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError

from django.conf import settings

from zhujian.kernel.refusals import Refused
from zhujian.ops.supervising import free_port

CONNECTIONS = 16

_NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  open_file_cache max=16;
  default_type text/html;
  client_body_temp_path {folder};
  proxy_temp_path {folder};
  fastcgi_temp_path {folder};
  uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


def tool(name: str) -> str:
    """Return the path of a program, or refuse with its name."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise Refused("tool_missing", f"没有找到 {name}，请先安装它。")
    return found


@contextlib.contextmanager
def house(*, workers: int = 1, is_pinned: bool = True) -> Iterator[str]:
    """Run our server, with one worker on the first core or free; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", settings.COMMAND_MODULE, "serve"]
    command += ["--workers", str(workers)]
    surroundings = {**os.environ, "ZHUJIAN_PUBLIC_READS_PER_SECOND": "1000000"}
    with running([*command, "--port", str(port)], surroundings, is_pinned=is_pinned):
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/healthz")
        yield address


@contextlib.contextmanager
def nginx(program: str, folder: Path, body: bytes) -> Iterator[str]:
    port = free_port()
    (folder / "www").mkdir()
    (folder / "www" / "page.html").write_bytes(body)
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port), encoding="ascii")
    with running([program, "-c", str(config), "-p", str(folder)], dict(os.environ)):
        wait_for(f"http://127.0.0.1:{port}/page.html")
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def running(
    command: Sequence[str], surroundings: dict[str, str], *, is_pinned: bool = True
) -> Iterator[None]:
    """Run a program until the block ends, as a rule on the first core."""
    pinned = [tool("taskset"), "-c", _core(0)] if is_pinned else []
    process = subprocess.Popen(  # noqa: S603 -- our own commands
        [*pinned, *command], env=surroundings
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def _core(number: int) -> str:
    cores = sorted(os.sched_getaffinity(0))
    return str(cores[min(number, len(cores) - 1)])


def rate(wrk: str, address: str, seconds: int) -> float:
    """Return the requests a second that wrk, on the second core, gets from an address."""
    command = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", address]
    done = subprocess.run(  # noqa: S603 -- our own command
        [tool("taskset"), "-c", _core(1), wrk, *command],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout:
        raise Refused("bench_broken", f"{address} 没有全部正常应答：\n{done.stdout}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None:
        raise Refused("bench_broken", done.stdout)
    return float(found.group(1))


def spread(rates: tuple[float, ...]) -> str:
    """Return the middle of some rates with the least and the most."""
    middle = statistics.median(rates)
    return f"{middle:>9,.0f} 次/秒（{min(rates):,.0f}–{max(rates):,.0f}，{len(rates)} 轮）"


def fetch(address: str) -> bytes:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=30) as response:
            body: bytes = response.read()
            return body
    except HTTPError as error:
        with error:
            text = f"{address} 没有正常应答：{error.code} {HTTPStatus(error.code).phrase}"
            raise Refused("page_unknown", text) from error


def wait_for(address: str) -> None:
    """Wait until an address answers; raises OSError after half a minute."""
    last = time.monotonic() + 30
    while True:
        try:
            fetch(address)
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.1)
        else:
            return
