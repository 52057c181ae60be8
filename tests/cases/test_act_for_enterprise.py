"""Applying on a mandate: for an enterprise, or for another person."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cases.stage import CODE, FILLED, FORM, PDF, id_card, later, publish
from zhujian.cases import actions, queries
from zhujian.cases.models import Case, Draft
from zhujian.cases.steps import EarlierRef, HandedFile
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people import steps
from zhujian.people.models import Enterprise, Mandate, Organisation, User

pytestmark = pytest.mark.usefixtures("at_ten")
Browsers = Callable[[User], Client]
NAME = "绵竹市演示食品有限公司"
USCC = "91510683MA00000A0W"


def mandate(person: User, *, ref: str, **whom: Any) -> Mandate:
    """A confirmed mandate that began at the beginning of the year."""
    given = {"kind": "staff", "evidence": "licence", "since": date(2026, 1, 1), **whom}
    return Mandate.objects.create(
        ref=ref, person=person, created_at=clock.now(), confirmed_at=clock.now(), **given
    )


@pytest.fixture
def enterprise(db: None) -> Enterprise:
    """An enterprise with a fictitious credit code."""
    found, _ = steps.ensure_enterprise(name=NAME, credit_code=USCC)
    return found


@pytest.fixture
def acting(resident: User, enterprise: Enterprise) -> Mandate:
    """The resident is a member of its staff."""
    return mandate(resident, ref="m1", enterprise=enterprise)


@pytest.fixture
def colleague(other_resident: User, enterprise: Enterprise) -> Mandate:
    """Another member of its staff."""
    return mandate(other_resident, ref="m2", enterprise=enterprise)


@pytest.fixture
def business(human_resources: Organisation) -> Item:
    """An item that asks for the enterprise too."""
    asked = {
        "enterprise": {"type": "string", "title": "企业名称", "x-concept": "enterprise.name"},
        "uscc": {
            "type": "string",
            "title": "统一社会信用代码",
            "format": "cn-uscc",
            "x-concept": "enterprise.uscc",
        },
    }
    return publish(human_resources, form={**FORM, "properties": {**FORM["properties"], **asked}})


@pytest.fixture
def case_of_enterprise(business: Item, resident: User, acting: Mandate) -> Case:
    """Handed in for the enterprise by its first member of staff."""
    return actions.submit_case(
        by=resident,
        item_code=CODE,
        form=FILLED,
        materials=[id_card()],
        pledges=[later()],
        mandate=acting,
    )


def test_a_case_of_an_enterprise_shows_its_full_name_and_keeps_who_acted(
    case_of_enterprise: Case, resident: User, enterprise: Enterprise
) -> None:
    assert case_of_enterprise.enterprise == enterprise
    assert case_of_enterprise.applicant_masked == NAME
    assert queries.case_view(case_of_enterprise, resident)["on_behalf_of"] == {
        "kind": "enterprise",
        "name": NAME,
    }
    assert Line.objects.get(verb="case.submit").actor_ref == resident.actor_ref


def test_everybody_with_a_mandate_sees_it_and_goes_on_with_it(
    case_of_enterprise: Case, colleague: Mandate, other_resident: User, client_of: Browsers
) -> None:
    number = case_of_enterprise.number
    browser = client_of(other_resident)
    assert NAME in browser.get("/me/").content.decode()
    page = browser.get(f"/me/cases/{number}/").content.decode()
    assert f"替{NAME}办理" in page
    assert queries.looks_at(case_of_enterprise) == []
    statement = HandedFile("statement", "证明.pdf", PDF)
    actions.supply_case(by=other_resident, number=number, materials=[statement])
    withdrawn = actions.withdraw_case(by=other_resident, number=number)
    assert withdrawn.state == "withdrawn"


@pytest.mark.parametrize(
    "ended",
    [
        {"until": date(2026, 11, 23)},
        {"revoked_at": True},
        {"items": [{"code": "another", "name": "别的事项"}]},
    ],
)
def test_when_the_mandate_ends_the_case_is_not_found_any_more(
    case_of_enterprise: Case,
    acting: Mandate,
    resident: User,
    client_of: Browsers,
    ended: dict[str, Any],
) -> None:
    if "revoked_at" in ended:
        ended = {"revoked_at": clock.now()}
    Mandate.objects.filter(pk=acting.pk).update(**ended)
    number = case_of_enterprise.number
    assert client_of(resident).get(f"/me/cases/{number}/").status_code == 404
    with pytest.raises(Refused) as refused:
        actions.withdraw_case(by=resident, number=number)
    assert refused.value.status == 404
    assert case_of_enterprise.number not in client_of(resident).get("/me/").content.decode()


def test_a_stranger_neither_sees_it_nor_uses_its_files(
    case_of_enterprise: Case, business: Item, other_resident: User, client_of: Browsers
) -> None:
    number = case_of_enterprise.number
    assert client_of(other_resident).get(f"/me/cases/{number}/").status_code == 404
    ref = f"{number}.{case_of_enterprise.materials.get().pk}"
    with pytest.raises(Refused) as refused:
        actions.submit_case(
            by=other_resident, item_code=CODE, form=FILLED, materials=[EarlierRef("id-card", ref)]
        )
    assert refused.value.code == "reuse"


def test_the_files_of_an_enterprise_are_used_by_all_who_act_for_it(
    case_of_enterprise: Case, colleague: Mandate, other_resident: User
) -> None:
    ref = f"{case_of_enterprise.number}.{case_of_enterprise.materials.get().pk}"
    second = actions.submit_case(
        by=other_resident,
        item_code=CODE,
        form=FILLED,
        materials=[EarlierRef("id-card", ref)],
        mandate=colleague,
    )
    assert second.materials.get().reused_from == case_of_enterprise.number


def test_by_page_one_chooses_for_whom_and_the_register_fills_the_form(
    business: Item,
    resident: User,
    acting: Mandate,
    colleague: Mandate,
    other_resident: User,
    client_of: Browsers,
) -> None:
    browser = client_of(resident)
    start = browser.get(f"/apply/{CODE}/").content.decode()
    assert "以谁的名义办理" in start
    assert f"/apply/{CODE}/?for=m1" in start
    assert browser.get(f"/apply/{CODE}/?for=m2").status_code == 404
    sent = browser.post(f"/apply/{CODE}/?for=m1")
    assert sent["Location"] == f"/apply/{CODE}/form/1/?for=m1"
    page = browser.get(sent["Location"]).content.decode()
    page += browser.get(f"/apply/{CODE}/form/2/?for=m1").content.decode()
    assert NAME in page
    assert USCC in page
    assert browser.get(f"/apply/{CODE}/form/1/")["Location"] == f"/apply/{CODE}/"
    draft = Draft.objects.get()
    other = client_of(other_resident)
    assert f"/apply/{CODE}/?for=m2" in other.get("/me/").content.decode()
    actions.save_draft(by=other_resident, ref=draft.ref, form={**draft.form, **FILLED})
    actions.attach_file(by=other_resident, ref=draft.ref, file=id_card())
    actions.save_pledges(by=other_resident, ref=draft.ref, pledges=[later()])
    check = other.get(f"/apply/{CODE}/check/?for=m2").content.decode()
    assert NAME in check
    done = other.post(f"/apply/{CODE}/check/?for=m2", {"ref": draft.ref})
    assert done.status_code == 302, done.content.decode()
    case = Case.objects.get()
    assert (case.applicant, case.enterprise) == (other_resident, acting.enterprise)


def test_an_item_for_enterprises_asks_for_one_in_clear_words(
    human_resources: Organisation, resident: User, client_of: Browsers
) -> None:
    publish(human_resources, audience=("企业法人",))
    page = client_of(resident).get(f"/apply/{CODE}/").content.decode()
    assert "这一事项面向企业和其他组织" in page


@pytest.mark.parametrize(
    ("items", "audience", "word"),
    [
        ([{"code": "another", "name": "别的事项"}], (), "不包括这个事项"),
        ([], ("自然人",), "只面向个人"),
    ],
)
def test_a_mandate_that_does_not_fit_the_item_is_refused(
    human_resources: Organisation,
    resident: User,
    acting: Mandate,
    items: list[dict[str, str]],
    audience: tuple[str, ...],
    word: str,
) -> None:
    publish(human_resources, audience=audience)
    acting.items = items
    with pytest.raises(Refused) as refused:
        actions.submit_case(
            by=resident, item_code=CODE, form=FILLED, materials=[id_card()], mandate=acting
        )
    assert (refused.value.code, refused.value.status) == ("mandate_scope", 422)
    assert word in refused.value.text
    assert not Case.objects.exists()


def test_who_acts_for_a_person_sees_what_he_handed_in_and_nothing_else(
    business: Item, resident: User, other_resident: User
) -> None:
    own = actions.submit_case(by=resident, item_code=CODE, form=FILLED, materials=[id_card()])
    relative = mandate(other_resident, ref="m3", kind="agent", principal=resident)
    case = actions.submit_case(
        by=other_resident,
        item_code=CODE,
        form=FILLED,
        materials=[id_card(name="另一张.png")],
        mandate=relative,
    )
    assert (case.applicant, case.agent) == (resident, other_resident)
    assert set(Case.objects.visible_to(resident)) == {own, case}
    assert set(Case.objects.visible_to(other_resident)) == {case}
    Mandate.objects.filter(pk=relative.pk).update(revoked_at=clock.now())
    assert not Case.objects.visible_to(other_resident).exists()
    assert set(Case.objects.visible_to(resident)) == {own, case}


def test_the_agents_own_name_is_not_filled_in_for_the_person_for_whom_he_acts(
    business: Item, resident: User, other_resident: User, client_of: Browsers
) -> None:
    mandate(resident, ref="m4", kind="agent", principal=other_resident)
    client_of(resident).post(f"/apply/{CODE}/?for=m4")
    draft = Draft.objects.get()
    assert (draft.writer, draft.applicant, draft.form) == (resident, other_resident, {})
