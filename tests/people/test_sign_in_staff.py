"""Staff sign in by name and password, then with a time-based code."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from tests.cast import PASSWORD, SECRET

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.models import PendingSignIn, SecondFactor
from zhujian.people.roles import DUTIES, Role

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, 0, tzinfo=UTC)
HERE = "192.0.2.7"


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


def start(login="handler", password=PASSWORD, address=HERE):
    return actions.start_staff_sign_in(login=login, password=password, address=address)


def code_at(instant):
    return pyotp.TOTP(SECRET).at(instant)


def verbs(subject):
    return [line.verb for line in journal.lines_of(subject, audiences=set(journal.Audience))]


def test_name_password_and_second_factor_let_in_and_are_journalled(handler):
    with clock.moved_to(NOON):
        user = actions.finish_staff_sign_in(attempt=start().ref, code=code_at(NOON))
    assert user == handler
    assert verbs(handler.actor_ref) == ["staff.sign-in"]


def test_the_login_name_may_be_typed_in_capitals_with_blanks(handler):
    with clock.moved_to(NOON):
        assert start(" Handler ").user == handler


@pytest.mark.parametrize(
    ("login", "password"), [("handler", "falsch"), ("nobody", PASSWORD), ("handler", "")]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(handler, login, password):
    with pytest.raises(Refused) as refused:
        start(login, password)
    assert refused.value.text == "登录名或密码不正确，请核对后再试。"
    assert not PendingSignIn.objects.exists()


def test_a_refused_password_is_journalled_with_the_person_where_there_is_one(handler):
    with pytest.raises(Refused):
        start(password="falsch")
    with pytest.raises(Refused):
        start("nobody")
    assert verbs(handler.actor_ref) == ["sign-in.refuse"]
    assert verbs("sign-in:unknown") == ["sign-in.refuse"]


def test_five_wrong_passwords_shut_the_door_here_even_for_the_right_one(handler):
    for _ in range(5):
        with pytest.raises(Refused, match="不正确"):
            start(password="falsch")
    with pytest.raises(Refused) as refused:
        start()
    assert (refused.value.code, refused.value.status) == ("too_many", 429)
    assert 0 < refused.value.retry_after <= 15 * 60
    assert start(address="192.0.2.8").user == handler
    with clock.moved_to(clock.now() + timedelta(minutes=16)):
        assert start().user == handler


def test_a_name_nobody_has_is_shut_out_just_the_same():
    for _ in range(5):
        with pytest.raises(Refused, match="不正确"):
            start("nobody")
    with pytest.raises(Refused) as refused:
        start("nobody")
    assert refused.value.code == "too_many"


def test_thirty_wrong_passwords_from_anywhere_shut_the_name(handler):
    for number in range(30):
        with pytest.raises(Refused, match="不正确"):
            start(password="falsch", address=f"198.51.100.{number}")
    with pytest.raises(Refused) as refused:
        start(address="203.0.113.1")
    assert refused.value.code == "too_many"


def test_signing_in_forgets_the_wrong_passwords_before(handler):
    with clock.moved_to(NOON):
        for _ in range(4):
            with pytest.raises(Refused):
                start(password="falsch")
        actions.finish_staff_sign_in(attempt=start().ref, code=code_at(NOON), address=HERE)
        for _ in range(4):
            with pytest.raises(Refused, match="不正确"):
                start(password="falsch")


def test_a_step_of_time_opens_the_door_once(handler):
    with clock.moved_to(NOON):
        actions.finish_staff_sign_in(attempt=start().ref, code=code_at(NOON))
        with pytest.raises(Refused, match="不正确"):
            actions.finish_staff_sign_in(attempt=start().ref, code=code_at(NOON))
    later = NOON + timedelta(seconds=30)
    with clock.moved_to(later):
        assert actions.finish_staff_sign_in(attempt=start().ref, code=code_at(later)) == handler


@pytest.mark.parametrize(
    ("drift", "is_taken"), [(-60, False), (-30, True), (30, True), (60, False)]
)
def test_clocks_may_differ_by_one_step(handler, drift, is_taken):
    with clock.moved_to(NOON):
        code = code_at(NOON + timedelta(seconds=drift))
        if is_taken:
            assert actions.finish_staff_sign_in(attempt=start().ref, code=code) == handler
        else:
            with pytest.raises(Refused, match="不正确"):
                actions.finish_staff_sign_in(attempt=start().ref, code=code)


def test_full_width_digits_and_blanks_in_the_code_are_undone(handler):
    with clock.moved_to(NOON):
        code = code_at(NOON)
        typed = f"{code[:3]} {code[3:]}".translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        )
        assert actions.finish_staff_sign_in(attempt=start().ref, code=typed) == handler


def test_five_wrong_second_factors_shut_the_door_and_are_journalled(handler):
    with clock.moved_to(NOON):
        pending = start()
        for _ in range(5):
            with pytest.raises(Refused):
                actions.finish_staff_sign_in(attempt=pending.ref, code="abcdef")
        fresh = start()
        with pytest.raises(Refused) as refused:
            actions.finish_staff_sign_in(attempt=fresh.ref, code=code_at(NOON))
    assert refused.value.code == "too_many"
    assert verbs(handler.actor_ref) == ["sign-in.refuse"] * 5


def test_five_minutes_after_the_password_it_must_be_typed_again(handler):
    with clock.moved_to(NOON):
        pending = start()
    later = NOON + timedelta(minutes=5)
    with clock.moved_to(later), pytest.raises(Refused) as refused:
        actions.finish_staff_sign_in(attempt=pending.ref, code=code_at(later))
    assert refused.value.code == "sign_in_expired"


def test_whoever_left_does_not_come_in(handler):
    handler.is_active = False
    handler.save(update_fields=["is_active"])
    with pytest.raises(Refused, match="不正确"):
        start()


def test_whoever_leaves_between_password_and_code_does_not_come_in(handler):
    with clock.moved_to(NOON):
        pending = start()
        handler.is_active = False
        handler.save(update_fields=["is_active"])
        with pytest.raises(Refused, match="不正确"):
            actions.finish_staff_sign_in(attempt=pending.ref, code=code_at(NOON))


def test_a_resident_has_no_way_in_by_password(resident):
    with pytest.raises(Refused):
        start(resident.ref)


# --- pages -------------------------------------------------------------------------------------


def sign_in(client, **more):
    return client.post("/desk/sign-in/", {"login": "handler", "password": PASSWORD, **more})


def test_the_pages_lead_from_password_to_code_to_the_desk(client, handler):
    assert client.get("/desk/sign-in/").status_code == 200
    page = sign_in(client, next="/me/tokens/")
    assert page.url == "/desk/sign-in/code/"
    assert "动态码" in client.get(page.url).content.decode()
    page = client.post(page.url, {"code": pyotp.TOTP(SECRET).now()})
    assert page.url == "/me/tokens/"
    assert client.session["_auth_user_id"] == str(handler.pk)


def test_the_password_alone_opens_nothing(client, handler):
    sign_in(client)
    assert client.get("/me/tokens/").status_code == 302


def test_a_refusal_keeps_the_name_and_not_the_password(client, handler):
    page = client.post("/desk/sign-in/", {"login": "handler", "password": "falsch-falsch"})
    assert page.status_code == 422
    assert 'value="handler"' in page.content.decode()
    assert "falsch-falsch" not in page.content.decode()


def test_the_fifth_wrong_code_leads_back_to_the_password(client, handler):
    sign_in(client)
    for _ in range(5):
        page = client.post("/desk/sign-in/code/", {"code": "abcdef"})
    assert page.status_code == 422
    assert "重新开始登录" in page.content.decode()
    assert client.get("/desk/sign-in/code/").url == "/desk/sign-in/"


def test_names_of_accounts_and_codes_are_shown_only_in_the_demo(client, handler, settings):
    assert "演示账号" not in client.get("/desk/sign-in/").content.decode()
    settings.DEMO = True
    shown = client.get("/desk/sign-in/").content.decode()
    assert ">handler<" in shown
    assert "承办人" in shown
    assert DUTIES[Role.HANDLER] in shown
    assert "人力资源和社会保障局" in shown
    sign_in(client)
    shown = client.get("/desk/sign-in/code/").content.decode()
    assert pyotp.TOTP(SECRET).now() in shown
    settings.DEMO = False
    assert "mono" not in client.get("/desk/sign-in/code/").content.decode()


def test_in_the_demo_several_visitors_sign_in_as_one_person_at_once(client, handler, settings):
    settings.DEMO = True
    for _ in range(6):
        sign_in(client)
        page = client.get("/desk/sign-in/code/")
        code = page.content.decode().split('class="mono">')[1][:6]
        assert client.post("/desk/sign-in/code/", {"code": code}).url == "/desk/"
    assert SecondFactor.objects.get().last_step > 0


def test_staff_sign_out_by_post_and_land_at_their_own_door(client_of, handler):
    assert client_of(handler).post("/desk/sign-out/").url == "/desk/sign-in/"
    assert verbs(handler.actor_ref) == ["staff.sign-out"]


def test_the_list_of_demo_accounts_costs_three_queries(
    client, handler, approver, clerk, settings, django_assert_max_num_queries
):
    settings.DEMO = True
    client.get("/desk/sign-in/")
    with django_assert_max_num_queries(3):
        client.get("/desk/sign-in/")
