"""What is mine is mine alone."""

import pytest
from django.test import Client

from zhujian.people.models import User

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_sign_in() -> None:
    response = Client().get("/me/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/me/sign-in/")


def test_a_resident_sees_their_own_page_which_nobody_keeps(client_of, resident: User) -> None:
    response = client_of(resident).get("/me/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "您好" in response.content.decode()


def test_a_member_of_staff_has_no_page_of_a_resident(client_of, clerk: User) -> None:
    assert client_of(clerk).get("/me/").status_code == 403
