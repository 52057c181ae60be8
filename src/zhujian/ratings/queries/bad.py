"""Bad ratings as the staff of the organisation read them, to make it better."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from zhujian.kernel.journal.queries import note_of
from zhujian.kernel.privacy import mask_text
from zhujian.people.models import Organisation, User
from zhujian.people.queries import organisation_names
from zhujian.places.models import Place
from zhujian.ratings import permissions
from zhujian.ratings.models import Rating
from zhujian.ratings.names import item_names, subject_address
from zhujian.ratings.options import OPTIONS
from zhujian.ratings.queries.board import place_names
from zhujian.web.pages import page_by_key

BAD_PAGE = 30


@dataclass(frozen=True, slots=True)
class BadRating:
    """One bad rating: of what, why, and what was said, numbers of persons masked."""

    at: datetime
    stars: int
    subject: str
    address: str
    organisation: str
    item: str
    place: str
    reasons: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class BadPage:
    """One page of them, newest first."""

    rows: list[BadRating]
    next: str | None


def _of(offices: list[Organisation]) -> Q:
    """Return the condition that something was handled by these offices, or at their windows."""
    places = Place.objects.filter(organisation__in=[office.pk for office in offices])
    return Q(offer__organisation__in=[office.slug for office in offices]) | Q(
        offer__place__in=list(places.values_list("slug", flat=True))
    )


def bad_ratings(user: User, *, after: str = "") -> BadPage:
    """Return the bad ratings that a member of staff may read."""
    found = Rating.objects.bad().select_related("offer", "line__note")
    if not permissions.can_read_all_bad_ratings(user):
        found = found.filter(_of(permissions.offices_of(user)))
    page = page_by_key(found, key=("-pk",), after=after, size=BAD_PAGE)
    offers = [rating.offer for rating in page.rows]
    organisations = organisation_names(offer.organisation for offer in offers)
    items = item_names({offer.item for offer in offers if offer.item})
    places = place_names({offer.place for offer in offers if offer.place})
    rows = [
        BadRating(
            at=rating.at,
            stars=rating.stars,
            subject=rating.offer.subject,
            address=subject_address(rating.offer.subject),
            organisation=organisations.get(rating.offer.organisation, rating.offer.organisation),
            item=items.get(rating.offer.item, ""),
            place=places.get(rating.offer.place, ""),
            reasons=tuple(OPTIONS.get(code, code) for code in rating.options),
            text=mask_text(note_of(rating.line)),
        )
        for rating in page.rows
    ]
    return BadPage(rows, page.next)
