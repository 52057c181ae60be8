"""What goes out of dates, tracks, ratings and cases."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from zhujian.gateway.shapes.answers import DateText, Instant, Open


class Deadline(Schema):
    """A due date that explains itself."""

    rule: str
    start: DateText
    due_on: DateText
    due_why: str
    calendar: str


class Step(Open):
    """One step: when, what, by an organisation or 申请人."""

    at: Instant
    text: str
    by: str


class Track(Open):
    """The public steps of a number, oldest first; a private file shows no title."""

    number: str
    kind: str
    kind_text: str
    title: str | None
    state: str
    due_on: DateText | None
    due_why: str
    steps: list[Step]


class Levels(Open):
    """Ratings per level, what people gave and what was entered by default apart."""

    active: dict[str, int]
    default: dict[str, int]


class RatingSummary(Open):
    """Figures of ratings; a rate without a sample is null."""

    counts: Levels
    response_rate: float | None
    sample: int
    satisfaction: float | None
    interval: list[float] | None


class Receipt(Open):
    """A rating that was taken, with the receipt for `zhujian ledger prove`."""

    receipt: str
    stars: int
    options: list[str]


class ItemRef(Open):
    """An item by code and name."""

    code: str
    name: str


class CaseCard(Open):
    """A case as a list shows it."""

    number: str
    item: ItemRef
    state: str
    state_text: str
    submitted_at: Instant
    accepted_on: DateText | None
    due_on: DateText | None
    outcome: str | None


class CaseList(Schema):
    """A page of cases, newest first."""

    items: list[CaseCard]
    next: str | None


class CorrectionTold(Schema):
    """What was told once to be missing, and by when it is wanted."""

    missing: list[str]
    by_on: DateText
    asked_at: Instant


class SuspensionTold(Schema):
    """For what, from when and until when the clock stands still."""

    procedure: str
    procedure_text: str
    since: DateText
    until: DateText


class OnBehalf(Schema):
    """For whom somebody else acted."""

    kind: str
    name: str


class Promise(Schema):
    """What was promised for a material: to hand it in later, or instead of a proof."""

    material: str
    kind: str
    words: str
    by_on: DateText | None
    kept_at: Instant | None
    is_late: bool
    finding: str | None


class Case(CaseCard):
    """A case as the caller sees it; `actions` are the moves that the caller may make now."""

    due_why: str
    steps: list[Step]
    parts: list[Any]
    actions: list[str]
    rate_url: Annotated[str | None, Field(description="末段为评价令牌；办结后只给申请人")]
    on_behalf_of: Annotated[OnBehalf | None, Field(description="替哪个企业或者个人申请")]
    promises: Annotated[list[Promise], Field(description="稍后补交与告知承诺")]
    correction: Annotated[CorrectionTold | None, Field(description="一次告知的补正内容")]
    suspension: Annotated[SuspensionTold | None, Field(description="正在进行的特别程序")]
    competent_authority: Annotated[str | None, Field(description="不予受理时告知的有权机关")]
    remedies: Annotated[str | None, Field(description="不予受理、不予准予时的救济途径")]
