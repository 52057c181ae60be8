"""Every look at personal data: seen by the person, and by the audit."""

import pytest
from tests.cast import PHONE

from zhujian.people import actions, queries

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_reads_who_looked_in_which_office_and_why(resident, clerk, client_of):
    assert "还没有人看过" in client_of(resident).get("/me/looks/").content.decode()
    actions.find_person(by=clerk, text=PHONE)
    actions.see_person(by=clerk, ref=resident.ref)
    looks, following = queries.looks_at(resident)
    assert [(look.organisation, look.roles, look.what) for look in looks] == [
        ("绵竹市政务服务中心", "综合窗口", "个人信息"),
        ("绵竹市政务服务中心", "综合窗口", "查找办事人"),
    ]
    assert following == 0
    page = client_of(resident).get("/me/looks/").content.decode()
    assert "综合窗口" in page
    assert "窗口甲" not in page


def test_nobody_reads_of_looks_at_others(resident, other_resident, clerk):
    actions.find_person(by=clerk, text=PHONE)
    assert queries.looks_at(other_resident) == ([], 0)


def test_looks_are_read_page_by_page_with_a_fixed_number_of_questions(
    resident, clerk, client_of, django_assert_max_num_queries
):
    for _ in range(5):
        actions.find_person(by=clerk, text=PHONE)
    first, following = queries.looks_at(resident, size=3)
    rest, end = queries.looks_at(resident, before=following, size=3)
    assert [len(first), len(rest), end] == [3, 2, 0]
    assert len({look.pk for look in first + rest}) == 5
    browser = client_of(resident)
    with django_assert_max_num_queries(15):
        assert browser.get("/me/looks/?before=99999999").status_code == 200
    assert browser.get("/me/looks/?before=x%00").status_code == 200


def test_the_audit_reads_all_looks_and_those_of_one_account(
    resident, clerk, audit, admin, security, client_of
):
    actions.find_person(by=clerk, text=PHONE)
    desk = client_of(audit)
    assert "查找办事人" in desk.get("/desk/looks/").content.decode()
    assert "查找办事人" in desk.get("/desk/looks/?login=clerk").content.decode()
    assert "没有查看记录" in desk.get("/desk/looks/?login=nobody").content.decode()
    for stranger in (clerk, admin, security, resident):
        assert client_of(stranger).get("/desk/looks/").status_code == 403
