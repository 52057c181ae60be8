"""What a person reads and takes along of his cases, and why they keep an account open."""

import pytest

from zhujian.cases import actions
from zhujian.kernel.refusals import Refused
from zhujian.people import actions as people
from zhujian.people import queries

pytestmark = pytest.mark.django_db(transaction=True)


def test_looks_at_a_case_stand_on_the_page_of_the_applicant(
    at_ten, case, resident, other_resident, handler, client_of
):
    actions.see_case(by=handler, number=case.number)
    looks, _ = queries.looks_at(resident)
    assert [(look.file, look.roles, look.organisation) for look in looks] == [
        (case.number, "承办人", "绵竹市人力资源和社会保障局")
    ]
    page = client_of(resident).get("/me/looks/").content.decode()
    assert f"/track/{case.number}/" in page
    assert queries.looks_at(other_resident) == ([], 0)


def test_a_person_takes_along_what_he_filled_in(at_ten, case, resident, other_resident):
    known = people.export_own_data(by=resident)["办件"]
    assert [one["编号"] for one in known] == [case.number]
    assert known[0]["填写的内容"]["name"] == case.form["name"]
    assert people.export_own_data(by=other_resident)["办件"] == []


def test_an_account_stays_while_a_case_runs_and_closed_cases_stay_after_it(at_ten, case, resident):
    with pytest.raises(Refused, match="1 个办件还在办理"):
        people.delete_account(by=resident)
    actions.withdraw_case(by=resident, number=case.number)
    assert "1 个办结的办件" in [kept.what for kept in queries.kept_of(resident)]
    people.delete_account(by=resident)
    case.refresh_from_db()
    assert case.applicant_id == resident.pk
