"""Open readings of the catalogue and of places."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zhujian.catalogue import queries as catalogue
from zhujian.catalogue.queries.places import place_shapes
from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division
from zhujian.gateway import queries
from zhujian.gateway.answers import answer
from zhujian.gateway.cursors import bad_cursor, next_address, position
from zhujian.gateway.problems import one_field
from zhujian.gateway.shapes import answers, questions
from zhujian.gateway.views.replies import OPEN, replies
from zhujian.kernel.refusals import Refused, not_found
from zhujian.places.models import PlaceQuerySet
from zhujian.places.queries import nearest, place_by_slug, places_list
from zhujian.web.cache import tag
from zhujian.web.pages import page_by_key

router = Router(tags=["事项与地点"])
FARTHEST = 500


@router.get("/items", response=replies(answers.ItemList, *OPEN), summary="服务事项目录")
def list_items(request: HttpRequest, query: Query[questions.ItemsQuery]) -> HttpResponse:
    """Return the items of the catalogue, published before listed ones."""
    asked = {
        "department": query.department,
        "audience": query.audience,
        "kind": query.kind,
        "division": query.division,
    }
    filters = {**asked, "limit": "" if query.limit == 30 else str(query.limit)}
    found = catalogue.items_matching(catalogue.filters_of(asked))
    after = position(request.path, filters, query.cursor)
    page = page_by_key(
        found.select_related("organisation"), key=("-status", "pk"), after=after, size=query.limit
    )
    return answer(
        {
            "items": [catalogue.card(item) for item in page.rows],
            "next": next_address(request.path, filters, page.next),
            "total": found.count(),
        }
    )


@router.get("/items/{code}", response=replies(answers.Item, *OPEN), summary="办事指南")
def read_item(request: HttpRequest, code: str) -> HttpResponse:
    """Return an item with every element of its guide."""
    found = catalogue.guide_with_places(code)
    if found is None:
        raise not_found(f"没有编码为「{code[:100]}」的事项。")
    view, places = found
    tag(request, *view.tags, *(f"place:{place.slug}" for place in places))
    return answer(catalogue.item_shape(view, places))


@router.get(
    "/items/{code}/places", response=replies(answers.ItemPlaceList, *OPEN), summary="就近办理地点"
)
def list_item_places(
    request: HttpRequest, code: str, query: Query[questions.ItemPlacesQuery]
) -> HttpResponse:
    """Return where an item is handled, nearest first from a division or a point."""
    del request
    try:
        places = catalogue.places_for(code, division=query.division, lon=query.lon, lat=query.lat)
    except Refused as refused:
        field = {"division_unknown": "division", "point": "lon"}.get(refused.code)
        if field is None or refused.fields:
            raise
        raise one_field(refused.code, field, refused.text) from refused
    return answer({"items": place_shapes(places), "next": None})


@router.get("/places", response=replies(answers.PlaceList, *OPEN), summary="办事地点")
def list_places(request: HttpRequest, query: Query[questions.PlacesQuery]) -> HttpResponse:
    """Return places; with `near` the nearest first, within `radius` kilometres if given."""
    filters = {
        "near": query.near,
        "radius": "" if query.radius is None else f"{query.radius:g}",
        "category": query.category or "",
        "item": query.item,
        "division": query.division,
        "limit": "" if query.limit == 50 else str(query.limit),
    }
    after = position(request.path, filters, query.cursor)
    if query.radius is not None and not query.near:
        raise one_field("point", "near", "给出 radius 时，还需要给出 near。")
    found = _places(query)
    if query.near:
        return _nearest(request, query, found, filters, after)
    page = page_by_key(found.with_hours(), key=("slug",), after=after, size=query.limit)
    return answer(
        {
            "items": [queries.place_shape(place) for place in page.rows],
            "next": next_address(request.path, filters, page.next),
        }
    )


@router.get("/places/{slug}", response=replies(answers.PlaceCard, *OPEN), summary="一个办事地点")
def read_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Return one place."""
    place = place_by_slug(slug)
    tag(request, f"place:{place.slug}")
    return answer(queries.place_shape(place))


def _places(query: questions.PlacesQuery) -> PlaceQuerySet:
    found = places_list(category=query.category or "", division=_division(query.division))
    if query.item:
        slugs = [place.slug for place in catalogue.places_for(query.item)]
        found = found.filter(slug__in=slugs)
    return found


def _division(text: str) -> Division | None:
    if not text:
        return None
    found = find_division(text)
    if found is None:
        raise one_field("division_unknown", "division", f"没有找到「{text}」这个镇街或村社区。")
    return found


def _nearest(
    request: HttpRequest,
    query: questions.PlacesQuery,
    found: PlaceQuerySet,
    filters: dict[str, str],
    after: str,
) -> HttpResponse:
    lon, lat = (float(part) for part in query.near.split(","))
    if abs(lon) > 180 or abs(lat) > 90:
        raise one_field("point", "near", "经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间。")
    if after and not after.isdecimal():
        raise bad_cursor()
    begin = int(after or 0)
    allowed = set(found.values_list("pk", flat=True))
    near = [
        one
        for one in nearest(
            lon, lat, category=query.category or "", limit=FARTHEST, radius_km=query.radius
        )
        if one.place.pk in allowed
    ]
    shown = near[begin : begin + query.limit]
    loaded = found.with_hours().in_bulk([one.place.pk for one in shown])
    more = begin + query.limit if begin + query.limit < len(near) else None
    return answer(
        {
            "items": [
                {**queries.place_shape(loaded[one.place.pk]), "distance_km": one.distance_km}
                for one in shown
            ],
            "next": next_address(request.path, filters, None if more is None else str(more)),
        }
    )
