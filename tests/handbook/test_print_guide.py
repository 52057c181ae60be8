"""The printed guide: complete, the same for everyone, and it says later whether it is current."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.catalogue.conftest import CODE
from zhujian.catalogue.actions import suspend_item
from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.steps import rebuild_item_places
from zhujian.config.cli import main
from zhujian.handbook.queries import PRINT_LETTER
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.journal.models import Line
from zhujian.places.models import Place
from zhujian.web.prints import print_address, print_code, standing_of

ADDRESS = f"/items/{CODE}/guide.pdf"
Publish = Callable[..., Guide]


def read(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def code_of(guide: Guide) -> str:
    return print_code(PRINT_LETTER, guide.pk)


def test_the_guide_holds_everything_that_a_person_needs(
    publish: Publish, hall: Place, station: Place
) -> None:
    guide = publish()
    rebuild_item_places()
    answer = Client().get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = read(answer.content)
    shot = guide.snapshot
    wanted = [
        shot["plain_name"],
        shot["name"],
        guide.item.organisation.name,
        "第1版",
        code_of(guide),
        f"http://testserver/print/{code_of(guide)}/",
        shot["promised_text"].replace(" ", ""),
        shot["phones"]["consult"],
        hall.name,
        hall.address,
        *(material["name"] for material in shot["materials"]),
        *(step["name"] for step in shot["steps"]),
    ]
    for words in wanted:
        assert "".join(words.split()) in text
    for group in shot["official"]:
        for row in group["rows"]:
            assert "".join(row["label"].split()) in text


def test_the_guide_is_two_pages_at_the_most(publish: Publish, hall: Place) -> None:
    publish()
    rebuild_item_places()
    assert len(PdfReader(io.BytesIO(Client().get(ADDRESS).content)).pages) <= 2


def test_the_guide_is_public_and_answers_304(publish: Publish) -> None:
    publish()
    first = Client().get(ADDRESS)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert not first.cookies
    again = Client().get(ADDRESS, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_printing_writes_nothing(publish: Publish) -> None:
    publish()
    before = Line.objects.count()
    Client().get(ADDRESS)
    assert Line.objects.count() == before


def test_the_guide_is_offered_on_the_page_of_the_item(publish: Publish) -> None:
    publish()
    assert ADDRESS in Client().get(f"/items/{CODE}/").content.decode()


def test_an_item_without_a_guide_has_no_printed_one(publish: Publish) -> None:
    guide = publish()
    Item.objects.filter(pk=guide.item_id).update(status="listed", current_guide=None)
    assert Client().get(ADDRESS).status_code == 404
    assert ADDRESS not in Client().get(f"/items/{CODE}/").content.decode()
    assert Client().get("/items/nothing/guide.pdf").status_code == 404


def test_a_printed_guide_says_that_it_is_current(publish: Publish) -> None:
    guide = publish()
    code, standing = standing_of(code_of(guide))
    assert (code, standing.kind) == (code_of(guide), "done")
    page = Client().get(print_address(code)).content.decode()
    assert "这份指南是真的，现在仍然有效" in page
    assert f'href="/items/{CODE}/"' in page
    assert "第 1 版" in page


def test_a_printed_guide_names_what_changed_since(publish: Publish) -> None:
    first = publish()
    second = publish(consult="0838-7777777")
    standing = standing_of(code_of(first))[1]
    assert standing.kind == "waiting"
    assert "现行的是第 2 版" in standing.words
    assert all(change in standing.words for change in second.changes)
    assert second.changes
    assert standing_of(code_of(second))[1].kind == "done"


def test_a_printed_guide_of_a_suspended_item_counts_no_more(publish: Publish) -> None:
    guide = publish()
    suspend_item(by=OPERATOR, code=CODE, because="系统升级")
    standing = standing_of(code_of(guide))[1]
    assert (standing.kind, standing.words) == ("overdue", "这个事项暂停办理：系统升级")
    assert "这个事项暂停办理：系统升级" in read(Client().get(ADDRESS).content)


def test_a_printed_guide_of_an_item_that_is_gone_says_so(publish: Publish) -> None:
    guide = publish()
    Item.objects.filter(pk=guide.item_id).update(status="draft")
    standing = standing_of(code_of(guide))[1]
    assert (standing.kind, standing.address) == ("overdue", "")


def test_the_check_asks_the_database_little(
    publish: Publish, django_assert_max_num_queries: Callable[..., object]
) -> None:
    code = code_of(publish())
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        standing_of(code)


@pytest.mark.parametrize("name", ["指南.pdf", "a b.pdf"])
def test_the_command_writes_the_file(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    guide = publish()
    out = tmp_path / name
    assert main(["guide", CODE, str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    assert f"/print/{code_of(guide)}/" in read(out.read_bytes())


def test_the_command_says_why_it_wrote_nothing(
    publish: Publish, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    assert main(["guide", "nothing", str(tmp_path / "a.pdf")]) == 1
    assert "没有可以打印的办事指南" in capsys.readouterr().err
    assert main(["guide", CODE, str(tmp_path / "no" / "a.pdf")]) == 1
    assert "写不了" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_same_guide_is_the_same_file_on_another_day(publish: Publish) -> None:
    publish()
    today = Client().get(ADDRESS).content
    with clock.moved_to(clock.now() + timedelta(days=3)):
        assert Client().get(ADDRESS).content == today
