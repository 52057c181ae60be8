"""Finding at the counter: the item by any word, the person by number or surname and tail."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cases.stage import CODE, FILLED, OFFLINE_CODE, id_card, publish
from zhujian.cases import actions as case_actions
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.kernel import journal
from zhujian.kernel.refusals import Refused
from zhujian.people import steps as people
from zhujian.people.models import Organisation, User
from zhujian.window import actions, queries

Browsers = Callable[[User], Client]


def looks_at(person: User) -> list[str]:
    """What the person can read of who looked him up."""
    lines = journal.lines_of(person.actor_ref, audiences=set(journal.Audience))
    return [str(line.data.get("what")) for line in lines if line.verb == "person.see"]


# --- items -------------------------------------------------------------------------------------


def test_a_whole_code_opens_the_item_at_once(item: Item, clerk: User, client_of: Browsers) -> None:
    response = client_of(clerk).get("/desk/window/", {"q": CODE})
    assert response["Location"] == f"/desk/window/items/{CODE}/"


@pytest.mark.parametrize("words", [CODE[:8], "社会保障卡", "人社局", "人力资源和社会保障局"])
def test_an_item_is_found_by_the_beginning_of_its_code_its_name_or_its_department(
    item: Item, clerk: User, client_of: Browsers, words: str
) -> None:
    page = client_of(clerk).get("/desk/window/", {"q": words}).content.decode()
    assert f'href="/desk/window/items/{CODE}/"' in page
    assert "data-pick autofocus" in page


def test_what_the_window_takes_in_often_stands_first(
    human_resources: Organisation, clerk: User, resident: User
) -> None:
    publish(human_resources, code=OFFLINE_CODE, name="社会保障卡挂失", materials=[])
    publish(human_resources, materials=[])
    draft = case_actions.begin_draft(by=clerk, item_code=CODE, applicant=resident, form=FILLED)
    actions.take_in(by=clerk, ref=draft.ref)
    usual = queries.usual_codes(clerk, queries.window_of(clerk))
    assert usual == [CODE]
    found = queries.find_items("社会保障卡", usual=usual)
    assert [(one.code, one.is_usual) for one in found] == [(CODE, True), (OFFLINE_CODE, False)]


def test_words_that_mean_nothing_are_answered_in_words(
    item: Item, clerk: User, client_of: Browsers
) -> None:
    page = client_of(clerk).get("/desk/window/", {"q": "登月许可"}).content.decode()
    assert "没有找到「登月许可」" in page


# --- persons -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["王 0001", "王0001", "王小明0001", "王 0011", "王 ００１１"])
def test_surname_and_tail_of_phone_or_id_find_a_person_masked_and_he_can_read_it(
    item: Item, clerk: User, resident: User, client_of: Browsers, typed: str
) -> None:
    page = (
        client_of(clerk)
        .post(f"/desk/window/items/{CODE}/", {"does": "find", "who": typed})
        .content.decode()
    )
    assert resident.ref in page
    assert "139****0001" in page
    assert "王小明" not in page.replace(f'value="{typed}"', "")
    assert "510683180001010011" not in page
    assert looks_at(resident) == ["查找办事人"]


@pytest.mark.parametrize("typed", ["李 0001", "王 9999"])
def test_another_surname_or_tail_finds_nobody_and_leaves_no_line(
    item: Item, clerk: User, resident: User, client_of: Browsers, typed: str
) -> None:
    page = (
        client_of(clerk)
        .post(f"/desk/window/items/{CODE}/", {"does": "find", "who": typed})
        .content.decode()
    )
    assert "没有找到这个人" in page
    assert looks_at(resident) == []


@pytest.mark.parametrize("typed", ["0001", "王", "王 01", "王%001"])
def test_a_tail_alone_lists_nobody(
    item: Item, clerk: User, resident: User, client_of: Browsers, typed: str
) -> None:
    response = client_of(clerk).post(f"/desk/window/items/{CODE}/", {"does": "find", "who": typed})
    assert response.status_code == 422
    assert "只输尾号不会列出任何人" in response.content.decode()
    assert looks_at(resident) == []


def test_no_more_persons_are_shown_than_a_page_holds(clerk: User) -> None:
    for number in range(queries.SHOWN + 3):
        people.new_resident(phone=f"139000{number:02}0007", name=f"王{number}")
    found = actions.find_persons(by=clerk, text="王 0007")
    assert len(found) == queries.SHOWN
    assert sum(len(looks_at(one.user)) for one in found) == queries.SHOWN


def test_only_a_clerk_looks_for_persons(
    resident: User, handler: User, approver: User, client_of: Browsers, item: Item
) -> None:
    for person in (handler, approver, resident):
        with pytest.raises(Refused) as refused:
            actions.find_persons(by=person, text="王 0001")
        assert refused.value.status == 403
        with pytest.raises(Refused):
            actions.see_earlier(by=person, ref=resident.ref)
        page = client_of(person).post(
            f"/desk/window/items/{CODE}/", {"does": "find", "who": "王 0001"}
        )
        assert page.status_code == 403
    assert looks_at(resident) == []


def test_earlier_files_are_shown_after_a_look_that_the_person_can_read(
    item: Item, clerk: User, resident: User, client_of: Browsers
) -> None:
    case = case_actions.submit_case(by=resident, item_code=CODE, form=FILLED, materials=[id_card()])
    case_actions.begin_draft(by=clerk, item_code=CODE, applicant=resident, form=FILLED)
    browser = client_of(clerk)
    page = browser.post(f"/desk/window/persons/{resident.ref}/earlier/").content.decode()
    assert case.number in page
    assert "/desk/window/drafts/" in page
    assert "王小明" not in page
    assert looks_at(resident) == ["以前的办件"]
    assert browser.get(f"/desk/window/persons/{resident.ref}/earlier/").status_code == 405
    assert browser.post(f"/desk/window/persons/{clerk.ref}/earlier/").status_code == 404
    assert browser.post("/desk/window/persons/u0/earlier/").status_code == 404


def test_what_another_office_handles_is_not_among_the_earlier_files(
    item: Item, resident: User, civil_affairs: Organisation
) -> None:
    from tests.cast import staff
    from zhujian.people.roles import Role

    case_actions.submit_case(by=resident, item_code=CODE, form=FILLED, materials=[id_card()])
    elsewhere = staff("clerk-elsewhere", "外窗口", (Role.CLERK, civil_affairs))
    _, earlier = actions.see_earlier(by=elsewhere, ref=resident.ref)
    assert earlier.cases == []
    assert Case.objects.count() == 1
