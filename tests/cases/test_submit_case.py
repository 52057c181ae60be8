"""Submitting an application: allowed, refused, nothing left behind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cases.stage import (
    FILLED,
    OFFLINE_CODE,
    PDF,
    PNG,
    docx,
    id_card,
    later,
    publish,
)
from zhujian.cases import actions, files
from zhujian.cases.models import Case, Material
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import journal, numbers
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.kernel.numbers.models import Number
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.postroom.models import Letter


def submit(resident: User, code: str, **changes: Any) -> Case:
    given: dict[str, Any] = {
        "form": FILLED,
        "materials": [id_card()],
    }
    return actions.submit_case(by=resident, item_code=code, **{**given, **changes})


def nothing_was_written(kept_files: Callable[[], list[Path]]) -> bool:
    return not any(
        (
            Case.objects.exists(),
            Material.objects.exists(),
            Number.objects.exists(),
            Deadline.objects.exists(),
            Line.objects.filter(verb__startswith="case.").exists(),
            Letter.objects.exists(),
            kept_files(),
        )
    )


def test_a_resident_submits_and_gets_a_number_a_date_and_a_line(
    item: Item, resident: User, at_ten: object
) -> None:
    case = submit(resident, item.code)
    assert case.number.startswith("BJ20261124-")
    assert numbers.find(case.number).letters == "BJ"
    assert case.state == "submitted"
    assert case.organisation == item.organisation
    assert case.applicant == resident
    assert case.applicant_masked.startswith("王*")
    assert "明" not in case.applicant_masked
    assert case.due_on == date(2026, 12, 1)  # five working days after the day of receipt
    assert case.form == FILLED
    lines = journal.lines_of(case.number, audiences=set(journal.Audience))
    assert [line.verb for line in lines] == ["case.submit"]
    assert lines[0].data["item"] == item.code


def test_the_applicant_is_told_the_number_and_nothing_else(item: Item, resident: User) -> None:
    case = submit(resident, item.code)
    letter = Letter.objects.get()
    assert letter.template == "case-submitted"
    assert letter.variables == {"number": case.number}
    assert letter.address == "13900000001"


def test_what_was_typed_with_full_width_digits_and_blanks_is_kept_plain(
    item: Item, resident: User
) -> None:
    typed = {
        **FILLED,
        "name": "  王小明 ",
        "phone": "１３９ ０００００００１ ",
        "id_number": "510683 18000101 0011",
        "years": "３",
        "broken_on": "",
    }
    case = submit(resident, item.code, form=typed)
    assert case.form == {**FILLED, "years": 3}


def test_files_lie_encrypted_and_readable_by_the_server_alone(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    case = submit(resident, item.code)
    (path,) = kept_files()
    assert path.stat().st_mode & 0o777 == 0o600
    assert PNG not in path.read_bytes()
    material = case.materials.get()
    assert (material.kind, material.size, material.filename) == ("png", len(PNG), "身份证.png")
    assert files.read(material.stored_as) == PNG


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [(PDF, "pdf", "扫描件.pdf"), (docx(), "docx", "证明.docx"), (PNG, "png", "照片.PNG")],
)
def test_a_file_is_taken_by_its_content(
    item: Item, resident: User, content: bytes, kind: str, name: str
) -> None:
    case = submit(resident, item.code, materials=[id_card(content, name)])
    assert case.materials.get().kind == kind


def test_personal_values_stand_neither_in_the_table_nor_in_the_journal(
    item: Item, resident: User
) -> None:
    from django.db import connection

    case = submit(resident, item.code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_case WHERE number = %s", [case.number])
        row = " ".join(
            bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
            for value in cursor.fetchone()
        )
    assert "510683180001010011" not in row
    assert "王小明" not in row
    line = Line.objects.get(subject=case.number)
    assert "王小明" not in line.data
    assert "13900000001" not in line.data


@pytest.mark.parametrize(
    ("form", "field", "word"),
    [
        ({}, "form.name", "请填写「姓名」"),
        ({**FILLED, "phone": "12345"}, "form.phone", "手机号"),
        ({**FILLED, "id_number": "510683180001010012"}, "form.id_number", "校验码"),
        ({**FILLED, "reason": "不想要了"}, "form.reason", "请从这些选项中选择"),
        ({**FILLED, "reason": "损坏"}, "form.broken_on", "损坏日期"),
        ({**FILLED, "broken_on": "2026-02-30"}, "form.broken_on", "真实存在"),
        ({**FILLED, "years": "很久"}, "form.years", "整数"),
        ({**FILLED, "years": 99}, "form.years", "不能大于"),
        ({**FILLED, "name": "长" * 41}, "form.name", "最多写 40 个字"),
        ({**FILLED, "name": ["王", "小明"]}, "form.name", "文字"),
        ({**FILLED, "by_post": "也许"}, "form.by_post", "是"),
        ({**FILLED, "surprise": "x"}, "form.surprise", "没有这一项"),
    ],
)
def test_a_wrong_form_is_refused_by_the_field_that_is_wrong(
    item: Item,
    resident: User,
    kept_files: Callable[[], list[Path]],
    form: dict[str, Any],
    field: str,
    word: str,
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, form=form)
    assert refused.value.status == 422
    reasons = {fault.field: fault.reason for fault in refused.value.fields}
    assert word in reasons[field]
    assert nothing_was_written(kept_files)


def test_every_wrong_field_and_missing_material_is_named_at_once(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, form={"phone": "1"}, materials=[])
    assert {fault.field for fault in refused.value.fields} == {
        "form.name",
        "form.id_number",
        "form.phone",
        "form.reason",
        "materials.id-card",
    }
    assert nothing_was_written(kept_files)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"materials": []}, "materials.id-card"),
        ({"pledges": [later("photo")]}, "materials.photo"),
        ({"pledges": [later("statement"), later("id-card")], "materials": []}, "materials.id-card"),
        ({"pledges": [later("statement"), later("unheard-of")]}, "materials.unheard-of"),
        (
            {"materials": [id_card(), HandedFile("unheard-of", "a.png", PNG)]},
            "materials.unheard-of",
        ),
    ],
)
def test_materials_must_be_those_of_the_guide(
    item: Item,
    resident: User,
    kept_files: Callable[[], list[Path]],
    changes: dict[str, Any],
    field: str,
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, **changes)
    assert refused.value.status == 422
    assert [fault.field for fault in refused.value.fields] == [field]
    assert nothing_was_written(kept_files)


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (PNG, "身份证.pdf", 422),
        (b"MZ" + b"\0" * 100, "身份证.png", 422),
        (b"", "身份证.png", 422),
        (b"<html>", "身份证.png", 422),
        (PNG + b"\0" * (20 * 1024 * 1024), "身份证.png", 413),
    ],
)
def test_a_file_that_is_not_what_it_says_or_too_large_is_refused(
    item: Item,
    resident: User,
    kept_files: Callable[[], list[Path]],
    content: bytes,
    name: str,
    status: int,
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, materials=[id_card(content, name)])
    assert refused.value.status == status
    assert refused.value.fields[0].field == "materials.0"
    assert nothing_was_written(kept_files)


def test_the_same_file_twice_for_one_material_is_refused(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, materials=[id_card(), id_card(PNG, "又一次.png")])
    assert refused.value.status == 422
    assert [fault.field for fault in refused.value.fields] == ["materials.1"]
    assert "与第 1 个文件完全相同" in refused.value.fields[0].reason
    assert nothing_was_written(kept_files)


def test_a_material_both_handed_in_and_put_off_is_refused(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(
            resident,
            item.code,
            materials=[id_card(), HandedFile("statement", "a.png", PNG)],
            pledges=[later()],
        )
    assert [fault.field for fault in refused.value.fields] == ["materials.statement"]
    assert nothing_was_written(kept_files)


def test_more_than_a_case_may_hold_is_refused(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    pages = [id_card(PNG + bytes([page]) * (9 * 1024 * 1024)) for page in range(4)]
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, materials=pages)
    assert refused.value.status == 413
    assert nothing_was_written(kept_files)


def test_a_deferrable_material_may_be_left_out_without_a_promise(
    item: Item, resident: User
) -> None:
    case = submit(resident, item.code)
    assert not case.pledges.exists()
    assert case.materials_by_on is None


def test_an_unknown_item_is_not_found(resident: User, kept_files: Callable[[], list[Path]]) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, "no-such-item")
    assert (refused.value.code, refused.value.status) == ("item_unknown", 404)
    assert nothing_was_written(kept_files)


def test_a_listed_item_is_not_open_for_application(
    listed_item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, listed_item.code)
    assert (refused.value.code, refused.value.status) == ("item_listed", 422)
    assert nothing_was_written(kept_files)


def test_an_item_that_is_not_online_is_taken_in_at_a_window_only(
    human_resources: Organisation, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    publish(human_resources, code=OFFLINE_CODE, is_online=False)
    with pytest.raises(Refused) as refused:
        submit(resident, OFFLINE_CODE)
    assert refused.value.code == "item_not_online"
    assert nothing_was_written(kept_files)


def test_an_unknown_town_is_refused(
    item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(resident, item.code, division="桃花源镇")
    assert [fault.field for fault in refused.value.fields] == ["division"]
    assert nothing_was_written(kept_files)


def test_staff_do_not_apply_with_their_working_account(
    item: Item, clerk: User, kept_files: Callable[[], list[Path]]
) -> None:
    with pytest.raises(Refused) as refused:
        submit(clerk, item.code)
    assert refused.value.status == 403
    assert nothing_was_written(kept_files)


def test_a_failure_in_the_last_step_leaves_neither_rows_nor_files(
    item: Item,
    resident: User,
    kept_files: Callable[[], list[Path]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from zhujian.cases import notices

    def fails(*args: object, **kwargs: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    monkeypatch.setattr(notices, "send_sms", fails)
    with pytest.raises(OSError, match="disk is full"):
        submit(resident, item.code)
    assert nothing_was_written(kept_files)
