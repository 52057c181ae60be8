"""Taking in at the counter: find the item, find the person, form and materials, receipt."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import CODE, FILLED, OFFLINE_CODE, PNG, id_card, publish
from tests.cast import staff
from zhujian.cases import actions as case_actions
from zhujian.cases.models import Case, Draft, DraftFile
from zhujian.catalogue.models import Item
from zhujian.kernel import journal
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, Resident, User
from zhujian.people.roles import Role
from zhujian.window import actions

Browsers = Callable[[User], Client]


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("身份证.png", PNG, content_type="image/png")


def begun(clerk: User, person: User) -> Draft:
    return case_actions.begin_draft(by=clerk, item_code=CODE, applicant=person, form=FILLED)


def test_a_clerk_takes_in_and_accepts_in_one_go(
    item: Item, clerk: User, resident: User, client_of: Browsers, at_ten: object
) -> None:
    browser = client_of(clerk)
    found = browser.post(f"/desk/window/items/{CODE}/", {"does": "find", "who": "139 0000 0001"})
    page = found.content.decode()
    assert "王小明" not in page
    assert "139****0001" in page
    response = browser.post(
        f"/desk/window/items/{CODE}/", {"does": "choose", "person": resident.ref}
    )
    draft = Draft.objects.get()
    assert response["Location"] == f"/desk/window/drafts/{draft.ref}/"
    assert draft.form["name"] == "王小明"
    response = browser.post(
        response["Location"],
        {**FILLED, "promise-statement": "later", "file-id-card": picture(), "take": "1"},
    )
    case = Case.objects.get()
    assert response["Location"] == f"/desk/window/receipts/{case.number}/"
    assert (case.state, case.channel) == ("accepted", "window")
    assert (case.applicant, case.taken_in_by) == (resident, clerk)
    assert case.taken_in_at == clerk.organisations("clerk")[0]
    assert case.due_on == date(2026, 12, 1)
    lines = journal.lines_of(case.number, audiences=set(journal.Audience))
    assert [line.verb for line in lines] == ["case.submit", "case.accept"]


def test_the_receipt_prints_number_materials_date_reason_and_code(
    item: Item, clerk: User, resident: User, client_of: Browsers, at_ten: object
) -> None:
    browser = client_of(clerk)
    draft = begun(clerk, resident)
    browser.post(
        f"/desk/window/drafts/{draft.ref}/",
        {**FILLED, "promise-statement": "later", "file-id-card": picture(), "take": "1"},
    )
    case = Case.objects.get()
    page = browser.get(f"/desk/window/receipts/{case.number}/").content.decode()
    for shown in (
        case.number,
        "绵竹市政务服务中心",
        "2026年12月1日",
        "为什么是这一天",
        "居民身份证",
        "以前补交",
        f"http://testserver/track/{case.number}/",
        "<svg viewBox=",
    ):
        assert shown in page
    assert "style=" not in page
    assert "510683180001010011" not in page


def test_an_item_that_is_not_online_can_be_taken_in(
    human_resources: Organisation, clerk: User, resident: User
) -> None:
    publish(human_resources, code=OFFLINE_CODE, is_online=False, materials=[])
    draft = case_actions.begin_draft(
        by=clerk, item_code=OFFLINE_CODE, applicant=resident, form=FILLED
    )
    assert actions.take_in(by=clerk, ref=draft.ref).state == "accepted"


def test_a_person_who_is_not_known_is_written_down(
    item: Item, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    nobody = browser.post(f"/desk/window/items/{CODE}/", {"does": "find", "who": "13900000009"})
    assert "没有找到这个人" in nobody.content.decode()
    response = browser.post(
        f"/desk/window/items/{CODE}/",
        {"does": "make", "name": "韩梅梅", "phone": "１３９００００００09", "id_number": ""},
    )
    assert response.status_code == 302
    assert Resident.objects.get(phone_tail="0009").full_name == "韩梅梅"
    assert Draft.objects.get().form["name"] == "韩梅梅"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"does": "find", "who": "1390000"}, "请输入完整的 11 位手机号"),
        ({"does": "find", "who": ""}, "请输入手机号、身份证号"),
        ({"does": "make", "name": "", "phone": "13900000009"}, "请填写姓名"),
        ({"does": "make", "name": "韩梅梅", "phone": "12"}, "手机号应为11位"),
        (
            {"does": "make", "name": "韩梅梅", "phone": "13900000009", "id_number": "1"},
            "身份证号应为18位",
        ),
    ],
)
def test_a_wrong_number_is_answered_in_words_and_makes_nobody(
    item: Item, clerk: User, client_of: Browsers, given: dict[str, str], words: str
) -> None:
    response = client_of(clerk).post(f"/desk/window/items/{CODE}/", given)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Resident.objects.exists()
    assert not Draft.objects.exists()


def test_what_is_wrong_is_named_and_everything_typed_and_scanned_stays(
    item: Item, clerk: User, resident: User, client_of: Browsers
) -> None:
    draft = begun(clerk, resident)
    response = client_of(clerk).post(
        f"/desk/window/drafts/{draft.ref}/",
        {
            **FILLED,
            "promise-statement": "later",
            "phone": "12",
            "file-id-card": picture(),
            "take": "1",
        },
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "手机号应为 11 位数字" in page
    assert 'value="12"' in page
    assert "身份证.png" in page
    assert not Case.objects.exists()
    assert DraftFile.objects.count() == 1


def test_taken_in_twice_it_is_one_case(
    item: Item, clerk: User, resident: User, client_of: Browsers
) -> None:
    draft = begun(clerk, resident)
    browser = client_of(clerk)
    given = {**FILLED, "promise-statement": "later", "take": "1"}
    first = browser.post(f"/desk/window/drafts/{draft.ref}/", {**given, "file-id-card": picture()})
    second = browser.post(f"/desk/window/drafts/{draft.ref}/", given)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert actions.take_in(by=clerk, ref=draft.ref) == Case.objects.get()


@pytest.mark.parametrize("who", ["handler", "approver", "stranger", "resident", "admin"])
def test_only_clerks_come_to_the_window(
    item: Item,
    clerk: User,
    resident: User,
    request: pytest.FixtureRequest,
    client_of: Browsers,
    who: str,
) -> None:
    draft = begun(clerk, resident)
    person = request.getfixturevalue(who)
    browser = client_of(person)
    for address in (
        "/desk/window/",
        f"/desk/window/items/{CODE}/",
        f"/desk/window/drafts/{draft.ref}/",
        "/desk/window/shelf/",
    ):
        assert browser.get(address).status_code == 403
    with pytest.raises(Refused) as refused:
        actions.take_in(by=person, ref=draft.ref)
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        case_actions.begin_draft(by=person, item_code=CODE, applicant=resident)
    assert refused.value.status == 403
    assert not Case.objects.exists()


def test_a_failure_leaves_the_draft_and_no_case(
    item: Item, clerk: User, resident: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhujian.cases import notices

    draft = case_actions.begin_draft(by=clerk, item_code=CODE, applicant=resident, form=FILLED)
    typed = Draft.objects.get(pk=draft.pk).form

    def fails(*args: object, **kwargs: object) -> None:
        message = "the disk is full"
        raise OSError(message)

    monkeypatch.setattr(notices, "send_sms", fails)
    case_actions.attach_file(by=clerk, ref=draft.ref, file=id_card())
    with pytest.raises(OSError, match="disk is full"):
        actions.take_in(by=clerk, ref=draft.ref)
    assert not Case.objects.exists()
    assert Draft.objects.get().form == typed
    assert DraftFile.objects.count() == 1


def test_giving_up_asks_first(
    item: Item,
    clerk: User,
    resident: User,
    client_of: Browsers,
    kept_files: Callable[[], list[Path]],
) -> None:
    draft = begun(clerk, resident)
    browser = client_of(clerk)
    address = f"/desk/window/drafts/{draft.ref}/discard/"
    assert "不能恢复" in browser.get(address).content.decode()
    assert Draft.objects.exists()
    assert browser.post(address)["Location"] == "/desk/window/"
    assert not Draft.objects.exists()


def test_a_clerk_does_not_open_what_another_clerk_began(
    item: Item, clerk: User, resident: User, city_hall: Organisation, client_of: Browsers
) -> None:
    draft = begun(clerk, resident)
    colleague = staff("clerk-two", "窗口二", (Role.CLERK, city_hall))
    address = f"/desk/window/drafts/{draft.ref}/"
    assert client_of(colleague).get(address).status_code == 404


def test_items_are_found_by_name_and_listed_ones_are_marked(
    item: Item, listed_item: Item, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    page = browser.get("/desk/window/?q=社会保障卡").content.decode()
    assert f"/desk/window/items/{CODE}/" in page
    page = browser.get("/desk/window/?q=就业见习").content.decode()
    assert f"/desk/window/items/{listed_item.code}/" not in page
    assert "还不能收件" in page
    page = browser.get("/desk/window/?q=没有这种事项").content.decode()
    assert "没有找到" in page
