"""Papers as PDF: what people wrote stays text, the bytes are the same for the same data."""

import io
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from zhujian.kernel.refusals import Refused
from zhujian.web import pdf

TEMPLATE = """#import "/web/typst/web/paper.typ": *
#show: paper
= #data.title
#facts(data.rows)
#stamp-place(data.organisation, data.on)
#check-box(data.check)
"""
NASTY = "#panic() $x^2$ \\ \"'` *粗* _斜_ <标> @引 //注 [括] {码} 人力资源"


@pytest.fixture(autouse=True)
def _house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A house of its own with one template in it, standing on the real parts."""
    shutil.copytree(pdf.HOUSE / "web" / "typst", tmp_path / "web" / "typst")
    (tmp_path / "web" / "typst" / "web" / "sample.typ").write_text(TEMPLATE, "utf-8")
    monkeypatch.setattr(pdf, "HOUSE", tmp_path)
    pdf._compiler.cache_clear()
    yield
    pdf._compiler.cache_clear()


def sample(**changed: object) -> dict[str, object]:
    return {
        "rows": [["事项", NASTY], ["地址", "a" * 400]],
        "organisation": "绵竹市人力资源和社会保障局",
        "on": "2026年11月24日",
        "check": {
            "qr": pdf.qr_svg("http://127.0.0.1/print/x/"),
            "alt": "二维码",
            "words": "扫码查验",
            "address": "http://127.0.0.1/print/x/",
            "code": "N123-4567",
        },
        **changed,
    }


def text_of(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_what_people_wrote_is_text_and_never_code() -> None:
    made = pdf.render_pdf("web/sample.typ", sample(), title="# 回执 $")
    read = text_of(made)
    assert "".join(NASTY.split()) in read
    assert "绵竹市人力资源和社会保障局" in read
    assert "#回执$" in read


def test_a_word_without_end_stays_on_the_paper() -> None:
    reader = PdfReader(io.BytesIO(pdf.render_pdf("web/sample.typ", sample(), title="长词")))
    right = 595 - 22 / 25.4 * 72
    far: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, _, matrix, *rest: far.append(matrix[4]) if text.strip() else None
    )
    assert max(far) < right
    assert "".join(reader.pages[0].extract_text().split()).count("a" * 20) > 0


def test_the_same_data_gives_the_same_bytes_and_other_data_others() -> None:
    first = pdf.render_pdf("web/sample.typ", sample(), title="回执")
    assert pdf.render_pdf("web/sample.typ", sample(), title="回执") == first
    assert pdf.render_pdf("web/sample.typ", sample(on="2026年11月25日"), title="回执") != first


def test_a_paper_is_tagged_and_names_its_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(pdf.render_pdf("web/sample.typ", sample(), title="回执")))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/Lang"].lower().startswith("zh")
    assert reader.metadata is not None
    assert reader.metadata.title == "回执"


def test_only_the_fonts_of_the_house_are_used() -> None:
    reader = PdfReader(io.BytesIO(pdf.render_pdf("web/sample.typ", sample(), title="回执")))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert all("NotoSansSC" in font.get_object()["/BaseFont"] for font in fonts)


def test_several_threads_print_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(
            pool.map(
                lambda number: pdf.render_pdf(
                    "web/sample.typ", sample(on=f"第{number}份"), title=f"回执{number}"
                ),
                range(12),
            )
        )
    assert all(f"第{number}份" in text_of(paper) for number, paper in enumerate(made))


def test_without_fonts_the_refusal_says_what_to_do(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FONTS = tmp_path / "none"  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refused:
        pdf.render_pdf("web/sample.typ", sample(), title="回执")
    assert (refused.value.status, refused.value.code) == (503, "fonts_missing")
