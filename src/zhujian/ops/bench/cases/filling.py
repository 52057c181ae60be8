"""A million cases, written as rows: only the lists look at them.

Some thousands are written one by one, the others are copies of these under numbers of their own.
"""

import itertools
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from tqdm import tqdm

from zhujian.cases.models import Case
from zhujian.cases.states import CaseState, Channel, DeliveryWay, Outcome
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, rows
from zhujian.kernel.numbers.rules import CROCKFORD
from zhujian.people.models import Organisation, Resident, User

YEARS = 5
WRITTEN = 20_000
# Of a thousand cases so many are still open; the others were delivered, but for some.
_OPEN = {CaseState.SUBMITTED: 8, CaseState.ACCEPTED: 12, CaseState.DECIDED: 5}
_ENDED = {CaseState.WITHDRAWN: 15, CaseState.NOT_ACCEPTED: 10}


def fill(count: int) -> None:
    """Write `count` cases of five years, spread over every organisation and item."""
    chance = random.Random(510683)  # noqa: S311 -- repeatable
    first = min(count, WRITTEN)
    with transaction.atomic():
        rows.insert(*itertools.islice(_cases(chance), first))
    last = Case.objects.latest("pk").pk
    with tqdm(total=count, initial=first, unit="件", disable=not sys.stderr.isatty()) as bar:
        for time_over in range(1, count // first):
            _copy(after=last - first, until=last, mark=time_over * 1_000_000)
            bar.update(first)


def _copy(*, after: int, until: int, mark: int) -> None:
    """Copy the rows of a span of keys, which is far quicker than making them."""
    names = [
        str(field.column) for field in Case._meta.local_concrete_fields if not field.primary_key
    ]
    values = ["substr(number, 1, 11) || (id + %s)" if name == "number" else name for name in names]
    sql = (
        f"INSERT INTO {Case._meta.db_table} ({', '.join(names)})"  # noqa: S608 -- names of columns
        f" SELECT {', '.join(values)} FROM {Case._meta.db_table} WHERE id > %s AND id <= %s"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [mark + 100_000_000, after, until])


def _cases(chance: random.Random) -> Iterator[Case]:
    today = clock.today()
    items = list(Item.objects.public().select_related("organisation").order_by("code")[:200])
    organisations = list(Organisation.objects.filter(is_active=True).order_by("pk"))
    people = list(User.objects.filter(resident__in=Resident.objects.all()).order_by("pk"))
    states: list[str] = [
        *itertools.chain.from_iterable([state] * n for state, n in (_OPEN | _ENDED).items())
    ]
    states += [CaseState.DELIVERED] * (1000 - len(states))
    for place in itertools.count():
        item = chance.choice(items)
        on = today - timedelta(days=chance.randrange(1, 365 * YEARS))
        state = states[chance.randrange(1000)]
        if state in _OPEN:
            on = today - timedelta(days=chance.randrange(1, 40))
        yield Case(
            number=_number(place, on),
            item_code=item.code,
            item_name=item.name,
            item_kind=item.kind,
            guide_version=1,
            organisation=chance.choice(organisations),
            channel=Channel.ONLINE,
            applicant=chance.choice(people),
            applicant_masked="示*",
            form={},
            state=state,
            submitted_at=_instant(on),
            received_on=on,
            **_standing(state, on, today),
        )


def _standing(state: str, on: date, today: date) -> dict[str, Any]:
    """Return what the constraints want of a case in this state."""
    at = _instant(on + timedelta(days=3))
    if state == CaseState.WITHDRAWN:
        return {"withdrawn_at": at}
    if state == CaseState.NOT_ACCEPTED:
        return {"not_accepted_at": at}
    due_on = on + timedelta(days=20 + (today - on).days % 20)
    if state == CaseState.SUBMITTED:
        return {"due_on": due_on}
    accepted = {"accepted_on": on + timedelta(days=1)}
    if state == CaseState.ACCEPTED:
        return {"due_on": due_on} | accepted
    decided = accepted | {"outcome": Outcome.GRANTED, "decided_at": at}
    if state == CaseState.DECIDED:
        return {"due_on": due_on} | decided
    return decided | {"delivered_at": at, "delivered_how": DeliveryWay.COUNTER}


def _instant(on: date) -> datetime:
    return datetime.combine(on, time(2), UTC)


def _number(place: int, on: date) -> str:
    letters = ""
    for _ in range(6):
        place, rest = divmod(place, 32)
        letters += CROCKFORD[rest]
    return f"BJ{on:%Y%m%d}-{letters}-0"
