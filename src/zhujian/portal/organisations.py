"""What the pages of organisations join: what each does, its phones, its places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from zhujian.catalogue.models import Item
from zhujian.catalogue.states import ItemKind
from zhujian.kernel.refusals import not_found
from zhujian.people.models import Organisation, OrganisationKind
from zhujian.places.models import Place
from zhujian.search.registry import SearchDocument, SearchSource

ITEMS_SHOWN = 12
# An office answers a question about itself; where an item answers as well, the item is meant.
BESIDE_ITEMS = 0.5
# In the order in which people look for them; villages are reached through their town.
SHOWN_KINDS = (
    OrganisationKind.HALL,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.TOWN,
    OrganisationKind.ZONE,
    OrganisationKind.INSTITUTION,
    OrganisationKind.COUNTY,
)


@dataclass(frozen=True, slots=True)
class OrganisationGroup:
    """The organisations of one kind with how many items each handles."""

    title: str
    rows: tuple[tuple[Organisation, int], ...]


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One organisation as its page shows it."""

    organisation: Organisation
    items: tuple[Item, ...]
    kinds: tuple[tuple[str, int], ...]
    places: tuple[Place, ...]

    @property
    def items_count(self) -> int:
        """How many items it handles."""
        return sum(count for _, count in self.kinds)


def organisation_groups() -> list[OrganisationGroup]:
    """Return the organisations that people deal with, by kind, in two queries."""
    counts = dict(Item.objects.counted().values_list("organisation").annotate(n=Count("pk")))
    found = list(Organisation.objects.active().order_by("name"))
    groups = []
    for kind in SHOWN_KINDS:
        rows = tuple((one, counts.get(one.pk, 0)) for one in found if one.kind == kind)
        if rows:
            groups.append(OrganisationGroup(str(kind.label), rows))
    return groups


def organisation_view(slug: str) -> OrganisationView:
    """Return one organisation with what it handles and where it is, or refuse (404)."""
    active = Organisation.objects.active().select_related("parent", "division")
    organisation = active.filter(slug=slug).prefetch_related("aliases").first()
    if organisation is None:
        raise not_found("没有这个单位。")
    mine = Item.objects.counted().filter(organisation=organisation)
    counts = mine.order_by("kind").values_list("kind").annotate(n=Count("pk"))
    return OrganisationView(
        organisation=organisation,
        items=tuple(mine.order_by("-status", "name")[:ITEMS_SHOWN]),
        kinds=tuple((str(ItemKind(kind).label), count) for kind, count in counts),
        places=tuple(Place.objects.active().filter(organisation=organisation).order_by("name")),
    )


def load_documents(slugs: Iterable[str]) -> Iterator[SearchDocument]:
    """Yield what the index sees of the active organisations among `slugs`."""
    found = Organisation.objects.active().filter(slug__in=list(slugs), kind__in=SHOWN_KINDS)
    for one in found.select_related("division").prefetch_related("aliases"):
        names = [one.short_name, *(alias.name for alias in one.aliases.all())]
        names += [f"{name}{what}" for name in names if name for what in ("电话", "地址")]
        phones = "；".join(
            f"{label} {phone}"
            for label, phone in (("咨询电话", one.phone_consult), ("监督电话", one.phone_supervise))
            if phone
        )
        yield SearchDocument(
            kind="organisation",
            id=one.slug,
            title=one.name,
            url=f"/organisations/{one.slug}/",
            names=tuple(dict.fromkeys(name for name in names if name and name != one.name)),
            body=phones,
            extra={"summary": phones, "phone": one.phone_consult},
            boost=BESIDE_ITEMS,
        )


def all_slugs() -> Iterable[str]:
    """Return the slugs of the organisations that have a page in the index."""
    active = Organisation.objects.active().filter(kind__in=SHOWN_KINDS)
    return list(active.values_list("slug", flat=True))


SOURCE = SearchSource(
    kind="organisation",
    tags_prefix="organisation:",
    load=load_documents,
    all_ids=all_slugs,
    all_tags=frozenset({"organisations"}),
)
