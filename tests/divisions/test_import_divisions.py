"""Importing divisions."""

import json
from pathlib import Path

import pytest

from zhujian.config.cli import main
from zhujian.divisions.actions import import_divisions
from zhujian.divisions.models import Division, DivisionAlias, Level
from zhujian.divisions.queries import counts, find_division
from zhujian.divisions.seed import DIVISIONS_FILE
from zhujian.divisions.steps import COLUMNS
from zhujian.kernel.actors import OPERATOR, SystemActor
from zhujian.kernel.changes.models import Change
from zhujian.kernel.journal import Line
from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables import Table, read_table

pytestmark = pytest.mark.django_db

HEAD = "区划代码,名称,层级,上级代码,经度,纬度,别名\n"
COUNTY = "510683000000,绵竹市,county,,104.2,31.3,\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "区划.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def table_of(path: Path) -> Table:
    return read_table(path, COLUMNS, unique=("code",))


def test_the_seed_lands_twelve_towns_and_153_villages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["import", "divisions", str(DIVISIONS_FILE)]) == 0

    assert (counts().towns, counts().villages) == (12, 153)
    assert "共166行，新增166" in capsys.readouterr().out
    assert Line.objects.filter(verb="division.import").count() == 1


def test_the_same_file_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    import_divisions(by=OPERATOR, table=table_of(DIVISIONS_FILE))
    lines, changes = Line.objects.count(), Change.objects.count()

    assert main(["import", "divisions", str(DIVISIONS_FILE), "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert (report["created"], report["changed"], report["unchanged"]) == (0, 0, 166)
    assert (Line.objects.count(), Change.objects.count()) == (lines, changes)


def test_real_names_and_codes_are_those_of_the_real_list(shared_data: Path) -> None:
    real = table_of(shared_data / "mianzhu-divisions.csv")
    ours = table_of(DIVISIONS_FILE)

    assert {(row.value("code"), row.value("name")) for row in real.rows} == {
        (row.value("code"), row.value("name")) for row in ours.rows
    }


def test_a_dry_run_reports_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "divisions", str(written(tmp_path, COUNTY)), "--dry-run"]) == 0

    assert "试运行（没有写入）" in capsys.readouterr().out
    assert not Division.objects.exists()
    assert not Line.objects.exists()


def test_bad_rows_are_refused_by_row_column_value_and_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        tmp_path,
        COUNTY
        + "510683001,剑南街道,town,,,,\n"
        + "510683002000,紫岩街道,village,510683000000,,,\n"
        + "510683104000,九龙镇,town,510684000000,,,\n"
        + "510683106201,群新村,village,510683106000,,,\n"
        + "510683110000,广济镇,town,510683000000,东经,31.3,\n"
        + "510683112000,玉泉镇,town,510683000000,20,31.3,\n"
        + "510683115000,新市镇,town,510683000000,,,\n",
    )

    assert main(["import", "divisions", str(path)]) == 1

    out = capsys.readouterr().out
    assert "第3行「区划代码」列：“510683001”，应为12位数字的统计用区划代码" in out
    assert "第4行「层级」列：“village”，与代码不符" in out
    assert "第5行「上级代码」列：“510684000000”，与代码不符，应为 510683000000" in out
    assert "第6行「上级代码」列：“510683106000”，上级 510683106000 不在区划表中" in out
    assert "第7行「经度」列：“东经”" in out
    assert "第8行「经度」列：“20”，应在73与136之间" in out
    assert list(Division.objects.values_list("name", flat=True)) == ["绵竹市", "新市镇"]


def test_an_unusable_file_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "错.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")

    assert main(["import", "divisions", str(path)]) == 2
    assert "缺少表头「区划代码」（或 code）、「名称」（或 name）" in capsys.readouterr().err


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "510683106201,群新村村民委员会,village,,,,\n510683106000,汉旺镇,town,,,,\n" + COUNTY,
    )

    report = import_divisions(by=OPERATOR, table=table_of(path))
    assert report.refused == []
    assert Division.objects.get(level=Level.VILLAGE).parent.name == "汉旺镇"


def test_a_renamed_division_is_still_found_by_its_former_name(tmp_path: Path) -> None:
    town = "510683109000,{},town,,,,\n"
    import_divisions(by=OPERATOR, table=table_of(written(tmp_path, COUNTY + town.format("土门镇"))))
    import_divisions(by=OPERATOR, table=table_of(written(tmp_path, COUNTY + town.format("麓棠镇"))))

    assert find_division("土门镇").name == "麓棠镇"
    assert DivisionAlias.objects.get().name == "土门镇"


def test_an_alias_cannot_belong_to_two_divisions(tmp_path: Path) -> None:
    text = "510683106000,汉旺镇,town,,,,拱星\n510683109000,麓棠镇,town,,,,拱星\n"

    report = import_divisions(by=OPERATOR, table=table_of(written(tmp_path, COUNTY + text)))
    assert [str(one) for one in report.refused] == [
        "第4行「别名」列：“拱星”，别名「拱星」已属于汉旺镇"
    ]
    assert not Division.objects.filter(name="麓棠镇").exists()


def test_somebody_without_the_duty_cannot_import(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        import_divisions(by=SystemActor("user:stranger"), table=table_of(written(tmp_path, COUNTY)))

    assert caught.value.status == 403
    assert not Division.objects.exists()


def test_an_unknown_name_of_the_actor_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, COUNTY)

    assert main(["import", "divisions", str(path), "--by", "没有这个人"]) == 1
    assert "没有名为「没有这个人」的工作人员" in capsys.readouterr().err
