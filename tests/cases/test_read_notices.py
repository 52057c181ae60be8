"""Papers on the pages: the applicant reads and saves them, staff print them, strangers get 404."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from pypdf import PdfReader

from zhujian.cases import actions, queries
from zhujian.cases.models import Case, Notice
from zhujian.kernel import journal
from zhujian.kernel.journal.models import Line
from zhujian.people.models import User
from zhujian.web.prints import printed_address

Browsers = Callable[[User], Client]


@pytest.fixture
def notice(case: Case) -> Notice:
    """The receipt of a case that has just been submitted."""
    return queries.notices_of(case)[0]


def mine(notice: Notice, end: str = ".pdf") -> str:
    return f"/me/cases/{notice.case.number}/notices/{notice.number}{end}"


def desk(notice: Notice) -> str:
    return f"/desk/cases/{notice.case.number}/notices/{notice.number}/"


def read(made: bytes) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages
    )


def test_the_pdf_holds_what_the_paper_says(
    notice: Notice, resident: User, client_of: Browsers
) -> None:
    answer = client_of(resident).get(mine(notice))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    text = read(answer.content)
    paper = queries.paper_of(notice)
    for words in (
        "收件回执",
        notice.number,
        paper["issuer"],
        paper["to"],
        "".join(paper["issued_on"].split()),
        notice.code,
        "印章处",
        "居民身份证",
    ):
        assert words in text
    assert printed_address(notice.code) not in text  # the address is the caller's host's
    assert f"http://testserver/print/{notice.code}/" in text


@pytest.mark.parametrize("outcome", ["granted", "refused"])
def test_every_paper_of_a_life_can_be_printed(
    case: Case, handler: User, approver: User, resident: User, client_of: Browsers, outcome: str
) -> None:
    number = case.number
    actions.accept_case(by=handler, number=number)
    actions.suspend_case(by=handler, number=number, procedure="hearing", days=3, note="#$\\")
    actions.resume_case(by=handler, number=number)
    actions.extend_case(by=approver, number=number, days=2, note="第一行\n第二行")
    actions.decide_case(by=approver, number=number, outcome=outcome, note="长" * 400)
    actions.correct_case(by=approver, number=number, note="x" * 300)
    actions.revoke_case(by=approver, number=number, note="「撤销」的理由")
    browser = client_of(resident)
    for one in queries.notices_of(case):
        answer = browser.get(mine(one))
        assert answer.status_code == 200
        assert one.number in read(answer.content)
        assert browser.get(mine(one, "/")).status_code == 200


def test_the_same_paper_is_the_same_file(
    notice: Notice, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    assert browser.get(mine(notice)).content == browser.get(mine(notice)).content


def test_the_page_reads_like_the_paper_and_leads_to_the_pdf(
    notice: Notice, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    page = browser.get(mine(notice, "/")).content.decode()
    for words in queries.paper_of(notice)["paragraphs"]:
        assert words in page
    assert mine(notice) in page
    assert f"/print/{notice.code}/" in page
    assert mine(notice, "/") in browser.get(f"/me/cases/{notice.case.number}/").content.decode()


def test_the_applicants_own_look_leaves_no_line(
    notice: Notice, resident: User, client_of: Browsers
) -> None:
    before = Line.objects.count()
    client_of(resident).get(mine(notice))
    client_of(resident).get(mine(notice, "/"))
    assert Line.objects.count() == before


def test_staff_print_a_paper_and_leave_a_line_that_the_applicant_reads(
    notice: Notice, handler: User, client_of: Browsers
) -> None:
    browser = client_of(handler)
    assert desk(notice) in browser.get(f"/desk/cases/{notice.case.number}/").content.decode()
    answer = browser.post(desk(notice))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert notice.number in read(answer.content)
    line = journal.lines_of(notice.case.number, audiences=[journal.Audience.PARTIES])[-1]
    assert (line.verb, line.data["notice"]) == ("case.read-notice", notice.number)
    looks = queries.looks_at(notice.case)
    assert looks[0]["text"] == "绵竹市人力资源和社会保障局的工作人员打印了文书"
    assert browser.get(desk(notice)).status_code == 405


def test_strangers_do_not_find_a_paper(
    notice: Notice,
    other_resident: User,
    stranger: User,
    handler: User,
    resident: User,
    client_of: Browsers,
) -> None:
    before = Line.objects.count()
    for address in (mine(notice), mine(notice, "/")):
        assert client_of(other_resident).get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert client_of(handler).get(address).status_code in {302, 403, 404}
    assert client_of(stranger).post(desk(notice)).status_code == 404
    assert Client().post(desk(notice)).status_code == 302
    assert client_of(resident).post(desk(notice)).status_code in {302, 403}
    assert Line.objects.count() == before


@pytest.mark.parametrize("number", ["x", "{}-SL01", "{}-SJ02", "{}-SJ1", "%23"])
def test_a_paper_that_is_not_there_is_not_found(
    case: Case, resident: User, handler: User, client_of: Browsers, number: str
) -> None:
    named = number.format(case.number)
    assert (
        client_of(resident).get(f"/me/cases/{case.number}/notices/{named}.pdf").status_code == 404
    )
    answer = client_of(handler).post(f"/desk/cases/{case.number}/notices/{named}/")
    assert answer.status_code == 404


def test_a_paper_of_another_case_is_not_found_under_this_one(
    notice: Notice, case: Case, other_resident: User, client_of: Browsers
) -> None:
    from tests.cases.stage import FILLED, id_card

    other = actions.submit_case(
        by=other_resident,
        item_code=case.item_code,
        form=FILLED,
        materials=[id_card()],
    )
    answer = client_of(other_resident).get(f"/me/cases/{other.number}/notices/{notice.number}.pdf")
    assert answer.status_code == 404


def test_a_set_domain_stands_on_the_paper(
    notice: Notice, resident: User, client_of: Browsers, settings: object
) -> None:
    settings.SITE_DOMAIN = "www.example.org"  # type: ignore[attr-defined]
    text = read(client_of(resident).get(mine(notice)).content)
    assert f"https://www.example.org/print/{notice.code}/" in text


def test_large_type_prints_the_plain_address(
    notice: Notice, resident: User, client_of: Browsers
) -> None:
    text = read(client_of(resident).get(f"/da{mine(notice)}").content)
    assert f"http://testserver/print/{notice.code}/" in text
    assert "/da/" not in text
