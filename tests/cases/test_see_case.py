"""Who sees which case, what each sees, and what the public track shows."""

from datetime import date

import pytest

from tests.cases.stage import FILLED, id_card
from tests.cast import staff
from zhujian.cases import actions, permissions, queries
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.divisions.models import Division
from zhujian.kernel import journal
from zhujian.kernel.actors import OPERATOR, TIMER
from zhujian.kernel.calendar.actions import set_day
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, OrganisationKind, User
from zhujian.people.roles import Role
from zhujian.people.steps import new_organisation
from zhujian.web.trackers import track


@pytest.fixture
def hanwang(db: None) -> Division:
    """A town."""
    county, _ = Division.objects.get_or_create(
        code="510683000000", defaults={"name": "绵竹市", "level": "county"}
    )
    town, _ = Division.objects.get_or_create(
        code="510683103000", defaults={"name": "汉旺镇", "level": "town", "parent": county}
    )
    return town


@pytest.fixture
def village(hanwang: Division) -> Division:
    """A village of the town."""
    found, _ = Division.objects.get_or_create(
        code="510683103201", defaults={"name": "石虎村", "level": "village", "parent": hanwang}
    )
    return found


@pytest.fixture
def town_clerk(hanwang: Division) -> User:
    """Works at the window of the town."""
    town = new_organisation(name="汉旺镇人民政府", kind=OrganisationKind.TOWN, division=hanwang)
    return staff("clerk-hanwang", "镇窗口", (Role.CLERK, town))


def sees(user: User, case: Case) -> bool:
    listed = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    assert listed == permissions.can_see_case(user, case)
    return listed


def test_applicant_clerk_handler_and_approver_see_a_case_and_strangers_do_not(
    case: Case,
    resident: User,
    other_resident: User,
    clerk: User,
    handler: User,
    approver: User,
    stranger: User,
    admin: User,
) -> None:
    assert all(sees(user, case) for user in (resident, clerk, handler, approver))
    assert not any(sees(user, case) for user in (other_resident, stranger, admin))


def test_who_is_no_longer_active_sees_nothing(case: Case, resident: User) -> None:
    resident.is_active = False
    assert not sees(resident, case)


def test_a_town_clerk_sees_what_is_for_his_town_and_its_villages(
    case: Case, item: Item, other_resident: User, town_clerk: User, village: Division
) -> None:
    local = actions.submit_case(
        by=other_resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
        division="石虎村",
    )
    assert local.division == village
    assert sees(town_clerk, local)
    assert not sees(town_clerk, case)
    assert actions.accept_case(by=town_clerk, number=local.number).state == "accepted"


def test_the_view_of_a_case_has_the_promised_shape(
    case: Case, resident: User, clerk: User, approver: User, at_ten: object
) -> None:
    view = queries.case_view(case, resident)
    assert {
        "number",
        "item",
        "state",
        "state_text",
        "submitted_at",
        "accepted_on",
        "due_on",
        "due_why",
        "outcome",
        "steps",
        "parts",
        "actions",
        "rate_url",
    } <= set(view)
    assert view["item"] == {"code": case.item_code, "name": case.item_name}
    assert view["actions"] == ["withdraw"]
    assert view["parts"] == []
    assert view["rate_url"] is None
    assert view["outcome"] is None
    actions.accept_case(by=clerk, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted", note="请带身份证领取")
    case.refresh_from_db()
    mine = queries.case_view(case, resident)
    assert len(mine["steps"]) == 3
    assert mine["steps"][0]["text"].endswith("准予")
    assert mine["steps"][0]["by"] == "绵竹市人力资源和社会保障局"
    assert mine["steps"][-1]["by"] == "申请人"
    assert mine["rate_url"].endswith(f"/rate/{case.rating_token}/")
    assert queries.case_view(case, clerk)["rate_url"] is None
    assert queries.case_view(case, clerk)["actions"] == ["deliver"]


def test_steps_hold_no_line_of_the_house_itself(
    case: Case, resident: User, clerk: User, at_ten: object
) -> None:
    journal.write(verb="letter.send", subject=case.number, by=TIMER)
    assert journal.lines_of(case.number, audiences=[journal.Audience.INTERNAL])
    for viewer in (resident, clerk):
        steps = queries.case_view(case, viewer)["steps"]
        assert [(step["text"], step["by"]) for step in steps] == [("申请已提交", "申请人")]
    assert [step.text for step in track(case.number).steps] == ["申请已提交"]


def test_a_date_that_moves_with_the_calendar_is_a_step_of_the_system(
    case: Case, resident: User, at_ten: object
) -> None:
    set_day(by=OPERATOR, on=case.due_on, is_workday=False, name="临时放假")
    steps = queries.case_view(case, resident)["steps"]
    assert steps[0]["by"] == "系统"
    assert steps[0]["text"].startswith("放假安排有变")
    assert [step.by for step in track(case.number).steps] == ["申请人"]


def test_the_public_track_shows_kind_state_dates_and_steps_only(
    case: Case, clerk: User, approver: User
) -> None:
    actions.accept_case(by=clerk, number=case.number, note="给申请人的话")
    actions.decide_case(by=approver, number=case.number, outcome="refused", note="理由是秘密")
    found = track(case.number)
    assert (found.kind, found.title, found.state) == ("办件", None, "decided")
    assert [step.by for step in found.steps] == [
        "绵竹市人力资源和社会保障局",
        "绵竹市人力资源和社会保障局",
        "申请人",
    ]
    shown = repr(found)
    for secret in ("不予", "秘密", "的话", case.item_name, case.applicant_masked):
        assert secret not in shown
    assert found.due_on is not None
    assert "送达" in found.due_why


def test_a_number_that_nobody_was_given_is_not_found(db: None) -> None:
    with pytest.raises(Refused) as refused:
        track("BJ20261124-7K3M9Q-G")
    assert refused.value.status == 404


def test_looking_at_personal_data_leaves_a_line_that_the_applicant_can_read(
    case: Case, handler: User, resident: User
) -> None:
    actions.see_case(by=handler, number=case.number)
    material = case.materials.get()
    actions.read_material(by=handler, number=case.number, pk=material.pk)
    lines = journal.lines_of(case.number, audiences=[journal.Audience.PARTIES])
    assert [line.verb for line in lines] == ["case.see", "case.read-material"]
    assert {line.organisation for line in lines} == {"human-resources"}
    assert [look["by"] for look in queries.looks_at(case)] == ["绵竹市人力资源和社会保障局"] * 2
    actions.see_case(by=resident, number=case.number)
    actions.read_material(by=resident, number=case.number, pk=material.pk)
    assert len(journal.lines_of(case.number, audiences=[journal.Audience.PARTIES])) == 2


def test_a_stranger_can_neither_look_nor_read(case: Case, stranger: User) -> None:
    material = case.materials.get()
    with pytest.raises(Refused) as refused:
        actions.see_case(by=stranger, number=case.number)
    assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        actions.read_material(by=stranger, number=case.number, pk=material.pk)
    assert refused.value.status == 404
    assert journal.lines_of(case.number, audiences=[journal.Audience.PARTIES]) == []


def test_a_list_pages_by_key_and_narrows_by_state_and_date(
    item: Item, resident: User, other_resident: User, clerk: User, at_ten: object
) -> None:
    cases = [
        actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
        )
        for _ in range(5)
    ]
    actions.accept_case(by=clerk, number=cases[0].number)
    first, cursor = queries.case_list(resident, size=3)
    assert cursor
    rest, end = queries.case_list(resident, size=3, after=cursor)
    assert end is None
    numbers = [one["number"] for one in [*first, *rest]]
    assert numbers == [one.number for one in reversed(cases)]
    only, _ = queries.case_list(clerk, state="accepted")
    assert [one["number"] for one in only] == [cases[0].number]
    assert queries.case_list(clerk, due_before=date(2026, 11, 25))[0] == []
    assert len(queries.case_list(clerk, due_before=date(2026, 12, 2))[0]) == 5
    assert queries.case_list(other_resident)[0] == []


def test_a_changed_holiday_moves_the_date_of_an_open_case(
    case: Case, handler: User, admin: User, at_ten: object
) -> None:
    actions.accept_case(by=handler, number=case.number)
    set_day(by=admin, on=date(2026, 11, 27), is_workday=False, name="地方节日")
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 2)
    assert "地方节日" in queries.due_why(case)


def test_the_desk_counts_agree_with_its_lists(
    case: Case, clerk: User, handler: User, human_resources: Organisation, at_ten: object
) -> None:
    counts = queries.desk_counts(handler)
    assert (counts.open, counts.submitted, counts.accepted, counts.overdue) == (1, 1, 0, 0)
    assert queries.waiting_for(handler) == 1
    assert len(queries.desk_page(handler, is_waiting=True).rows) == 1
    actions.accept_case(by=clerk, number=case.number)
    assert queries.waiting_for(handler) == 0
    assert queries.desk_page(handler, is_waiting=True).rows == []
    assert [one.number for one in queries.desk_page(handler, state="accepted").rows] == [
        case.number
    ]
