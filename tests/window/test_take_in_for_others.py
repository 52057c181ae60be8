"""Taking in at the counter for an enterprise or another person, on a mandate."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.cases.stage import CODE, FILLED, FORM, id_card, publish
from zhujian.cases import actions as case_actions
from zhujian.cases.models import Case, Draft
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Enterprise, Mandate, Organisation, User
from zhujian.people.steps import ensure_enterprise
from zhujian.window import actions

pytestmark = pytest.mark.usefixtures("at_ten")
Browsers = Callable[[User], Client]
NAME = "绵竹市演示食品有限公司"
USCC = "91510683MA00000A0W"
HERE = f"/desk/window/items/{CODE}/"


def mandate(person: User, *, ref: str, **whom: Any) -> Mandate:
    """A confirmed mandate that began at the beginning of the year."""
    given = {"kind": "staff", "evidence": "licence", "since": date(2026, 1, 1), **whom}
    return Mandate.objects.create(
        ref=ref, person=person, created_at=clock.now(), confirmed_at=clock.now(), **given
    )


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
def enterprise(db: None) -> Enterprise:
    """An enterprise with a fictitious credit code."""
    found, _ = ensure_enterprise(name=NAME, credit_code=USCC)
    return found


@pytest.fixture
def acting(resident: User, enterprise: Enterprise) -> Mandate:
    """The resident is a member of its staff."""
    return mandate(resident, ref="m1", enterprise=enterprise)


@pytest.fixture
def agency(resident: User, other_resident: User) -> Mandate:
    """The resident acts for another person."""
    other_resident.resident.full_name = "李晓红"
    other_resident.resident.save(update_fields=["full_name"])
    return mandate(resident, ref="m2", kind="agent", evidence="paper", principal=other_resident)


def looks(person: User) -> list[str]:
    """Who the journal says looked at a person's mandates."""
    lines = Line.objects.filter(verb="person.see", subject=person.actor_ref)
    return [line.actor_ref for line in lines if "代办授权" in line.data]


def begun(clerk: User, person: User, on: Mandate) -> Draft:
    """A clerk's draft on a mandate, filled in and with its one file."""
    draft = case_actions.begin_draft(
        by=clerk, item_code=CODE, applicant=person, mandate=on, form=FILLED
    )
    case_actions.attach_file(by=clerk, ref=draft.ref, file=id_card())
    return draft


def test_by_page_a_clerk_chooses_the_enterprise_and_the_case_is_its_own(
    business: Item,
    clerk: User,
    resident: User,
    acting: Mandate,
    agency: Mandate,
    other_resident: User,
    client_of: Browsers,
) -> None:
    browser = client_of(clerk)
    asked = browser.post(HERE, {"does": "choose", "person": resident.ref})
    assert asked.status_code == 200
    page = asked.content.decode()
    for shown in ("以谁的名义办理", "本人", NAME, "经办人", other_resident.shown_name, "autofocus"):
        assert shown in page
    for hidden in (resident.resident.full_name, other_resident.resident.full_name, USCC):
        assert hidden not in page
    assert looks(resident) == [clerk.actor_ref]
    assert looks(other_resident) == [clerk.actor_ref]
    assert not Draft.objects.exists()

    chosen = browser.post(HERE, {"does": "choose", "person": resident.ref, "for": "m1"})
    draft = Draft.objects.get()
    assert chosen["Location"] == f"/desk/window/drafts/{draft.ref}/"
    assert (draft.writer, draft.applicant, draft.mandate) == (clerk, resident, acting)
    assert (draft.form["enterprise"], draft.form["uscc"]) == (NAME, USCC)
    form = browser.get(chosen["Location"]).content.decode()
    assert f"办事人：{NAME}（办理人：{resident.shown_name}）" in form
    assert NAME in browser.get("/desk/window/drafts/").content.decode()

    typed = {**draft.form, **FILLED, "seen-id-card": "1", "take": "1"}
    taken = browser.post(chosen["Location"], typed)
    case = Case.objects.get()
    assert taken["Location"] == f"/desk/window/receipts/{case.number}/"
    assert (case.enterprise, case.applicant, case.agent) == (acting.enterprise, resident, None)
    assert (case.applicant_masked, case.state, case.channel) == (NAME, "accepted", "window")
    assert NAME in browser.get(taken["Location"]).content.decode()
    assert NAME in client_of(resident).get(f"/me/cases/{case.number}/").content.decode()


def test_for_himself_or_for_another_person_the_case_is_that_persons(
    business: Item,
    clerk: User,
    resident: User,
    agency: Mandate,
    other_resident: User,
    client_of: Browsers,
) -> None:
    browser = client_of(clerk)
    browser.post(HERE, {"does": "choose", "person": resident.ref, "for": "self"})
    own = Draft.objects.get()
    assert (own.applicant, own.mandate, own.form["name"]) == (resident, None, "王小明")
    browser.post(HERE, {"does": "choose", "person": resident.ref, "for": "m2"})
    draft = Draft.objects.get(mandate=agency)
    assert (draft.applicant, draft.enterprise) == (other_resident, None)
    assert draft.form["name"] == "李晓红"
    case_actions.save_draft(by=clerk, ref=draft.ref, form={**FILLED, **draft.form})
    case_actions.attach_file(by=clerk, ref=draft.ref, file=id_card())
    case = actions.take_in(by=clerk, ref=draft.ref)
    assert (case.applicant, case.agent, case.enterprise) == (other_resident, resident, None)
    assert set(Case.objects.visible_to(resident)) == {case}
    draft.refresh_from_db()
    assert (draft.case, draft.mandate) == (case, None)


def test_who_acts_for_nobody_is_asked_nothing_more(
    business: Item, clerk: User, resident: User, client_of: Browsers
) -> None:
    asked = client_of(clerk).post(HERE, {"does": "choose", "person": resident.ref})
    assert asked["Location"] == f"/desk/window/drafts/{Draft.objects.get().ref}/"
    assert looks(resident) == []


def test_an_item_for_enterprises_puts_the_cursor_on_the_enterprise(
    human_resources: Organisation,
    clerk: User,
    resident: User,
    agency: Mandate,
    acting: Mandate,
    client_of: Browsers,
) -> None:
    Mandate.objects.filter(pk=agency.pk).update(items=[{"code": "another", "name": "别的事项"}])
    publish(human_resources, audience=("企业法人",))
    page = client_of(clerk).post(HERE, {"does": "choose", "person": resident.ref})
    shown = page.content.decode()
    assert "这项授权不包括这个事项" in shown
    assert 'value="m2"' not in shown
    buttons = [part for part in shown.split("<button") if 'name="for"' in part]
    focused = [part for part in buttons if "autofocus" in part.split(">")[0]]
    assert len(buttons) == 2
    assert len(focused) == 1
    assert 'value="m1"' in focused[0]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"until": date(2026, 11, 23)}, 403, "mandate_ended"),
        ({"revoked_at": datetime(2026, 11, 24, 1, 0, tzinfo=UTC)}, 403, "mandate_ended"),
        ({"confirmed_at": None}, 404, "mandate_unknown"),
        ({"items": [{"code": "another", "name": "别的事项"}]}, 422, "mandate_scope"),
    ],
)
def test_a_mandate_that_ended_or_does_not_cover_the_item_is_refused_and_leaves_nothing(
    business: Item,
    clerk: User,
    resident: User,
    acting: Mandate,
    client_of: Browsers,
    change: dict[str, Any],
    status: int,
    code: str,
) -> None:
    draft = begun(clerk, resident, acting)
    Mandate.objects.filter(pk=acting.pk).update(**change)
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.take_in(by=clerk, ref=draft.ref)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert not Case.objects.exists()
    assert Draft.objects.get().files.count() == 1
    case_actions.discard_draft(by=clerk, ref=draft.ref)
    with pytest.raises(Refused) as refused:
        begun(clerk, resident, acting)
    assert (refused.value.status, refused.value.code) == (status, code)
    answer = client_of(clerk).post(HERE, {"does": "choose", "person": resident.ref, "for": "m1"})
    assert answer.status_code == status
    assert not Draft.objects.exists()
    assert Line.objects.count() == lines


def test_a_mandate_of_somebody_else_is_not_found(
    business: Item, clerk: User, resident: User, other_resident: User, acting: Mandate
) -> None:
    with pytest.raises(Refused) as refused:
        begun(clerk, other_resident, acting)
    assert (refused.value.status, refused.value.code) == (404, "mandate_unknown")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["handler", "approver", "resident", "admin"])
def test_only_a_clerk_learns_for_whom_somebody_acts(
    business: Item,
    resident: User,
    acting: Mandate,
    request: pytest.FixtureRequest,
    client_of: Browsers,
    who: str,
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(Refused) as refused:
        actions.see_parties(by=person, person=resident, item_code=CODE)
    assert refused.value.status == 403
    asked = client_of(person).post(HERE, {"does": "choose", "person": resident.ref})
    assert asked.status_code == 403
    assert looks(resident) == []


def test_the_clerks_draft_and_the_enterprises_own_do_not_meet(
    business: Item, clerk: User, resident: User, acting: Mandate, client_of: Browsers
) -> None:
    client_of(resident).post(f"/apply/{CODE}/?for=m1")
    online = Draft.objects.get()
    counter = begun(clerk, resident, acting)
    assert counter != online
    assert begun_again(clerk, resident, acting) == counter
    assert set(Draft.objects.of_writer(resident)) == {online}
    assert set(Draft.objects.of_writer(clerk)) == {counter}
    case_actions.discard_draft(by=resident, ref=online.ref)
    assert f"/apply/{CODE}/" not in client_of(resident).get("/me/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(
            ref="twice",
            writer=clerk,
            applicant=resident,
            enterprise=acting.enterprise,
            mandate=acting,
            item_code=CODE,
            item_name=business.name,
            created_at=clock.now(),
            updated_at=clock.now(),
        )


def begun_again(clerk: User, person: User, on: Mandate) -> Draft:
    """What the clerk gets who begins the same once more."""
    return case_actions.begin_draft(by=clerk, item_code=CODE, applicant=person, mandate=on)
