"""Parts of actions: asking for a rating, and counting by day."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from zhujian.kernel import changes, clock, rows
from zhujian.kernel.crypto import index_of
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.ratings.models import (
    Channel,
    RatingDay,
    RatingMonth,
    RatingOffer,
    RatingPlaceMonth,
    RatingReason,
)

OFFER_LASTS = timedelta(days=30)


def offer_rating(
    *, subject: str, organisation: str, item: str = "", place: str = "", channel: str = "online"
) -> str:
    """Ask for one rating of a subject; return the token, which is its authority, this once.

    `organisation` is a slug, `item` a code, `place` a slug. A subject is asked about once.
    """
    if channel not in Channel.values:
        reason = f"没有渠道「{channel}」，可用：{'、'.join(Channel.values)}。"
        raise Refused("channel", reason, fields=(FieldRefusal("channel", reason),))
    token = secrets.token_urlsafe(24)
    at = clock.now()
    offer = RatingOffer(
        subject=subject,
        organisation=organisation,
        item=item,
        place=place,
        channel=channel,
        digest=token_digest(token),
        created_at=at,
        expires_at=at + OFFER_LASTS,
    )
    rows.insert(offer)
    _count(offer, clock.china_date(at), offered=1)
    changes.announce("ratings")
    return token


def token_digest(token: str) -> str:
    """Return what is kept of a rating token."""
    return index_of(token, purpose="rating-token")


def count_rating(
    offer: RatingOffer, *, stars: int, options: Sequence[str], is_default: bool
) -> None:
    """Add one rating to the counts; an answer counts on the day on which it was asked for."""
    if is_default:
        _count(offer, clock.today(), **{f"default_{stars}": 1})
    else:
        _count(offer, clock.china_date(offer.created_at), answered=1)
        _count(offer, clock.today(), **{f"active_{stars}": 1})
    thing = {"organisation": offer.organisation, "item": offer.item, "place": offer.place}
    month = clock.today().replace(day=1)
    for option in options:
        _add(RatingReason, key=thing | {"month": month, "option": option}, amounts={"times": 1})
    changes.announce("ratings")


def _count(offer: RatingOffer, day: date, **amounts: int) -> None:
    thing = {"organisation": offer.organisation, "item": offer.item}
    where = {"place": offer.place, "channel": offer.channel}
    _add(RatingDay, key=thing | where | {"day": day}, amounts=amounts)
    _add(RatingMonth, key=thing | {"month": day.replace(day=1)}, amounts=amounts)
    if offer.place:
        here = thing | {"month": day.replace(day=1), "place": offer.place}
        _add(RatingPlaceMonth, key=here, amounts=amounts)


def _add(model: type[Model], *, key: dict[str, Any], amounts: dict[str, int]) -> None:
    """Add to a row of counts, made if it is missing, without reading it first."""
    if rows.add(model, amounts, **key):
        return
    try:
        with transaction.atomic():
            model._default_manager.create(**key, **amounts)
    except IntegrityError:  # another writer made the row in between
        rows.add(model, amounts, **key)
