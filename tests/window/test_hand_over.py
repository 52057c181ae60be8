"""Sheets between window and department: made, received whole or in part, taken back."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from tests.cases.stage import CODE, FILLED
from tests.cast import staff
from tests.together import AtOnce
from zhujian.cases import actions as case_actions
from zhujian.cases.actions import Paper
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.window import actions, queries
from zhujian.window.models import HandOver, HandOverLine
from zhujian.window.states import MOVES, Load

Browsers = Callable[[User], Client]
ASKED = "/desk/hand-overs/new/papers/human-resources/"


def taken_in(clerk: User, person: User, *, pages: int = 2) -> Case:
    """A case that came in at the counter with something on paper."""
    draft = case_actions.begin_draft(by=clerk, item_code=CODE, applicant=person, form=FILLED)
    papers = [Paper("id-card", is_original_seen=True, is_copy_kept=True, pages=pages)]
    case_actions.note_papers(by=clerk, ref=draft.ref, papers=papers)
    return actions.take_in(by=clerk, ref=draft.ref)


@pytest.fixture
def papers(item: Item, clerk: User, resident: User) -> Case:
    """A case whose papers wait at the window."""
    return taken_in(clerk, resident)


@pytest.fixture
def sheet(
    papers: Case, clerk: User, city_hall: Organisation, human_resources: Organisation
) -> HandOver:
    """A sheet on its way to the department."""
    return actions.make_hand_over(
        by=clerk,
        load=Load.PAPERS,
        sender=city_hall,
        receiver=human_resources,
        chosen=[papers.number],
    )


def test_papers_go_to_the_department_and_are_confirmed_there(
    papers: Case, clerk: User, handler: User, client_of: Browsers
) -> None:
    window, office = client_of(clerk), client_of(handler)
    assert ASKED in window.get("/desk/hand-overs/").content.decode()
    assert papers.number in window.get(ASKED).content.decode()
    response = window.post(ASKED, {"case": [papers.number]})
    sheet = HandOver.objects.get()
    address = f"/desk/hand-overs/{sheet.number}/"
    assert response["Location"] == address
    assert sheet.number.startswith("JJ")
    line = sheet.lines.get()
    assert (line.case, line.papers, line.pages) == (papers, 1, 2)
    assert sheet.number in office.get("/desk/hand-overs/").content.decode()
    assert sheet.number in window.get("/desk/hand-overs/?box=sent").content.decode()
    page = office.get(address).content.decode()
    assert "确认接收" in page
    assert "收回这张交接单" not in page
    assert office.post(f"{address}receive/", {}).status_code == 302
    sheet.refresh_from_db()
    line.refresh_from_db()
    assert (sheet.state, sheet.received_by, line.state) == ("received", handler, "received")
    assert ASKED not in window.get("/desk/hand-overs/").content.decode()
    lines = journal.lines_of(sheet.number, audiences=set(journal.Audience))
    assert [one.sentence for one in lines] == [
        "开出交接单，1 件，申请材料",
        "绵竹市人力资源和社会保障局已接收，1 件，没有收到 0 件",
    ]
    assert {one.data.get("count") for one in lines} == {1}
    public = journal.lines_of(sheet.number, audiences=[journal.Audience.PUBLIC])
    assert public == []


def test_what_did_not_come_goes_back_to_what_waits_with_its_remark(
    papers: Case, sheet: HandOver, clerk: User, handler: User, client_of: Browsers
) -> None:
    line = sheet.lines.get()
    client_of(handler).post(
        f"/desk/hand-overs/{sheet.number}/receive/",
        {f"missing-{line.pk}": "1", f"remark-{line.pk}": "信封里没有"},
    )
    line.refresh_from_db()
    assert (line.state, line.remark) == ("missing", "信封里没有")
    page = client_of(clerk).get(f"/desk/hand-overs/{sheet.number}/").content.decode()
    assert "信封里没有" in page
    assert "没有收到" in page
    assert papers.number in client_of(clerk).get(ASKED).content.decode()


def test_a_sheet_is_taken_back_before_it_is_received_and_not_after(
    papers: Case, sheet: HandOver, clerk: User, handler: User, client_of: Browsers
) -> None:
    response = client_of(clerk).post(f"/desk/hand-overs/{sheet.number}/recall/")
    assert response.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.lines.get().state) == ("recalled", "recalled")
    assert papers.number in client_of(clerk).get(ASKED).content.decode()
    for verb in MOVES:
        if verb == "make":
            continue
        action = (
            (lambda: actions.receive_hand_over(by=handler, number=sheet.number, arrivals={}))
            if verb == "receive"
            else (lambda: actions.recall_hand_over(by=clerk, number=sheet.number))
        )
        with pytest.raises(Refused) as refused:
            action()
        assert refused.value.status == 409


def test_a_received_sheet_moves_no_more(sheet: HandOver, clerk: User, handler: User) -> None:
    actions.receive_hand_over(by=handler, number=sheet.number, arrivals={})
    for action in (
        lambda: actions.receive_hand_over(by=handler, number=sheet.number, arrivals={}),
        lambda: actions.recall_hand_over(by=clerk, number=sheet.number),
    ):
        with pytest.raises(Refused) as refused:
            action()
        assert refused.value.status == 409


def test_each_side_does_its_own_part_and_strangers_see_nothing(
    papers: Case,
    sheet: HandOver,
    clerk: User,
    handler: User,
    stranger: User,
    approver: User,
    city_hall: Organisation,
    human_resources: Organisation,
    client_of: Browsers,
) -> None:
    number = sheet.number
    tries: list[tuple[Callable[[], object], int]] = [
        (lambda: actions.receive_hand_over(by=clerk, number=number, arrivals={}), 403),
        (lambda: actions.recall_hand_over(by=handler, number=number), 403),
        (lambda: actions.receive_hand_over(by=approver, number=number, arrivals={}), 403),
        (lambda: actions.receive_hand_over(by=stranger, number=number, arrivals={}), 404),
        (lambda: actions.recall_hand_over(by=stranger, number=number), 404),
        (
            lambda: actions.make_hand_over(
                by=handler,
                load=Load.PAPERS,
                sender=city_hall,
                receiver=human_resources,
                chosen=[papers.number],
            ),
            403,
        ),
    ]
    for attempt, status in tries:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.status == status
    assert client_of(stranger).get(f"/desk/hand-overs/{number}/").status_code == 404
    assert client_of(approver).get("/desk/hand-overs/").status_code == 403
    sheet.refresh_from_db()
    assert sheet.state == "open"


def test_a_case_stands_on_one_open_sheet_only(
    papers: Case,
    sheet: HandOver,
    clerk: User,
    city_hall: Organisation,
    human_resources: Organisation,
    client_of: Browsers,
) -> None:
    with pytest.raises(Refused) as refused:
        actions.make_hand_over(
            by=clerk,
            load=Load.PAPERS,
            sender=city_hall,
            receiver=human_resources,
            chosen=[papers.number],
        )
    assert refused.value.status == 409
    response = client_of(clerk).post(ASKED, {"case": [papers.number]})
    assert response.status_code == 409
    assert "没有开出交接单" in response.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOverLine.objects.create(
            sheet=HandOver.objects.create(
                number="JJ20261124-AAAAAA-A",
                load=Load.PAPERS,
                sender=city_hall,
                receiver=human_resources,
                state="open",
                made_at=clock.now(),
                made_by=clerk,
            ),
            case=papers,
            load=Load.PAPERS,
            papers=1,
            pages=1,
            state="open",
        )
    assert HandOver.objects.count() == 1


@pytest.mark.parametrize("chosen", [[], ["BJ20261124-AAAAAA-A"]])
def test_a_sheet_of_nothing_or_of_foreign_cases_is_not_made(
    papers: Case,
    clerk: User,
    city_hall: Organisation,
    human_resources: Organisation,
    chosen: list[str],
) -> None:
    with pytest.raises(Refused) as refused:
        actions.make_hand_over(
            by=clerk,
            load=Load.PAPERS,
            sender=city_hall,
            receiver=human_resources,
            chosen=chosen,
        )
    assert refused.value.status in {409, 422}
    assert not HandOver.objects.exists()


def test_a_case_without_paper_waits_for_no_sheet(
    item: Item, clerk: User, resident: User, case: Case, city_hall: Organisation
) -> None:
    assert queries.partners_of(Load.PAPERS, city_hall) == []


def test_results_come_back_to_the_shelf_of_the_window(
    papers: Case, handler: User, approver: User, clerk: User, client_of: Browsers
) -> None:
    case_actions.decide_case(by=approver, number=papers.number, outcome="granted")
    office, window = client_of(handler), client_of(clerk)
    address = "/desk/hand-overs/new/results/city-hall/"
    assert address in office.get("/desk/hand-overs/").content.decode()
    response = office.post(address, {"case": [papers.number]})
    assert "结果已到窗口" not in window.get("/desk/window/shelf/").content.decode()
    assert window.post(f"{response['Location']}receive/", {}).status_code == 302
    assert "结果已到窗口" in window.get("/desk/window/shelf/").content.decode()
    assert address not in office.get("/desk/hand-overs/").content.decode()
    beside = window.get(f"/desk/cases/{papers.number}/").content.decode()
    assert HandOver.objects.get().number in beside


def test_an_open_sheet_says_how_many_days_it_is_on_its_way(
    item: Item,
    clerk: User,
    handler: User,
    resident: User,
    city_hall: Organisation,
    human_resources: Organisation,
    client_of: Browsers,
) -> None:
    with clock.moved_to(datetime(2026, 11, 20, 2, tzinfo=UTC)):
        case = taken_in(clerk, resident)
        actions.make_hand_over(
            by=clerk,
            load=Load.PAPERS,
            sender=city_hall,
            receiver=human_resources,
            chosen=[case.number],
        )
    with clock.moved_to(datetime(2026, 11, 24, 3, tzinfo=UTC)):
        for person, box in ((clerk, "sent"), (handler, "coming")):
            page = client_of(person).get("/desk/hand-overs/", {"box": box}).content.decode()
            assert "已等 4 天" in page


def test_boxes_are_exported_and_keep_their_query_budget(
    sheet: HandOver,
    handler: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = client_of(handler)
    browser.get("/desk/hand-overs/")
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        assert browser.get("/desk/hand-overs/").status_code == 200
    assert browser.get("/desk/hand-overs/export/").status_code == 405
    response = browser.post("/desk/hand-overs/export/?box=coming")
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[0][0] == "交接单号"
    assert rows[1][:6] == (
        sheet.number,
        "申请材料",
        "绵竹市政务服务中心",
        "绵竹市人力资源和社会保障局",
        1,
        2,
    )
    assert browser.get("/desk/hand-overs/?box=none").status_code == 404
    assert browser.get("/desk/hand-overs/new/gold/city-hall/").status_code == 404


def test_two_clerks_who_hand_over_the_same_case_at_once_make_one_sheet(
    at_once_after: Callable[[], AtOnce],
    item: Item,
    clerk: User,
    resident: User,
    city_hall: Organisation,
    human_resources: Organisation,
) -> None:
    case = taken_in(clerk, resident)
    second = staff("clerk-second", "窗口乙", (Role.CLERK, city_hall))
    at_once = at_once_after()
    results = at_once(
        *[
            partial(
                actions.make_hand_over,
                by=person,
                load=Load.PAPERS,
                sender=city_hall,
                receiver=human_resources,
                chosen=[case.number],
            )
            for person in (clerk, second)
        ]
    )
    assert results.count("hand_over_gone") == 1
    assert at_once(HandOver.objects.count, HandOverLine.objects.count) == [1, 1]
