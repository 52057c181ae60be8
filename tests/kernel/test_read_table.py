"""Tables that people import: what is read, what is refused, where and why."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables import (
    Column,
    ImportReport,
    Outcome,
    Row,
    RowRefusal,
    Table,
    UnusableFile,
    land_rows,
    read_table,
)

COLUMNS = (
    Column("code", ("编码", "事项编码", "code"), is_required=True, is_code=True, longest=40),
    Column("name", ("名称", "name"), is_required=True, longest=20),
    Column("department", ("部门", "department")),
    Column("count", ("数量", "count")),
)
Sheet = Callable[..., Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Write a spreadsheet of rows, with merged ranges."""

    def write(*rows: list[object], merged: tuple[str, ...] = ()) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        for row in rows:
            page.append(row)
        for span in merged:
            page.merge_cells(span)
        path = tmp_path / "表.xlsx"
        book.save(path)
        return path

    return write


def csv_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "表.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path) -> Table:
    return read_table(path, COLUMNS, unique=("code",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    table = read(csv_file(tmp_path, "编码,名称\nA1,社会保障卡补领\n", encoding))

    assert [dict(row.values) for row in table.rows] == [{"code": "A1", "name": "社会保障卡补领"}]
    assert table.rows[0].number == 2


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_a_csv_with_another_delimiter_is_read(tmp_path: Path, delimiter: str) -> None:
    text = f"编码{delimiter}名称\nA1{delimiter}甲\n"

    assert read(csv_file(tmp_path, text)).rows[0].value("name") == "甲"


def test_english_and_chinese_headers_mean_the_same_and_others_are_named(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, "Code , 名称:,备注\nA1,甲,无\n"))

    assert table.rows[0].value("code") == "A1"
    assert table.ignored_headers == ["备注"]


def test_blanks_and_full_width_digits_are_cleaned_and_full_width_signs_kept(
    tmp_path: Path,
) -> None:
    table = read(csv_file(tmp_path, "编码,名称\n Ａ１－ ２３ , 甲（乙）　\u200b\n,,\n\n"))

    (row,) = table.rows
    assert row.value("code") == "A1-23"
    assert row.value("name") == "甲（乙）"


def test_a_header_below_a_title_is_found_and_rows_keep_their_numbers(sheet: Sheet) -> None:
    path = sheet(["事项清单"], [], ["编码", "名称"], ["A1", "甲"], merged=("A1:D1",))

    assert [row.number for row in read(path).rows] == [4]


def test_a_cell_merged_downwards_counts_for_each_row(sheet: Sheet) -> None:
    path = sheet(
        ["编码", "名称", "部门"],
        ["A1", "甲", "人社局"],
        ["A2", "乙", None],
        merged=("C2:C3",),
    )

    assert [row.value("department") for row in read(path).rows] == ["人社局", "人社局"]


def test_a_cell_merged_across_columns_is_refused_with_its_row(sheet: Sheet) -> None:
    path = sheet(["编码", "名称"], ["一、人社局", None], ["A1", "甲"], merged=("A2:B2",))

    table = read(path)
    assert [row.number for row in table.rows] == [3]
    assert [(one.row, one.column) for one in table.refused] == [(2, "")]
    assert "取消合并" in str(table.refused[0])


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编码", "名称"])
    book.active.append(["X1", "藏"])
    book.active.sheet_state = "hidden"
    page = book.create_sheet("事项")
    page.append(["编码", "名称"])
    page.append(["A1", "甲"])
    path = tmp_path / "表.xlsx"
    book.save(path)

    assert [row.value("code") for row in read(path).rows] == ["A1"]


def test_an_empty_sheet_says_which(sheet: Sheet) -> None:
    with pytest.raises(UnusableFile, match="工作表「Sheet」没有内容"):
        read(sheet())


def test_a_formula_without_a_result_is_refused_with_its_column(sheet: Sheet) -> None:
    path = sheet(["编码", "名称"], ["A1", '=CONCATENATE("甲","乙")'], ["A2", "丙"])

    (refusal,) = read(path).refused
    assert (refusal.row, refusal.column) == (2, "名称")
    assert "公式" in refusal.rule


def test_a_formula_written_into_a_csv_is_refused(tmp_path: Path) -> None:
    (refusal,) = read(csv_file(tmp_path, "编码,名称\nA1,=1+1\n")).refused

    assert (refusal.row, refusal.column, refusal.value) == (2, "名称", "=1+1")


def test_a_number_with_lost_digits_is_refused_and_a_short_one_read(sheet: Sheet) -> None:
    path = sheet(["编码", "名称"], [510683000000, "甲"], [1234567890123456789, "乙"])

    table = read(path)
    assert table.rows[0].value("code") == "510683000000"
    assert table.refused[0].row == 3
    assert "文本格式" in table.refused[0].rule


def test_an_error_cell_is_refused(tmp_path: Path) -> None:
    (refusal,) = read(csv_file(tmp_path, "编码,名称\nA1,#REF!\n")).refused

    assert "公式出错" in refusal.rule


def test_a_missing_value_and_a_value_too_long_are_refused(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, f"编码,名称\n,甲\nA2,{'长' * 21}\nA3,丙\n"))

    assert [(one.row, one.column, one.rule) for one in table.refused] == [
        (2, "编码", "必须填写"),
        (3, "名称", "最多20个字"),
    ]
    assert table.total == 3


def test_a_code_that_comes_twice_is_refused_and_names_the_first(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, "编码,名称\nA1,甲\nA2,乙\nＡ１,丙\n"))

    assert [row.value("name") for row in table.rows] == ["甲", "乙"]
    assert str(table.refused[0]) == "第4行「编码」列：“A1”，与第2行重复"


def test_a_wrong_header_makes_the_file_unusable_and_says_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as caught:
        read(csv_file(tmp_path, "编号,标题\nA1,甲\n"))

    assert "缺少表头「编码」（或 code）、「名称」（或 name）" in caught.value.text
    assert "「编号」、「标题」" in caught.value.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.csv", b"", "没有内容"),
        ("只有表头.csv", "编码,名称\n".encode(), "没有任何内容"),
        ("两次.csv", "编码,名称,编码\nA,B,C\n".encode(), "出现了两次"),
        ("假.xlsx", b"this is no spreadsheet", "不是可读的电子表格"),
        ("二进制.csv", b"\x00\x01\x02\x03", "不是文本文件"),
        ("乱码.csv", b"\xff\xff\xff\xff\x80", "无法识别"),
    ],
)
def test_an_unusable_file_says_why(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnusableFile) as caught:
        read(path)
    assert words in caught.value.text
    assert name in caught.value.text


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="没有这个文件"):
        read(tmp_path / "没有.csv")


def test_a_folder_in_place_of_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="这是文件夹"):
        read(tmp_path)


def test_marks_that_turn_the_direction_of_writing_are_taken_out(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, "编码,名称\nA\u202e1,社\u202e保\u00ad卡\u2066\n"))
    assert [dict(row.values) for row in table.rows] == [{"code": "A1", "name": "社保卡"}]


def test_a_row_longer_than_the_header_is_refused_in_a_text_file(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path, "编码,名称\nA1,社保卡,补领\nA2,社保卡,,\n"))
    assert [row.value("code") for row in table.rows] == ["A2"]
    assert str(table.refused[0]) == (
        "第2行：“补领”等内容比表头多出1格，请给含有分隔符的内容加上引号"
    )


@pytest.mark.django_db
def test_sheets_that_were_not_read_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编码", "名称"])
    book.active.append(["A1", "社保卡"])
    book.create_sheet("第二张").append(["A2", "另一张"])
    book.create_sheet("藏着").sheet_state = "hidden"
    book.save(tmp_path / "表.xlsx")
    table = read(tmp_path / "表.xlsx")
    assert table.ignored_sheets == ("第二张",)
    report = land_rows(table, lambda _: Outcome.UNCHANGED, is_dry_run=False)
    assert "只读了第一张工作表，没有读：第二张。" in report.notes


def test_a_refusal_of_a_row_names_the_header_of_the_file() -> None:
    row = Row(3, {"code": "X"}, {"code": "事项编码"})

    refused = row.refuse("code", "应为12位数字")
    assert isinstance(refused, Refused)
    assert row.refusal("code", "应为12位数字") == RowRefusal(3, "事项编码", "X", "应为12位数字")


@pytest.mark.django_db
def test_a_bad_row_does_not_half_land_and_others_do() -> None:
    from zhujian.kernel.deadlines.models import CountSetting

    def land(row: Row) -> Outcome:
        CountSetting.objects.create(rule=row.value("code"), of="x", n=1, unit="day")
        if row.value("code") == "B":
            raise row.refuse("code", "不行")
        return Outcome.CREATED

    rows = [Row(n, {"code": code}, {"code": "编码"}) for n, code in enumerate("ABC", start=2)]
    report = land_rows(Table("表.csv", rows), land)

    assert (report.created, report.exit_status) == (2, 1)
    assert [str(one) for one in report.refused] == ["第3行「编码」列：“B”，不行"]
    assert list(CountSetting.objects.values_list("rule", flat=True)) == ["A", "C"]


def test_a_report_reads_as_text_and_as_json() -> None:
    report = ImportReport(
        "表.csv", 3, True, created=2, refused=[RowRefusal(3, "编码", "", "必须填写")]
    )

    assert report.as_text() == (
        "试运行（没有写入）：表.csv：共3行，新增2，更新0，未变0，拒绝1。\n"
        "第3行「编码」列：空白，必须填写"
    )
    assert json.loads(report.as_json())["refused"] == [
        {"row": 3, "column": "编码", "value": "", "rule": "必须填写"}
    ]
    assert io.StringIO(report.as_json()).readline() == "{\n"
