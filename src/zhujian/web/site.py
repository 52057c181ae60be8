"""What stands on every page: the county, its office, and the links that rooms offer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import DatabaseError

DEMO_COUNTY = "绵竹市"


@dataclass(frozen=True, slots=True)
class Site:
    """Whose site this is, as the header, footer and national meta tags say it."""

    county: str
    name: str
    code: str | None
    domain: str
    site_id: str
    host: str
    phone: str
    icp: str
    police: str
    badge_url: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class County:
    """What the rooms above know of the county: its name, code, office and telephone."""

    name: str
    code: str
    host: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a room offers to every page."""

    title: str
    url_name: str
    order: int = 100


PLACES = ("nav", "footer", "search", "account", "desk-exit")

_county_sources: list[Callable[[], County | None]] = []
_links: dict[str, list[Link]] = {place: [] for place in PLACES}
_known: list[County] = []


def register_site(source: Callable[[], County | None]) -> None:
    """Let `source` say which county this is; None while no county is known."""
    _county_sources[:] = [source]
    _known.clear()


def register_link(place: str, link: Link) -> None:
    """Offer a link in the `nav`, the `footer`, or as `search`, `account` or `desk-exit`."""
    if place not in _links:
        msg = f"no page has the place {place!r} for a link"
        raise LookupError(msg)
    others = [one for one in _links[place] if one.url_name != link.url_name]
    _links[place] = sorted([*others, link], key=lambda one: one.order)


def links(place: str) -> tuple[Link, ...]:
    """Return the links of a place, in order."""
    return tuple(_links[place])


def forget_county() -> None:
    """Ask again who the county is (after an import, in tests)."""
    _known.clear()


def site() -> Site:
    """Return whose site this is; once the county is known it is not asked for again."""
    if not _known and _county_sources:
        try:
            county = _county_sources[0]()
        except DatabaseError:
            county = None
        if county is not None:
            _known.append(county)
    return known_site()


def known_site() -> Site:
    """Return what is known without asking the database (for the page that says it is away)."""
    plain = _plain_site()
    if not _known:
        return plain
    county = _known[0]
    return replace(
        plain,
        county=county.name,
        name=_site_name(county.name),
        code=county.code,
        host=plain.host if settings.DEMO else county.host or f"{county.name}人民政府办公室",
        phone=plain.phone if settings.DEMO else county.phone,
    )


def _site_name(county: str) -> str:
    return f"{county}政务公开与服务平台{'（演示）' if settings.DEMO else ''}"


def _plain_site() -> Site:
    county = DEMO_COUNTY if settings.DEMO else ""
    return Site(
        county=county,
        name=_site_name(county or "县级"),
        code=None,
        domain=settings.SITE_DOMAIN,
        site_id=settings.SITE_CODE,
        host="演示政府办公室（虚构）" if settings.DEMO else "",
        phone="000-0000000（虚构）" if settings.DEMO else "",
        icp="演ICP备00000000号（虚构）" if settings.DEMO else settings.SITE_ICP,
        police="演公网安备00000000000000号（虚构）" if settings.DEMO else settings.SITE_POLICE,
        badge_url="" if settings.DEMO else settings.SITE_BADGE_URL,
        is_demo=settings.DEMO,
    )
