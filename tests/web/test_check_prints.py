"""Anyone can check a printed paper: by its address, or by the code typed by hand."""

import random

import pytest
from django.test import Client

from zhujian.kernel.numbers.rules import CROCKFORD
from zhujian.web import prints
from zhujian.web.prints import Standing, print_address, print_code, register_print

PAPERS = {
    7: Standing("受理通知书", (("编号", "BJ1"), ("申请人", "张*")), "已受理，正在办理。"),
    8: Standing(
        "受理通知书", (("编号", "BJ2"),), "申请人已撤回。", "waiting", "/track/BJ2/", "查看进度"
    ),
    9: Standing("准予决定书", (("编号", "BJ3"),), "这份决定已经撤销。", "overdue"),
}


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "_finders", {})
    register_print("T", PAPERS.get)


@pytest.fixture
def anyone() -> Client:
    return Client()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (7, "这份文书是真的，现在仍然有效"),
        (8, "这份文书是真的，出具以后有了变化"),
        (9, "这份文书是真的，但是已经失效"),
    ],
)
def test_the_page_says_how_a_genuine_paper_stands(anyone: Client, key: int, words: str) -> None:
    answer = anyone.get(print_address(print_code("T", key)))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert PAPERS[key].words in page
    assert all(value in page for _, value in PAPERS[key].rows)
    assert print_code("T", key) in page


def test_the_page_is_nobodys_to_keep_and_sets_no_cookie(anyone: Client) -> None:
    answer = anyone.get(print_address(print_code("T", 7)))
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert 'content="noindex"' in answer.content.decode()


def test_a_paper_leads_on_where_there_is_somewhere_to_go(anyone: Client) -> None:
    assert (
        '<a href="/track/BJ2/">查看进度</a>'
        in anyone.get(print_address(print_code("T", 8))).content.decode()
    )


def test_the_same_paper_always_bears_the_same_code_and_no_two_the_same() -> None:
    codes = [print_code("T", key) for key in range(300)]
    assert codes == [print_code("T", key) for key in range(300)]
    assert len(set(codes)) == 300
    assert all(len(code) == 19 and code.count("-") == 3 for code in codes)


def test_a_code_does_not_tell_how_many_papers_there_are() -> None:
    starts = {print_code("T", key)[10:] for key in range(50)}
    assert len(starts) == 50


@pytest.mark.parametrize("typed", ["{}", " {} ", "dashes", "small", "wide", "ohs"])
def test_a_code_typed_by_hand_leads_to_the_paper(anyone: Client, typed: str) -> None:
    register_print("T", lambda key: PAPERS[7])
    codes = (print_code("T", key) for key in range(10_000))
    code = next(code for code in codes if "0" in code and "1" in code)
    ways = {
        "dashes": code.replace("-", ""),
        "small": code.lower(),
        "wide": code.translate({ord(c): ord(c) + 0xFEE0 for c in CROCKFORD}),
        "ohs": code.replace("0", "O").replace("1", "l"),
    }
    answer = anyone.get("/print/", {"code": ways.get(typed, typed.format(code))})
    assert (answer.status_code, answer["Location"]) == (302, print_address(code))
    assert answer["Cache-Control"] == "private, no-store"


def test_an_address_typed_in_another_manner_leads_to_the_printed_one(anyone: Client) -> None:
    code = print_code("T", 7)
    answer = anyone.get(f"/print/{code.replace('-', '').lower()}/")
    assert (answer.status_code, answer["Location"]) == (302, print_address(code))


@pytest.mark.parametrize("where", ["/print/", "/print/{}/"])
def test_an_unknown_code_is_answered_clearly(anyone: Client, where: str) -> None:
    code = print_code("T", 7)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for typed in (wrong, "T", "你好", "T" * 500, print_code("T", 5), print_code("S", 7)):
        answer = anyone.get(where.format(typed), {"code": typed} if where == "/print/" else None)
        assert answer.status_code == 404
        assert "没有查到这份文书" in answer.content.decode()


def test_nobody_makes_up_a_code() -> None:
    chance = random.Random(4)
    for _ in range(2000):
        typed = "T" + "".join(chance.choices(CROCKFORD, k=15))
        assert prints._read(typed) is None


def test_another_installation_does_not_answer_for_our_papers(settings: object) -> None:
    code = print_code("T", 7)
    settings.INDEX_KEY = b"x" * 32  # type: ignore[attr-defined]
    assert prints._read(code) is None


def test_the_box_is_there_without_a_code(anyone: Client) -> None:
    answer = anyone.get("/print/")
    assert answer.status_code == 200
    assert 'name="code"' in answer.content.decode()
    assert answer["Cache-Control"].startswith("public")
