"""What the plays of cases stand on: a published item, files that are what they say, a case."""

import base64
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.cases.states import PledgeKind
from zhujian.cases.steps import HandedFile, PledgeMade
from zhujian.catalogue.models import Guide, Item
from zhujian.kernel import clock
from zhujian.people.models import Organisation, User

CODE = "510683200001"
OFFLINE_CODE = "510683200002"
LISTED_CODE = "510683200003"
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # a Tuesday, 10:00 in China

FORM: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "id_number", "phone", "reason"],
    "properties": {
        "name": {"type": "string", "title": "姓名", "maxLength": 40, "x-concept": "person.name"},
        "id_number": {
            "type": "string",
            "title": "身份证号",
            "format": "cn-id",
            "x-concept": "person.id_number",
        },
        "phone": {
            "type": "string",
            "title": "手机号",
            "format": "cn-mobile",
            "x-concept": "person.phone",
        },
        "reason": {
            "type": "string",
            "title": "补领原因",
            "enum": ["遗失", "损坏", "信息变更"],
            "x-concept": "card.reason",
        },
        "broken_on": {
            "type": "string",
            "title": "损坏日期",
            "format": "date",
            "x-concept": "card.broken_on",
        },
        "years": {
            "type": "integer",
            "title": "已用年数",
            "minimum": 0,
            "maximum": 60,
            "x-concept": "card.years",
        },
        "by_post": {"type": "boolean", "title": "是否邮寄", "x-concept": "delivery.by_post"},
    },
    "if": {"properties": {"reason": {"const": "损坏"}}, "required": ["reason"]},
    "then": {"required": ["broken_on"]},
    "examples": [
        {
            "name": "王小明",
            "id_number": "510683180001010011",
            "phone": "13900000001",
            "reason": "遗失",
        }
    ],
}
FILLED: dict[str, Any] = dict(FORM["examples"][0])


def material(name: str, title: str, need: str) -> dict[str, Any]:
    """One material as a guide lists it."""
    return {
        "id": name,
        "name": title,
        "document_type": f"document.{name}",
        "required": need,
        "original": 1,
        "copies": 0,
        "source": "申请人自备",
        "sample_url": None,
        "blank_url": None,
    }


FREE: dict[str, Any] = {"charged": False, "standard": "", "basis": "", "items": []}
CHARGED: dict[str, Any] = {
    "charged": True,
    "standard": "工本费：每证 10 元",
    "basis": "川发改价格〔2019〕1 号",
    "items": [{"name": "工本费", "standard": "每证 10 元", "basis": "川发改价格〔2019〕1 号"}],
}

MATERIALS = [
    material("id-card", "居民身份证", "required"),
    material("photo", "近期免冠照片", "optional"),
    material("statement", "单位证明", "deferrable"),
]

# The same, where a promise may stand instead of the photo and an ID card counts for a year.
PROMISE = {
    "duty": "《社会保险法》要求核对本人身份",
    "certifies": "申请人就是照片上的人",
    "way": "书面承诺",
    "liability": "撤销决定，并记入信用记录",
}
PROMISABLE = [
    {**MATERIALS[0], "valid_months": 12},
    {**MATERIALS[1], "required": "required", "promise": PROMISE},
    MATERIALS[2],
]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def docx() -> bytes:
    """The smallest thing that is a Word document by its content."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()


def id_card(content: bytes = PNG, name: str = "身份证.png") -> HandedFile:
    """A picture of an ID card."""
    return HandedFile("id-card", name, content)


def later(name: str = "statement", by_on: date | None = None) -> PledgeMade:
    """The promise to hand a material in later."""
    return PledgeMade(name, PledgeKind.LATER, by_on)


def instead(name: str) -> PledgeMade:
    """The promise to answer for what a proof would show."""
    return PledgeMade(name, PledgeKind.INSTEAD)


def publish(
    organisation: Organisation,
    *,
    code: str = CODE,
    name: str = "社会保障卡补领",
    promised: tuple[int, str] = (5, "workday"),
    statutory: tuple[int, str] = (20, "workday"),
    is_online: bool = True,
    form: dict[str, Any] | None = None,
    materials: list[dict[str, Any]] | None = None,
    fee: dict[str, Any] | None = None,
    audience: tuple[str, ...] = (),
) -> Item:
    """Put a published item into the catalogue, straight into its tables."""
    item = Item.objects.create(
        code=code,
        name=name,
        plain_name="补办社保卡",
        kind="20",
        status="draft",
        organisation=organisation,
        is_online=is_online,
        is_on_the_spot=promised[0] == 0,
        is_for_persons=True,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    snapshot = {
        "code": code,
        "name": name,
        "plain_name": "补办社保卡",
        "kind": "公共服务",
        "organisation": {"slug": organisation.slug, "name": organisation.name},
        "form": FORM if form is None else form,
        "materials": MATERIALS if materials is None else materials,
        "promised": {"n": promised[0], "unit": promised[1]},
        "statutory": {"n": statutory[0], "unit": statutory[1]},
        "phones": {"consult": "0838-0000110", "supervise": "0838-0000510"},
        "audience": list(audience),
        "is_online": is_online,
        "fee": FREE if fee is None else fee,
        "version": 1,
    }
    guide = Guide.objects.create(
        item=item,
        version=1,
        snapshot=snapshot,
        elements={},
        digest="0" * 64,
        published_at=clock.now(),
        published_by="system:demo",
    )
    Item.objects.filter(pk=item.pk).update(status="published", current_guide=guide)
    return Item.objects.get(pk=item.pk)


@pytest.fixture
def at_ten() -> Iterator[datetime]:
    """It is ten in the morning of a working Tuesday."""
    with clock.moved_to(NOW):
        yield NOW


@pytest.fixture
def item(human_resources: Organisation) -> Item:
    """An item of the human-resources bureau, published and online."""
    return publish(human_resources)


@pytest.fixture
def listed_item(human_resources: Organisation) -> Item:
    """An item whose guide is still being completed."""
    return Item.objects.create(
        code=LISTED_CODE,
        name="就业见习补贴",
        kind="20",
        status="listed",
        organisation=human_resources,
        created_at=clock.now(),
        changed_at=clock.now(),
    )


@pytest.fixture
def case(item: Item, resident: User) -> Case:
    """An application that has just been submitted."""
    return actions.submit_case(
        by=resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
    )


@pytest.fixture
def kept_files() -> Callable[[], list[Path]]:
    """Return a counter of the private files that lie in the home, which begins empty."""
    shutil.rmtree(settings.FILES / "cases", ignore_errors=True)

    def files() -> list[Path]:
        return sorted(path for path in (settings.FILES / "cases").rglob("*") if path.is_file())

    return files
