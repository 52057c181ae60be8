"""What stands before Django: whole requests, limits, static files."""

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Reply

from zhujian.web.front import Front

Ask = Callable[..., Reply]
FORM = "multipart/form-data; boundary=b"


def _form(size: int) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n'
    return head + b"x" * size + b"\r\n--b--\r\n"


@pytest.fixture(autouse=True)
def _no_tokens(settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]


def test_a_form_with_a_file_arrives_whole(ask: Ask) -> None:
    reply = ask("/form/", "POST", _form(3_000_000), content_type=FORM)
    assert reply.text == "0 3000000"


def test_a_body_of_untold_length_arrives_whole(ask: Ask) -> None:
    source = io.BytesIO(_form(700_000))
    reply = ask("/form/", "POST", source=source, transfer_encoding="chunked", content_type=FORM)
    assert reply.text == "0 700000"


def test_a_form_above_the_limit_is_refused_before_django_reads_it(ask: Ask) -> None:
    reply = ask("/form/", "POST", _form(33_000_000), content_type=FORM, hx_request="true")
    assert reply.status == 413
    assert "30 MB" in reply.text


def test_a_form_without_files_is_at_most_a_mebibyte(ask: Ask) -> None:
    kind = "application/x-www-form-urlencoded"
    assert ask("/form/", "POST", b"a=" + b"x" * 900_000, content_type=kind).text == "1 0"
    reply = ask("/form/", "POST", b"a=" + b"x" * 1_100_000, content_type=kind, hx_request="true")
    assert reply.status == 413


def test_an_endless_body_is_refused_too(ask: Ask) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"x" * size

    reply = ask(
        "/form/", "POST", source=Endless(), transfer_encoding="chunked",
        content_type=FORM, hx_request="true",
    )  # fmt: skip
    assert reply.status == 413


def test_a_caller_who_hangs_up_is_not_taken_for_a_form(ask: Ask) -> None:
    whole = _form(1000)
    reply = ask(
        "/form/", "POST", source=io.BytesIO(whole[:500]), content_length=str(len(whole)),
        content_type=FORM,
    )  # fmt: skip
    assert reply.status == 400


def test_a_dozen_slow_uploads_do_not_stop_a_reader(ask: Ask) -> None:
    gate = threading.Event()

    class Slow(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            gate.wait(10)
            return b""

    uploads = [
        threading.Thread(
            target=ask,
            args=("/form/", "POST"),
            kwargs={"source": Slow(), "content_length": "1000", "content_type": FORM},
        )
        for _ in range(12)
    ]
    for upload in uploads:
        upload.start()
    assert ask("/form/").status == 200
    assert ask("/form/", "POST", _form(10), content_type=FORM).text == "0 10"
    gate.set()
    for upload in uploads:
        upload.join()


def test_a_large_answer_comes_whole(ask: Ask) -> None:
    reply = ask("/huge/")
    assert len(reply.body) == 40 * 65536
    assert ask("/huge/", "HEAD").body == b""


def test_a_file_comes_whole(ask: Ask) -> None:
    from tests.web import sample_pages

    assert ask("/file/").body == Path(sample_pages.__file__).read_bytes()


def test_a_fault_of_ours_is_a_page_with_a_reference(ask: Ask, caplog: Any) -> None:
    reply = ask("/failing/", hx_request="true")
    assert reply.status == 500
    assert reply.headers["x-reference"] in reply.text


def test_more_reads_a_second_than_allowed_are_told_to_wait(ask: Ask, front: Front) -> None:
    front.limit.most = 5
    replies = [ask("/items/a/") for _ in range(12)]
    refused = [reply for reply in replies if reply.status == 429]
    assert len(refused) >= 2  # the second may have turned once meanwhile
    assert refused[0].headers["retry-after"] == "1"
    assert "访问过于频繁" in refused[0].text


def test_another_address_is_not_held_back(front: Front) -> None:
    front.limit.most = 1
    assert front.limit.lets_in("192.0.2.1")
    assert front.limit.lets_in("192.0.2.2")


def test_static_files_are_immutable_and_missing_ones_are_told(
    ask: Ask, front: Front, tmp_path: Any
) -> None:
    (tmp_path / "site.0123456789ab.css").write_text("a{}" * 100)
    front.static.add_files(str(tmp_path), prefix="/static/")
    reply = ask("/static/site.0123456789ab.css")
    assert reply.status == 200
    assert "immutable" in reply.headers["cache-control"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert ask("/static/none.css").status == 404
