"""Materials that follow later (容缺) or that a promise replaces (告知承诺)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import (
    CODE,
    FILLED,
    PDF,
    PNG,
    PROMISABLE,
    id_card,
    instead,
    later,
    publish,
)
from tests.together import AtOnce
from zhujian.cases import actions, queries, rules
from zhujian.cases.models import Case, Draft, Pledge
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User

pytestmark = pytest.mark.usefixtures("at_ten")
Browsers = Callable[[User], Client]
STATEMENT = HandedFile("statement", "证明.pdf", PDF)
DUE = date(2026, 12, 8)  # ten working days
LAST = date(2026, 12, 22)  # twenty
AFTER = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def promisable(human_resources: Organisation) -> Item:
    """An item whose photo may be replaced by a promise, and whose statement may follow later."""
    return publish(human_resources, materials=PROMISABLE)


@pytest.fixture
def owing(promisable: Item, resident: User) -> Case:
    """A case for which the statement follows later and a promise stands instead of the photo."""
    return actions.submit_case(
        by=resident,
        item_code=CODE,
        form=FILLED,
        materials=[id_card()],
        pledges=[later(), instead("photo")],
    )


def test_svc_08_a_day_is_after_today_and_within_what_the_office_allows() -> None:
    """SVC-08."""
    fault = partial(rules.promised_day_fault, today=date(2026, 11, 24), last=LAST)
    assert fault(by_on=date(2026, 11, 25)) == ""
    assert fault(by_on=LAST) == ""
    assert "明天以后" in fault(by_on=date(2026, 11, 24))
    assert "2026年12月22日" in fault(by_on=date(2026, 12, 23))


def test_svc_08_what_is_missing_past_its_day_forbids_granting() -> None:
    assert rules.may_grant(materials_by_on=None, today=DUE)
    assert rules.may_grant(materials_by_on=DUE, today=DUE)
    assert not rules.may_grant(materials_by_on=DUE, today=date(2026, 12, 9))


def test_what_is_promised_is_kept_in_the_words_that_were_ticked(owing: Case) -> None:
    assert owing.materials_by_on == DUE
    statement, photo = owing.pledges.all()
    assert (statement.kind, statement.by_on, statement.is_awaited) == ("later", DUE, True)
    assert "2026年12月8日以前向绵竹市人力资源和社会保障局补交「单位证明」" in statement.words
    assert (photo.kind, photo.by_on, photo.is_awaited) == ("instead", None, False)
    assert "申请人就是照片上的人" in photo.words
    assert "撤销决定，并记入信用记录" in photo.words
    (line,) = journal.lines_of(owing.number, audiences=[journal.Audience.PUBLIC])
    assert (line.data["deferred"], line.data["promised"]) == (["statement"], ["photo"])


@pytest.mark.parametrize(
    ("pledges", "field", "word"),
    [
        ([later(by_on=date(2026, 11, 24))], "materials.statement", "明天以后"),
        ([later(by_on=date(2026, 12, 23))], "materials.statement", "2026年12月22日"),
        ([later("photo")], "materials.photo", "不是可以后补"),
        ([instead("id-card")], "materials.id-card", "不能用承诺代替"),
        ([instead("statement"), instead("photo")], "materials.statement", "不能用承诺代替"),
    ],
)
def test_what_may_not_be_promised_is_refused(
    promisable: Item,
    resident: User,
    kept_files: Callable[[], list[Path]],
    pledges: list[object],
    field: str,
    word: str,
) -> None:
    with pytest.raises(Refused) as refused:
        actions.submit_case(
            by=resident,
            item_code=CODE,
            form=FILLED,
            materials=[] if field == "materials.id-card" else [id_card()],
            pledges=pledges,  # type: ignore[arg-type]
        )
    assert refused.value.status == 422
    assert any(fault.field == field and word in fault.reason for fault in refused.value.fields)
    assert not Case.objects.exists()
    assert kept_files() == []


def test_a_longer_day_may_be_named_and_the_county_sets_how_long(
    promisable: Item, resident: User, admin: User
) -> None:
    from zhujian.kernel.deadlines.actions import set_count
    from zhujian.kernel.deadlines.rules import Unit

    given = {"by": resident, "item_code": CODE, "form": FILLED, "materials": [id_card()]}
    pledges = [instead("photo"), later(by_on=LAST)]
    assert actions.submit_case(**given, pledges=pledges).materials_by_on == LAST
    set_count(by=admin, rule="SVC-08", of="longest", n=15, unit=Unit.WORKDAY)
    with pytest.raises(Refused) as refused:
        actions.submit_case(**given, pledges=pledges)
    assert "2026年12月15日" in refused.value.fields[0].reason


def test_the_material_is_handed_in_later_and_nothing_is_awaited_any_more(
    owing: Case, resident: User, clerk: User
) -> None:
    actions.accept_case(by=clerk, number=owing.number)
    supplied = actions.supply_case(by=resident, number=owing.number, materials=[STATEMENT])
    assert (supplied.state, supplied.materials_by_on) == ("accepted", None)
    assert supplied.materials.filter(material_id="statement").count() == 1
    assert Pledge.objects.get(material_id="statement").kept_at == clock.now()
    steps = queries.steps_of(supplied)
    assert (steps[0]["text"], steps[0]["by"]) == ("申请人已补交承诺后补的材料", "申请人")
    with pytest.raises(Refused) as refused:
        actions.supply_case(by=resident, number=owing.number, materials=[STATEMENT])
    assert (refused.value.code, refused.value.status) == ("nothing_awaited", 409)


@pytest.mark.parametrize(
    ("materials", "code"),
    [
        ([], "supply_empty"),
        ([HandedFile("photo", "照片.png", PNG)], "supply_unknown"),
        ([STATEMENT, STATEMENT], "file_twice"),
        ([HandedFile("statement", "证明.pdf", b"text")], "file_kind"),
    ],
)
def test_a_wrong_supply_changes_nothing(
    owing: Case,
    resident: User,
    kept_files: Callable[[], list[Path]],
    materials: list[HandedFile],
    code: str,
) -> None:
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.supply_case(by=resident, number=owing.number, materials=materials)
    assert (refused.value.code, refused.value.status) == (code, 422)
    assert (owing.materials.count(), Line.objects.count()) == (1, lines)
    assert Case.objects.get().materials_by_on == DUE
    assert len(kept_files()) <= 1


def test_past_its_day_it_is_late_cannot_be_granted_and_may_be_refused(
    owing: Case, clerk: User, approver: User, client_of: Browsers
) -> None:
    actions.accept_case(by=clerk, number=owing.number)
    assert not queries.promised_late(clock.today()).exists()
    with clock.moved_to(AFTER):
        assert list(queries.promised_late(clock.today())) == [owing]
        with pytest.raises(Refused) as refused:
            actions.decide_case(by=approver, number=owing.number, outcome="granted")
        assert (refused.value.code, refused.value.status) == ("materials_late", 409)
        assert "「单位证明」" in refused.value.text
        browser = client_of(approver)
        assert "补交到期" in browser.get("/desk/cases/?due=promised").content.decode()
        page = browser.get(f"/desk/cases/{owing.number}/").content.decode()
        assert "承诺补交的材料到期没有补交" in page
        sent = browser.post(
            f"/desk/cases/{owing.number}/decide/",
            {"decide-outcome": "granted", "decide-note": "准备准予"},
        )
        assert sent.status_code == 409
        assert "准备准予" in sent.content.decode()
        assert "补齐以后才能准予" in sent.content.decode()
        decided = actions.decide_case(
            by=approver, number=owing.number, outcome="refused", note="承诺补交的材料没有补交。"
        )
        assert decided.materials_by_on is None
        assert not queries.promised_late(clock.today()).exists()


def test_before_its_day_it_may_be_granted_and_is_awaited_still(
    owing: Case, clerk: User, approver: User, resident: User
) -> None:
    actions.accept_case(by=clerk, number=owing.number)
    actions.decide_case(by=approver, number=owing.number, outcome="granted")
    with clock.moved_to(AFTER):
        assert list(queries.promised_late(clock.today())) == [owing]
        supplied = actions.supply_case(by=resident, number=owing.number, materials=[STATEMENT])
        assert (supplied.state, supplied.materials_by_on) == ("decided", None)


def test_a_correction_that_brings_the_material_keeps_the_promise(
    owing: Case, resident: User, handler: User
) -> None:
    actions.request_correction_of_case(
        by=handler, number=owing.number, missing=["请补单位证明"], by_on=date(2026, 12, 1)
    )
    corrected = actions.submit_correction_of_case(
        by=resident, number=owing.number, materials=[STATEMENT]
    )
    assert corrected.materials_by_on is None
    assert not owing.pledges.unkept().exists()


def test_supplied_and_refused_at_once_one_of_them_wins(
    at_once_after: Callable[[], AtOnce],
    promisable: Item,
    resident: User,
    clerk: User,
    handler: User,
) -> None:
    case = actions.submit_case(
        by=resident,
        item_code=CODE,
        form=FILLED,
        materials=[id_card()],
        pledges=[later(), instead("photo")],
    )
    at_once = at_once_after()
    given = {"number": case.number, "materials": [STATEMENT]}
    results = at_once(
        partial(actions.supply_case, by=resident, **given),
        partial(actions.supply_case, by=clerk, **given),
    )
    assert sum(isinstance(one, Case) for one in results) == 1
    assert [one for one in results if isinstance(one, str)] == ["nothing_awaited"]

    def left() -> tuple[int, int]:
        return case.materials.count(), Line.objects.filter(verb="case.supply").count()

    assert at_once(left) == [(2, 1)]


def test_a_promise_is_checked_after_the_decision_and_found_untrue(
    owing: Case, clerk: User, handler: User, approver: User, resident: User, client_of: Browsers
) -> None:
    check = partial(actions.check_promise_of_case, by=handler, number=owing.number)
    with pytest.raises(Refused) as refused:
        check(material="photo", finding="matched")
    assert refused.value.status == 409
    actions.accept_case(by=clerk, number=owing.number)
    actions.decide_case(by=approver, number=owing.number, outcome="granted")
    for given, code in (
        ({"material": "statement", "finding": "matched"}, "promise_unknown"),
        ({"material": "photo", "finding": "maybe"}, "finding_unknown"),
        ({"material": "photo", "finding": "untrue"}, "reason_missing"),
    ):
        with pytest.raises(Refused) as refused:
            check(**given)
        assert (refused.value.code, refused.value.status) == (code, 422)
    browser = client_of(handler)
    page = browser.get(f"/desk/cases/{owing.number}/").content.decode()
    assert "核查告知承诺" in page
    sent = browser.post(
        f"/desk/cases/{owing.number}/check-promise/",
        {
            "check-promise-material": "photo",
            "check-promise-finding": "untrue",
            "check-promise-note": "与公安照片不符",
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    shown = queries.steps_of(owing)[0]
    assert shown["text"] == "绵竹市人力资源和社会保障局已核查申请人的承诺：承诺不实"
    assert "承诺不实" not in str(
        journal.lines_of(owing.number, audiences=[journal.Audience.PUBLIC])
    )
    assert (
        "核查结果：承诺不实"
        in client_of(resident).get(f"/me/cases/{owing.number}/").content.decode()
    )
    with pytest.raises(Refused) as again:
        actions.submit_case(
            by=resident,
            item_code=CODE,
            form=FILLED,
            materials=[id_card(PNG + b"2")],
            pledges=[instead("photo")],
        )
    assert again.value.code == "promise_untrue"
    check(material="photo", finding="matched", note="复核相符。")
    assert Pledge.objects.get(material_id="photo").finding == "matched"


def test_by_page_the_four_elements_are_told_and_ticks_are_kept(
    promisable: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    browser.post(f"/apply/{CODE}/form/1/", FILLED)
    here = f"/apply/{CODE}/materials/"
    page = browser.get(here).content.decode()
    for told in ("证明义务", "证明内容", "承诺方式", "不实承诺的责任", "核对本人身份"):
        assert told in page
    assert 'value="2026-12-08"' in page
    wrong = browser.post(here, {"promise-statement": "later", "by-statement": "下个月"})
    assert wrong.status_code == 422
    assert 'value="下个月"' in wrong.content.decode()
    assert Draft.objects.get().pledges == {}
    missing = browser.get(f"/apply/{CODE}/check/").content.decode()
    assert "请提交「单位证明」，或者勾选承诺稍后补交" in missing
    ticked = {
        "promise-statement": "later",
        "by-statement": "2026-12-03",
        "promise-photo": "instead",
        "file-id-card": SimpleUploadedFile("身份证.png", PNG),
        "onward": "1",
    }
    assert browser.post(here, ticked)["Location"] == f"/apply/{CODE}/check/"
    check = browser.get(f"/apply/{CODE}/check/").content.decode()
    for shown in ("2026年12月3日以前", "申请人就是照片上的人", "最迟答复是否受理", "不收费"):
        assert shown in check
    sent = browser.post(f"/apply/{CODE}/check/", {"ref": Draft.objects.get().ref})
    assert sent.status_code == 302
    case = Case.objects.get()
    assert case.materials_by_on == date(2026, 12, 3)
    mine = browser.get(f"/me/cases/{case.number}/").content.decode()
    assert f"/me/cases/{case.number}/supply/" in mine
    here = f"/me/cases/{case.number}/supply/"
    assert "单位证明" in browser.get(here).content.decode()
    empty = browser.post(here, {})
    assert empty.status_code == 422
    assert "请选择要补交的文件" in empty.content.decode()
    bad = browser.post(here, {"file-statement": SimpleUploadedFile("证明.pdf", b"words")})
    assert bad.status_code == 422
    done = browser.post(here, {"file-statement": SimpleUploadedFile("证明.pdf", PDF)})
    assert done["Location"] == f"/me/cases/{case.number}/"
    assert browser.get(here)["Location"] == f"/me/cases/{case.number}/"


def test_a_clerk_takes_in_what_was_promised(
    owing: Case, clerk: User, stranger: User, client_of: Browsers
) -> None:
    here = f"/desk/cases/{owing.number}/supply/"
    assert client_of(stranger).get(here).status_code == 404
    browser = client_of(clerk)
    assert here in browser.get(f"/desk/cases/{owing.number}/").content.decode()
    sent = browser.post(here, {"file-statement": SimpleUploadedFile("证明.pdf", PDF)})
    assert sent["Location"] == f"/desk/cases/{owing.number}/"
    assert not owing.pledges.unkept().exists()
