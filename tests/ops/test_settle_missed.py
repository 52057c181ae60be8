"""Editors read what people did not find, give it its official wording, or set it aside."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.cast import staff

from zhujian.kernel import clock
from zhujian.kernel.journal.models import Line
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.search import engine
from zhujian.search.answers import Hit, SearchAnswer
from zhujian.search.models import MissedQuestion, SettledQuestion, Synonym

pytestmark = pytest.mark.django_db(transaction=True)

Sign = Callable[[User], Client]


@pytest.fixture
def editor(county_government: Organisation) -> User:
    return staff("editor", "编辑壬", (Role.EDITOR, county_government))


@pytest.fixture(autouse=True)
def nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search finds one item, far off."""
    hit = Hit("item", "A1", "犬只登记", "/items/A1/", (), 0.2, extra={"name": "犬类准养证核发"})

    def find(q: str, **_: Any) -> SearchAnswer:
        return SearchAnswer(hits=(hit,), total=1, nearest=True)

    monkeypatch.setattr(engine, "find", find)


def ask(words: str, times: int = 1, day: date | None = None) -> None:
    MissedQuestion.objects.create(day=day or clock.today(), words=words, times=times)


def test_what_was_asked_most_stands_first_with_what_comes_nearest(
    editor: User, client_of: Sign
) -> None:
    ask("遛狗证", 2)
    ask("热气球", 7)
    shown = client_of(editor).get("/desk/missed/").content.decode()
    assert shown.index("热气球") < shown.index("遛狗证")
    assert 'href="/items/A1/"' in shown
    assert 'value="犬类准养证核发"' in shown


def test_one_click_makes_a_synonym_and_settles(editor: User, client_of: Sign) -> None:
    ask("遛狗证")
    browser = client_of(editor)
    said = {"words": "遛狗证", "official": "犬类准养证核发", "move": "synonym"}
    answer = browser.post("/desk/missed/change/", said)
    assert answer["Location"] == "/desk/missed/?done=1"
    assert Synonym.objects.filter(everyday="遛狗证", official="犬类准养证核发").exists()
    assert "没有需要处理的问法" in browser.get("/desk/missed/").content.decode()
    verbs = set(Line.objects.values_list("verb", flat=True))
    assert {"synonym.set", "missed-question.settle"} <= verbs


def test_a_question_is_set_aside_without_a_synonym(admin: User, client_of: Sign) -> None:
    ask("比特币")
    assert (
        client_of(admin)
        .post("/desk/missed/change/", {"words": "比特币", "move": "settle"})
        .status_code
        == 302
    )
    assert SettledQuestion.objects.get().words == "比特币"
    assert not Synonym.objects.exists()


def test_an_official_wording_that_says_nothing_is_refused_beside_its_field(
    editor: User, client_of: Sign
) -> None:
    ask("遛狗证")
    said = {"words": "遛狗证", "official": " ", "move": "synonym"}
    answer = client_of(editor).post("/desk/missed/change/", said)
    assert answer.status_code == 422
    assert "请填写至少两个字" in answer.content.decode()
    assert not SettledQuestion.objects.exists()
    unknown = {"words": "没有人问过", "move": "settle"}
    assert client_of(editor).post("/desk/missed/change/", unknown).status_code == 404


def test_the_list_is_taken_away_as_a_spreadsheet_and_that_is_written_down(
    editor: User, client_of: Sign
) -> None:
    ask("=遛狗证", 3)
    answer = client_of(editor).post("/desk/missed/export/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    values = [row for row in sheet.iter_rows(values_only=True) if row[0] == "=遛狗证"]
    assert values[0][1] == 3
    assert Line.objects.filter(verb="list.export").exists()


def test_nobody_else_reads_it(client: Client, handler: User, client_of: Sign) -> None:
    ask("遛狗证")
    assert client.get("/desk/missed/").status_code == 302
    browser = client_of(handler)
    assert browser.get("/desk/missed/").status_code == 403
    for address in ("/desk/missed/change/", "/desk/missed/export/"):
        assert browser.post(address, {"words": "遛狗证", "move": "settle"}).status_code == 403
    assert not SettledQuestion.objects.exists()


def test_the_list_has_pages(
    editor: User, client_of: Sign, django_assert_max_num_queries: Any
) -> None:
    for number in range(22):
        ask(f"问法{number:02d}")
    browser = client_of(editor)
    browser.get("/desk/missed/")
    with django_assert_max_num_queries(9):
        first = browser.get("/desk/missed/").content.decode()
    assert first.count('<th scope="row">') == 20
    assert browser.get("/desk/missed/?page=2").content.decode().count('<th scope="row">') == 2
    assert browser.get("/desk/missed/?page=x").status_code == 200
