"""Uploads judged by what they are, not by what their name says."""

import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings

from zhujian.kernel.refusals import Refused

MAX_SIDE = 20_000
MAX_PIXELS = 100_000_000
MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadKind:
    """A kind of file that the house takes: its endings (the first is the right one)."""

    kind: str
    title: str
    media_type: str
    extensions: tuple[str, ...]

    @property
    def extension(self) -> str:
        return self.extensions[0]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.kind: kind
    for kind in (
        UploadKind("pdf", "PDF 文件", "application/pdf", ("pdf",)),
        UploadKind("jpeg", "JPEG 图片", "image/jpeg", ("jpg", "jpeg")),
        UploadKind("png", "PNG 图片", "image/png", ("png",)),
        UploadKind("docx", "Word 文档", f"{_OFFICE}wordprocessingml.document", ("docx",)),
        UploadKind("xlsx", "Excel 表格", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",)),
        UploadKind("ofd", "OFD 版式文件", "application/ofd", ("ofd",)),
    )
}
ACCEPTED_TEXT = "PDF、JPG、PNG、DOCX、XLSX、OFD"
ACCEPT_ATTRIBUTE = ",".join(f".{end}" for kind in KINDS.values() for end in kind.extensions)

# What people send by mistake: how it begins, and what to do about it.
_KNOWN_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档，请另存为 DOCX、XLSX 或 PDF 后再上传"),
    (b"MZ", "程序文件"),
    (b"\x7fELF", "程序文件"),
    (b"#!", "脚本文件"),
    (b"GIF8", "GIF 图片，请另存为 JPG 或 PNG 后再上传"),
    (b"BM", "BMP 图片，请另存为 JPG 或 PNG 后再上传"),
    (b"RIFF", "WebP 图片或音视频，图片请另存为 JPG 或 PNG 后再上传"),
    (b"II*\x00", "TIFF 图片，请另存为 PDF、JPG 或 PNG 后再上传"),
    (b"MM\x00*", "TIFF 图片，请另存为 PDF、JPG 或 PNG 后再上传"),
    (b"Rar!", "RAR 压缩包，请解压后分别上传"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后分别上传"),
    (b"\x1f\x8b", "压缩包，请解压后分别上传"),
    (b"PK", "压缩包，请解压后分别上传"),
    (b"{\\rtf", "RTF 文档，请另存为 DOCX 或 PDF 后再上传"),
    (b"<", "网页或标记文本"),
)


def kind_of(content: bytes) -> str | None:
    """Return what a file is by its content: a key of KINDS, or None for anything else."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_package(content)
    return None


def _kind_of_package(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError):
        return None
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else None


def check_upload(name: str, content: bytes) -> UploadKind:
    """Return the kind of an upload, or refuse it.

    413 `file_too_large` above MAX_FILE_BYTES; 422 `file_empty`, `file_kind` (not a kind that is
    taken), `file_name` (not what its name says), `file_content` (an image or package that would
    unpack to something huge, holds macros or is locked).
    """
    shown = tidy_name(name)
    if len(content) > settings.MAX_FILE_BYTES:
        raise Refused(
            "file_too_large",
            f"「{shown}」有 {_megabytes(len(content))}，超过单个文件"
            f" {settings.MAX_FILE_BYTES // 1024 // 1024} MB 的上限。请压缩或分成几个文件后再上传。",
            status=413,
        )
    if not content:
        raise Refused("file_empty", f"「{shown}」是空文件，请重新选择。")
    found = kind_of(content)
    if found is None:
        raise Refused(
            "file_kind",
            f"「{shown}」不能接收：从内容看，它是{_other_kind(content)}。"
            f"可以上传 {ACCEPTED_TEXT}。",
        )
    kind = KINDS[found]
    _check_name(shown, kind)
    if found in {"jpeg", "png"}:
        _check_image(shown, found, content)
    elif found != "pdf":
        _check_package(shown, content)
    return kind


def tidy_name(name: str) -> str:
    """Return a file's name without folders and control characters, at most 100 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    if len(kept) > 100:
        stem, dot, ending = kept.rpartition(".")
        kept = stem[: 99 - len(ending)] + dot + ending if dot and len(ending) < 10 else kept[:100]
    return kept or "未命名文件"


def _check_name(shown: str, kind: UploadKind) -> None:
    ending = shown.rpartition(".")[2].lower() if "." in shown else ""
    if ending in kind.extensions:
        return
    fault = f"与文件名的「.{ending}」不符" if ending else "文件名没有扩展名"
    raise Refused(
        "file_name",
        f"「{shown}」的内容是 {kind.title}，{fault}。"
        f"请把文件名改成以「.{kind.extension}」结尾，或重新选择正确的文件。",
    )


def _other_kind(content: bytes) -> str:
    for beginning, words in _KNOWN_OTHERS:
        if content.startswith(beginning):
            return words
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "HEIC 照片，请在手机相机设置里选「兼容性最佳」，或另存为 JPG 后再上传"
    try:
        content[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(content[:4096]) - 4:
            return "无法识别的文件"
    return "纯文本"


def _check_image(shown: str, kind: str, content: bytes) -> None:
    size = _png_size(content) if kind == "png" else _jpeg_size(content)
    if size is None:
        return
    width, height = size
    if max(size) > MAX_SIDE or width * height > MAX_PIXELS:
        raise Refused(
            "file_content",
            f"「{shown}」有 {width}×{height} 像素，过大。请缩小到每边 {MAX_SIDE} 像素、"
            f"总共 {MAX_PIXELS // 10_000:,} 万像素以内。",
        )


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height from the first frame header, None where there is none."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        elif marker in {0x01, *range(0xD0, 0xD9)}:
            place += 2
        else:
            place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    return None


def _check_package(shown: str, content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        fault = "解开后的内容过大"
    elif any(entry.flag_bits & 0x1 for entry in entries):
        fault = "设有密码，工作人员无法打开。请去掉密码后再上传"
    elif any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        fault = "含有宏。请另存为不含宏的文件后再上传"
    else:
        return
    raise Refused("file_content", f"「{shown}」{fault}。")


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB"
