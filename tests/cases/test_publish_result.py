"""PUB-02, PUB-07: results are published masked by themselves, and leave by themselves."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.stage import FILLED, FORM, id_card, publish
from zhujian.cases import actions, jobs, rules
from zhujian.cases.models import Case, Publicity, PublishedResult
from zhujian.cases.states import RESULT_MOVES, ResultState
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.kernel.changes import current_sequence, since
from zhujian.kernel.journal.models import Line
from zhujian.kernel.privacy import detect
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Mandate, Organisation, User
from zhujian.people.steps import ensure_enterprise

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_ten")]

TODAY = date(2026, 11, 24)
Sign = Callable[[User], Client]
COMPANY = "绵竹市玉妃年画有限公司"


FIRM = {
    "firm": {
        "type": "string",
        "title": "单位名称",
        "maxLength": 60,
        "x-concept": "enterprise.name",
    },
}


@pytest.fixture
def licence(human_resources: Organisation) -> Item:
    """A licence that a person or a company applies for; the form asks where he works first."""
    return licensed(human_resources, {**FIRM, **FORM["properties"]})


@pytest.fixture
def firm_licence(human_resources: Organisation) -> Item:
    """A licence for companies alone, whose form asks for no person."""
    return licensed(human_resources, FIRM, audience=("企业法人",))


def licensed(by: Organisation, fields: dict[str, Any], **more: Any) -> Item:
    """Publish the licence with these fields."""
    item = publish(
        by,
        code="510683010001",
        name="劳务派遣经营许可",
        form={**FORM, "properties": fields, "required": []},
        materials=[],
        **more,
    )
    Item.objects.filter(pk=item.pk).update(kind="01")
    return Item.objects.get(pk=item.pk)


@pytest.fixture
def decided(licence: Item, resident: User, handler: User, approver: User) -> Callable[..., Case]:
    """Return a maker of decided cases of the licence."""

    def make(outcome: str = "granted", item: Item = licence, **form: Any) -> Case:
        case = actions.submit_case(by=resident, item_code=item.code, form={**FILLED, **form})
        actions.accept_case(by=handler, number=case.number)
        note = "" if outcome == "granted" else "不符合条件"
        return actions.decide_case(by=approver, number=case.number, outcome=outcome, note=note)

    return make


def page(client: Client, **query: str) -> str:
    """The public list as its reader gets it."""
    return str(client.get(reverse("cases:results"), query).content.decode())


def test_a_granted_licence_is_published_on_the_day_of_its_decision_pub_02(
    decided: Callable[..., Case], client: Client
) -> None:
    case = decided()
    result = PublishedResult.objects.get()
    assert (result.case_id, result.decided_on, result.outcome) == (case.pk, TODAY, "granted")
    assert result.ground == "《中华人民共和国行政许可法》第四十条"
    assert result.leaves_on == TODAY + timedelta(days=366)
    shown = page(client)
    assert "劳务派遣经营许可" in shown
    assert "王*" in shown
    assert "2027年11月24日" in shown
    line = Line.objects.get(verb="case.decide")
    assert json.loads(line.data)["public_until"] == "2027-11-25"


def test_the_applicant_reads_what_is_published_of_him_and_until_when(
    decided: Callable[..., Case], resident: User, client_of: Sign
) -> None:
    case = decided()
    address = reverse("cases:mine", args=(case.number,))
    shown = client_of(resident).get(address).content.decode()
    assert "申请人写作“王*”，2027年11月25日" in shown
    with clock.moved_to(datetime(2028, 1, 1, tzinfo=UTC)):
        assert "申请人写作" not in client_of(resident).get(address).content.decode()


def test_a_refused_licence_and_a_public_service_are_not_published(
    decided: Callable[..., Case], item: Item, resident: User, handler: User, approver: User
) -> None:
    decided("refused")
    case = actions.submit_case(
        by=resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
    )
    actions.accept_case(by=handler, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted")
    assert not PublishedResult.objects.exists()


def test_a_company_stands_with_its_full_name_and_a_person_in_its_field_does_not(
    firm_licence: Item, resident: User, handler: User, approver: User
) -> None:
    for firm in (COMPANY, "王小明", "某某店13900000001店"):
        case = actions.submit_case(by=resident, item_code=firm_licence.code, form={"firm": firm})
        actions.accept_case(by=handler, number=case.number)
        actions.decide_case(by=approver, number=case.number, outcome="granted")
    results = list(PublishedResult.objects.order_by("pk"))
    assert [result.applicant for result in results] == [COMPANY, "王*", "某*"]
    numbers = [result.document_number for result in results]
    assert numbers[0] == results[0].case.notices.get(kind="decision").number
    assert numbers[1:] == ["", ""]


def test_an_employer_in_the_form_names_neither_the_applicant_nor_the_result(
    decided: Callable[..., Case], resident: User, handler: User
) -> None:
    case = decided(firm=COMPANY)
    assert (case.applicant_name, case.applicant_masked) == ("王小明", "王*")
    result = PublishedResult.objects.get()
    assert (result.applicant, result.document_number) == ("王*", "")
    case = actions.submit_case(
        by=resident, item_code=case.item_code, form={**FILLED, "firm": COMPANY}
    )
    actions.request_correction_of_case(
        by=handler,
        number=case.number,
        missing=["请改正单位名称"],
        by_on=TODAY + timedelta(days=7),
    )
    changed = {"firm": f"{COMPANY}分公司", "name": "王晓明"}
    case = actions.submit_correction_of_case(by=resident, number=case.number, form=changed)
    assert (case.applicant_name, case.applicant_masked) == ("王晓明", "王*")


def test_an_employer_names_nobody_where_the_form_asks_for_no_person(
    human_resources: Organisation, resident: User
) -> None:
    item = licensed(human_resources, FIRM)
    case = actions.submit_case(by=resident, item_code=item.code, form={"firm": COMPANY})
    assert (case.applicant_name, case.applicant_masked) == ("王小明", "王*")


def test_an_enterprise_is_published_as_the_register_names_it(
    licence: Item, resident: User, handler: User, approver: User
) -> None:
    name = "绵竹年画百工坊"  # no word in it says what it is
    enterprise, _ = ensure_enterprise(name=name, credit_code="91510683MA00000A0W")
    mandate = Mandate.objects.create(
        ref="m1",
        person=resident,
        enterprise=enterprise,
        kind="staff",
        evidence="licence",
        since=TODAY,
        created_at=clock.now(),
        confirmed_at=clock.now(),
    )
    case = actions.submit_case(
        by=resident,
        item_code=licence.code,
        form={**FILLED, "firm": COMPANY},
        mandate=mandate,
    )
    actions.accept_case(by=handler, number=case.number)
    case = actions.decide_case(by=approver, number=case.number, outcome="granted")
    assert (case.applicant_name, case.applicant_masked) == (name, name)
    result = PublishedResult.objects.get()
    assert result.applicant == name
    assert result.document_number == case.notices.get(kind="decision").number


@pytest.mark.parametrize(
    ("name", "masked", "shown"),
    [
        (COMPANY, "王*", COMPANY),
        ("绵竹市剑南镇张三小吃店", "张*", "绵竹市剑南镇张三小吃店"),
        ("", "欧阳*", "欧阳*"),
        ("欧阳小明", "", "欧阳*"),
        ("", "尾号 1234 的用户", "申请人"),
    ],
)
def test_pub_07_names_organisations_in_full_and_persons_by_their_surname(
    name: str, masked: str, shown: str
) -> None:
    assert rules.published_name(name=name, masked=masked) == shown


def test_no_number_phone_or_full_name_of_a_person_ever_stands_on_the_page(
    decided: Callable[..., Case], client: Client
) -> None:
    for place in range(12):
        decided(
            name=("王小明", "欧阳晓光", "李四")[place % 3],
            firm=COMPANY if place % 2 else "",
            phone=f"1390000000{place % 9}",
        )
    shown = page(client)
    assert shown.count("劳务派遣经营许可") >= 12
    assert detect(shown) == []
    for name in ("王小明", "欧阳晓光", "李四", FILLED["id_number"]):
        assert name not in shown
    for case in Case.objects.exclude(result__applicant=COMPANY):
        assert case.number not in shown


def test_a_correction_marks_the_result_and_a_revocation_takes_it_down_with_words(
    decided: Callable[..., Case], approver: User, client: Client
) -> None:
    case = decided()
    actions.correct_case(by=approver, number=case.number, note="写错了有效期")
    assert "已更正" in page(client)
    actions.revoke_case(by=approver, number=case.number, note="发现材料不实")
    result = PublishedResult.objects.get()
    assert (result.state, result.applicant, result.words) == ("taken-down", "", "决定已撤销")
    shown = page(client)
    assert "决定已撤销" in shown
    assert "王*" not in shown
    assert "发现材料不实" not in shown


def test_a_result_leaves_by_itself_though_the_timer_sleeps_pub_07(
    decided: Callable[..., Case], client: Client
) -> None:
    decided()
    last_day = datetime(2027, 11, 24, 15, 59, tzinfo=UTC)
    with clock.moved_to(last_day):
        assert "劳务派遣经营许可" in page(client)
        assert jobs.drop_past_results() == 0
    with clock.moved_to(last_day + timedelta(minutes=1)):
        assert "劳务派遣经营许可" not in page(client)
        before = current_sequence()
        assert jobs.drop_past_results() == 1
        assert jobs.drop_past_results() == 0
        assert [change.tag for change in since(before, 10)] == ["results"]
    assert not PublishedResult.objects.exists()
    assert json.loads(Line.objects.get(verb="result.drop").data) == {"count": 1}


def test_only_the_timer_lets_results_go(decided: Callable[..., Case]) -> None:
    decided()
    with clock.moved_to(datetime(2028, 1, 1, tzinfo=UTC)), pytest.raises(Refused) as refused:
        actions.drop_past_results(by=OPERATOR)
    assert refused.value.status == 403
    assert PublishedResult.objects.count() == 1
    assert TIMER != OPERATOR


def test_a_decision_that_fails_publishes_nothing(
    decided: Callable[..., Case], approver: User
) -> None:
    case = decided()
    with pytest.raises(Refused):
        actions.decide_case(by=approver, number=case.number, outcome="granted")
    assert PublishedResult.objects.count() == 1


@pytest.mark.parametrize("who", ["approver", "admin"])
def test_an_approver_or_the_administrator_takes_a_result_down(
    decided: Callable[..., Case],
    who: str,
    request: pytest.FixtureRequest,
    client_of: Sign,
    client: Client,
) -> None:
    case = decided()
    result = PublishedResult.objects.get()
    browser = client_of(request.getfixturevalue(who))
    address = reverse("cases:take-down-result", args=(result.pk,))
    assert browser.get(reverse("cases:desk-results")).status_code == 200
    assert browser.get(address).status_code == 200
    faulty = browser.post(address, {"reason": "privacy", "note": " "})
    assert faulty.status_code == 422
    answer = browser.post(address, {"reason": "privacy", "note": "申请人王小明来电"})
    assert answer.status_code == 302
    shown = page(client)
    assert "涉及个人隐私" in shown
    assert "王" not in shown.split("<tbody>")[1].split("</tbody>")[0]
    line = Line.objects.get(verb="result.take-down")
    assert (line.subject, line.audience) == (case.number, "parties")
    again = browser.post(address, {"reason": "privacy", "note": "再来一次"})
    assert again.status_code == 409


def test_a_stranger_sees_and_takes_down_nothing(
    decided: Callable[..., Case], stranger: User, handler: User, client_of: Sign
) -> None:
    decided()
    result = PublishedResult.objects.get()
    address = reverse("cases:take-down-result", args=(result.pk,))
    browser = client_of(stranger)
    assert "劳务派遣" not in browser.get(reverse("cases:desk-results")).content.decode()
    assert browser.get(address).status_code == 404
    assert client_of(handler).get(address).status_code == 403
    for who in (stranger, handler):
        with pytest.raises(Refused) as refused:
            actions.take_down_result(by=who, pk=result.pk, reason="privacy", note="不该公示")
        assert refused.value.status == 403
    with pytest.raises(Refused) as unknown:
        actions.take_down_result(by=stranger, pk=0, reason="privacy", note="没有")
    assert unknown.value.status == 404
    assert PublishedResult.objects.get().state == "standing"
    assert not Line.objects.filter(verb="result.take-down").exists()


def test_a_reason_outside_the_list_is_refused(decided: Callable[..., Case], approver: User) -> None:
    decided()
    pk = PublishedResult.objects.get().pk
    with pytest.raises(Refused) as refused:
        actions.take_down_result(by=approver, pk=pk, reason="because", note="想撤")
    assert refused.value.fields[0].field == "reason"
    assert PublishedResult.objects.get().applicant == "王*"


def test_the_administrator_says_which_types_are_published(
    admin: User, client_of: Sign, item: Item, decided: Callable[..., Case]
) -> None:
    browser = client_of(admin)
    assert browser.get(reverse("cases:publicity")).status_code == 200
    address = reverse("cases:edit-publicity", args=("20",))
    assert browser.get(address).status_code == 200
    said = {"is_public": "1", "covers_refusals": "1", "ground": "《试行办法》第三条", "days": "7"}
    assert browser.post(address, said).status_code == 302
    service = publish(item.organisation, code="510683200009", materials=[])
    decided("refused", item=service)
    result = PublishedResult.objects.get()
    assert (result.outcome, result.ground) == ("refused", "《试行办法》第三条")
    assert result.leaves_on == TODAY + timedelta(days=8)
    line = Line.objects.get(verb="result.set-publicity")
    assert json.loads(line.data)["kind"] == "公共服务"
    assert browser.post(address, said).status_code == 302
    assert Line.objects.filter(verb="result.set-publicity").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"ground": "  "}, "ground"), ({"days": 0}, "days"), ({"days": 4000}, "days")],
)
def test_publishing_without_ground_or_end_is_refused(
    admin: User, changed: dict[str, Any], field: str
) -> None:
    wanted = {"is_public": True, "covers_refusals": False, "ground": "第三条", "days": 7}
    with pytest.raises(Refused) as refused:
        actions.set_publicity(by=admin, kind="20", **{**wanted, **changed})
    assert [one.field for one in refused.value.fields] == [field]
    assert not Publicity.objects.exists()


def test_nobody_else_sets_what_is_published(approver: User, admin: User, client_of: Sign) -> None:
    wanted: dict[str, Any] = {
        "is_public": True,
        "covers_refusals": True,
        "ground": "第三条",
        "days": 7,
    }
    with pytest.raises(Refused) as refused:
        actions.set_publicity(by=approver, kind="20", **wanted)
    assert refused.value.status == 403
    with pytest.raises(Refused) as unknown:
        actions.set_publicity(by=admin, kind="99", **wanted)
    assert unknown.value.status == 404
    address = reverse("cases:edit-publicity", args=("20",))
    assert client_of(approver).get(address).status_code == 403
    assert client_of(admin).get(reverse("cases:edit-publicity", args=("99",))).status_code == 404
    assert client_of(admin).post(address, {"days": "x"}).status_code == 422
    assert not Publicity.objects.exists()


def test_the_list_is_narrowed_by_words_month_office_and_type(
    decided: Callable[..., Case], client: Client
) -> None:
    decided(name=COMPANY)
    for query in (
        {"q": "劳务派遣"},
        {"q": "年画"},
        {"q": "人社局 劳务"},
        {"month": "2026-11"},
        {"organisation": "human-resources", "kind": "01"},
    ):
        assert COMPANY in page(client, **query), query
    for query in ({"q": "不存在"}, {"month": "2026-10"}, {"kind": "05"}, {"q": "\x00"}):
        assert COMPANY not in page(client, **query) or query == {"q": "\x00"}, query
    for wrong in ({"month": "2026-13"}, {"organisation": "nobody"}, {"kind": "99"}):
        assert client.get(reverse("cases:results"), wrong).status_code == 404
    assert client.get(reverse("cases:results"), {"after": "nonsense"}).status_code == 422


def test_the_list_pages_by_key_within_its_budget(
    decided: Callable[..., Case], client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(22):
        decided()
    with django_assert_max_num_queries(6):
        first = client.get(reverse("cases:results"))
    shown = first.content.decode()
    assert first["Cache-Control"].startswith("public")
    assert not first.cookies
    assert shown.count('<th scope="row">') == 20
    second = client.get(shown.split('class="onward" href="')[1].split('"')[0].replace("&amp;", "&"))
    assert second.content.decode().count('<th scope="row">') == 2


@pytest.mark.parametrize("verb", sorted(RESULT_MOVES))
@pytest.mark.parametrize("state", ResultState.values)
def test_every_move_of_a_result_in_every_state_is_the_tables(verb: str, state: str) -> None:
    if state in RESULT_MOVES[verb].sources:
        assert RESULT_MOVES.target(verb, state, state_text="") == RESULT_MOVES[verb].target
        assert state != ResultState.TAKEN_DOWN
    else:
        with pytest.raises(Refused) as refused:
            RESULT_MOVES.target(verb, state, state_text="")
        assert refused.value.status == 409


def test_an_empty_list_says_so(client: Client, db: None) -> None:
    assert "现在没有公示中的办理结果" in page(client)
