"""Verbs of rating."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor, SystemActor
from zhujian.kernel.refusals import Refused, forbidden, not_found
from zhujian.ratings import rules, steps
from zhujian.ratings.models import Rating, RatingOffer

RATER = SystemActor("system:rating-token")
DEFAULT_STARS = 4
TOKEN_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Given:
    """A rating that was taken, with the receipt by which its giver can check it later."""

    rating: Rating
    receipt: str


def give_rating(*, token: str, stars: int, options: Sequence[str] = (), text: str = "") -> Given:
    """Take the one rating that a token entitles to.

    Refuses `rating_token` (404), `rating_expired` (422), `already_rated` (409) and `rating` (422)
    with the fields that are wrong.
    """
    text = text.replace("\r\n", "\n").strip()
    problems = rules.rating_problems(stars, options, text)
    try:
        with transaction.atomic(durable=True):
            offer = _open_offer(token)
            if problems:
                raise Refused("rating", "评价有几处需要改正。", fields=problems)
            return _record(offer, stars=stars, options=options, text=text)
    except IntegrityError as error:
        raise _already_rated() from error


def enter_default_rating(*, by: Actor, subject: str) -> Rating:
    """Enter the default for an offer that ran out unanswered; it is counted apart for ever."""
    with transaction.atomic(durable=True):
        if not by.actor_ref.startswith("system:"):
            raise forbidden("默认评价只能由系统按地方规定记入，不能由人代评。")
        offer = RatingOffer.objects.select_for_update().filter(subject=subject).first()
        if offer is None:
            raise not_found("没有这个评价邀请。")
        if hasattr(offer, "rating"):
            raise _already_rated()
        if offer.expires_at > clock.now():
            raise Refused("rating_open", "评价期限未到，还不能记默认评价。", status=409)
        line = journal.write(
            verb="rating.default",
            subject=f"rating:{offer.subject}",
            by=by,
            data=_told(offer, DEFAULT_STARS, ()),
        )
        return _save(offer, stars=DEFAULT_STARS, options=(), line=line, is_default=True)


def _already_rated() -> Refused:
    """Return the refusal of a second rating."""
    return Refused("already_rated", "这次办理已经评价过了，每次办理只能评价一次。", status=409)


def _open_offer(token: str) -> RatingOffer:
    if not token or len(token) > TOKEN_LONGEST:
        raise _unknown_token()
    offer = RatingOffer.objects.select_for_update().filter(digest=steps.token_digest(token)).first()
    if offer is None:
        raise _unknown_token()
    if hasattr(offer, "rating"):
        raise _already_rated()
    if offer.expires_at <= clock.now():
        raise Refused("rating_expired", "评价期限已过，不能再评价。如有意见，可以向有关单位反映。")
    return offer


def _unknown_token() -> Refused:
    return Refused("rating_token", "评价链接无效，请核对是否完整。", status=404)


def _record(offer: RatingOffer, *, stars: int, options: Sequence[str], text: str) -> Given:
    line = journal.write(
        verb="rating.give",
        subject=f"rating:{offer.subject}",
        by=RATER,
        data=_told(offer, stars, options),
        note=text,
        note_audience=journal.Audience.INTERNAL,
    )
    rating = _save(offer, stars=stars, options=options, line=line, is_default=False)
    return Given(rating, journal.receipt(line))


def _told(offer: RatingOffer, stars: int, options: Sequence[str]) -> dict[str, Any]:
    return {
        "stars": stars,
        "options": list(options),
        "organisation_rated": offer.organisation,
        "item": offer.item,
    }


def _save(
    offer: RatingOffer, *, stars: int, options: Sequence[str], line: journal.Line, is_default: bool
) -> Rating:
    rating = Rating.objects.create(
        ref=secrets.token_hex(8),
        offer=offer,
        stars=stars,
        options=list(options),
        is_default=is_default,
        at=clock.now(),
        line=line,
    )
    steps.count_rating(offer, stars=stars, options=options, is_default=is_default)
    return rating
