"""A full disk: nothing half is stored, people read it plainly, it goes on afterwards."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from tests.cases.stage import FILLED, id_card, publish
from tests.ops.homes import home

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.kernel import files, fullness
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.web.refused import RefusedMiddleware

FILL = """
import base64, json
from django.db import connection
from django.test import Client
from django.conf import settings
from tests.cases.stage import CODE, FILLED, PNG
from tests.ops import killing
settings.ALLOWED_HOSTS = ["*"]
import sys
client, told = Client(), []
def submit(number):
    photo = base64.b64encode(PNG + str(number).encode()).decode()
    body = {"item": CODE, "form": FILLED,
            "materials": [{"id": "id-card", "filename": "a.png", "content_base64": photo}]}
    answer = client.post("/api/v1/cases", body, content_type="application/json",
                         headers={"Authorization": "Bearer " + sys.argv[1]})
    return answer.status_code, answer.json()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA page_count")
    (pages,) = cursor.fetchone()
    cursor.execute(f"PRAGMA max_page_count={pages + 4}")
for number in range(40):
    status, answer = submit(number)
    if status != 201:
        break
with connection.cursor() as cursor:
    cursor.execute("PRAGMA max_page_count=1000000")
again, _ = submit(number)
page = client.get("/healthz").status_code
print(json.dumps([status, answer, again, page, killing.judge()["wrong"]]))
"""


@pytest.fixture
def item(human_resources: Organisation) -> Item:
    """An item that people apply for."""
    return publish(human_resources)


def no_room(*args: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def lying() -> list[Path]:
    return [path for path in (Path(settings.FILES) / "cases").rglob("*") if path.is_file()]


def test_a_file_that_finds_no_room_is_refused_and_nothing_of_it_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = lying()
    monkeypatch.setattr(files.os, "fsync", no_room)
    with pytest.raises(Refused) as refused:
        files.keep(b"content", folder="cases")
    assert (refused.value.status, refused.value.code) == (507, "storage_full")
    assert lying() == before


@pytest.mark.django_db
def test_an_application_that_finds_no_room_leaves_no_trace_and_may_be_sent_again(
    item: Item,
    resident: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, lines = lying(), Line.objects.count()
    with monkeypatch.context() as full:
        full.setattr(files.os, "fsync", no_room)
        with pytest.raises(Refused, match="存储空间满了"):
            submit(item, resident)
    assert (Case.objects.count(), Line.objects.count(), lying()) == (0, lines, before)
    assert submit(item, resident).number


def submit(item: Item, resident: User) -> Case:
    return actions.submit_case(by=resident, item_code=item.code, form=FILLED, materials=[id_card()])


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (OperationalError("database or disk is full"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OperationalError("database is locked"), False),
        (OSError(errno.ENOENT, "No such file"), False),
    ],
)
def test_a_full_disk_is_known_whoever_says_so(error: Exception, is_full: bool) -> None:
    assert fullness.is_full(error) is is_full


def test_postgresql_says_it_by_its_code() -> None:
    inner = RuntimeError("could not extend file")
    inner.sqlstate = "53100"  # type: ignore[attr-defined]
    outer = OperationalError("could not extend file")
    outer.__cause__ = inner
    assert fullness.is_full(outer)


@pytest.mark.parametrize(
    ("error", "status", "word"),
    [
        (OperationalError("database or disk is full"), 507, "您填写的内容还在"),
        (OperationalError("server closed the connection"), 503, "数据库暂时没有应答"),
    ],
)
def test_the_page_says_what_is_the_matter_and_what_to_do(
    error: Exception, status: int, word: str, rf: RequestFactory
) -> None:
    request = rf.post("/apply/1/")
    request.reference = "ZZ-TEST"  # type: ignore[attr-defined]
    page = RefusedMiddleware(lambda asked: HttpResponse()).process_exception(request, error)
    assert page is not None
    assert page.status_code == status
    text = page.content.decode()  # type: ignore[attr-defined]
    assert word in text
    assert "ZZ-TEST" in text
    assert page.headers["Retry-After"]


@pytest.mark.slow
def test_a_database_that_is_full_refuses_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with home(tmp_path / "home", kind="sqlite") as house:
        assert house.run("migrate").status == 0
        assert house.play("from tests.ops import scenes; scenes.furnish(0)").status == 0
        token = house.run("token", "13900000001").out.strip()
        done = house.play(FILL, token)
        assert done.status == 0, done.err
        status, answer, again, page, wrong = json.loads(done.out.splitlines()[-1])
    assert (status, answer["code"]) == (507, "storage_full")
    assert "稍后再提交" in answer["detail"]
    assert (again, page, wrong) == (201, 200, [])
