"""Accounts of staff: opened by a link, second factor at first sign-in, shut, unlocked."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import PASSWORD, PHONE, SECRET, staff

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes, queries
from zhujian.people.models import (
    Counter,
    OpenSession,
    PasswordLink,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    User,
)
from zhujian.people.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
FRESH = "一个很长的新密码-2026"


def at_the_code(client, login, password):
    client.post("/desk/sign-in/", {"login": login, "password": password})
    return client.get("/desk/sign-in/code/").content.decode()


def code_of(user):
    return codes.demo_factor_code(SecondFactor.objects.get(user=user))


def opened(admin, login="newcomer"):
    return actions.open_account(by=admin, login=login, name="新来的")


# --- opening and passwords ---------------------------------------------------------------------


def test_a_newcomer_sets_a_password_scans_a_code_and_gets_recovery_codes_once(
    admin, client_of, client
):
    page = client_of(admin).post("/desk/staff/", {"login": "newcomer", "name": "新来的"})
    link = "/desk/password/" + page.content.decode().split("/desk/password/")[1].split("<")[0]
    assert client.post(link, {"password": FRESH, "again": "x"}).status_code == 422
    assert client.post(link, {"password": "1234567890", "again": "1234567890"}).status_code == 422
    assert client.post(link, {"password": FRESH, "again": FRESH}).url == "/desk/sign-in/"
    assert client.get(link).status_code == 404
    user = User.objects.get_queryset().get(login="newcomer")
    assert "先添加身份验证器" in at_the_code(client, "newcomer", FRESH)
    page = client.post("/desk/sign-in/code/", {"code": code_of(user)}).content.decode()
    assert "恢复码" in page
    assert RecoveryCode.objects.filter(user=user).count() == 10
    assert SecondFactor.objects.get(user=user).is_enrolled
    assert "先添加身份验证器" not in at_the_code(Client(), "newcomer", FRESH)
    verbs = [one.verb for one in journal.lines_of(user.actor_ref, audiences=["internal"])]
    assert verbs == [
        "staff.add",
        "staff.set-password",
        "staff.enrol-factor",
        "staff.sign-in",
        "staff.renew-recovery",
    ]


def test_a_link_ends_after_a_day_and_with_the_next_one(admin):
    user, secret = opened(admin)
    assert secret not in str(PasswordLink.objects.values())
    second = actions.issue_password_link(by=admin, user=user)
    with pytest.raises(Refused) as caught:
        actions.set_password(token=secret, password=FRESH)
    assert caught.value.status == 404
    with clock.moved_to(clock.now() + timedelta(hours=25)), pytest.raises(Refused):
        actions.set_password(token=second, password=FRESH)
    assert actions.set_password(token=second, password=FRESH) == user


def test_resetting_ends_the_old_password_and_all_sessions(admin, handler, client_of):
    browser = client_of(handler)
    actions.note_session(
        by=handler, session_key=browser.session.session_key, device="x", network=""
    )
    actions.issue_password_link(by=admin, user=handler)
    assert browser.get("/desk/account/").status_code == 302
    with pytest.raises(Refused):
        actions.start_staff_sign_in(login="handler", password=PASSWORD, address="10.0.0.1")


@pytest.mark.parametrize(
    ("login", "name", "field"),
    [("", "甲", "login"), ("A b", "甲", "login"), ("x", "", "login"), ("newone", "", "name")],
)
def test_an_account_with_a_wrong_value_is_refused(admin, login, name, field):
    with pytest.raises(Refused) as caught:
        actions.open_account(by=admin, login=login, name=name)
    assert caught.value.fields[0].field == field


def test_a_login_is_given_once(admin, handler):
    with pytest.raises(Refused, match="已有人使用"):
        actions.open_account(by=admin, login="HANDLER", name="甲")


def test_only_an_administrator_keeps_accounts(admin, security, audit, handler, clerk):
    for stranger in (security, audit, clerk):
        for act in (
            lambda by=stranger: actions.open_account(by=by, login="newone", name="甲"),
            lambda by=stranger: actions.issue_password_link(by=by, user=handler),
            lambda by=stranger: actions.shut_account(by=by, user=handler),
            lambda by=stranger: actions.reopen_account(by=by, user=handler),
        ):
            with pytest.raises(Refused) as caught:
                act()
            assert caught.value.status == 403
    with pytest.raises(Refused, match="自己"):
        actions.shut_account(by=admin, user=admin)


def test_who_is_shut_out_cannot_come_in_until_let_in_again(admin, handler, client_of):
    browser = client_of(handler)
    token = actions.issue_token(by=handler, user=handler)
    desk = client_of(admin)
    page = f"/desk/staff/{handler.ref}/"
    assert desk.post(f"{page}shut/")["Location"] == page
    assert browser.get("/desk/account/").status_code == 302
    from zhujian.people.steps import user_of_token

    assert user_of_token(token) is None
    assert "已停用" in desk.get(page).content.decode()
    desk.post(f"{page}shut/", {"reopen": "1"})
    assert User.objects.get_queryset().get(pk=handler.pk).is_active
    assert user_of_token(token) is None


def test_changing_the_password_ends_the_other_sessions(handler, client):
    at_the_code(client, "handler", PASSWORD)
    client.post("/desk/sign-in/code/", {"code": code_of(handler)})
    other = Client()
    at_the_code(other, "handler", PASSWORD)
    with clock.moved_to(clock.now() + timedelta(minutes=1)):
        other.post("/desk/sign-in/code/", {"code": code_of(handler)})
        assert OpenSession.objects.filter(user=handler).count() == 2
        sent = {"old": "wrong", "password": FRESH, "again": FRESH}
        assert client.post("/desk/account/", sent).status_code == 422
        assert client.post("/desk/account/", sent | {"old": PASSWORD}).status_code == 302
        assert client.get("/desk/account/").status_code == 200
        assert other.get("/desk/account/").status_code == 302


# --- second factor and lock-outs ---------------------------------------------------------------


def test_a_recovery_code_opens_once_and_is_kept_as_a_digest(handler, client):
    fresh = actions.renew_recovery_codes(by=handler)
    assert fresh[0].replace("-", "") not in str(RecoveryCode.objects.values())
    at_the_code(client, "handler", PASSWORD)
    answer = client.post("/desk/sign-in/code/", {"code": fresh[0].lower()})
    assert answer.url == "/desk/"
    assert queries.recovery_codes_left(handler) == 9
    second = Client()
    at_the_code(second, "handler", PASSWORD)
    assert second.post("/desk/sign-in/code/", {"code": fresh[0]}).status_code == 422


def test_a_recovery_code_of_another_opens_nothing(handler, approver, client):
    fresh = actions.renew_recovery_codes(by=approver)
    at_the_code(client, "handler", PASSWORD)
    assert client.post("/desk/sign-in/code/", {"code": fresh[0]}).status_code == 422
    assert queries.recovery_codes_left(approver) == 10


def test_a_security_officer_resets_a_lost_second_factor(
    security, admin, handler, resident, client, client_of
):
    actions.renew_recovery_codes(by=handler)
    for stranger, member in ((admin, handler), (security, security), (security, resident)):
        with pytest.raises(Refused) as caught:
            actions.reset_factor(by=stranger, user=member)
        assert caught.value.status == 403
    assert client_of(security).post(f"/desk/staff/{handler.ref}/factor/").status_code == 302
    assert SecondFactor.objects.get(user=handler).secret != SECRET
    assert queries.recovery_codes_left(handler) == 0
    assert "先添加身份验证器" in at_the_code(client, "handler", PASSWORD)


def test_the_page_says_when_a_lock_out_ends_and_security_ends_it_sooner(
    security, admin, handler, client, client_of
):
    for _ in range(5):
        client.post("/desk/sign-in/", {"login": "handler", "password": "wrong"})
    page = client.post("/desk/sign-in/", {"login": "handler", "password": PASSWORD})
    assert page.status_code == 429
    shown = page.content.decode()
    assert re.search(r"请1[45]分钟后再试（\d\d:\d\d以后）", shown)
    desk = client_of(security)
    shown = desk.get("/desk/staff/locks/").content.decode()
    assert "handler（承办人乙）" in shown
    assert client_of(admin).get("/desk/staff/locks/").status_code == 403
    lock = queries.lock_outs()[0]
    with pytest.raises(Refused) as caught:
        actions.unlock(by=admin, pk=lock.pk)
    assert caught.value.status == 403
    assert desk.post("/desk/staff/locks/", {"pk": lock.pk}).status_code == 302
    assert "现在没有锁定" in desk.get("/desk/staff/locks/").content.decode()
    assert desk.post("/desk/staff/locks/", {"pk": "x"}).status_code == 404
    answer = client.post("/desk/sign-in/", {"login": "handler", "password": PASSWORD})
    assert answer.url == "/desk/sign-in/code/"


def test_a_lock_out_of_a_phone_tells_no_number(security, client_of, client):
    Counter.objects.create(
        scope="code-phone",
        key="k",
        since=clock.now(),
        locked_until=clock.now() + timedelta(minutes=5),
    )
    shown = client_of(security).get("/desk/staff/locks/").content.decode()
    assert "没有对应账号" in shown
    assert PHONE not in shown


# --- roles -------------------------------------------------------------------------------------


def test_a_role_counts_from_its_first_to_its_last_day(security, handler, civil_affairs):
    today = clock.today()
    actions.grant_role(
        by=security,
        user=handler,
        role=Role.APPROVER,
        organisation=civil_affairs,
        since=today + timedelta(days=1),
        until=today + timedelta(days=2),
    )
    for days, holds in ((0, False), (1, True), (2, True), (3, False)):
        with clock.moved_to(clock.now() + timedelta(days=days)):
            person = User.objects.get_queryset().get(pk=handler.pk)
            assert person.has_role(Role.APPROVER, civil_affairs) is holds
    actions.grant_role(by=security, user=handler, role=Role.APPROVER, organisation=civil_affairs)
    assert RoleGrant.objects.get(user=handler, organisation=civil_affairs).until is None


def test_the_separate_duties_never_meet_even_on_later_days(security, admin, county_government):
    with pytest.raises(Refused, match="三员分立"):
        actions.grant_role(
            by=security,
            user=admin,
            role=Role.AUDIT,
            organisation=county_government,
            since=clock.today() + timedelta(days=100),
        )


def test_roles_are_given_and_taken_by_page(
    security, admin, audit, handler, civil_affairs, client_of
):
    desk = client_of(security)
    page = f"/desk/staff/{handler.ref}/"
    sent = {"role": "approver", "organisation": "civil-affairs"}
    assert desk.post(page, {"role": "king", "organisation": "x"}).status_code == 422
    days = {"since": "2026-12-02", "until": "2026-12-01"}
    assert desk.post(page, sent | days).status_code == 422
    assert desk.post(page, sent)["Location"] == page
    assert "绵竹市民政局" in desk.get(page).content.decode()
    for stranger in (admin, audit):
        assert client_of(stranger).post(page, sent).status_code == 403
    assert desk.post(f"{page}revoke/", sent)["Location"] == page
    assert not RoleGrant.objects.filter(user=handler, organisation=civil_affairs).exists()
    assert desk.post(f"{page}revoke/", {"role": "king"}).status_code == 404


def test_the_list_is_narrowed_and_costs_the_same_for_many(
    admin, audit, clerk, human_resources, client_of, django_assert_max_num_queries
):
    for number in range(12):
        staff(f"member-{number:02d}", f"某{'甲乙丙丁戊己庚辛壬癸子丑'[number]}",
              (Role.HANDLER, human_resources))  # fmt: skip
    desk = client_of(audit)
    with django_assert_max_num_queries(15):
        shown = desk.get("/desk/staff/").content.decode()
    assert "member-00" in shown
    assert "新增账号" not in shown
    shown = desk.get("/desk/staff/?q=member-03").content.decode()
    assert "member-03" in shown
    assert "member-04" not in shown
    shown = desk.get("/desk/staff/?organisation=human-resources").content.decode()
    assert "member-04" in shown
    assert ">audit<" not in shown
    assert "没有符合条件" in desk.get("/desk/staff/?q=%F0%9F%8E%8B").content.decode()
    assert client_of(clerk).get("/desk/staff/").status_code == 403
    assert desk.get("/desk/staff/unknown/").status_code == 404
