"""Papers as PDF: Typst in this process, one font family, data handed over as JSON.

A template is `<room>/typst/<room>/<name>.typ`, named `<room>/<name>.typ`; it reads its data from
`/web/typst/web/paper.typ` and draws with the parts that stand there. What people wrote never
becomes a part of a template's text.
"""

import io
import json
import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import segno
import typst
from django.conf import settings
from django.http import HttpResponse
from markupsafe import Markup

from zhujian.kernel.refusals import Refused

HOUSE = Path(__file__).resolve().parent.parent
FAMILY = "Noto Sans SC"

_DEMO = "演示环境打印，不是真实的文书，没有法律效力"

logger = logging.getLogger(__name__)
# A compiler may be used by one thread at a time; a paper takes a few milliseconds.
_one_at_a_time = Lock()


def render_pdf(template: str, data: Mapping[str, Any], *, title: str) -> bytes:
    """Return a paper as a tagged PDF (PDF/UA-1): the same bytes for the same data.

    `data` is what JSON can hold; refused (503) where the fonts were not built.
    """
    room, _, name = template.partition("/")
    whole = {"demo": _DEMO if settings.DEMO else "", **data, "title": title}
    inputs = {"data": json.dumps(whole, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(
            HOUSE / room / "typst" / room / name,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards="ua-1",
            timestamp=0,
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} did not give one file")
    return made


def pdf_response(made: bytes, filename: str) -> HttpResponse:
    """Return a paper to be opened or saved under a name; nobody keeps it on the way."""
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = (
        f"inline; filename=\"paper.pdf\"; filename*=UTF-8''{quote(filename, safe='')}"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, for `data` of a paper."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgclass=None, lineclass=None, border=0
    )
    return drawn.getvalue().decode()


def qr_markup(text: str) -> Markup:
    """Return a QR code as markup without styles, for a page; the page says beside it what it is."""
    code = segno.make(text, error="m", micro=False)
    drawn: str = code.svg_inline(scale=4, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 -- drawn by segno from modules, not from text


@cache
def _compiler() -> typst.Compiler:
    folder = Path(settings.FONTS)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    if FAMILY not in fonts.families():
        logger.error("no font %s in %s: run bin/up, or `npm run build` in frontend", FAMILY, folder)
        raise Refused("fonts_missing", "暂时不能生成 PDF，请稍后再试或者打印网页。", status=503)
    return typst.Compiler(root=HOUSE, font_paths=fonts, ignore_system_fonts=True)
