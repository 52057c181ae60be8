"""What comes in: bodies and query strings; anything not named here is refused."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from zhujian.cases.states import CaseState, DeliveryWay, Outcome, PledgeFinding, Procedure
from zhujian.gateway.shapes.days import read_day
from zhujian.places.models import Category
from zhujian.ratings.options import OPTIONS

Day = Annotated[
    date,
    BeforeValidator(read_day),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date",
            "pattern": r"^(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
            "examples": ["2026-11-24"],
        }
    ),
]
Cursor = Annotated[str, Field(max_length=400, description="上一页 next 中的位置，原样带回")]
Limit = Annotated[int, Field(ge=1, le=100, description="每页多少项")]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=100)]
Note = Annotated[str, Field(max_length=500, description="说明，当事人可见")]

KINDS = Literal[
    "item",
    "theme",
    "document",
    "interpretation",
    "explainer",
    "answer",
    "place",
    "event",
    "episode",
    "organisation",
    "help",
]


class Body(Schema):
    """A body: strict types, no unknown fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SearchQuery(Schema):
    """What is looked for."""

    q: Annotated[str, Field(min_length=1, max_length=200, description="日常说法即可")]
    kind: KINDS | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 10


class ItemsQuery(Schema):
    """What the catalogue is narrowed by."""

    department: Annotated[Text, Field(description="单位标识")] = ""
    audience: Annotated[Text, Field(description="person、organisation，或名称")] = ""
    kind: Annotated[Text, Field(description="事项类型的代码或名称")] = ""
    division: Annotated[Text, Field(description="镇街的 12 位区划代码")] = ""
    cursor: Cursor = ""
    limit: Limit = 30


class ItemPlacesQuery(Schema):
    """From where the nearest place is looked for: a division, or a point."""

    division: Annotated[Text, Field(description="镇街、村社区的代码、名称或旧名")] = ""
    lon: Longitude | None = None
    lat: Latitude | None = None


class DivisionsQuery(Schema):
    """Which divisions."""

    level: Literal["county", "town", "village"] | None = None
    parent: Annotated[Text, Field(description="上级的 12 位区划代码")] = ""
    cursor: Cursor = ""
    limit: Limit = 100


class OrganisationsQuery(Schema):
    """Which organisations."""

    kind: Annotated[Text, Field(description="单位类别")] = ""
    cursor: Cursor = ""
    limit: Limit = 100


class PlacesQuery(Schema):
    """Which places; with `near` the nearest first."""

    near: Annotated[
        str,
        Field(
            max_length=60,
            pattern=r"^(-?\d{1,3}(\.\d{1,12})?,-?\d{1,2}(\.\d{1,12})?)?$",
            description="经度,纬度（WGS-84）",
            examples=["104.22,31.34"],
        ),
    ] = ""
    radius: Annotated[
        float | None, Field(gt=0, le=500, allow_inf_nan=False, description="公里，与 near 同用")
    ] = None
    category: Literal[tuple(Category.values)] | None = None  # type: ignore[valid-type]
    item: Annotated[Text, Field(description="能办这一事项的地点")] = ""
    division: Annotated[Text, Field(description="镇街、村社区的代码、名称或旧名")] = ""
    cursor: Cursor = ""
    limit: Limit = 50


class DeadlineQuery(Schema):
    """A rule, the day from which it counts, and which of its counts."""

    rule: Annotated[str, Field(min_length=1, max_length=20, examples=["FOI-03"])]
    start: Day
    of: Annotated[str | None, Field(min_length=1, max_length=40)] = None


class RatingsQuery(Schema):
    """Which ratings; days are inclusive."""

    organisation: Text = ""
    item: Text = ""
    place: Text = ""
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None


class CasesQuery(Schema):
    """Which of the cases that the caller may see."""

    state: Literal[tuple(CaseState.values)] | None = None  # type: ignore[valid-type]
    due_before: Day | None = None
    cursor: Cursor = ""
    limit: Limit = 20


class HandedMaterial(Body):
    """A file for one material, a file that was handed in before, or a promise for it."""

    id: Annotated[str, Field(min_length=1, max_length=60, description="材料在办事指南中的 id")]
    filename: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    content_base64: str | None = None
    reuse: Annotated[
        str | None, Field(min_length=1, max_length=60, description="以前提交的同种材料的代号")
    ] = None
    defer: Annotated[bool, Field(description="承诺稍后补交（容缺）")] = False
    by_on: Annotated[Day | None, Field(description="承诺在哪一天以前补交")] = None
    promise: Annotated[bool, Field(description="以承诺代替（告知承诺），视为作出指南所载承诺")] = (
        False
    )


class Acting(Body):
    """On which mandate somebody acts for an enterprise or another person."""

    mandate: Annotated[str, Field(min_length=1, max_length=20)]


class NewCase(Body):
    """An application for an item."""

    item: Annotated[str, Field(min_length=1, max_length=100, description="事项编码")]
    division: Annotated[str, Field(max_length=100, description="申请人所在镇街或村社区")] = ""
    form: Annotated[dict[str, Any], Field(description="按事项的 form 填写")] = Field(
        default_factory=dict
    )
    materials: Annotated[list[HandedMaterial], Field(max_length=60)] = Field(default_factory=list)
    on_behalf_of: Annotated[Acting | None, Field(description="替企业或者他人申请")] = None


class Supply(Body):
    """What was promised for later and is handed in now."""

    materials: Annotated[list[HandedMaterial], Field(min_length=1, max_length=60)]
    note: Note = ""


class PromiseCheck(Body):
    """What a check found of a promise that stands instead of a proof."""

    material: Annotated[str, Field(min_length=1, max_length=60, description="材料的 id")]
    finding: Literal[tuple(PledgeFinding.values)]  # type: ignore[valid-type]
    note: Annotated[str, Field(max_length=500, description="查到了什么；不实的必填")] = ""


class Noted(Body):
    """A move with nothing but a note."""

    note: Note = ""


class CorrectionRequest(Body):
    """What is missing, in words, told once; and by when it is wanted."""

    missing: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=200)]],
        Field(min_length=1, max_length=20, description="缺什么、怎样补，每项一句"),
    ]
    by_on: Annotated[Day, Field(description="请申请人在哪一天以前补交")]
    note: Note = ""


class Correction(Body):
    """What is corrected: fields that are named, files that come beside those handed in."""

    form: Annotated[dict[str, Any], Field(description="只需给出改正的栏目")] = Field(
        default_factory=dict
    )
    materials: Annotated[list[HandedMaterial], Field(max_length=60)] = Field(default_factory=list)
    note: Note = ""


class NonAcceptance(Body):
    """Why it is not accepted, and who is competent where it is known."""

    note: Annotated[str, Field(max_length=500, description="不予受理的理由，必填")] = ""
    authority: Annotated[str, Field(max_length=100, description="有权办理的机关")] = ""


class Suspension(Body):
    """A listed procedure and the working days that are told in writing."""

    procedure: Literal[tuple(Procedure.values)]  # type: ignore[valid-type]
    days: Annotated[int, Field(ge=1, le=250, description="工作日")]
    note: Note = ""


class Extension(Body):
    """How many more days; the reason stands in the note and is told to the applicant."""

    days: Annotated[int, Field(ge=1, le=250)]
    note: Annotated[str, Field(max_length=500, description="延长的理由，必填")] = ""


class Decision(Body):
    """A decision; a refusal states its reason in the note."""

    outcome: Literal[tuple(Outcome.values)]  # type: ignore[valid-type]
    note: Note = ""


class Delivery(Body):
    """How the result reached the applicant."""

    how: Literal[tuple(DeliveryWay.values)]  # type: ignore[valid-type]
    note: Note = ""


class NewRating(Body):
    """A rating; the token is its authority."""

    token: Annotated[str, Field(min_length=1, max_length=100)]
    stars: Annotated[int, Field(ge=1, le=5)]
    options: Annotated[
        list[Annotated[str, Field(max_length=20)]],
        Field(
            max_length=40,
            description="首位数字等于星级的选项代码",
            examples=[[next(iter(OPTIONS))]],
        ),
    ] = Field(default_factory=list)
    text: Annotated[str, Field(max_length=150)] = ""
