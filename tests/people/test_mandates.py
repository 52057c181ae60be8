"""Acting for an enterprise or for another person: claimed, confirmed, invited, ended."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from stdnum.cn import uscc
from tests.cast import OTHER_PHONE, staff

from zhujian.kernel import clock, files, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes, jobs, queries, steps
from zhujian.people.models import Enterprise, Invitation, Mandate, MandateKind, Resident
from zhujian.people.roles import Role
from zhujian.postroom.models import Letter

BODY = "91510683MA0000000"
CODE = BODY + uscc.calc_check_digit(BODY)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HEAD = MandateKind.LEGAL_REPRESENTATIVE


def claim(by, **changed):
    said = {
        "name": "绵竹市竹简演示有限公司",
        "credit_code": CODE,
        "representative": "王小明",
        "kind": HEAD,
    }
    return actions.claim_enterprise(by=by, **(said | changed))


def confirm(by, mandate, **changed):
    said = {"name": "绵竹市竹简演示有限公司", "representative": "王小明"}
    return actions.confirm_mandate(by=by, ref=mandate.ref, **(said | changed))


@pytest.fixture
def head(transactional_db, resident, clerk):
    """The legal representative of a verified enterprise."""
    return confirm(clerk, claim(resident))


@pytest.fixture
def colleague(transactional_db):
    """Somebody at another phone who said his name."""
    return steps.new_resident(phone=OTHER_PHONE, name="李小红").user


def invited(head, **changed):
    said = {"enterprise": head.enterprise, "phone": OTHER_PHONE, "name": "李小红"}
    return actions.invite(by=head.person, **(said | changed))


# --- claims ------------------------------------------------------------------------------------


def test_a_claim_gives_nothing_until_a_clerk_has_looked_at_the_licence(
    transactional_db, resident, clerk
):
    mandate = claim(resident, credit_code=f" {CODE[:8].lower()}-{CODE[8:]} ")
    assert queries.mandates_of(resident) == []
    with pytest.raises(Refused, match="核验") as caught:
        steps.mandate_for(resident, mandate.ref)
    assert (caught.value.code, caught.value.status) == ("mandate_unknown", 404)
    confirm(clerk, mandate)
    assert queries.mandates_of(resident) == [mandate]
    assert queries.enterprises_of(resident)[0].credit_code == CODE
    assert steps.mandate_for(resident, mandate.ref).principal_name == "绵竹市竹简演示有限公司"
    assert [line.verb for line in journal.lines_of(mandate.subject, audiences=["parties"])] == [
        "mandate.claim",
        "mandate.confirm",
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"credit_code": CODE[:-1] + ("0" if CODE[-1] != "0" else "1")}, "credit_code"),
        ({"credit_code": CODE[:-1]}, "credit_code"),
        ({"credit_code": "91510683MAOOOOOOO0"}, "credit_code"),
        ({"credit_code": ""}, "credit_code"),
        ({"name": ""}, "name"),
        ({"name": "长" * 101}, "name"),
        ({"representative": ""}, "representative"),
        ({"representative": "张三"}, "representative"),
    ],
)
def test_a_claim_with_a_wrong_value_is_refused_and_leaves_nothing(
    transactional_db, resident, changed, field
):
    with pytest.raises(Refused) as caught:
        claim(resident, **changed)
    assert [one.field for one in caught.value.fields] == [field]
    assert not Enterprise.objects.exists()
    assert not Mandate.objects.exists()


def test_a_person_without_a_name_is_asked_for_it_first(transactional_db, other_resident):
    with pytest.raises(Refused, match="姓名"):
        claim(other_resident, representative="王小明", kind=MandateKind.STAFF)


def test_staff_cannot_claim_and_residents_cannot_confirm(transactional_db, resident, clerk):
    with pytest.raises(Refused) as caught:
        claim(clerk)
    assert caught.value.status == 403
    mandate = claim(resident)
    with pytest.raises(Refused) as caught:
        confirm(resident, mandate)
    assert caught.value.status == 403
    assert queries.mandates_of(resident) == []


def test_a_second_claim_for_the_same_enterprise_is_refused(transactional_db, resident):
    claim(resident)
    with pytest.raises(Refused) as caught:
        claim(resident)
    assert (caught.value.code, caught.value.status) == ("mandate_there", 409)
    assert Mandate.objects.count() == 1


def test_nobody_learns_from_a_claim_what_others_said_of_an_enterprise(
    transactional_db, resident, colleague, clerk
):
    claim(colleague, representative="李小红", name="别人写的名称")
    mine = claim(resident)
    assert Enterprise.objects.count() == 1
    assert mine.principal_name == "绵竹市竹简演示有限公司"
    confirm(clerk, mine)
    assert Enterprise.objects.get().name == "绵竹市竹简演示有限公司"


def test_a_licence_is_kept_encrypted_and_opened_with_a_line_for_the_person(
    transactional_db, resident, clerk, client_of, settings
):
    mandate = claim(resident, licence=("执照.pdf", PDF))
    assert files.read(mandate.licence) == PDF
    assert PDF[:8] not in (settings.FILES / mandate.licence).read_bytes()
    answer = client_of(clerk).get(f"/desk/mandates/{mandate.ref}/licence/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert client_of(resident).get(f"/desk/mandates/{mandate.ref}/licence/").status_code == 403
    lines = journal.lines_of(resident.actor_ref, audiences=["parties"])
    assert [(line.verb, line.data["what"]) for line in lines] == [("person.see", "营业执照")]


def test_a_licence_that_is_no_picture_leaves_neither_file_nor_row(
    transactional_db, resident, settings
):
    with pytest.raises(Refused):
        claim(resident, licence=("执照.pdf", b"MZ not a picture"))
    claim(resident)
    before = set((settings.FILES / "people").rglob("*"))
    with pytest.raises(Refused, match="已经有"):
        claim(resident, licence=("执照.pdf", PDF))
    assert {one for one in (settings.FILES / "people").rglob("*") if one.is_file()} <= before


def test_a_claim_that_was_turned_down_says_why_and_may_be_made_again(
    transactional_db, resident, clerk
):
    mandate = claim(resident)
    with pytest.raises(Refused):
        actions.refuse_mandate(by=clerk, ref=mandate.ref, reason="  ")
    actions.refuse_mandate(by=clerk, ref=mandate.ref, reason="执照已吊销，请先到市场监管局办理。")
    row = queries.mandate_board(resident).held[0]
    assert (row.words, row.reason) == ("未通过核验", "执照已吊销，请先到市场监管局办理。")
    with pytest.raises(Refused) as caught:
        confirm(clerk, mandate)
    assert caught.value.status == 409
    assert claim(resident).ref != mandate.ref
    assert Letter.objects.filter(template="mandate-refused").count() == 1


def test_a_new_legal_representative_takes_the_place_of_the_former(head, colleague, clerk):
    mandate = confirm(clerk, claim(colleague, representative="李小红"), representative="李小红")
    assert queries.mandates_of(head.person) == []
    assert queries.is_head_of(colleague, mandate.enterprise)
    assert Enterprise.objects.get().legal_representative == "李小红"


def test_too_many_claims_a_day_shut_the_door(transactional_db, resident):
    for number in range(1, 11):
        body = f"91510683MA{number:07d}"
        claim(resident, credit_code=body + uscc.calc_check_digit(body))
    with pytest.raises(Refused) as caught:
        claim(resident)
    assert caught.value.status == 429


# --- invitations -------------------------------------------------------------------------------


def test_staff_of_an_enterprise_accept_an_invitation_and_are_cut_off_at_once(head, colleague):
    invitation = invited(head)
    mandate = actions.accept_invitation(by=colleague, ref=invitation.ref)
    assert (mandate.kind, mandate.granted_by) == (MandateKind.STAFF, head.person)
    assert steps.mandate_for(colleague, mandate.ref).enterprise == head.enterprise
    actions.revoke_mandate(by=head.person, ref=mandate.ref)
    assert queries.mandates_of(colleague) == []
    with pytest.raises(Refused) as caught:
        steps.mandate_for(colleague, mandate.ref)
    assert (caught.value.code, caught.value.status) == ("mandate_ended", 403)
    assert actions.revoke_mandate(by=head.person, ref=mandate.ref).revoked_at is not None


def test_an_invitation_looks_the_same_for_a_known_and_an_unknown_phone(head, colleague, client_of):
    client = client_of(head.person)
    pages = []
    for phone in (OTHER_PHONE, "13900000099"):
        sent = {"phone": phone, "name": "李小红"}
        answer = client.post(f"/me/enterprises/{head.enterprise.ref}/", sent, follow=True)
        pages.append(answer.content.decode().count("收回邀请"))
        Invitation.objects.all().delete()
    assert pages[0] == pages[1] > 0
    assert Letter.objects.filter(template="mandate-invitation").count() == 2


def test_only_the_invited_phone_and_name_can_accept(head, resident, colleague, other_resident):
    third = steps.new_resident(phone="13900000003", name="李小红").user
    invitation = invited(head)
    for somebody, status in ((third, 404), (head.person, 404), (other_resident, 422)):
        with pytest.raises(Refused) as caught:
            actions.accept_invitation(by=somebody, ref=invitation.ref)
        assert caught.value.status == status
    assert Mandate.objects.count() == 1
    assert queries.mandate_board(colleague).asked == [invitation]
    assert queries.mandate_board(third).asked == []


def test_an_invitation_ends_by_being_taken_back_declined_or_after_a_week(
    head, colleague, monkeypatch
):
    first, second, third = invited(head), invited(head), invited(head)
    actions.withdraw_invitation(by=head.person, ref=first.ref)
    actions.decline_invitation(by=colleague, ref=second.ref)
    with clock.moved_to(clock.now() + timedelta(days=7, minutes=1)):
        for invitation in (first, second, third):
            with pytest.raises(Refused) as caught:
                actions.accept_invitation(by=colleague, ref=invitation.ref)
            assert caught.value.status == 404
    with pytest.raises(Refused):
        actions.withdraw_invitation(by=colleague, ref=third.ref)


def test_who_is_no_longer_the_head_cannot_let_others_in(head, colleague, clerk):
    invitation = invited(head)
    actions.revoke_mandate(by=clerk, ref=head.ref)
    with pytest.raises(Refused) as caught:
        actions.accept_invitation(by=colleague, ref=invitation.ref)
    assert caught.value.status == 404
    with pytest.raises(Refused) as caught:
        invited(head)
    assert caught.value.status == 403


def test_staff_of_an_enterprise_cannot_invite(head, colleague):
    actions.accept_invitation(by=colleague, ref=invited(head).ref)
    with pytest.raises(Refused) as caught:
        actions.invite(by=colleague, enterprise=head.enterprise, phone="13900000003", name="赵小蓝")
    assert caught.value.status == 403


def test_a_mandate_ends_by_itself_after_its_last_day(head, colleague):
    invitation = invited(head, until=clock.today() + timedelta(days=2))
    mandate = actions.accept_invitation(by=colleague, ref=invitation.ref)
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert queries.mandates_of(colleague) == [mandate]
    with clock.moved_to(clock.now() + timedelta(days=3)):
        assert queries.mandates_of(colleague) == []
        again = actions.accept_invitation(by=colleague, ref=invited(head).ref)
        assert queries.mandates_of(colleague) == [again]


def test_a_scope_is_named_exactly_or_refused(head, monkeypatch):
    class Hit:
        id, title = "510683001", "就业登记"

    class Answer:
        hits = (Hit,)

    monkeypatch.setattr("zhujian.people.scopes.find", lambda *asked, **how: Answer)
    invitation = invited(head, items="就业登记\n510683001\n")
    assert invitation.items == [{"code": "510683001", "name": "就业登记"}] * 2
    with pytest.raises(Refused, match="是不是：就业登记"):
        invited(head, items="就业")
    mandate = Mandate(items=invitation.items)
    assert mandate.covers("510683001")
    assert not mandate.covers("510683002")
    assert Mandate(items=[]).covers("510683002")


# --- one person for another --------------------------------------------------------------------


def test_a_child_acts_for_a_parent_with_the_code_that_the_parent_read_out(
    transactional_db, resident
):
    until = clock.today() + timedelta(days=30)
    pending = actions.start_agency(by=resident, phone=OTHER_PHONE, name="王大爷", until=until)
    letter = Letter.objects.get(template="mandate-code")
    assert letter.variables == {"agent": "王*", "code": codes.code_of(pending)}
    mandate = actions.finish_agency(by=resident, attempt=pending.ref, code=codes.code_of(pending))
    assert (mandate.kind, mandate.until) == (MandateKind.AGENT, until)
    assert mandate.principal_name == "王*"
    assert queries.principals_of(resident) == [mandate.principal]
    actions.revoke_mandate(by=mandate.principal, ref=mandate.ref)
    assert queries.mandates_of(resident) == []


def test_wrong_codes_give_no_mandate_and_end_the_attempt(transactional_db, resident):
    until = clock.today() + timedelta(days=30)
    pending = actions.start_agency(by=resident, phone=OTHER_PHONE, name="王大爷", until=until)
    wrong = "000000" if codes.code_of(pending) != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(Refused):
            actions.finish_agency(by=resident, attempt=pending.ref, code=wrong)
    with pytest.raises(Refused, match="过期"):
        actions.finish_agency(by=resident, attempt=pending.ref, code=codes.code_of(pending))
    assert not Mandate.objects.exists()
    assert Resident.objects.count() == 1


def test_nobody_finishes_what_another_began(transactional_db, resident, colleague):
    until = clock.today() + timedelta(days=30)
    pending = actions.start_agency(by=resident, phone=OTHER_PHONE, name="王大爷", until=until)
    with pytest.raises(Refused) as caught:
        actions.finish_agency(by=colleague, attempt=pending.ref, code=codes.code_of(pending))
    assert caught.value.status == 404


@pytest.mark.parametrize("days", [None, -1, 3 * 366 + 1])
def test_one_person_acts_for_another_only_with_an_end_in_three_years(
    transactional_db, resident, days
):
    until = None if days is None else clock.today() + timedelta(days=days)
    with pytest.raises(Refused) as caught:
        actions.start_agency(by=resident, phone=OTHER_PHONE, name="王大爷", until=until)
    assert [one.field for one in caught.value.fields] == ["until"]


def test_a_clerk_gives_mandates_on_paper(transactional_db, resident, colleague, clerk, handler):
    until = clock.today() + timedelta(days=30)
    given = actions.grant_person_on_paper(
        by=clerk, person=resident, principal=colleague, until=until
    )
    assert queries.mandates_of(resident) == [given]
    with pytest.raises(Refused) as caught:
        actions.grant_person_on_paper(by=handler, person=resident, principal=colleague, until=until)
    assert caught.value.status == 403
    claim(resident)
    paper = actions.grant_enterprise_on_paper(
        by=clerk,
        person=resident,
        name="绵竹市竹简演示有限公司",
        credit_code=CODE,
        representative="王小明",
        kind=HEAD,
    )
    assert queries.is_head_of(resident, paper.enterprise)
    assert queries.waiting_claims(clerk) == 0


def test_nobody_acts_for_himself_and_a_stranger_ends_nothing(head, colleague, clerk, resident):
    with pytest.raises(Refused, match="同一人"):
        actions.grant_person_on_paper(
            by=clerk, person=resident, principal=resident, until=clock.today()
        )
    with pytest.raises(Refused) as caught:
        actions.revoke_mandate(by=colleague, ref=head.ref)
    assert caught.value.status == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=head.pk).update(principal=colleague)


# --- pages -------------------------------------------------------------------------------------


def test_a_resident_claims_and_a_clerk_confirms_by_page(
    transactional_db, resident, clerk, client_of
):
    mine, desk = client_of(resident), client_of(clerk)
    assert "还没有代他人办事" in mine.get("/me/mandates/").content.decode()
    sent = {
        "kind": "legal-representative",
        "name": "绵竹市竹简演示有限公司",
        "credit_code": CODE,
        "representative": "王小明",
        "licence": SimpleUploadedFile("a.pdf", PDF, "application/pdf"),
    }
    assert mine.post("/me/enterprises/new/", sent | {"credit_code": "1"}).status_code == 422
    sent["licence"] = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    assert mine.post("/me/enterprises/new/", sent)["Location"] == "/me/mandates/"
    assert "等待窗口核验" in mine.get("/me/mandates/").content.decode()
    mandate = Mandate.objects.get()
    assert mine.get(f"/me/enterprises/{mandate.enterprise.ref}/").status_code == 404
    assert "绵竹市竹简演示有限公司" in desk.get("/desk/mandates/").content.decode()
    page = f"/desk/mandates/{mandate.ref}/"
    assert "打开上传的营业执照" in desk.get(page).content.decode()
    answer = desk.post(page, {"confirm": "1", "name": "", "representative": "王小明"})
    assert answer.status_code == 422
    said = {"confirm": "1", "name": "绵竹市竹简演示有限公司", "representative": "王小明"}
    assert desk.post(page, said)["Location"] == "/desk/mandates/"
    assert CODE in mine.get(f"/me/enterprises/{mandate.enterprise.ref}/").content.decode()
    found = desk.post("/desk/mandates/", {"code": CODE[-4:]}).content.decode()
    assert "王*" in found


def test_the_page_of_an_enterprise_invites_and_revokes(head, colleague, client_of):
    mine, theirs = client_of(head.person), client_of(colleague)
    page = f"/me/enterprises/{head.enterprise.ref}/"
    assert mine.post(page, {"phone": "1", "name": "李小红"}).status_code == 422
    assert mine.post(page, {"phone": OTHER_PHONE, "name": "李小红"})["Location"] == page
    assert "139****0002" in mine.get(page).content.decode()
    ref = Invitation.objects.get().ref
    assert "邀请您代为办事" in theirs.get("/me/mandates/").content.decode()
    assert theirs.post(f"/me/invitations/{ref}/", {"accept": "1"}).status_code == 302
    assert "邀请其他经办人" in theirs.get(page).content.decode()
    assert theirs.post(page, {"phone": "13900000003", "name": "赵小蓝"}).status_code == 403
    mandate = Mandate.objects.get(person=colleague)
    assert mine.post(f"/me/mandates/{mandate.ref}/revoke/")["Location"] == page
    assert theirs.get(page).status_code == 404


def test_the_pages_of_an_agency_lead_from_phone_to_mandate(transactional_db, resident, client_of):
    client = client_of(resident)
    assert client.get("/me/mandates/agency/code/")["Location"] == "/me/mandates/agency/"
    until = (clock.today() + timedelta(days=30)).isoformat()
    sent = {"name": "王大爷", "phone": OTHER_PHONE, "until": until}
    assert client.post("/me/mandates/agency/", sent | {"until": ""}).status_code == 422
    answer = client.post("/me/mandates/agency/", sent, follow=True)
    code = Letter.objects.get(template="mandate-code").variables["code"]
    assert code in answer.content.decode()
    assert client.post("/me/mandates/agency/code/", {"code": "12"}).status_code == 422
    answer = client.post("/me/mandates/agency/code/", {"code": code}, follow=True)
    assert "王*" in answer.content.decode()


def test_a_clerk_enters_papers_by_page(transactional_db, resident, colleague, clerk, client_of):
    desk = client_of(clerk)
    until = (clock.today() + timedelta(days=30)).isoformat()
    sent = {
        "does": "person",
        "p-principal": OTHER_PHONE,
        "p-who": "510683180001010011",
        "p-until": until,
    }
    assert desk.post("/desk/mandates/paper/", sent | {"p-who": "13911111111"}).status_code == 422
    answer = desk.post("/desk/mandates/paper/", sent, follow=True)
    assert "代理人" in answer.content.decode()
    assert queries.principals_of(resident) == [colleague]
    sent = {
        "does": "enterprise",
        "e-who": OTHER_PHONE,
        "e-kind": "staff",
        "e-name": "绵竹市竹简演示有限公司",
        "e-credit_code": CODE,
        "e-representative": "王小明",
    }
    assert desk.post("/desk/mandates/paper/", sent).status_code == 302
    assert queries.enterprises_of(colleague)[0].credit_code == CODE


def test_the_list_of_claims_asks_no_more_for_many_than_for_few(
    transactional_db, clerk, client_of, django_assert_max_num_queries
):
    desk = client_of(clerk)
    asked = []
    for number in range(12):
        person = steps.new_resident(phone=f"139000001{number:02d}", name="王小明").user
        claim(person)
        if number in {2, 11}:
            with django_assert_max_num_queries(18) as questions:
                page = desk.get("/desk/mandates/").content.decode()
            asked.append(len(questions))
            assert page.count("王*") == number + 1
    assert asked[0] == asked[1]


def test_other_staff_do_not_open_the_pages(transactional_db, handler, resident, client_of):
    for address in ("/desk/mandates/", "/desk/mandates/paper/"):
        assert client_of(handler).get(address).status_code == 403
    mandate = claim(resident)
    assert client_of(handler).get(f"/desk/mandates/{mandate.ref}/").status_code == 403
    assert client_of(handler).get("/me/mandates/").status_code == 403


def test_a_clerk_of_a_town_may_confirm_too(transactional_db, resident, civil_affairs):
    mandate = claim(resident)
    assert confirm(staff("clerk-town", "窗口", (Role.CLERK, civil_affairs)), mandate).confirmed_at


def test_invitations_go_after_a_month_and_licences_three_years_after_the_end(
    transactional_db, resident, clerk, settings
):
    running = confirm(clerk, claim(resident, licence=("执照.pdf", PDF)))
    ended = Mandate.objects.get(pk=running.pk)
    invitation = invited(running)
    with clock.moved_to(clock.now() + timedelta(days=36)):
        assert jobs.forget_papers() == 0
    with clock.moved_to(clock.now() + timedelta(days=38)):
        assert jobs.forget_papers() == 1
        assert not Invitation.objects.filter(pk=invitation.pk).exists()
        actions.revoke_mandate(by=resident, ref=running.ref)
    with clock.moved_to(clock.now() + timedelta(days=38 + 3 * 366 + 1)):
        assert jobs.forget_papers() == 1
        assert jobs.forget_papers() == 0
    assert Mandate.objects.get(pk=running.pk).licence == ""
    assert not (settings.FILES / ended.licence).exists()
