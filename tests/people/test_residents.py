"""Residents: who is meant by a phone, a name, an ID number; and what they say of themselves."""

import pytest
from django.db import connection
from tests.cast import ID_NUMBER, OTHER_PHONE, PHONE

from zhujian.kernel import journal
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.privacy import is_id_number
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.models import Resident, User
from zhujian.people.queries import find_user

pytestmark = pytest.mark.django_db


def other_id():
    return next(
        number for check in "0123456789X" if is_id_number(number := f"51068318000202002{check}")
    )


def make(**known):
    return actions.make_resident(by=OPERATOR, **({"phone": PHONE} | known))


def test_a_phone_alone_means_the_first_whom_it_reaches(resident):
    assert make() == resident


def test_the_same_name_or_number_means_the_same_person(resident):
    assert make(name="王小明") == resident
    assert make(id_number=ID_NUMBER) == resident
    assert make(name="王小明", id_number=ID_NUMBER) == resident


def test_another_name_or_number_at_the_same_phone_means_another_person(resident):
    sister = make(name="王小红")
    brother = make(name="王小明", id_number=other_id())
    assert len({resident.pk, sister.pk, brother.pk}) == 3
    assert Resident.objects.reached_by(PHONE).count() == 3


def test_who_was_known_by_phone_alone_gets_the_name_that_is_said(other_resident):
    assert make(phone=OTHER_PHONE, name="李四") == other_resident
    assert Resident.objects.get(user=other_resident).full_name == "李四"


def test_the_database_holds_no_name_phone_or_number_in_plain_text(resident):
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name, phone, id_number, phone_index FROM people_resident")
        row = [
            bytes(value) if not isinstance(value, str) else value.encode()
            for value in cursor.fetchone()
        ]
    for plain in ("王小明", PHONE, ID_NUMBER):
        assert all(plain.encode() not in value for value in row)
    known = Resident.objects.get()
    assert (known.full_name, known.phone, known.id_number) == ("王小明", PHONE, ID_NUMBER)
    assert (known.phone_tail, known.id_number_tail) == (PHONE[-4:], ID_NUMBER[-4:])


def test_wrong_values_are_told_field_by_field_and_nothing_is_left():
    with pytest.raises(Refused) as refused:
        make(phone="1", name="1", id_number="1")
    assert [one.field for one in refused.value.fields] == ["phone", "name", "id_number"]
    assert not User.objects.get_queryset().exists()


def test_a_clerk_registers_whoever_comes_to_the_counter_and_others_do_not(clerk, handler, resident):
    assert actions.make_resident(by=clerk, phone=OTHER_PHONE, name="李四").is_resident
    for by in (handler, resident):
        with pytest.raises(Refused) as refused:
            actions.make_resident(by=by, phone="13900000003")
        assert refused.value.status == 403


def test_a_new_resident_is_journalled_without_any_personal_value():
    user = make(name="王小明", id_number=ID_NUMBER)
    (line,) = journal.lines_of(user.actor_ref, audiences=set(journal.Audience))
    assert line.verb == "person.add"
    assert all(value not in str(line) for value in ("王小明", ID_NUMBER, PHONE))


def test_people_are_found_by_login_or_phone(resident, clerk):
    assert find_user("clerk") == clerk
    assert find_user(" 139 0000 0001") == resident
    assert find_user("13900000009") is None
    assert find_user("clerk\x00") is None


# --- profile -----------------------------------------------------------------------------------


def test_a_resident_says_name_and_number_and_sees_them_masked(client_of, other_resident):
    browser = client_of(other_resident)
    page = browser.post("/me/profile/", {"name": "王小明", "id_number": ID_NUMBER})
    assert page.url == "/me/profile/"
    shown = browser.get("/me/profile/").content.decode()
    assert "18000101" not in shown
    assert OTHER_PHONE not in shown
    assert 'value="王小明"' in shown
    for word in ("处理者", "处理目的", "信息种类", "保存期限", "您的权利"):
        assert word in shown


def test_an_empty_number_leaves_the_one_that_is_known(client_of, resident):
    client_of(resident).post("/me/profile/", {"name": "王大明", "id_number": ""})
    known = Resident.objects.get(user=resident)
    assert (known.full_name, known.id_number) == ("王大明", ID_NUMBER)


def test_a_resident_erases_what_he_had_said(client_of, resident):
    client_of(resident).post("/me/profile/", {"forget": "1"})
    known = Resident.objects.get(user=resident)
    assert (known.full_name, known.id_number, known.id_number_index) == ("", "", "")
    assert known.phone == PHONE


def test_a_wrong_number_stays_in_its_field_and_changes_nothing(client_of, resident):
    page = client_of(resident).post("/me/profile/", {"name": "王大明", "id_number": "510683"})
    assert page.status_code == 422
    assert 'value="510683"' in page.content.decode()
    assert Resident.objects.get(user=resident).full_name == "王小明"


def test_the_profile_is_for_residents_and_needs_a_sign_in(client, client_of, handler):
    assert client.get("/me/profile/").url == "/me/sign-in/?next=/me/profile/"
    assert client_of(handler).get("/me/profile/").status_code == 403
    with pytest.raises(Refused):
        actions.change_profile(by=handler, name="王", id_number=None)
