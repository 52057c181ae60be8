"""The shipped nginx configuration on loopback: the very file of `deploy/`, with other places."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from zhujian.kernel.refusals import Refused
from zhujian.ops.bench import rig
from zhujian.ops.supervising import free_port

DEPLOY = Path(__file__).resolve().parents[4] / "deploy" / "nginx"

_AROUND = """
worker_processes 1;
daemon off;
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; }}
  default_type application/octet-stream;
  client_body_temp_path {folder}/bodies;
  proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/zhujian.conf;
  server {{
    listen 127.0.0.1:{static_port};
    root {folder}/www;
    access_log {folder}/static.log combined buffer=64k flush=5s;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=4096 inactive=60s;
    open_file_cache_valid 1s;
  }}
}}
"""


def rendered(folder: Path, house: str, port: int) -> str:
    """Return the shipped configuration with the places of a trial in place of the county's.

    What is replaced: ports, certificate, folders and the rate of the read limit (the limit itself
    stays at work). Refuses when the file no longer holds what is replaced.
    """
    text = (DEPLOY / "zhujian.conf").read_text(encoding="utf-8")
    changes = {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "    listen [::]:443 ssl http2;\n": "",
        "    listen 80;\n    listen [::]:80;": f"    listen 127.0.0.1:{free_port()};",
        "    ssl_certificate     /etc/ssl/zhujian/fullchain.pem;\n": "",
        "    ssl_certificate_key /etc/ssl/zhujian/privkey.pem;\n": "",
        "/var/cache/nginx/zhujian": f"{folder}/kept",
        "/var/log/nginx": str(folder),
        "server 127.0.0.1:8000;": f"server {house.removeprefix('http://')};",
        "rate=50r/s": "rate=1000000r/s",
        "/srv/zhujian/app/deploy/nginx": str(DEPLOY),
    }
    for before, after in changes.items():
        if before not in text:
            raise Refused("deploy_changed", f"deploy/nginx/zhujian.conf 里没有“{before.strip()}”。")
        text = text.replace(before, after)
    return text.replace("server_name www.example.gov.cn;", "server_name 127.0.0.1;")


@contextlib.contextmanager
def shipped(program: str, folder: Path, house: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Run nginx as it is shipped before a house; yield its address and that of plain files.

    Both stand in one process and log alike; the plain one serves `body` as `/page.html`.
    """
    port, static_port = free_port(), free_port()
    (folder / "www").mkdir()
    (folder / "www" / "page.html").write_bytes(body)
    (folder / "zhujian.conf").write_text(rendered(folder, house, port), encoding="utf-8")
    config = folder / "nginx.conf"
    user = "root" if os.getuid() == 0 else "nobody"
    config.write_text(
        _AROUND.format(folder=folder, static_port=static_port, user=user), encoding="utf-8"
    )
    with rig.running([program, "-c", str(config), "-p", str(folder)], dict(os.environ)):
        rig.wait_for(f"http://127.0.0.1:{static_port}/page.html")
        yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{static_port}"
