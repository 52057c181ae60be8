"""What goes out. Objects may carry more than is named here, never less."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

DateText = Annotated[str, Field(json_schema_extra={"format": "date"})]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Open(Schema):
    """An object that may grow."""

    model_config = ConfigDict(extra="allow")


class FieldError(Schema):
    """One field that is wrong."""

    field: str
    reason: str


class Problem(Schema):
    """A request that was declined; nothing was changed (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: Annotated[str, Field(description="稳定的机器可读代码")]
    errors: list[FieldError]
    reference: Annotated[str, Field(description="请求编号，反映问题时请提供")]


class City(Open):
    """The county and its figures; each is a count over what its list shows."""

    name: str | None
    code: str | None
    items: int
    delegated_public_services: int
    approvals_hanwang: int
    approvals_other_towns: int
    approvals_hightech_zone: int
    themes: int
    agent_items: int
    utility_items: int
    agents: int
    experience_officers: int
    towns: int
    villages: int
    places: int
    documents: int
    channels: int
    last_updated: Instant | None


class Found(Open):
    """One result of a search; `id` is a code, number or slug."""

    kind: str
    id: str
    title: str
    url: str
    snippet: str
    score: float


class FoundList(Schema):
    """Results, best first."""

    items: list[Found]
    total: int
    did_you_mean: str
    nearest: Annotated[bool, Field(description="没有完全匹配，列出的是相近的事项")]


class Named(Open):
    """Something with a slug and a name."""

    slug: str
    name: str


class DivisionRef(Schema):
    """A division by code and name."""

    code: str
    name: str


class ItemCard(Open):
    """An item as the catalogue lists it."""

    code: str
    name: str
    kind: str
    status: Literal["published", "listed", "suspended"]
    audience: list[str]
    organisation: Named
    is_online: bool
    url: str


class ItemList(Schema):
    """A page of items; `next` is the address of the following page."""

    items: list[ItemCard]
    next: str | None
    total: int


class Via(Open):
    """Through whom, and under which grant of power."""

    organisation: Named
    grant: dict[str, Any] | None


class PlaceCard(Open):
    """A place."""

    slug: str
    name: str
    category: Literal[
        "openness", "hall", "station", "health", "education", "self-service", "utility"
    ]
    division: DivisionRef
    lon: float | None
    lat: float | None
    hours: str
    phone: str
    address: str
    items_count: int


class PlaceList(Schema):
    """A page of places."""

    items: list[PlaceCard]
    next: str | None


class ItemPlace(Open):
    """A place where an item is handled, and how far it is."""

    slug: str
    name: str
    category: str
    division: DivisionRef
    lon: float | None
    lat: float | None
    hours: str
    phone: str
    distance_km: float | None
    via: Via


class ItemPlaceList(Schema):
    """Places of an item, nearest first."""

    items: list[ItemPlace]
    next: None


class Item(Open):
    """An item with every element of its guide; a listed one has only what is known."""

    code: str
    name: str
    kind: str
    status: Literal["published", "listed", "suspended"]
    audience: list[Any]
    organisation: Named
    offers: list[dict[str, Any]]
    summary: str
    conditions: Any
    steps: list[Any]
    materials: list[Any]
    form: dict[str, Any] | None
    statutory: dict[str, Any] | None
    promised: dict[str, Any] | None
    visits: int | None
    fee: dict[str, Any] | None
    legal_basis: list[Any]
    result: dict[str, Any] | None
    places: list[ItemPlace]
    phones: dict[str, Any]
    version: int
    delegated_from: dict[str, Any] | None
    is_online: bool


class DivisionCard(Open):
    """A division with its code and position (WGS-84)."""

    code: str
    name: str
    level: Literal["county", "town", "village"]
    parent: DivisionRef | None
    lon: float | None
    lat: float | None


class DivisionList(Schema):
    """A page of divisions."""

    items: list[DivisionCard]
    next: str | None


class OrganisationCard(Named):
    """An organisation."""

    short_name: str
    kind: str
    is_administrative: bool
    phones: dict[str, str]


class OrganisationList(Schema):
    """A page of organisations."""

    items: list[OrganisationCard]
    next: str | None
