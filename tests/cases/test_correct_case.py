"""SVC-04: what is missing is told once; the answer starts the clock anew; or it is not accepted."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import FILLED, PDF, PNG, id_card
from zhujian.cases import actions, queries
from zhujian.cases.models import Case
from zhujian.cases.rules import correction_days
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.postroom.models import Letter

Browsers = Callable[[User], Client]
MISSING = ["身份证反面照片看不清，请重拍", "补领原因请改为损坏，并写损坏日期"]


def china(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 2, 0, tzinfo=UTC)  # ten in the morning in China


def upload(content: bytes, name: str = "身份证.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def april_case(item: Item, resident: User) -> Case:
    """Handed in on Friday 25 April 2025 (DOMAIN, appendix A)."""
    with clock.moved_to(china(2025, 4, 25)):
        return actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
        )


@pytest.fixture
def asked(april_case: Case, handler: User) -> Case:
    """Told on 28 April what is missing, wanted by Tuesday 13 May."""
    with clock.moved_to(china(2025, 4, 28)):
        return actions.request_correction_of_case(
            by=handler, number=april_case.number, missing=MISSING, by_on=date(2025, 5, 13)
        )


def test_a_notice_leaves_a_reasonable_time() -> None:
    """SVC-04: from the day after the notice up to half a year."""
    told = date(2026, 11, 24)
    assert correction_days(told_on=told, by_on=date(2026, 11, 25)) == 1
    assert correction_days(told_on=told, by_on=told) is None
    assert correction_days(told_on=told, by_on=date(2026, 11, 1)) is None
    assert correction_days(told_on=told, by_on=date(2027, 5, 23)) == 180
    assert correction_days(told_on=told, by_on=date(2027, 5, 24)) is None


def test_the_answer_is_due_on_the_fifth_working_day(april_case: Case) -> None:
    assert april_case.received_on == date(2025, 4, 25)
    assert april_case.due_on == date(2025, 5, 6)


def test_what_is_missing_is_told_in_words_and_the_applicant_has_the_next_move(
    asked: Case, resident: User
) -> None:
    assert (asked.state, asked.due_on) == ("correcting", date(2025, 5, 13))
    view = queries.case_view(asked, resident)
    assert view["correction"]["missing"] == MISSING
    assert view["correction"]["by_on"] == date(2025, 5, 13)
    assert "补正期限" in view["due_why"]
    assert "从收到之日重新计算" in view["due_why"]
    assert view["actions"] == ["submit-correction", "withdraw"]
    assert view["steps"][0]["note"] == f"1. {MISSING[0]}\n2. {MISSING[1]}"
    assert Letter.objects.filter(template="case-correction").count() == 1
    public = journal.lines_of(asked.number, audiences=[journal.Audience.PUBLIC])[-1]
    assert public.sentence == "绵竹市人力资源和社会保障局已一次告知需要补正的内容"
    assert (public.data["by_on"], public.data["count"]) == ("2025-05-13", 2)


def test_the_correction_starts_the_clock_anew_from_its_receipt(
    asked: Case, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    before = len(kept_files())
    with clock.moved_to(china(2025, 5, 8)):
        corrected = actions.submit_correction_of_case(
            by=resident,
            number=asked.number,
            form={"reason": "损坏", "broken_on": "2025年4月1日"},
            materials=[HandedFile("statement", "证明.pdf", PDF)],
        )
    assert (corrected.state, corrected.received_on) == ("submitted", date(2025, 5, 8))
    assert corrected.due_on == date(2025, 5, 15)
    assert corrected.form == {**FILLED, "reason": "损坏", "broken_on": "2025-04-01"}
    assert corrected.materials.count() == 2
    assert len(kept_files()) == before + 1
    line = journal.lines_of(asked.number, audiences=[journal.Audience.PUBLIC])[-1]
    assert line.data["fields"] == ["broken_on", "reason"]
    assert Letter.objects.filter(template="case-corrected").count() == 1


def test_a_second_notice_is_refused_and_not_offered(
    asked: Case, resident: User, handler: User
) -> None:
    with clock.moved_to(china(2025, 5, 8)):
        case = actions.submit_correction_of_case(by=resident, number=asked.number, note="已重拍")
        assert queries.moves_open_to(handler, case) == ["accept", "refuse"]
        lines = Line.objects.count()
        with pytest.raises(Refused) as refused:
            actions.request_correction_of_case(
                by=handler, number=case.number, missing=["还缺一样"], by_on=date(2025, 5, 20)
            )
    assert (refused.value.status, refused.value.code) == (409, "correction_once")
    case.refresh_from_db()
    assert case.state == "submitted"
    assert Line.objects.count() == lines


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({}, "correction_empty", None),
        ({"form": dict(FILLED)}, "correction_empty", None),
        ({"form": {"reason": "损坏"}}, "application_incomplete", "form.broken_on"),
        ({"form": {"nonsense": "x"}}, "application_incomplete", "form.nonsense"),
        ({"materials": [HandedFile("deed", "契.png", PNG)]}, "application_incomplete", None),
        ({"materials": [id_card()]}, "file_twice", "materials.0"),
        ({"materials": [HandedFile("photo", "照片.pdf", b"MZ")]}, None, "materials.0"),
    ],
)
def test_a_bad_correction_leaves_nothing_behind(
    asked: Case,
    resident: User,
    kept_files: Callable[[], list[Path]],
    given: dict[str, object],
    code: str | None,
    field: str | None,
) -> None:
    before = (kept_files(), list(Case.objects.values()), list(Deadline.objects.values()))
    lines = Line.objects.count()
    with clock.moved_to(china(2025, 5, 8)), pytest.raises(Refused) as refused:
        actions.submit_correction_of_case(by=resident, number=asked.number, **given)  # type: ignore[arg-type]
    assert refused.value.status == 422
    assert code in {None, refused.value.code}
    if field:
        assert field in [fault.field for fault in refused.value.fields]
    assert before == (kept_files(), list(Case.objects.values()), list(Deadline.objects.values()))
    assert Line.objects.count() == lines


def test_a_stranger_is_told_nothing_before_his_files_are_looked_at(
    asked: Case, other_resident: User, handler: User
) -> None:
    bad = [HandedFile("photo", "照片.pdf", b"MZ")]
    for user, status in ((other_resident, 404), (handler, 403)):
        with pytest.raises(Refused) as refused:
            actions.submit_correction_of_case(by=user, number=asked.number, materials=bad)
        assert refused.value.status == status


def test_not_accepting_names_reason_authority_and_remedies(
    case: Case, clerk: User, resident: User, client_of: Browsers
) -> None:
    refused = actions.refuse_case(
        by=clerk, number=case.number, note="不属于本机关职权。", authority="绵竹市民政局"
    )
    assert (refused.state, refused.due_on, refused.accepted_on) == ("not-accepted", None, None)
    assert not Deadline.objects.filter(
        subject=case.number, is_current=True, is_running=True
    ).exists()
    view = queries.case_view(refused, resident)
    assert view["actions"] == []
    assert view["competent_authority"] == "绵竹市民政局"
    assert "行政复议" in view["remedies"]
    assert "行政诉讼" in view["steps"][0]["note"]
    page = client_of(resident).get(f"/me/cases/{case.number}/").content.decode()
    for words in ("不属于本机关职权。", "请向绵竹市民政局申请", "六十日内申请行政复议"):
        assert words in page
    assert Letter.objects.filter(template="case-not-accepted").count() == 1
    track = Client().get(f"/track/{case.number}/").content.decode()
    assert "不属于本机关职权" not in track
    assert "理由已告知申请人" in track


def test_a_case_that_was_not_corrected_may_be_refused(asked: Case, handler: User) -> None:
    with clock.moved_to(china(2025, 5, 14)):
        refused = actions.refuse_case(by=handler, number=asked.number, note="逾期没有补正。")
    assert refused.state == "not-accepted"


def test_the_whole_correction_by_page(
    case: Case, clerk: User, resident: User, client_of: Browsers, at_ten: object
) -> None:
    window, me = client_of(clerk), client_of(resident)
    here, mine = f"/desk/cases/{case.number}/", f"/me/cases/{case.number}/"
    assert me.get(f"{mine}correct/").status_code == 302
    nothing = window.post(f"{here}request-correction/", {})
    assert nothing.status_code == 422
    assert nothing.content.decode().count("请写明缺什么") == 2
    asked = {
        "request-correction-missing": "\r\n".join([*MISSING, ""]),
        "request-correction-by_on": "2026-12-08",
    }
    assert window.post(f"{here}request-correction/", asked)["Location"] == here
    page = window.get(here).content.decode()
    assert MISSING[0] in page
    assert "等待申请人补交" in page
    assert case.number in window.get("/desk/cases/?state=correcting").content.decode()

    page = me.get(mine).content.decode()
    assert MISSING[1] in page
    assert f"{mine}correct/" in page
    page = me.get(f"{mine}correct/").content.decode()
    assert MISSING[1] in page
    assert "2026年12月8日" in page

    unchanged = me.post(f"{mine}correct/", dict(FILLED))
    assert unchanged.status_code == 422
    assert "还没有改动" in unchanged.content.decode()
    wrong = me.post(f"{mine}correct/", {**FILLED, "reason": "损坏"})
    assert wrong.status_code == 422
    assert "损坏日期" in wrong.content.decode()
    twice = me.post(f"{mine}correct/", {**FILLED, "file-id-card": upload(PNG)})
    assert twice.status_code == 422
    assert "已经提交过了" in twice.content.decode()
    sent = me.post(
        f"{mine}correct/",
        {**FILLED, "file-statement": upload(PDF, "证明.pdf"), "word-note": "已补交"},
    )
    assert sent["Location"] == mine
    case.refresh_from_db()
    assert case.state == "submitted"
    page = window.get(here).content.decode()
    assert "已补交" in page
    assert 'id="move-accept"' in page
    assert 'id="move-request-correction"' not in page
    late = me.post(f"{mine}correct/", {**FILLED, "word-note": "又一次"})
    assert late.status_code == 409


def test_refusing_by_page_needs_a_reason(case: Case, handler: User, client_of: Browsers) -> None:
    browser, here = client_of(handler), f"/desk/cases/{case.number}/refuse/"
    empty = browser.post(here, {"refuse-authority": "绵竹市民政局"})
    assert empty.status_code == 422
    assert "不予受理必须写明理由" in empty.content.decode()
    assert "绵竹市民政局" in empty.content.decode()
    assert browser.post(here, {"refuse-note": "不属于本机关职权。"}).status_code == 302
    assert case.number in browser.get("/desk/cases/?state=not-accepted").content.decode()
