"""Sending a private file: shown where a browser can show it safely, else as a download."""

from urllib.parse import quote

from django.http import HttpResponse

from zhujian.cases import files
from zhujian.cases.models import DraftFile, Material
from zhujian.web.uploads import KINDS

# What a browser shows without running anything; all else is saved.
SHOWN = frozenset({"pdf", "jpeg", "png"})
CLOSED = "default-src 'none'; sandbox"
# A browser's own viewer of PDF does not open in a sandbox; nothing else may load.
VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def shown(file: Material | DraftFile) -> HttpResponse:
    """Return a file to be looked at in the browser; what it cannot show safely is saved."""
    if file.kind not in SHOWN:
        return download(file)
    response = _sent(file, "inline")
    if file.kind == "pdf":
        response.headers["Content-Security-Policy"] = VIEWER
    return response


def download(file: Material | DraftFile) -> HttpResponse:
    """Return a file that was handed in, as an attachment of the type its content has."""
    return _sent(file, "attachment")


def _sent(file: Material | DraftFile, disposition: str) -> HttpResponse:
    kind = KINDS[file.kind]
    response = HttpResponse(files.read(file.stored_as), content_type=kind.media_type)
    name = quote(file.filename, safe="")
    response.headers["Content-Disposition"] = (
        f"{disposition}; filename=\"material.{kind.extension}\"; filename*=UTF-8''{name}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = CLOSED
    return response
