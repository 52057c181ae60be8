"""The catalogue as a list with facets whose counts agree with what they lead to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q

from zhujian.catalogue.models import Item, ItemPlace
from zhujian.catalogue.models.item import ItemQuerySet
from zhujian.catalogue.states import ItemKind
from zhujian.divisions.models import Division
from zhujian.people.models import Organisation
from zhujian.web.pages import page_by_key

PAGE_SIZE = 30
AUDIENCE_WORDS: Mapping[str, str] = {"person": "个人", "organisation": "企业和单位"}
_AUDIENCE_CODES = {
    "1": "person",
    "自然人": "person",
    "个人": "person",
    "2": "organisation",
    "法人": "organisation",
    "企业": "organisation",
    "企业法人": "organisation",
}
KEYS = ("department", "audience", "kind", "town", "online", "spot")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the catalogue is narrowed by; an empty value narrows nothing."""

    department: str = ""
    audience: str = ""
    kind: str = ""
    town: str = ""
    online: str = ""
    spot: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The filters as parts of an address."""
        return {key: getattr(self, key) for key in KEYS if getattr(self, key)}

    @property
    def query(self) -> str:
        """The filters as a query string, without empty ones."""
        return urlencode(self.values)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return not self.query

    def without(self, key: str) -> "Filters":
        """Return the filters with one of them lifted."""
        return replace(self, **{key: ""})


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One value of a facet: how many items it leads to, and its address."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the catalogue."""

    key: str
    label: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page of the catalogue."""

    filters: Filters
    items: list[Item]
    total: int
    facets: tuple[Facet, ...]
    next: str | None


def filters_of(values: Mapping[str, str]) -> Filters:
    """Return the filters that a query names; what is unknown to a facet matches nothing.

    A kind may be given by code or name, an audience as person, organisation, 1–6 or its name.
    """
    kind = values.get("kind", "").strip()
    names = {str(choice.label): choice.value for choice in ItemKind}
    audience = values.get("audience", "").strip()
    return Filters(
        department=values.get("department", "").strip()[:60],
        audience=_AUDIENCE_CODES.get(audience, audience)[:20],
        kind=names.get(kind, kind.zfill(2) if kind.isdecimal() else kind)[:20],
        town=(values.get("town", "") or values.get("division", "")).strip()[:20],
        online="1" if values.get("online", "") in {"1", "true"} else "",
        spot="1" if values.get("spot", "") in {"1", "true"} else "",
    )


def items_matching(filters: Filters) -> ItemQuerySet:
    """Return the items of the catalogue that the filters leave."""
    found = Item.objects.counted()
    for key in KEYS:
        value = getattr(filters, key)
        if value:
            found = found.filter(_CONDITIONS[key](value))
    return found


def catalogue(filters: Filters, *, after: str = "", base: str = "/items/") -> CataloguePage:
    """Return one page of the catalogue with its facets, published items before listed ones."""
    found = items_matching(filters)
    page = page_by_key(
        found.select_related("organisation"),
        key=("-status", "pk"),
        after=after,
        size=PAGE_SIZE,
    )
    return CataloguePage(
        filters=filters,
        items=page.rows,
        total=found.count(),
        facets=_facets(filters, base),
        next=page.next,
    )


def _in_town(code: str) -> Q:
    return Q(Exists(ItemPlace.objects.filter(item=OuterRef("pk"), town=code)))


def _for_audience(value: str) -> Q:
    if value == "person":
        return Q(is_for_persons=True)
    return Q(is_for_organisations=True) if value == "organisation" else Q(pk__isnull=True)


_CONDITIONS: Mapping[str, Callable[[str], Q]] = {
    "department": lambda value: Q(organisation__slug=value),
    "audience": _for_audience,
    "kind": lambda value: Q(kind=value),
    "town": _in_town,
    "online": lambda _: Q(is_online=True),
    "spot": lambda _: Q(is_on_the_spot=True),
}


def _facets(filters: Filters, base: str) -> tuple[Facet, ...]:
    yes_no = items_matching(filters.without("online")).filter(is_online=True).count()
    on_spot = items_matching(filters.without("spot")).filter(is_on_the_spot=True).count()
    persons = items_matching(filters.without("audience")).aggregate(
        person=Count("pk", filter=Q(is_for_persons=True)),
        organisation=Count("pk", filter=Q(is_for_organisations=True)),
    )
    found = (
        (
            "audience",
            "谁来办",
            [(key, AUDIENCE_WORDS[key], persons[key]) for key in AUDIENCE_WORDS],
        ),
        ("online", "网上办", [("1", "可以网上申请", yes_no)]),
        ("spot", "当场办", [("1", "当场办结", on_spot)]),
        ("department", "哪个部门", _departments(filters)),
        ("town", "在哪个镇街", _towns(filters)),
        ("kind", "事项类型", _kinds(filters)),
    )
    return tuple(
        facet
        for key, label, values in found
        if (facet := _facet(key, label, values, filters, base)).options
    )


def _facet(
    key: str, label: str, values: list[tuple[str, str, int]], filters: Filters, base: str
) -> Facet:
    chosen = getattr(filters, key)
    options = []
    for value, text, count in values:
        if not count and value != chosen:
            continue
        target = filters.without(key) if value == chosen else replace(filters, **{key: value})
        query = target.query
        options.append(
            FacetOption(value, text, count, value == chosen, f"{base}?{query}" if query else base)
        )
    return Facet(key, label, tuple(options))


def _departments(filters: Filters) -> list[tuple[str, str, int]]:
    rows = (
        items_matching(filters.without("department"))
        .order_by()
        .values_list("organisation__slug", "organisation__short_name")
        .annotate(number=Count("pk"))
        .order_by("-number", "organisation__slug")
    )
    found = [(slug, str(name), number) for slug, name, number in rows]
    if filters.department and filters.department not in {slug for slug, _, _ in found}:
        name = (
            Organisation.objects.filter(slug=filters.department)
            .values_list("short_name", flat=True)
            .first()
        )
        found.append((filters.department, name or filters.department, 0))
    return found


def _kinds(filters: Filters) -> list[tuple[str, str, int]]:
    rows = (
        items_matching(filters.without("kind"))
        .order_by()
        .values_list("kind")
        .annotate(number=Count("pk"))
        .order_by("-number", "kind")
    )
    numbers = dict(rows)
    if filters.kind in ItemKind.values:
        numbers.setdefault(filters.kind, 0)
    return [(kind, str(ItemKind(kind).label), numbers[kind]) for kind in numbers]


def _towns(filters: Filters) -> list[tuple[str, str, int]]:
    rows = (
        ItemPlace.objects.exclude(town="")
        .filter(item__in=items_matching(filters.without("town")))
        .order_by()
        .values_list("town")
        .annotate(number=Count("item", distinct=True))
        .order_by("town")
    )
    numbers = dict(rows)
    names = dict(
        Division.objects.filter(code__in=[*numbers, filters.town]).values_list("code", "name")
    )
    if filters.town in names:
        numbers.setdefault(filters.town, 0)
    return [(str(code), names.get(code, str(code)), numbers[code]) for code in numbers]
