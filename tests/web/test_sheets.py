"""Lists as spreadsheets: what stands in them, and what never runs."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from zhujian.web import sheets
from zhujian.web.sheets import SheetColumn, xlsx_response

# Closing a response ends its request, which looks at the connection of the test before.
pytestmark = pytest.mark.django_db


def read(response: Any) -> Any:
    content = b"".join(response.streaming_content)
    response.close()
    return load_workbook(BytesIO(content)).active


def test_a_sheet_has_headings_dates_amounts_and_times_of_china() -> None:
    at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    response = xlsx_response(
        "收费清单",
        [SheetColumn("日期", 12), "金额", "时间", "空"],
        [[date(2026, 11, 24), Decimal("10.50"), at, None]],
    )
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in response["Cache-Control"]
    assert "%E6%94%B6%E8%B4%B9%E6%B8%85%E5%8D%95.xlsx" in response["Content-Disposition"]
    sheet = read(response)
    assert [cell.value for cell in sheet[1]] == ["日期", "金额", "时间", "空"]
    assert sheet["A2"].value.isoformat() == "2026-11-24T00:00:00"
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert sheet["B2"].value == 10.5
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["C2"].value.isoformat() == "2026-11-24T10:00:00"
    assert sheet["D2"].value is None


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x","y")', "=cmd|' /C calc'!A0"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    sheet = read(xlsx_response("清单", ["内容"], [[text]]))
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_signs_that_a_sheet_cannot_hold_are_left_out() -> None:
    sheet = read(xlsx_response("清[单]/1", ["内容"], [["甲\x00乙\x0b丙"]]))
    assert sheet["A2"].value == "甲乙丙"
    assert sheet.title == "清 单  1"


def test_more_rows_than_a_sheet_takes_end_with_a_clear_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    sheet = read(xlsx_response("清单", ["号"], ([number] for number in range(10))))
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=4)] == [0, 1, 2]
    assert "只导出了前 3 行" in sheet["A5"].value
    assert sheet.max_row == 5


def test_rows_are_asked_for_one_by_one_and_no_more_than_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 5)
    asked = []

    def rows() -> Any:
        for number in range(1000):
            asked.append(number)
            yield [number]

    xlsx_response("清单", ["号"], rows()).close()
    assert len(asked) == 6
