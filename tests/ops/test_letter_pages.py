"""The administrator's pages of the postroom, and the address that the carrier calls."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.postroom.conftest import line
from tests.postroom.test_report_letters import call, report

from zhujian.kernel import clock
from zhujian.postroom import jobs, queries, steps
from zhujian.postroom.models import LimitSetting, TemplateId

__all__ = ["line"]

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
LIMITS = {
    "number_hour": "2",
    "number_day": "9",
    "codes_day": "5",
    "organisation_day": "100",
    "house_minute": "60",
    "quiet_from": "22:00",
    "quiet_until": "07:30",
}


@pytest.fixture
def letter(line):
    line.answers = [422]
    letter = steps.send_sms(
        to="13900000001", template="case-accepted", variables={"number": "BJ1"}, subject="BJ1"
    )
    jobs.sweep()
    return letter


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_administrator_sees_what_failed_and_queues_it_again(letter, admin, client_of):
    client = client_of(admin)
    shown = page(client, "/desk/letters/?state=failed")
    assert "申请已受理" in shown
    assert "HTTP 422" in shown
    assert "尾号 0001" in shown
    assert "13900000001" not in shown
    response = client.post(f"/desk/letters/{letter.pk}/again/")
    assert response.status_code == 302
    assert "已重新排队" in page(client, response["Location"])
    assert jobs.sweep() == 1
    assert client.post(f"/desk/letters/{letter.pk}/again/").status_code == 409
    assert client.get("/desk/letters/?state=lost").status_code == 404


@pytest.mark.parametrize(
    "address", ["/desk/letters/", "/desk/reference/letters/", "/desk/reference/letters/limits/"]
)
def test_nobody_else_sees_the_postroom(address, handler, client_of):
    assert client_of(handler).get(address).status_code == 403


def test_limits_are_changed_and_bad_ones_are_told(admin, client_of):
    client = client_of(admin)
    assert 'value="21:00"' in page(client, "/desk/reference/letters/limits/")
    wrong = client.post("/desk/reference/letters/limits/", LIMITS | {"house_minute": "9999999"})
    assert wrong.status_code == 422
    assert not LimitSetting.objects.exists()
    assert client.post("/desk/reference/letters/limits/", LIMITS).status_code == 302
    assert queries.limits().house_minute == 60
    shown = page(client, "/desk/reference/letters/")
    assert "22:00 至 07:30" in shown


def test_template_ids_are_written_down_beside_their_texts(admin, client_of):
    client = client_of(admin)
    shown = page(client, "/desk/reference/letters/")
    assert "您的申请已受理，办结时间见：zhujian.invalid/track/{number}/" in shown
    address = "/desk/reference/letters/case-accepted/"
    assert client.post(address, {"carrier_id": "SMS_1"}).status_code == 302
    assert TemplateId.objects.get().carrier_id == "SMS_1"
    assert "SMS_1" in page(client, "/desk/reference/letters/")
    assert client.post(address, {"carrier_id": "x" * 65}).status_code == 422
    assert client.get("/desk/reference/letters/unknown/").status_code == 404


def test_the_carrier_calls_with_its_signature_and_nobody_without(line):
    with clock.moved_to(NOON):
        letter = steps.send_sms(
            to="13900000001", template="case-accepted", variables={"number": "BJ1"}
        )
        jobs.sweep()
        genuine = call(report(letter))
        client = Client(enforce_csrf_checks=True)

        def post(signature):
            return client.post(
                "/carrier/reports/",
                genuine["body"],
                content_type="application/json",
                headers={
                    "X-Zhujian-Timestamp": genuine["timestamp"],
                    "X-Zhujian-Signature": signature,
                },
            )

        refused = post("0" * 64)
        assert (refused.status_code, refused.json()["code"]) == (403, "signature")
        assert post("签").status_code == 403
        taken = post(genuine["signature"])
        assert (taken.status_code, taken.json()) == (200, {"taken": 1, "ignored": 0})
        assert post(genuine["signature"]).json() == {"taken": 0, "ignored": 1}
    letter.refresh_from_db()
    assert letter.state == "undelivered"
    assert client.get("/carrier/reports/").status_code == 405


def test_without_a_carrier_that_reports_the_address_is_not_there():
    assert Client().post("/carrier/reports/").status_code == 404


def test_the_outbox_costs_few_queries(letter, admin, client_of, django_assert_max_num_queries):
    client = client_of(admin)
    with django_assert_max_num_queries(9):
        page(client, "/desk/letters/")
