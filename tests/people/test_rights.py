"""A person takes his data along, or deletes his account: what goes, what stays, what forbids it."""

import json

import pytest
from tests.cast import ID_NUMBER, PHONE

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, queries, rights
from zhujian.people.models import Mandate, OpenSession, PaperCode, Resident, User
from zhujian.people.rights import Kept, Source
from zhujian.people.steps import user_of_token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running(monkeypatch):
    """A room in which something of everybody still runs."""
    source = Source(
        "x", "别的", lambda user: [user.ref], lambda user: [Kept("一件事", "", "", True)]
    )
    monkeypatch.setattr(rights, "_sources", [source])


def test_a_person_takes_along_all_that_is_known(resident, other_resident, clerk, client_of):
    actions.find_person(by=clerk, text=PHONE)
    browser = client_of(resident)
    answer = browser.post("/me/data/export/")
    assert "attachment" in answer["Content-Disposition"]
    known = json.loads(answer.content)
    assert known["个人信息"]["身份证号"] == ID_NUMBER
    assert known["谁看过"][0]["内容"] == "查找办事人"
    assert known["办件"] == []
    printed = browser.post("/me/data/export/", {"print": "1"}).content.decode()
    assert "王小明" in printed
    assert "查找办事人" in printed
    lines = journal.lines_of(resident.actor_ref, audiences=["internal"])
    assert [line.verb for line in lines] == ["person.export", "person.export"]
    other = json.loads(client_of(other_resident).post("/me/data/export/").content)
    assert "王小明" not in json.dumps(other, ensure_ascii=False)


def test_the_export_needs_a_post_and_a_resident(resident, clerk, client_of):
    assert client_of(resident).get("/me/data/export/").status_code == 405
    assert client_of(clerk).post("/me/data/export/").status_code == 403
    with pytest.raises(Refused) as caught:
        actions.export_own_data(by=clerk)
    assert caught.value.status == 403


def test_a_deleted_account_forgets_the_person_and_ends_everything(
    resident, other_resident, clerk, client_of
):
    until = clock.today()
    actions.grant_person_on_paper(by=clerk, person=resident, principal=other_resident, until=until)
    token = actions.issue_token(by=resident, user=resident)
    actions.issue_paper_code(by=clerk, person=resident)
    browser = client_of(resident)
    page = browser.get("/me/data/").content.decode()
    assert "不少于六个月" in page
    assert browser.post("/me/data/").status_code == 422
    assert User.objects.get_queryset().get(pk=resident.pk).is_active
    assert browser.post("/me/data/", {"sure": "1"}).url == "/me/deleted/"
    assert "账号已删除" in browser.get("/me/deleted/").content.decode()
    assert browser.get("/me/data/").status_code == 302
    gone = Resident.objects.get(user=resident)
    assert (gone.full_name, gone.id_number, gone.phone, gone.phone_tail) == ("", "", "", "")
    assert (gone.id_number_index, gone.phone_index) == ("", "")
    assert user_of_token(token) is None
    assert not PaperCode.objects.filter(revoked_at=None).exists()
    assert not Mandate.objects.filter(revoked_at=None).exists()
    assert not OpenSession.objects.filter(user=resident).exists()
    assert queries.find_by_number(PHONE) == []


def test_while_something_runs_an_account_cannot_be_deleted(resident, running, client_of):
    with pytest.raises(Refused) as caught:
        actions.delete_account(by=resident)
    assert (caught.value.code, caught.value.status) == ("account_running", 409)
    answer = client_of(resident).post("/me/data/", {"sure": "1"})
    assert answer.status_code == 409
    assert "还不能删除账号" in answer.content.decode()
    assert Resident.objects.get(user=resident).phone == PHONE


def test_staff_do_not_delete_their_account_here(clerk, client_of):
    assert client_of(clerk).post("/me/data/", {"sure": "1"}).status_code == 403
    with pytest.raises(Refused) as caught:
        actions.delete_account(by=clerk)
    assert caught.value.status == 403


def test_the_panel_of_the_account_leads_everywhere(resident, client_of):
    shown = client_of(resident).get("/me/").content.decode()
    for address in ("mandates", "looks", "profile", "sessions", "data", "tokens"):
        assert f"/me/{address}/" in shown
