"""Sending a private file: as a download that no browser runs or keeps."""

from urllib.parse import quote

from django.http import HttpResponse

from zhujian.cases import files
from zhujian.cases.models import Material
from zhujian.web.uploads import KINDS


def download(material: Material) -> HttpResponse:
    """Return a file that was handed in, as an attachment of the type its content has."""
    kind = KINDS[material.kind]
    response = HttpResponse(files.read(material.stored_as), content_type=kind.media_type)
    name = quote(material.filename, safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"material.{kind.extension}\"; filename*=UTF-8''{name}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
