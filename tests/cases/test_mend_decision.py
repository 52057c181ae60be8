"""Mistakes in a decision: corrected and delivered once more, or revoked with reason."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from zhujian.cases import actions, queries
from zhujian.cases.models import Case
from zhujian.kernel import journal
from zhujian.kernel.deadlines.models import Deadline
from zhujian.people.models import User
from zhujian.postroom.models import Letter
from zhujian.ratings.models import RatingOffer

Browsers = Callable[[User], Client]


@pytest.fixture
def delivered(case: Case, clerk: User, approver: User, at_ten: object) -> Case:
    actions.accept_case(by=clerk, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted")
    return actions.deliver_case(by=clerk, number=case.number, how="counter")


def test_a_corrected_decision_is_delivered_once_more(
    delivered: Case, approver: User, clerk: User, resident: User
) -> None:
    corrected = actions.correct_case(by=approver, number=delivered.number, note="姓名更正。")
    assert (corrected.state, corrected.outcome) == ("decided", "granted")
    assert (corrected.due_on, corrected.delivered_at) == (date(2026, 12, 8), None)
    view = queries.case_view(corrected, resident)
    assert view["steps"][0]["note"] == "姓名更正。"
    assert view["rate_url"]
    assert Letter.objects.filter(template="case-decision-corrected").count() == 1
    again = actions.deliver_case(by=clerk, number=delivered.number, how="post")
    assert again.state == "delivered"
    assert RatingOffer.objects.filter(subject=delivered.number).count() == 1


def test_a_revoked_decision_names_reason_and_remedies(
    delivered: Case, approver: User, resident: User, client_of: Browsers
) -> None:
    revoked = actions.revoke_case(by=approver, number=delivered.number, note="材料不真实。")
    assert (revoked.state, revoked.due_on) == ("revoked", None)
    assert not Deadline.objects.filter(
        subject=revoked.number, is_current=True, is_running=True
    ).exists()
    view = queries.case_view(revoked, resident)
    assert view["actions"] == []
    assert "行政复议" in view["remedies"]
    assert "行政诉讼" in view["steps"][0]["note"]
    page = client_of(resident).get(f"/me/cases/{revoked.number}/").content.decode()
    assert "材料不真实。" in page
    assert 'notice-title">决定已撤销' in page
    assert 'notice-title">决定：准予' not in page
    public = journal.lines_of(revoked.number, audiences=[journal.Audience.PUBLIC])
    assert [line.verb for line in public][-1] == "case.revoke"
    assert "材料" not in public[-1].sentence
    journal.seal()
    assert journal.verify().is_clean


def test_correcting_and_revoking_by_page(
    delivered: Case, approver: User, client_of: Browsers
) -> None:
    browser, here = client_of(approver), f"/desk/cases/{delivered.number}/"
    for verb, words in (("correct", "更正决定必须写明"), ("revoke", "撤销决定必须写明理由")):
        empty = browser.post(f"{here}{verb}/", {})
        assert empty.status_code == 422
        assert words in empty.content.decode()
        sent = browser.post(f"{here}{verb}/", {f"{verb}-note": "写错一字。"})
        assert sent["Location"] == here
    assert delivered.number in browser.get("/desk/cases/?state=revoked").content.decode()
