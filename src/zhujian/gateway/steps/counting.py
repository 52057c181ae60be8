"""How many writes a person and an organisation may try in a minute."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from zhujian.gateway.models import WriteCount
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User

MINUTE = 60


def count_write(user: User) -> None:
    """Count one more write, or refuse (429) what is too much for this minute.

    A hall shares one address, so addresses are not counted; people and organisations are.
    """
    organisation = user.actor_organisation
    _count(user.actor_ref, settings.API_WRITES_PER_PERSON, "您")
    if organisation:
        _count(f"organisation:{organisation}", settings.API_WRITES_PER_ORGANISATION, "您的单位")


def count_owner(owner: str) -> None:
    """Count one more write of whoever holds another authority than a Bearer token."""
    _count(owner, settings.API_WRITES_PER_PERSON, "您")


def _count(owner: str, most: int, who: str) -> None:
    seconds = int(clock.now().timestamp())
    minute = seconds // MINUTE
    with transaction.atomic():
        rows = WriteCount.objects.filter(owner=owner, minute=minute)
        if not rows.update(count=F("count") + 1):
            try:
                with transaction.atomic():
                    WriteCount.objects.create(owner=owner, minute=minute, count=1)
            except IntegrityError:  # another request of this minute made the row in between
                rows.update(count=F("count") + 1)
        count = rows.values_list("count", flat=True).get()
    if count > most:
        raise Refused(
            "too_many",
            f"{who}一分钟内的提交次数超过了 {most} 次，请稍后再试。",
            status=429,
            retry_after=MINUTE - seconds % MINUTE,
        )
