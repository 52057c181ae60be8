"""Doors that are tried by several at once."""

import pyotp
import pytest
from tests.cast import PASSWORD, PHONE, SECRET

from zhujian.people import actions, codes
from zhujian.people.models import PendingSignIn, Resident, User


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


def test_wrong_codes_at_once_get_no_more_than_five_tries(at_once_after):
    pending = actions.start_phone_sign_in(phone=PHONE, address="192.0.2.1")
    wrong = "000000" if codes.code_of(pending) != "000000" else "111111"
    at_once = at_once_after()

    def guess():
        return actions.finish_phone_sign_in(attempt=pending.ref, code=wrong)

    results = at_once(*[guess] * 8)
    assert sorted(map(str, results)) == ["code_wrong"] * 5 + ["sign_in_expired"] * 3
    assert at_once(lambda: PendingSignIn.objects.get().tries) == [5]


def test_one_code_typed_twice_at_once_lets_in_once(at_once_after):
    pending = actions.start_phone_sign_in(phone=PHONE, address="192.0.2.1")
    at_once = at_once_after()

    def enter():
        code = codes.code_of(pending)
        return actions.finish_phone_sign_in(attempt=pending.ref, code=code).user.is_resident

    assert sorted(map(str, at_once(enter, enter))) == ["True", "sign_in_expired"]
    assert at_once(Resident.objects.count) == [1]


def test_two_codes_asked_for_at_once_send_one(at_once_after):
    at_once = at_once_after()

    def ask():
        return actions.start_phone_sign_in(phone=PHONE, address="192.0.2.1").phone

    assert sorted(map(str, at_once(ask, ask))) == [PHONE, "too_soon"]


def test_one_second_factor_used_twice_at_once_lets_in_once(handler, at_once_after):
    first, second = (
        actions.start_staff_sign_in(login="handler", password=PASSWORD, address="192.0.2.1").ref
        for _ in range(2)
    )
    at_once = at_once_after()
    code = pyotp.TOTP(SECRET).now()

    def enter(ref):
        return actions.finish_staff_sign_in(attempt=ref, code=code).login

    results = at_once(lambda: enter(first), lambda: enter(second))
    assert sorted(map(str, results)) == ["code_wrong", "handler"]


def test_a_phone_registered_twice_at_once_is_one_person(clerk, at_once_after):
    at_once = at_once_after()

    def register():
        return actions.make_resident(by=clerk, phone=PHONE, name="王小明").pk

    assert len(set(at_once(register, register, register))) == 1
    assert at_once(lambda: User.objects.filter(login=None).count()) == [1]
