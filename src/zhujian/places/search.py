"""What the index sees of a place."""

from collections.abc import Iterable, Iterator

from zhujian.places.models import Place
from zhujian.places.queries import hours_rows_of
from zhujian.search.registry import SearchDocument

KIND = "place"


def load(slugs: Iterable[str]) -> Iterator[SearchDocument]:
    """Yield the documents of active places among `slugs`."""
    places = (
        Place.objects.active()
        .filter(slug__in=list(slugs))
        .select_related("division__parent", "organisation")
        .prefetch_related("opening_hours", "division__aliases")
    )
    for place in places:
        former = (alias.name for alias in place.division.aliases.all())
        hours = "；".join(f"{days} {hours}" for days, hours in hours_rows_of(place))
        yield SearchDocument(
            kind=KIND,
            id=place.slug,
            title=place.name,
            url=f"/places/{place.slug}/",
            names=(place.get_category_display(), *former),
            body=f"{place.address} {place.phone} {hours} {place.directions}".strip(),
            extra={
                "organisation": place.organisation.name if place.organisation else "",
                "category": place.get_category_display(),
                "division": place.division.name,
            },
            boost=1.0,
        )


def all_slugs() -> Iterable[str]:
    """Return the slugs of all active places."""
    return Place.objects.active().values_list("slug", flat=True)
