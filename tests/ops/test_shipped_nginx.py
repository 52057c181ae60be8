"""The shipped nginx configuration, run before a stand-in: what is kept, and what never."""

import contextlib
import http.client
import http.server
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from zhujian.kernel.refusals import Refused
from zhujian.ops.bench import proxy, rig
from zhujian.ops.supervising import free_port

pytestmark = pytest.mark.server

PUBLIC = {"Cache-Control": "public, max-age=0, s-maxage=1", "ETag": '"one"'}
PRIVATE = {"Cache-Control": "private, no-store"}
ANSWERS = {
    "/items/": {**PUBLIC, "Vary": "Accept-Encoding"},
    "/me/": PUBLIC,
    "/da/desk/": PUBLIC,
    "/api/v1/city": PUBLIC,
    "/sign-in/": PRIVATE,
    "/cookie/": {**PUBLIC, "Set-Cookie": "a=b"},
}


@dataclass
class House:
    """A stand-in that counts what it is asked."""

    asked: Counter[str] = field(default_factory=Counter)
    seen: dict[str, str] = field(default_factory=dict)
    is_away: bool = False

    def handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        house = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if house.is_away:
                    self.close_connection = True
                    return
                house.asked[self.path] += 1
                house.seen = dict(self.headers)
                packing = self.headers.get("Accept-Encoding", "")
                is_known = self.headers.get("If-None-Match") == '"one"'
                self.send_response(304 if is_known else 200)
                body = b"" if is_known else b"page for " + packing.encode()
                for name, value in ANSWERS[self.path].items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


@dataclass
class Proxied:
    """nginx before the stand-in."""

    house: House
    address: str

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=sent)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Proxied]:
    house = House()
    port = free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), house.handler())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tmp_path.chmod(0o755)
    with contextlib.ExitStack() as stack:
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        address, _ = stack.enter_context(
            proxy.shipped(rig.tool("nginx"), tmp_path, f"http://127.0.0.1:{port}", b"static")
        )
        yield Proxied(house, address)


def has_nginx() -> bool:
    try:
        rig.tool("nginx")
    except Refused:
        return False
    return True


def test_the_file_holds_everything_that_a_trial_replaces(tmp_path: Path) -> None:
    text = proxy.rendered(tmp_path, "http://127.0.0.1:8123", 8124)
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert "listen 127.0.0.1:8124;" in text
    assert "server 127.0.0.1:8123;" in text
    for left in ("443", "/etc/ssl", "/var/", "example.gov.cn"):
        assert left not in text


@pytest.mark.skipif(not has_nginx(), reason="nginx is not on this machine")
class TestBehindIt:
    def test_a_public_page_is_asked_for_once_and_kept(self, proxied: Proxied) -> None:
        answers = [proxied.get("/items/")[2] for _ in range(20)]
        assert set(answers) == {b"page for "}
        assert 1 <= proxied.house.asked["/items/"] <= 3

    def test_packed_and_plain_pages_are_kept_apart(self, proxied: Proxied) -> None:
        assert proxied.get("/items/", accept_encoding="gzip, br")[2] == b"page for gzip"
        assert proxied.get("/items/")[2] == b"page for "
        assert proxied.get("/items/", accept_encoding="br;q=1, gzip;q=0.5")[2] == b"page for gzip"

    def test_who_has_the_page_is_told_so(self, proxied: Proxied) -> None:
        etag = proxied.get("/items/")[1]["ETag"]
        assert proxied.get("/items/", if_none_match=etag)[0] == 304

    @pytest.mark.parametrize("path", ["/me/", "/da/desk/", "/api/v1/city", "/sign-in/", "/cookie/"])
    def test_what_belongs_to_one_person_is_never_kept(self, proxied: Proxied, path: str) -> None:
        for _ in range(5):
            assert proxied.get(path)[0] == 200
        assert proxied.house.asked[path] == 5

    def test_the_house_learns_the_address_and_the_name(self, proxied: Proxied) -> None:
        proxied.get("/sign-in/")
        assert proxied.house.seen["X-Forwarded-For"] == "127.0.0.1"
        assert proxied.house.seen["Host"] == "127.0.0.1"

    def test_while_the_house_is_away_public_pages_go_on_and_others_say_so(
        self, proxied: Proxied
    ) -> None:
        proxied.get("/items/")
        proxied.house.is_away = True
        time.sleep(1.2)
        assert proxied.get("/items/")[0] == 200
        status, _, body = proxied.get("/sign-in/")
        assert status == 502
        assert "系统正在维护" in body.decode()
