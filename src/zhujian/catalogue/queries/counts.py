"""Figures of the catalogue, each a count over what its list shows."""

from zhujian.catalogue.models import Grant, Item
from zhujian.catalogue.states import GrantCategory
from zhujian.kernel import clock


def counts() -> dict[str, int]:
    """Return the catalogue's part of the figures of `GET /city`.

    Items are counted once each; a delegation counts once for each item and grant in force.
    """
    lines = (
        Grant.objects.in_force(clock.today())
        .filter(items__isnull=False)
        .values_list("category", "target__slug", "target__kind", "items")
    )
    figures = {
        "items": Item.objects.counted().count(),
        "delegated_public_services": 0,
        "approvals_hanwang": 0,
        "approvals_other_towns": 0,
        "approvals_hightech_zone": 0,
    }
    seen: set[tuple[str, int]] = set()
    for category, slug, kind, item in lines:
        name = _figure(category, slug, kind)
        if name and (name, item) not in seen:
            seen.add((name, item))
            figures[name] += 1
    return figures


def _figure(category: str, slug: str, kind: str) -> str:
    if category == GrantCategory.PUBLIC_SERVICE:
        return "delegated_public_services"
    if slug == "hanwang":
        return "approvals_hanwang"
    return {"town": "approvals_other_towns", "zone": "approvals_hightech_zone"}.get(kind, "")
