"""The real server on loopback: whole requests, kept pages, hang-ups, a clean stop."""

import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from zhujian.ops.supervising import free_port

pytestmark = pytest.mark.server


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, response.read()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    surroundings = {**os.environ, "ZHUJIAN_HOME": str(home), "ZHUJIAN_DEMO": "0"}
    surroundings.pop("ZHUJIAN_DATABASE_URL", None)
    command = [sys.executable, "-m", "zhujian.config.cli"]
    subprocess.run([*command, "migrate"], env=surroundings, check=True)
    static = home / "static"
    static.mkdir(exist_ok=True)
    (static / "staticfiles.json").write_text(
        '{"paths": {"css/site.css": "css/site.css", "js/site.js": "js/site.js",'
        ' "img/favicon.svg": "img/favicon.svg"}, "version": "1.1", "hash": ""}'
    )
    (static / "site.0123456789ab.css").write_text("a{color:red}" * 100)
    port = free_port()
    process = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "1"], env=surroundings
    )
    server = Server(port, process)
    try:
        last = time.monotonic() + 60
        while True:
            try:
                server.ask("/healthz")
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < last
                time.sleep(0.1)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_public_page_is_kept_packed_and_told_unchanged(server: Server) -> None:
    status, headers, body = server.ask("/accessibility/")
    assert status == 200
    assert headers["cache-control"].startswith("public")
    assert "set-cookie" not in headers
    status, packed, content = server.ask("/accessibility/", accept_encoding="gzip")
    assert packed["content-encoding"] == "gzip"
    assert gzip.decompress(content) == body
    status, _, nothing = server.ask("/accessibility/", if_none_match=headers["etag"])
    assert (status, nothing) == (304, b"")


def test_a_head_request_ends_where_the_headers_end(server: Server) -> None:
    for path in ("/accessibility/", "/healthz", "/static/site.0123456789ab.css"):
        status, headers, body = server.ask(path, "HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["content-length"]) > 0


def test_static_files_are_immutable(server: Server) -> None:
    status, headers, _ = server.ask("/static/site.0123456789ab.css")
    assert status == 200
    assert "immutable" in headers["cache-control"]


def test_an_unknown_page_is_a_page_with_a_reference(server: Server) -> None:
    status, headers, body = server.ask("/nowhere/")
    assert status == 404
    assert headers["x-reference"] in body.decode()


def test_a_foreign_host_is_refused(server: Server) -> None:
    status, _, _ = server.ask("/accessibility/", host="evil.example")
    assert status == 400


def test_a_body_in_chunks_is_read(server: Server) -> None:
    kind = "application/x-www-form-urlencoded"
    body = iter([b"phone=1", b"39" * 100])
    status, _, text = server.ask("/me/sign-in/", "POST", body, content_type=kind)
    assert status == 403  # no token: the form was read and refused as a whole
    assert "刷新" in text.decode()


def test_a_huge_upload_is_told_the_limit(server: Server) -> None:
    status, _, text = server.ask(
        "/me/sign-in/", "POST", b"x" * 33_000_000, content_type="multipart/form-data; boundary=b"
    )
    assert status == 413
    assert "30 MB" in text.decode()


def _begin_upload(port: int) -> socket.socket:
    upload = socket.create_connection(("127.0.0.1", port))
    upload.sendall(
        b"POST /me/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\nstart"
    )
    return upload


def test_a_dozen_slow_uploads_leave_readers_and_writers_alone(server: Server) -> None:
    uploads = [_begin_upload(server.port) for _ in range(12)]
    try:
        time.sleep(0.3)
        begun = time.monotonic()
        assert server.ask("/accessibility/")[0] == 200
        assert server.ask("/nowhere/")[0] == 404
        assert server.ask("/me/sign-in/", "POST", b"")[0] == 403
        assert time.monotonic() - begun < 5
    finally:
        for upload in uploads:
            upload.close()


def test_callers_who_hang_up_leave_no_thread_behind(server: Server) -> None:
    for _ in range(80):
        _begin_upload(server.port).close()
    assert server.ask("/accessibility/")[0] == 200
    assert server.ask("/me/sign-in/", "POST", b"")[0] == 403


def test_figures_of_the_server_are_counted(server: Server) -> None:
    server.ask("/accessibility/")
    time.sleep(1.1)
    server.ask("/accessibility/")
    text = server.ask("/metrics")[2].decode()
    assert 'zhujian_requests_total{how="kept"} 0' not in text
