"""Counters of tries, which shut a door."""

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import Counter, User
from zhujian.people.rules import LIMITS, Tally, counted, seconds_shut


def locked_counter(scope: str, key: str) -> Counter:
    """Return the locked row of a counter, made if there is none."""
    Counter.objects.get_or_create(scope=scope, key=key, defaults={"since": clock.now()})
    return Counter.objects.select_for_update().get(scope=scope, key=key)


def shut_for(scope: str, who: str) -> int:
    """Return for how many seconds a door is shut to somebody; locks the counter's row."""
    row = locked_counter(scope, index_of(who, purpose=scope))
    return seconds_shut(Tally(row.count, row.since, row.locked_until), at=clock.now())


def count_once(scope: str, who: str, *, user: User | None = None) -> None:
    """Count one more time for somebody at a door, and shut the door if that was too often.

    `user` is the account behind it, so that it can be unlocked.
    """
    row = locked_counter(scope, index_of(who, purpose=scope))
    tally = counted(LIMITS[scope], Tally(row.count, row.since, row.locked_until), at=clock.now())
    row.count, row.since, row.locked_until = tally.count, tally.since, tally.locked_until
    row.user_ref = user.ref if user else row.user_ref
    row.save(update_fields=["count", "since", "locked_until", "user_ref"])


def forget_counts(scope: str, who: str) -> None:
    """Forget what was counted for somebody at a door."""
    Counter.objects.filter(scope=scope, key=index_of(who, purpose=scope)).delete()
