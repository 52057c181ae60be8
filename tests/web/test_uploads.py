"""Uploads are judged by content; each refusal names the file and says what would be right."""

import io
import struct
import zipfile

import pytest

from zhujian.kernel.refusals import Refused
from zhujian.web import uploads
from zhujian.web.uploads import check_upload, kind_of, tidy_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def _png(width: int = 10, height: int = 10) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08" * 20


def _jpeg(width: int = 10, height: int = 10) -> bytes:
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 9
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" * 10
    return head + frame + b"\xff\xd9"


def _package(*names: str, **extra: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, b"<x/>")
        for name, content in extra.items():
            package.writestr(name, content)
    return made.getvalue()


DOCX = _package("[Content_Types].xml", "word/document.xml")
XLSX = _package("[Content_Types].xml", "xl/workbook.xml")
OFD = _package("OFD.xml", "Doc_0/Document.xml")
GOOD = {"pdf": PDF, "png": _png(), "jpeg": _jpeg(), "docx": DOCX, "xlsx": XLSX, "ofd": OFD}
ENDINGS = {"jpeg": ("jpg", "jpeg", "JPG")}


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_is_known_by_its_content(kind: str) -> None:
    assert kind_of(GOOD[kind]) == kind
    for ending in ENDINGS.get(kind, (kind, kind.upper())):
        assert check_upload(f"身份证.{ending}", GOOD[kind]).kind == kind


@pytest.mark.parametrize("told", GOOD)
@pytest.mark.parametrize("real", GOOD)
def test_a_name_that_says_another_kind_is_refused(told: str, real: str) -> None:
    if told == real:
        return
    with pytest.raises(Refused) as refused:
        check_upload(f"证明.{told}", GOOD[real])
    assert refused.value.code == "file_name"
    assert refused.value.status == 422
    assert "证明" in refused.value.text
    assert uploads.KINDS[real].extension in refused.value.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00", "程序"),
        (b"#!/bin/sh\n", "脚本"),
        (b"<html><script>", "网页"),
        (b"GIF89a", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "DOCX"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        ("只是一段文字".encode(), "纯文本"),
        (b"\x00\x01\x02\xfe\xff" * 50, "无法识别"),
        (_package("readme.txt"), "压缩包"),
        (_package("[Content_Types].xml"), "压缩包"),
        (b"PK\x03\x04 broken", "压缩包"),
    ],
)
def test_anything_else_is_refused_and_named(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        check_upload("材料.pdf", content)
    assert refused.value.code == "file_kind"
    assert "材料.pdf" in refused.value.text
    assert words in refused.value.text


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match="空文件"):
        check_upload("材料.pdf", b"")


def test_eleven_mebibytes_are_too_large() -> None:
    with pytest.raises(Refused, match="10 MB") as refused:
        check_upload("材料.pdf", PDF + b"0" * 11 * 1024 * 1024)
    assert refused.value.status == 413


def test_ten_mebibytes_are_not() -> None:
    assert check_upload("材料.pdf", PDF.ljust(10 * 1024 * 1024, b"0")).kind == "pdf"


@pytest.mark.parametrize(("name", "make"), [("a.png", _png), ("a.jpg", _jpeg)])
def test_an_image_that_unpacks_to_something_huge_is_refused(name: str, make: object) -> None:
    for size in ((60_000, 10), (19_000, 19_000)):
        with pytest.raises(Refused, match="像素"):
            check_upload(name, make(*size))  # type: ignore[operator]


def test_a_package_that_unpacks_to_something_huge_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 100_000)
    bomb = _package("[Content_Types].xml", "word/document.xml", big=b"\0" * 200_000)
    with pytest.raises(Refused, match="过大"):
        check_upload("a.docx", bomb)


def test_a_package_of_very_many_entries_is_refused() -> None:
    names = [f"word/{number}.xml" for number in range(5001)]
    with pytest.raises(Refused, match="过大"):
        check_upload("a.docx", _package("[Content_Types].xml", "word/document.xml", *names))


def test_macros_are_refused() -> None:
    content = _package("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")
    with pytest.raises(Refused, match="宏"):
        check_upload("a.xlsx", content)


def test_a_locked_package_is_refused() -> None:
    locked = bytearray(DOCX)
    place = locked.index(b"PK\x01\x02")
    locked[place + 8] |= 1
    with pytest.raises(Refused, match="密码"):
        check_upload("a.docx", bytes(locked))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\用户\\证明.pdf", "证明.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\u202eb.pdf", "ab.pdf"),
        ("  .pdf. ", "pdf"),
        ("", "未命名文件"),
        ("长" * 200 + ".pdf", "长" * 96 + ".pdf"),
        ("长" * 200, "长" * 100),
    ],
)
def test_names_are_tidied(given: str, kept: str) -> None:
    assert tidy_name(given) == kept


def test_a_name_without_ending_is_told_the_right_one() -> None:
    with pytest.raises(Refused, match=r"没有扩展名.*「\.pdf」"):
        check_upload("身份证", PDF)
