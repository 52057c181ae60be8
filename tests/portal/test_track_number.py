"""One box for every number: understood, caught when mistyped, told when unknown."""

import pytest
from django.test import Client

from zhujian.people.models import User

pytestmark = pytest.mark.django_db


def test_the_empty_box_is_an_ordinary_page() -> None:
    response = Client().get("/track/")
    assert response.status_code == 200
    assert 'name="number"' in response.content.decode()


def test_a_number_typed_carelessly_leads_to_its_page(number: str) -> None:
    typed = f"  {number.replace('-', '').lower()} "
    response = Client().get("/track/", {"number": typed})
    assert (response.status_code, response.headers["Location"]) == (302, f"/track/{number}/")
    assert response.headers["Cache-Control"] == "private, no-store"
    bare = Client().get(f"/da/track/{number.replace('-', '')}/")
    assert bare.headers["Location"] == f"/da/track/{number}/"


@pytest.mark.parametrize("address", ["/track/?number={}", "/track/{}/"])
def test_a_mistyped_number_is_caught_and_kept(number: str, address: str) -> None:
    wrong = number[:-1] + ("2" if number[-1] != "2" else "3")
    response = Client().get(address.format(wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'value="{wrong}"' in page
    assert 'aria-invalid="true"' in page
    assert "编号有误" in page
    assert "public" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/track/?number={}", "/track/{}/"])
def test_a_number_that_was_never_dealt_is_unknown(db: None, address: str) -> None:
    response = Client().get(address.format("BJ20261124-7K3M9Q-G"))
    assert response.status_code == 404
    assert 'value="BJ20261124-7K3M9Q-G"' in response.content.decode()


def test_what_is_no_number_at_all_is_refused_without_a_fault() -> None:
    for typed in ("社保卡", "'; drop table", "<script>", "竹" * 400, "BJ20269999-7K3M9Q-G"):
        response = Client().get("/track/", {"number": typed})
        assert response.status_code == 422
        assert "<script>" not in response.content.decode().split("</head>")[1]


def test_the_page_of_a_number_reads_like_a_parcels_way(number: str) -> None:
    response = Client().get(f"/track/{number}/")
    page = response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert f'<h1 class="number">{number}</h1>' in page
    assert "已受理，正在审核" in page
    assert "2026年11月27日 (周五)" in page
    assert "为什么是这一天" in page
    assert "受理当日不计" in page
    assert page.index("人力资源和社会保障局已受理") < page.index("提交了申请")
    assert '<time datetime="2026-11-24T12:00:00+08:00">2026年11月24日 (周二) 12:00</time>' in page


def test_a_stranger_is_told_how_to_see_more(number: str, client_of, resident: User) -> None:
    stranger = Client().get(f"/track/{number}/").content.decode()
    assert f"/me/sign-in/?next=%2Ftrack%2F{number}%2F" in stranger
    known = client_of(resident).get(f"/track/{number}/").content.decode()
    assert "/me/sign-in/" not in known
