"""Numbers that are shared, changed, lost, or handed to somebody else; cards for who has none."""

from datetime import timedelta

import pytest
from tests.cast import ID_NUMBER, OTHER_PHONE, PHONE

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes, jobs, queries
from zhujian.people.models import OpenSession, PaperCode, PendingSignIn, Resident
from zhujian.people.rules import PAPER_LENGTH, normalise_paper_code
from zhujian.people.steps import new_resident

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "13900000009"


def verbs(user):
    lines = journal.lines_of(user.actor_ref, audiences=["parties", "internal"])
    return [line.verb for line in lines]


def prove(phone=PHONE, **said):
    pending = actions.start_phone_sign_in(phone=phone, address="10.0.0.1")
    code = codes.code_of(pending)
    return actions.finish_phone_sign_in(attempt=pending.ref, code=code, **said)


def again(phone=PHONE, **said):
    pending = PendingSignIn.objects.get(closed_at=None)
    return actions.finish_phone_sign_in(attempt=pending.ref, code="", **said)


# --- several persons at one phone, and numbers that changed hands ------------------------------


def test_who_shares_a_phone_proves_by_the_id_number_who_he_is(resident):
    sister = new_resident(phone=PHONE, name="王小红").user
    proof = prove()
    assert proof.user is None
    assert [(one.name, one.asks) for one in proof.choices] == [("王*", "id"), ("王*", "")]
    with pytest.raises(Refused) as caught:
        again(chosen=resident.ref, id_tail="0000")
    assert caught.value.code == "id_tail_wrong"
    assert again(chosen=resident.ref, id_tail="００１１").user == resident
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        assert prove(chosen=sister.ref).user == sister


def test_five_wrong_tails_shut_the_door_of_that_person_for_a_day(resident):
    new_resident(phone=PHONE, name="王小红")
    prove()
    for _ in range(5):
        with pytest.raises(Refused):
            again(chosen=resident.ref, id_tail="0000")
    with pytest.raises(Refused) as caught:
        again(chosen=resident.ref, id_tail=ID_NUMBER[-4:])
    assert caught.value.status == 429


def test_after_long_absence_a_phone_alone_does_not_open_the_door(resident):
    with clock.moved_to(clock.now() + timedelta(days=91)):
        proof = prove()
        assert proof.user is None
        assert [one.asks for one in proof.choices] == ["id"]
        assert again(chosen=resident.ref, id_tail=ID_NUMBER[-4:]).user == resident
    with clock.moved_to(clock.now() + timedelta(days=120)):
        assert prove().user == resident


def test_who_left_no_id_number_is_sent_to_a_window_after_long_absence(other_resident):
    with clock.moved_to(clock.now() + timedelta(days=91)):
        prove(OTHER_PHONE)
        with pytest.raises(Refused) as caught:
            again(chosen=other_resident.ref)
        assert caught.value.code == "ask_at_window"
        fresh = again(chosen="new").user
        assert fresh != other_resident


def test_a_new_holder_gets_an_empty_account_and_the_old_link_is_cut_after_a_week(resident):
    with clock.moved_to(clock.now() + timedelta(days=91)):
        prove()
        fresh = again(chosen="taken-over").user
        assert fresh != resident
        old = Resident.objects.get(user=resident)
        assert (old.phone, old.phone_index, old.left_phone) == ("", "", PHONE)
        assert jobs.give_up_left_phones() == 0
    with clock.moved_to(clock.now() + timedelta(days=99)):
        assert jobs.give_up_left_phones() == 1
        assert prove().user == fresh
    old = Resident.objects.get(user=resident)
    assert (old.left_phone, old.left_phone_index, old.left_phone_at) == ("", "", None)
    assert verbs(resident) == ["person.leave-phone", "person.lose-phone"]


def test_within_the_week_the_former_holder_gets_his_number_back_with_his_id(resident):
    with clock.moved_to(clock.now() + timedelta(days=91)):
        prove()
        again(chosen="taken-over")
    with clock.moved_to(clock.now() + timedelta(days=92)):
        proof = prove()
        assert proof.user is None
        assert again(chosen=resident.ref, id_tail=ID_NUMBER[-4:]).user == resident
        assert Resident.objects.get(user=resident).phone == PHONE
        assert jobs.give_up_left_phones() == 0


def test_the_page_asks_for_the_tail_and_shows_it_in_the_demo(client, resident, settings):
    new_resident(phone=PHONE, name="王小红")
    client.post("/me/sign-in/", {"phone": PHONE})
    code = codes.code_of(PendingSignIn.objects.get())
    page = client.post("/me/sign-in/code/", {"code": code}).content.decode()
    assert "王* 0011" in page
    settings.DEMO = False
    assert "0011" not in client.get("/me/sign-in/code/").content.decode()
    page = client.post("/me/sign-in/code/", {"who": resident.ref, "id_tail": "9999"})
    assert page.status_code == 422
    assert "身份证号后4位不正确" in page.content.decode()
    sent = {"who": resident.ref, "id_tail": "0011"}
    assert client.post("/me/sign-in/code/", sent).url == "/me/"


# --- changing a number -------------------------------------------------------------------------


def change(by, user, **how):
    pending = actions.start_phone_change(by=by, user=user, phone=NEW, **how)
    old = PendingSignIn.objects.filter(ref=pending.said["old"]).first()
    return pending, old


def test_a_resident_changes_the_phone_with_codes_to_both(resident):
    pending, old = change(resident, resident, has_old=True)
    with pytest.raises(Refused) as caught:
        actions.finish_phone_change(
            by=resident, attempt=pending.ref, code=codes.code_of(pending), old_code="0"
        )
    assert caught.value.fields[0].field == "old_code"
    assert Resident.objects.get(user=resident).phone == PHONE
    actions.finish_phone_change(
        by=resident, attempt=pending.ref, code="", old_code=codes.code_of(old)
    )
    assert Resident.objects.get(user=resident).phone == NEW
    assert verbs(resident)[-1] == "person.change-phone"


def test_a_resident_without_the_old_phone_gives_his_whole_id_number(resident):
    pending, _ = change(resident, resident)
    code = codes.code_of(pending)
    for wrong in ("", "510683180001010012", ID_NUMBER[-4:]):
        with pytest.raises(Refused) as caught:
            actions.finish_phone_change(
                by=resident, attempt=pending.ref, code=code, id_number=wrong
            )
        assert caught.value.code == "proof_wrong"
    actions.finish_phone_change(
        by=resident, attempt=pending.ref, code=code, id_number=ID_NUMBER.lower()
    )
    assert Resident.objects.get(user=resident).phone == NEW


def test_without_old_phone_and_id_number_only_a_window_changes_it(other_resident, clerk):
    pending, _ = change(other_resident, other_resident)
    with pytest.raises(Refused) as caught:
        actions.finish_phone_change(
            by=other_resident, attempt=pending.ref, code=codes.code_of(pending)
        )
    assert caught.value.code == "proof_missing"
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        pending, _ = change(clerk, other_resident)
        code = codes.code_of(pending)
        actions.finish_phone_change(by=clerk, attempt=pending.ref, code=code)
    assert Resident.objects.get(user=other_resident).phone == NEW


def test_nobody_else_changes_a_phone(resident, other_resident, handler):
    for stranger in (other_resident, handler):
        with pytest.raises(Refused) as caught:
            change(stranger, resident)
        assert caught.value.status == 403
    pending, _ = change(resident, resident)
    with pytest.raises(Refused) as caught:
        actions.finish_phone_change(
            by=other_resident, attempt=pending.ref, code=codes.code_of(pending)
        )
    assert caught.value.status == 404


@pytest.mark.parametrize("phone", ["", "1390000", PHONE])
def test_a_wrong_or_unchanged_number_is_refused(resident, phone):
    with pytest.raises(Refused) as caught:
        actions.start_phone_change(by=resident, user=resident, phone=phone)
    assert caught.value.fields[0].field == "phone"


def test_changing_by_page_ends_the_other_sessions(client_of, client, resident):
    client.post("/me/sign-in/", {"phone": PHONE})
    code = codes.code_of(PendingSignIn.objects.get())
    client.post("/me/sign-in/code/", {"code": code})
    browser = client_of(resident)
    assert browser.post("/me/phone/", {"phone": NEW}).status_code == 422
    page = browser.post("/me/phone/", {"phone": NEW, "proof": "id"}, follow=True)
    pending = PendingSignIn.objects.get(kind="phone")
    assert codes.code_of(pending) in page.content.decode()
    sent = {"code": codes.code_of(pending), "id_number": "1"}
    assert browser.post("/me/phone/code/", sent).status_code == 422
    answer = browser.post("/me/phone/code/", sent | {"id_number": ID_NUMBER})
    assert answer.url == "/me/profile/"
    assert client.get("/me/profile/").status_code == 302
    assert browser.get("/me/profile/").status_code == 200


def test_a_clerk_changes_a_lost_number_by_page(client_of, clerk, resident):
    desk = client_of(clerk)
    page = f"/desk/people/{resident.ref}/"
    assert desk.post(page, {"phone": NEW}).status_code == 422
    answer = desk.post(page, {"phone": NEW, "is_id_seen": "on"}, follow=True)
    code = codes.code_of(PendingSignIn.objects.get())
    assert code in answer.content.decode()
    assert desk.post(f"{page}phone/", {"code": "1"}).status_code == 422
    assert desk.post(f"{page}phone/", {"code": code}).url == page
    assert Resident.objects.get(user=resident).phone == NEW


# --- finding a person --------------------------------------------------------------------------


@pytest.mark.parametrize("text", [PHONE, ID_NUMBER, "0001", "0011"])
def test_a_clerk_finds_a_person_and_the_person_sees_it(resident, other_resident, clerk, text):
    assert [one.user for one in actions.find_person(by=clerk, text=text)] == [resident]
    lines = journal.lines_of(resident.actor_ref, audiences=["parties"])
    assert lines[-1].sentence == "绵竹市政务服务中心的工作人员查看了您的信息：查找办事人"
    assert verbs(other_resident) == []


@pytest.mark.parametrize("text", ["", "001", "*", "王小明", "%%%%", "13900000077"])
def test_other_words_find_nobody(resident, clerk, text):
    assert actions.find_person(by=clerk, text=text) == []


def test_who_is_no_clerk_finds_nobody(resident, handler, client_of):
    with pytest.raises(Refused) as caught:
        actions.find_person(by=handler, text=PHONE)
    assert caught.value.status == 403
    assert verbs(resident) == []
    assert client_of(handler).get("/desk/people/").status_code == 403
    assert client_of(resident).get("/desk/people/").status_code == 403


def test_the_page_of_a_person_is_found_and_leaves_a_line(resident, clerk, client_of):
    desk = client_of(clerk)
    page = desk.post("/desk/people/", {"who": "0001"}).content.decode()
    assert f"/desk/people/{resident.ref}/" in page
    assert PHONE not in page
    assert "没有找到" in desk.post("/desk/people/", {"who": "7777"}).content.decode()
    assert desk.post("/desk/people/", {"who": ""}).status_code == 422
    page = desk.get(f"/desk/people/{resident.ref}/").content.decode()
    assert ID_NUMBER not in page
    assert verbs(resident) == ["person.see", "person.see"]
    assert desk.get("/desk/people/unknown/").status_code == 404


# --- cards -------------------------------------------------------------------------------------


def test_a_card_lets_in_who_knows_the_end_of_the_name(resident, clerk):
    fresh = actions.issue_paper_code(by=clerk, person=resident)
    code = normalise_paper_code(fresh.text.lower())
    assert len(code) == PAPER_LENGTH
    assert fresh.text not in str(PaperCode.objects.values())
    assert [one.user for one in queries.find_by_paper_code(fresh.text)] == [resident]
    for end in ("红", "", "王小", "王"):
        with pytest.raises(Refused) as caught:
            actions.sign_in_on_paper(code=fresh.text, name_end=end, address="10.0.0.1")
        assert caught.value.code == "paper_wrong"
    user = actions.sign_in_on_paper(code=fresh.text, name_end="明", address="10.0.0.1")
    assert user == resident
    assert PaperCode.objects.get().uses_left == 29
    assert verbs(resident)[0] == "paper-code.issue"


def test_five_wrong_names_shut_a_card_for_a_day(resident, clerk):
    fresh = actions.issue_paper_code(by=clerk, person=resident)
    for _ in range(5):
        with pytest.raises(Refused):
            actions.sign_in_on_paper(code=fresh.text, name_end="红", address="10.0.0.1")
    with pytest.raises(Refused) as caught:
        actions.sign_in_on_paper(code=fresh.text, name_end="明", address="10.0.0.9")
    assert caught.value.status == 429


def test_a_card_ends_with_its_uses_its_year_a_newer_one_or_when_taken_back(resident, clerk):
    first = actions.issue_paper_code(by=clerk, person=resident)
    second = actions.issue_paper_code(by=clerk, person=resident)
    assert queries.find_by_paper_code(first.text) == []
    with clock.moved_to(clock.now() + timedelta(days=366)):
        assert queries.find_by_paper_code(second.text) == []
    PaperCode.objects.filter(pk=second.row.pk).update(uses_left=1)
    actions.sign_in_on_paper(code=second.text, name_end="王小明", address="10.0.0.1")
    assert queries.find_by_paper_code(second.text) == []
    third = actions.issue_paper_code(by=clerk, person=resident)
    actions.revoke_paper_code(by=resident, ref=third.row.ref)
    assert queries.find_by_paper_code(third.text) == []


def test_only_a_clerk_hands_out_a_card_and_only_to_who_has_a_name(
    resident, other_resident, handler, clerk
):
    for by, person, status in ((handler, resident, 403), (clerk, other_resident, 422)):
        with pytest.raises(Refused) as caught:
            actions.issue_paper_code(by=by, person=person)
        assert caught.value.status == status
    fresh = actions.issue_paper_code(by=clerk, person=resident)
    with pytest.raises(Refused) as caught:
        actions.revoke_paper_code(by=other_resident, ref=fresh.row.ref)
    assert caught.value.status == 404


def test_a_card_is_printed_once_and_opens_the_door_by_page(resident, clerk, client_of, client):
    desk = client_of(clerk)
    page = desk.post(f"/desk/people/{resident.ref}/card/").content.decode()
    assert "<svg" in page
    code = page.split('class="paper-code mono">')[1].split("<")[0]
    assert code not in desk.get(f"/desk/people/{resident.ref}/").content.decode()
    page = client.get(f"/me/sign-in/paper/?code={code}").content.decode()
    assert f'value="{code}"' in page
    sent = {"code": code, "name_end": "红"}
    assert client.post("/me/sign-in/paper/", sent).status_code == 422
    sent |= {"name_end": "明", "next": "/track/"}
    assert client.post("/me/sign-in/paper/", sent).url == "/track/"
    assert client.session["_auth_user_id"] == str(resident.pk)
    ref = PaperCode.objects.get().ref
    assert desk.post(f"/desk/people/{resident.ref}/card/{ref}/revoke/").status_code == 302
    assert OpenSession.objects.filter(user=resident).count() == 1
