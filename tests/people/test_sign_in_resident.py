"""A resident signs in with a code to his phone."""

from datetime import timedelta

import pytest
from tests.cast import OTHER_PHONE, PHONE

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, codes, jobs
from zhujian.people.models import PendingSignIn, Resident, User
from zhujian.people.steps import new_resident
from zhujian.postroom.models import Letter

pytestmark = pytest.mark.django_db


def start(phone=PHONE, address="192.0.2.1"):
    return actions.start_phone_sign_in(phone=phone, address=address)


def wrong_code(pending):
    return "000000" if codes.code_of(pending) != "000000" else "111111"


def verbs(subject):
    return [line.verb for line in journal.lines_of(subject, audiences=set(journal.Audience))]


def test_a_first_sign_in_makes_the_resident_and_is_journalled():
    pending = start()
    proof = actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert proof.user.is_resident
    assert proof.user.resident.phone == PHONE
    assert verbs(proof.user.actor_ref) == ["person.add", "person.sign-in"]


def test_the_same_phone_finds_the_same_resident(resident):
    pending = start()
    proof = actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert proof.user == resident


@pytest.mark.parametrize("typed", ["１３９００００000１", " 139 0000 0001 ", "+86 139-0000-0001"])
def test_a_phone_may_be_typed_with_full_width_digits_blanks_and_dashes(resident, typed):
    pending = start(typed)
    proof = actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert proof.user == resident


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填写"),
        ("1390000", "11位"),
        ("139000000011", "11位"),
        ("12900000001", "13至19"),
        ("1390000000a", "数字"),
    ],
)
def test_what_is_no_mobile_number_is_refused_beside_the_field(typed, said):
    with pytest.raises(Refused) as refused:
        start(typed)
    assert refused.value.fields[0].field == "phone"
    assert said in refused.value.fields[0].reason
    assert not PendingSignIn.objects.exists()
    assert not Letter.objects.exists()


def test_neither_the_table_nor_the_letter_shows_code_or_phone():
    pending = start()
    code = codes.code_of(pending)
    for model in (PendingSignIn, Letter):
        row = model.objects.extra(select={}).values().get()
        columns = [name for name in row if name not in {"phone", "address", "variables"}]
        assert all(code not in str(row[name]) for name in columns)
        assert all(PHONE not in str(row[name]) for name in columns)
    assert Letter.objects.get().variables == {"code": code}


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_ends_it():
    pending = start()
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused, match=f"还可以试{left}次"):
            actions.finish_phone_sign_in(attempt=pending.ref, code=wrong_code(pending))
    with pytest.raises(Refused, match="次数过多"):
        actions.finish_phone_sign_in(attempt=pending.ref, code=wrong_code(pending))
    with pytest.raises(Refused) as refused:
        actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert refused.value.code == "sign_in_expired"
    assert not User.objects.get_queryset().exists()
    assert verbs("sign-in:unknown") == ["sign-in.refuse"] * 5


def test_a_code_ends_after_five_minutes():
    pending = start()
    later = clock.now() + timedelta(minutes=5)
    with clock.moved_to(later), pytest.raises(Refused) as refused:
        actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert refused.value.code == "sign_in_expired"


def test_a_code_opens_the_door_once():
    pending = start()
    actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    with pytest.raises(Refused) as refused:
        actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert refused.value.code == "sign_in_expired"


def test_a_second_code_waits_sixty_seconds():
    start()
    with pytest.raises(Refused) as refused:
        start()
    assert (refused.value.code, refused.value.status) == ("too_soon", 429)
    assert 0 < refused.value.retry_after <= 60
    with clock.moved_to(clock.now() + timedelta(seconds=61)):
        assert start().phone == PHONE


def test_a_code_that_is_sent_again_ends_the_first_of_the_same_browser_only():
    began = clock.now()
    first = start()
    with clock.moved_to(began + timedelta(seconds=61)):
        start(address="198.51.100.66")
        proof = actions.finish_phone_sign_in(attempt=first.ref, code=codes.code_of(first))
        assert proof.user.resident.phone == PHONE
    with clock.moved_to(began + timedelta(seconds=122)):
        first = start()
    with clock.moved_to(began + timedelta(seconds=183)):
        actions.start_phone_sign_in(phone=PHONE, address="192.0.2.1", instead_of=first.ref)
        with pytest.raises(Refused):
            actions.finish_phone_sign_in(attempt=first.ref, code=codes.code_of(first))


def test_one_phone_gets_at_most_ten_codes_an_hour_and_others_are_not_kept_out():
    began = clock.now()
    for number in range(10):
        with clock.moved_to(began + timedelta(seconds=61 * number)):
            start()
    with clock.moved_to(began + timedelta(seconds=620)):
        with pytest.raises(Refused) as refused:
            start()
        assert (refused.value.code, refused.value.status) == ("too_many", 429)
        assert start(OTHER_PHONE).phone == OTHER_PHONE
    with clock.moved_to(began + timedelta(hours=2, seconds=620)):
        assert start().phone == PHONE


def test_persons_who_share_a_phone_choose_who_they_are(resident):
    sister = new_resident(phone=PHONE, name="王小红").user
    pending = start()
    proof = actions.finish_phone_sign_in(attempt=pending.ref, code=codes.code_of(pending))
    assert proof.user is None
    assert [choice.ref for choice in proof.choices] == [resident.ref, sister.ref]
    assert all("小" not in choice.name for choice in proof.choices)
    chosen = actions.finish_phone_sign_in(attempt=pending.ref, code="", chosen=sister.ref)
    assert chosen.user == sister


def test_whoever_is_none_of_those_who_share_a_phone_becomes_a_new_person(resident):
    new_resident(phone=PHONE, name="王小红")
    pending = start()
    proof = actions.finish_phone_sign_in(
        attempt=pending.ref, code=codes.code_of(pending), chosen=actions.NEW_PERSON
    )
    assert Resident.objects.reached_by(PHONE).count() == 3
    assert proof.user != resident


def test_nobody_chooses_a_person_whom_another_phone_reaches(resident, other_resident):
    new_resident(phone=PHONE, name="王小红")
    pending = start()
    proof = actions.finish_phone_sign_in(
        attempt=pending.ref, code=codes.code_of(pending), chosen=other_resident.ref
    )
    assert proof.user is None


# --- pages -------------------------------------------------------------------------------------


def test_the_pages_lead_from_phone_to_code_to_where_one_was_going(client, settings):
    settings.DEMO = True
    page = client.get("/me/sign-in/?next=/me/profile/")
    assert page.headers["Cache-Control"] == "private, no-store"
    page = client.post("/me/sign-in/", {"phone": PHONE, "next": "/me/profile/"})
    assert page.url == "/me/sign-in/code/"
    shown = client.get(page.url).content.decode()
    code = codes.code_of(PendingSignIn.objects.get())
    assert code in shown
    assert PHONE not in shown
    page = client.post("/me/sign-in/code/", {"code": code})
    assert page.url == "/me/profile/"
    assert client.get("/me/profile/").status_code == 200


def test_the_code_is_shown_only_in_the_demo(client, settings):
    settings.DEMO = False
    client.post("/me/sign-in/", {"phone": PHONE})
    shown = client.get("/me/sign-in/code/").content.decode()
    assert codes.code_of(PendingSignIn.objects.get()) not in shown


@pytest.mark.parametrize(
    "foreign",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "me/"],
)
def test_next_leads_only_to_own_pages(client, foreign):
    client.post("/me/sign-in/", {"phone": PHONE, "next": foreign})
    code = codes.code_of(PendingSignIn.objects.get())
    assert client.post("/me/sign-in/code/", {"code": code}).url == "/me/"


def test_a_wrong_phone_and_a_wrong_code_stay_in_their_fields(client):
    page = client.post("/me/sign-in/", {"phone": "1390000"})
    assert page.status_code == 422
    assert 'value="1390000"' in page.content.decode()
    client.post("/me/sign-in/", {"phone": PHONE})
    wrong = wrong_code(PendingSignIn.objects.get())
    page = client.post("/me/sign-in/code/", {"code": wrong})
    assert page.status_code == 422
    assert f'value="{wrong}"' in page.content.decode()
    assert "还可以试4次" in page.content.decode()


def test_the_fifth_wrong_code_leads_back_to_the_phone(client):
    client.post("/me/sign-in/", {"phone": PHONE})
    wrong = wrong_code(PendingSignIn.objects.get())
    for _ in range(5):
        page = client.post("/me/sign-in/code/", {"code": wrong})
    assert "次数过多" in page.content.decode()
    assert f'value="{PHONE}"' in page.content.decode()


def test_asking_again_too_soon_says_when(client):
    client.post("/me/sign-in/", {"phone": PHONE})
    page = client.post("/me/sign-in/code/", {"resend": "1"})
    assert page.status_code == 429
    assert "秒后" in page.content.decode()


def test_whoever_goes_back_and_asks_again_is_led_to_the_code_that_was_sent(client):
    client.post("/me/sign-in/", {"phone": PHONE})
    assert client.post("/me/sign-in/", {"phone": f" {PHONE}"}).url == "/me/sign-in/code/"
    assert PendingSignIn.objects.count() == 1


def test_the_code_page_without_a_pending_sign_in_leads_back(client):
    assert client.get("/me/sign-in/code/").url == "/me/sign-in/"


def test_those_who_share_a_phone_choose_on_the_page(client, resident):
    sister = new_resident(phone=PHONE, name="王小红").user
    client.post("/me/sign-in/", {"phone": PHONE})
    code = codes.code_of(PendingSignIn.objects.get())
    page = client.post("/me/sign-in/code/", {"code": code})
    assert "您是哪一位" in page.content.decode()
    assert "您是哪一位" in client.get("/me/sign-in/code/").content.decode()
    assert client.post("/me/sign-in/code/", {"who": sister.ref}).url == "/me/"
    assert client.session["_auth_user_id"] == str(sister.pk)


def test_signing_in_gives_the_session_a_new_key(client):
    client.post("/me/sign-in/", {"phone": PHONE})
    before = client.session.session_key
    client.post("/me/sign-in/code/", {"code": codes.code_of(PendingSignIn.objects.get())})
    assert client.session.session_key != before


def test_signing_out_needs_a_post_and_ends_the_session(client_of, resident):
    browser = client_of(resident)
    assert browser.get("/me/sign-out/").status_code == 405
    assert browser.post("/me/sign-out/").url == "/me/sign-in/"
    assert browser.get("/me/profile/").status_code == 302
    assert verbs(resident.actor_ref) == ["person.sign-out"]


def test_a_resident_who_is_shut_out_loses_the_session(client_of, resident):
    browser = client_of(resident)
    resident.is_active = False
    resident.save(update_fields=["is_active"])
    assert browser.get("/me/profile/").status_code == 302


def test_what_ended_is_forgotten_after_two_days():
    start()
    assert jobs.forget_old() == 0
    assert PendingSignIn.objects.count() == 1
    with clock.moved_to(clock.now() + timedelta(days=3)):
        start(OTHER_PHONE)
        assert jobs.forget_old() > 0
        assert [pending.phone for pending in PendingSignIn.objects.all()] == [OTHER_PHONE]
