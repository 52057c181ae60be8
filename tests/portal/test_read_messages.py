"""The pages of messages: a resident's and staff's, the count in the head, the ways."""

import pytest
from django.test import Client
from tests.postroom.test_read_messages import tell

from zhujian.postroom import queries, steps

pytestmark = pytest.mark.django_db


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "address"), [("resident", "/me/messages/"), ("handler", "/desk/messages/")]
)
def test_messages_are_listed_counted_opened_and_read(who, address, client_of, request):
    user = request.getfixturevalue(who)
    client = client_of(user)
    assert "还没有消息" in page(client, address)
    letter = tell(user)
    shown = page(client, address)
    assert "申请已受理" in shown
    assert "未读" in shown
    assert '<span class="count">1' in shown
    opened = client.post(f"{address}{letter.pk}/")
    assert (opened.status_code, opened["Location"]) == (302, "/me/cases/BJ1/")
    assert '<span class="count">1' not in page(client, address)
    assert queries.unread_count(user.ref) == 0


def test_all_are_read_at_once(resident, client_of):
    tell(resident)
    tell(resident, "BJ2")
    response = client_of(resident).post("/me/messages/read/")
    assert response["Location"] == "/me/messages/"
    assert queries.unread_count(resident.ref) == 0


def test_nobody_reads_the_messages_of_another(resident, other_resident, handler, client_of):
    letter = tell(resident)
    assert "申请已受理" not in page(client_of(other_resident), "/me/messages/")
    assert client_of(other_resident).post(f"/me/messages/{letter.pk}/").status_code == 404
    assert client_of(handler).get("/me/messages/").status_code == 403
    assert Client().get("/me/messages/")["Location"].startswith("/me/sign-in/")
    assert queries.unread_count(resident.ref) == 1


def test_a_message_leads_nowhere_but_to_this_site(resident, client_of):
    letter = steps.tell(
        user_ref=resident.ref,
        template="case-accepted",
        variables={"number": "BJ1"},
        url="//elsewhere.example/",
    )
    assert client_of(resident).post(f"/me/messages/{letter.pk}/")["Location"] == "/me/messages/"


def test_a_list_is_paged_by_key(resident, client_of):
    for number in range(31):
        tell(resident, f"BJ{number}")
    client = client_of(resident)
    first = page(client, "/me/messages/")
    assert "BJ30" in first
    assert ">BJ0<" not in first
    address = first.split('class="onward" href="')[1].split('"')[0]
    assert ">BJ0<" in page(client, address)
    assert client.get("/me/messages/?after=x").status_code == 422


def test_a_resident_turns_reminders_off(resident, client_of):
    client = client_of(resident)
    assert "checked" in page(client, "/me/messages/ways/")
    assert client.post("/me/messages/ways/", {}).status_code == 302
    assert queries.ways_of(resident.ref).is_sms_wanted is False


def test_staff_leave_an_address_for_the_digest(handler, client_of):
    client = client_of(handler)
    wrong = client.post("/desk/messages/ways/", {"mail": "nobody"})
    assert wrong.status_code == 422
    assert "请填写正确的邮箱" in wrong.content.decode()
    assert client.post("/desk/messages/ways/", {"mail": "a@county.example"}).status_code == 302
    assert queries.ways_of(handler.ref) == queries.Ways(True, "a@county.example")


def test_public_pages_and_errors_count_no_messages(resident, client_of, monkeypatch):
    tell(resident)
    client = client_of(resident)
    for address in ("/about/", "/me/cases/BJ0/"):
        assert "/me/messages/" not in client.get(address).content.decode()
    assert "/me/messages/" in page(client, "/me/")


def test_a_list_of_messages_costs_few_queries(resident, client_of, django_assert_max_num_queries):
    for number in range(10):
        tell(resident, f"BJ{number}")
    client = client_of(resident)
    with django_assert_max_num_queries(5):
        page(client, "/me/messages/")
