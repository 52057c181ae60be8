"""Importing tables of items: real rows, bad rows, odd files."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.catalogue.conftest import CODE, demo_elements

from zhujian.catalogue.actions import import_items
from zhujian.catalogue.commands import COMMANDS
from zhujian.catalogue.models import Guide, GuideDraft, Item
from zhujian.catalogue.queries import guide
from zhujian.catalogue.steps.columns import columns
from zhujian.config.cli import main
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.changes.models import Change
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables import ImportReport, read_table
from zhujian.people.models import Organisation, User

pytestmark = pytest.mark.django_db
HEADER = ["name", "code", "department", "kind"]
ROW = ["失业登记", "512B0066800002-511602000000-000-1151130108778239R-1-00", "区人社局", "公共服务"]


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file."""

    def written(*rows: list[Any], header: list[str] = HEADER, name: str = "items.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    return written


def land(path: Path, **options: Any) -> ImportReport:
    table = read_table(path, columns())
    return import_items(by=options.pop("by", OPERATOR), table=table, **options)


def complete_row(**changes: Any) -> tuple[list[str], list[Any]]:
    """Return header and row of a complete item, as a table with Chinese headers holds it."""
    columns_of_it = {
        "事项名称": "失业登记",
        "实施编码": CODE,
        "实施主体": "人力资源和社会保障局",
        "事项类型": "公共服务",
        "设定依据": "《中华人民共和国就业促进法》第三十五条",
        "权力来源": "法定本级行使",
        "行使层级": "县级",
        "实施主体性质": "法定机关",
        "服务对象": "自然人",
        "办件类型": "承诺件",
        "受理条件": "年满 16 周岁\n处于无业状态",
        "办理流程": "提交登记（0个工作日）\n核对状态（3个工作日）",
        "法定办结时限": "10",
        "法定办结时限单位": "工作日",
        "承诺办结时限": "3个工作日",
        "到办事现场次数": "0",
        "特别程序": "无",
        "办理地点": "绵竹市政务服务中心",
        "办理时间": "工作日 9:00–17:00",
        "咨询方式": "0838-0000110",
        "监督投诉方式": "0838-0000510",
        "是否收费": "否",
        "是否进驻政务大厅": "是",
        "是否网办": "是",
        "是否支持快递": "否",
        "是否网上支付": "否",
        "网上办理深度": "3^4^5",
        "审批结果类型": "登记备案结果",
        "办理材料": "居民身份证｜必要｜原件1份\n离职材料｜非必要｜复印件1份",
        **changes,
    }
    return list(columns_of_it), list(columns_of_it.values())


# --- real rows ---------------------------------------------------------------------------------


def test_all_real_rows_land_as_listed_and_a_second_time_change_nothing(
    shared_data: Path,
) -> None:
    path = shared_data / "service-items.csv"
    first = land(path, is_listed=True, creates_organisations=True)
    assert (first.total, first.created, first.refused) == (836, 836, [])
    assert Item.objects.filter(status="listed").count() == 836
    lines, changes, drafts = (
        Line.objects.count(),
        Change.objects.count(),
        GuideDraft.objects.count(),
    )
    second = land(path, is_listed=True)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 836)
    assert (Line.objects.count(), Change.objects.count(), GuideDraft.objects.count()) == (
        lines,
        changes,
        drafts,
    )
    assert Line.objects.filter(verb="item.import").count() == 1
    with (path).open(encoding="utf-8-sig") as file:
        for row in list(csv.DictReader(file))[::40]:
            view = guide(row["code"])
            assert view is not None
            assert (view.name, view.kind) == (row["name"], row["kind"])


def test_real_rows_land_from_a_spreadsheet_in_another_encoding(
    shared_data: Path, tmp_path: Path
) -> None:
    text = (shared_data / "service-items.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "gbk.csv"
    path.write_bytes("\n".join(text.splitlines()[:60]).encode("gb18030"))
    report = land(path, is_listed=True, creates_organisations=True)
    assert (report.created, report.refused) == (59, [])
    assert Item.objects.filter(name="学生资助政策咨询").exists()


# --- identity ----------------------------------------------------------------------------------


def test_a_row_without_a_guide_becomes_a_draft_with_what_is_missing(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    report = land(table(ROW))
    assert (report.created, report.exit_status) == (1, 0)
    item = Item.objects.get()
    assert (item.status, item.organisation) == ("draft", human_resources)
    assert guide(item.code) is None
    assert {"设定依据", "办理材料", "办理流程"} <= set(item.draft.missing)
    assert any("设定依据" in note for note in report.notes)


def test_a_draft_becomes_listed_when_that_is_asked(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    land(table(ROW))
    report = land(table(ROW), is_listed=True)
    assert report.changed == 1
    assert Item.objects.get().status == "listed"
    assert land(table(ROW)).unchanged == 1
    assert Item.objects.get().status == "listed"


def test_a_changed_row_updates_its_item(
    human_resources: Organisation, civil_affairs: Organisation, table: Callable[..., Path]
) -> None:
    land(table(ROW), is_listed=True)
    report = land(table(["失业登记（新）", ROW[1], "民政局", "行政确认"]), is_listed=True)
    assert (report.changed, Item.objects.count()) == (1, 1)
    item = Item.objects.get()
    assert (item.name, item.kind, item.organisation) == ("失业登记（新）", "07", civil_affairs)


def test_headers_are_chinese_or_english_and_codes_of_any_scheme_land(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    rows = [
        ["区人社局", "大项", f"事项{place}", "其他类别", code]
        for place, code in enumerate(
            ["许可-00123-001", "G-000007-001", "3120a9(1)", "１２３４５ ", "A.B_C*1"]
        )
    ]
    header = ["实施部门", "主项名称", "事项名称", "权力类型", "事项编码"]
    report = land(table(*rows, header=header), is_listed=True)
    assert (report.created, report.refused) == (5, [])
    assert Item.objects.get(code="12345").main_item == "大项"
    assert {item.kind for item in Item.objects.all()} == {"10"}


def test_child_items_stand_under_their_main_item(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    header = ["主项名称", "子项名称", "事项名称", "编码", "部门", "类型"]
    land(table(["大项", "小项", "大项", "X1", "人社局", "许可"], header=header))
    assert not Item.objects.exists()
    land(table(["大项", "小项", "大项", "X1", "人社局", "行政许可"], header=header))
    item = Item.objects.get()
    assert (item.name, item.main_item) == ("小项", "大项")


def test_a_row_named_only_by_its_main_or_child_item_lands_and_one_without_any_does_not(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    header = ["主项名称", "子项名称", "事项名称", "编码", "部门", "类型"]
    rows = [
        ["大项", "小项", "", "X1", "人社局", "依申请公共服务"],
        ["单独一项", "", "", "X2", "人社局", "其他权力"],
        ["", "", "", "X3", "人社局", "行政许可类"],
    ]
    report = land(table(*rows, header=header), is_listed=True)
    assert (report.created, [one.row for one in report.refused]) == (2, [4])
    assert report.refused[0].rule == "必须填写"
    landed = {item.code: (item.name, item.main_item, item.kind) for item in Item.objects.all()}
    assert landed == {"X1": ("小项", "大项", "20"), "X2": ("单独一项", "", "10")}


def test_of_two_headers_for_one_column_the_better_known_counts(
    human_resources: Organisation, civil_affairs: Organisation, table: Callable[..., Path]
) -> None:
    header = ["实施主体", "部门", "名称", "编码", "类型"]
    report = land(table(["民政局", "人社局", "事", "X1", "公共服务"], header=header))
    assert report.created == 1
    assert Item.objects.get().organisation == human_resources


def test_one_name_may_have_two_codes(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    report = land(table(ROW, [ROW[0], "ANOTHER-1", *ROW[2:]]), is_listed=True)
    assert report.created == 2


def test_one_code_for_two_names_is_refused_naming_both_rows(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    good = ["别的事", "OTHER-1", "人社局", "公共服务"]
    report = land(table(ROW, good, ["另一个名字", *ROW[1:]]), is_listed=True)
    assert (report.created, report.exit_status) == (1, 1)
    assert [one.row for one in report.refused] == [2, 4]
    assert all("2" in one.rule and "4" in one.rule for one in report.refused)
    assert all(one.value == ROW[1] and one.column == "code" for one in report.refused)
    assert Item.objects.get().name == "别的事"


# --- bad rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "part"),
    [
        (["", "C-1", "人社局", "公共服务"], "name", "必须填写"),
        (["事", "", "人社局", "公共服务"], "code", "必须填写"),
        (["事", "a/b c", "人社局", "公共服务"], "code", "编码"),
        (["事", "?", "人社局", "公共服务"], "code", "编码"),
        (["事", "C-1", "没有的局", "公共服务"], "department", "没有找到这个部门"),
        (["事", "C-1", "人社局", "奇怪的类型"], "kind", "行政许可"),
        (["事", "C-1", "人社局", "行政处罚"], "kind", "不是依申请办理"),
        (["事" * 400, "C-1", "人社局", "公共服务"], "name", "300"),
        (["事", "C" * 101, "人社局", "公共服务"], "code", "100"),
    ],
)
def test_a_bad_row_is_refused_by_row_column_value_and_rule(
    human_resources: Organisation,
    table: Callable[..., Path],
    row: list[str],
    column: str,
    part: str,
) -> None:
    report = land(table(ROW, row), is_listed=True)
    assert (report.created, report.exit_status) == (1, 1)
    (refusal,) = report.refused
    assert (refusal.row, refusal.column) == (3, column)
    assert refusal.value == row[HEADER.index(column)].replace(" ", "")
    assert part in refusal.rule


def test_three_bad_rows_among_eight_hundred_do_not_keep_the_others_out(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    rows = [[f"事项{place}", f"K-{place}", "人社局", "公共服务"] for place in range(800)]
    rows[10][3] = "天书"
    rows[400][2] = "月球局"
    rows[799][1] = ""
    report = land(table(*rows), is_listed=True)
    assert (report.created, report.refused_rows) == (797, 3)
    assert [one.row for one in sorted(report.refused, key=lambda one: one.row)] == [12, 402, 801]
    assert Item.objects.count() == 797


def test_a_refused_row_leaves_nothing_half_made(table: Callable[..., Path], db: None) -> None:
    header, row = complete_row(实施主体="新设的局", 承诺办结时限="30个工作日")
    report = land(table(row, header=header), creates_organisations=True)
    assert report.refused_rows == 1
    assert not Organisation.objects.filter(name__contains="新设的局").exists()
    assert not Item.objects.exists()
    assert not GuideDraft.objects.exists()


# --- departments -------------------------------------------------------------------------------


def test_departments_are_found_by_map_or_made(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    path = table(["事", "C-1", "劳动和社保处", "公共服务"])
    assert land(path).refused_rows == 1
    report = land(path, organisation_map={"劳动和社保处": "human-resources"})
    assert report.created == 1
    assert Item.objects.get().organisation == human_resources
    report = land(table(["事二", "C-2", "新设的局", "公共服务"]), creates_organisations=True)
    assert report.created == 1
    assert Item.objects.get(code="C-2").organisation.name == "新设的局"


def test_whoever_is_neither_operator_nor_administrator_may_not_import(
    human_resources: Organisation, editor: User, table: Callable[..., Path]
) -> None:
    with pytest.raises(Refused) as refused:
        land(table(ROW), by=editor)
    assert refused.value.status == 403
    assert not Item.objects.exists()


# --- complete rows -----------------------------------------------------------------------------


def test_a_complete_row_is_published(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    header, row = complete_row()
    report = land(table(row, header=header))
    assert (report.created, report.refused) == (1, [])
    view = guide(CODE)
    assert view is not None
    assert (view.status, view.version, view.can_apply_online) == ("published", 1, True)
    assert view.snapshot["statutory"] == {"n": 10, "unit": "workday"}
    assert [one["name"] for one in view.snapshot["materials"]] == ["居民身份证", "离职材料"]
    assert view.snapshot["conditions"] == "年满 16 周岁\n处于无业状态"
    assert land(table(row, header=header)).unchanged == 1
    assert Guide.objects.count() == 1


def test_a_changed_complete_row_is_another_version(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    land(table(complete_row()[1], header=complete_row()[0]))
    header, row = complete_row(承诺办结时限="2个工作日")
    assert land(table(row, header=header)).changed == 1
    assert Guide.objects.count() == 2


def test_a_published_guide_is_not_degraded_by_a_listed_row(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    land(table(complete_row()[1], header=complete_row()[0]))
    report = land(table(["改了名", CODE, "人社局", "公共服务"]), is_listed=True)
    assert report.unchanged == 1
    view = guide(CODE)
    assert view is not None
    assert (view.status, view.name) == ("published", "失业登记")


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"承诺办结时限": "30个工作日"}, "承诺办结时限", "SVC-02"),
        ({"是否收费": "是"}, "fee_items", "SVC-02"),
        ({"是否网办": "否", "网上办理深度": ""}, "到办事现场次数", "SVC-02"),
        ({"权力来源": "同级委托"}, "delegating_department", "SVC-03"),
        ({"办理材料": "其他材料｜必要"}, "办理材料", "SVC-08"),
        ({"实施编码": CODE[:-1] + "X"}, "", ""),
        ({"实施编码": "11510683000018104C" + CODE[18:]}, "实施编码", "SVC-02"),
        ({"到办事现场次数": "好几次"}, "到办事现场次数", "格式"),
    ],
)
def test_a_complete_row_that_breaks_a_rule_is_refused_by_its_number(
    human_resources: Organisation,
    table: Callable[..., Path],
    changes: dict[str, str],
    column: str,
    rule: str,
) -> None:
    header, row = complete_row(**changes)
    report = land(table(row, header=header))
    if not rule:
        assert report.created == 1
        return
    assert report.refused_rows == 1
    assert (column, True) in {(one.column, rule in one.rule) for one in report.refused}
    assert not Item.objects.exists()


def test_the_demo_citys_own_elements_survive_a_table(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    elements = demo_elements()
    values = {
        key: json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else "\n".join(value)
        if isinstance(value, list)
        else json.dumps(value, ensure_ascii=False)
        if key == "form"
        else f"{value['n']}个工作日"
        if isinstance(value, dict)
        else value
        for key, value in elements.items()
    }
    values["department"] = "人社局"
    del values["organisation"]
    report = land(table(list(values.values()), header=list(values)))
    assert report.refused == []
    view = guide(CODE)
    assert view is not None
    assert view.snapshot["form"] == elements["form"]
    assert view.snapshot["materials"][0]["notes"] == elements["materials"][0]["notes"]


# --- files -------------------------------------------------------------------------------------


def test_merged_cells_formulas_and_a_title_row_are_read_or_named(
    human_resources: Organisation, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["某局事项清单"])
    sheet.append(["部门", "名称", "编码", "类型"])
    sheet.append(["人社局", "事一", "M-1", "公共服务"])
    sheet.append([None, "事二", "M-2", "公共服务"])
    sheet.append(["人社局", "事三", '="M-"&3', "公共服务"])
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    path = tmp_path / "items.xlsx"
    book.save(path)
    report = land(path, is_listed=True)
    assert report.created == 2
    assert [(one.row, one.column) for one in report.refused] == [(5, "编码")]
    assert "公式" in report.refused[0].rule


def test_a_dry_run_reports_and_writes_nothing(
    human_resources: Organisation, table: Callable[..., Path]
) -> None:
    report = land(table(ROW), is_listed=True, is_dry_run=True)
    assert (report.created, report.is_dry_run) == (1, True)
    assert not Item.objects.exists()
    assert not Change.objects.exists()
    assert not Line.objects.filter(verb="item.import").exists()


# --- the command -------------------------------------------------------------------------------


def run(*words: str, capsys: Any) -> tuple[int, str, str]:
    status = main(["import", "items", *words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_command_ends_with_0_1_or_2(
    human_resources: Organisation, table: Callable[..., Path], tmp_path: Path, capsys: Any
) -> None:
    status, out, _ = run(str(table(ROW)), "--listed", "--json", capsys=capsys)
    assert (status, json.loads(out)["created"]) == (0, 1)
    bad = table(ROW, ["事", "C-1", "没有的局", "公共服务"], name="bad.csv")
    status, out, _ = run(str(bad), capsys=capsys)
    assert status == 1
    assert "第3行" in out
    assert "没有的局" in out
    wrong = table(ROW, header=["甲", "乙", "丙", "丁"], name="wrong.csv")
    status, _, err = run(str(wrong), capsys=capsys)
    assert status == 2
    assert "缺少表头" in err
    assert run(str(tmp_path / "nothing.csv"), capsys=capsys)[0] == 2


def test_the_command_takes_a_map_of_departments(
    human_resources: Organisation, table: Callable[..., Path], tmp_path: Path, capsys: Any
) -> None:
    path = table(["事", "C-1", "劳动处", "公共服务"])
    names = tmp_path / "map.csv"
    names.write_text("from,to\n劳动处,human-resources\n", encoding="utf-8")
    assert run(str(path), "--organisation-map", str(names), capsys=capsys)[0] == 0
    as_json = tmp_path / "map.json"
    as_json.write_text('{"劳动处": "人社局"}', encoding="utf-8")
    assert run(str(path), "--organisation-map", str(as_json), capsys=capsys)[0] == 0
    as_json.write_text("[]", encoding="utf-8")
    assert run(str(path), "--organisation-map", str(as_json), capsys=capsys)[0] == 2
    assert run(str(path), "--organisation-map", str(tmp_path / "no.csv"), capsys=capsys)[0] == 2


def test_the_command_names_its_actor(
    human_resources: Organisation, admin: User, table: Callable[..., Path], capsys: Any
) -> None:
    assert run(str(table(ROW)), "--by", "admin", capsys=capsys)[0] == 0
    assert Line.objects.get(verb="item.import").actor_ref == admin.actor_ref
    assert run(str(table(ROW)), "--by", "nobody-of-that-name", capsys=capsys)[0] == 1


def test_the_command_refreshes_the_index_when_it_is_done() -> None:
    (command,) = COMMANDS
    assert command.refreshes
    assert command.words == ("import", "items")
