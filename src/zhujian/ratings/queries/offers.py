"""What the page of a token knows."""

from dataclasses import dataclass

from zhujian.kernel import clock
from zhujian.people.queries import organisation_names
from zhujian.ratings.models import RatingOffer
from zhujian.ratings.names import item_names
from zhujian.ratings.steps import token_digest


@dataclass(frozen=True, slots=True)
class OfferView:
    """What the page of a token knows."""

    offer: RatingOffer
    organisation_name: str
    item_name: str
    is_rated: bool
    is_expired: bool


def offer_view(token: str) -> OfferView | None:
    """Return what the page of a token shows, or None where no such offer is."""
    offer = (
        RatingOffer.objects.filter(digest=token_digest(token))
        .select_related("rating__line")
        .first()
    )
    if offer is None:
        return None
    return OfferView(
        offer,
        organisation_names([offer.organisation]).get(offer.organisation, offer.organisation),
        item_names([offer.item])[offer.item] if offer.item else "",
        hasattr(offer, "rating"),
        offer.expires_at <= clock.now(),
    )
