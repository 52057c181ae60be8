"""How long a list of a hundred cases takes, from any place in it, for each who looks."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from zhujian.cases.models import Case
from zhujian.cases.queries import case_list, desk_page
from zhujian.cases.states import CaseState
from zhujian.kernel import clock
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Resident, User
from zhujian.people.queries import find_user
from zhujian.web.pages import cursor_at

A_LIST = 100
CURSORS = 12
LOOKERS = ("clerk", "clerk-hanwang", "handler", "approver", "leader")


@dataclass(frozen=True, slots=True)
class ListTime:
    """What one list costs its looker, in milliseconds, over cursors everywhere in it."""

    name: str
    rows: int
    median_ms: float
    worst_ms: float


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    key: tuple[str, ...]
    ask: Callable[[User, str], int]


def measure() -> list[ListTime]:
    """Ask each list as each looker; the dearest first."""
    chance = random.Random(1)  # noqa: S311 -- repeatable
    found = [
        _time(f"{who}：{asked.name}", user, asked, chance)
        for who, user in _lookers()
        for asked in _lists()
    ]
    return sorted(found, key=lambda one: -one.worst_ms)


def _lookers() -> Iterator[tuple[str, User]]:
    for login in LOOKERS:
        user = find_user(login)
        if user is None:
            raise Refused("bench_broken", f"演示账号 {login} 不存在。")
        yield login, user
    yield "居民", Resident.objects.select_related("user").order_by("pk")[0].user


def _lists() -> Iterator[_Asked]:
    rising, falling = ("due_on", "pk"), ("-pk",)

    def listed(name: str, key: tuple[str, ...] = falling, **what: object) -> _Asked:
        def ask(user: User, after: str) -> int:
            page, _ = case_list(user, after=after, size=A_LIST, **what)  # type: ignore[arg-type]
            return len(page)

        return _Asked(f"接口，{name}", key, ask)

    def desk(name: str, key: tuple[str, ...], **what: object) -> _Asked:
        def ask(user: User, after: str) -> int:
            page = desk_page(user, after=after, size=A_LIST, **what)  # type: ignore[arg-type]
            return len(page.rows)

        return _Asked(f"工作台，{name}", key, ask)

    soon = clock.today() + timedelta(days=5)
    yield listed("全部")
    for state in CaseState:
        yield listed(str(state), state=str(state))
    yield listed("将到期", rising, due_before=soon)
    yield desk("未办完", rising)
    yield desk("已超期", rising, due_in="overdue")
    yield desk("快到期", rising, due_in="soon")
    yield desk("等我办", rising, is_waiting=True)
    for state in (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.DECIDED):
        yield desk(str(state), rising, state=str(state))
    for state in (CaseState.DELIVERED, CaseState.WITHDRAWN, CaseState.NOT_ACCEPTED):
        yield desk(str(state), falling, state=str(state))


def _time(name: str, user: User, asked: _Asked, chance: random.Random) -> ListTime:
    asked.ask(user, "")
    costs, most = [], 0
    for after in ["", *_cursors(asked, chance)]:
        begun = time.perf_counter()
        most = max(most, asked.ask(user, after))
        costs.append((time.perf_counter() - begun) * 1000)
    return ListTime(name, most, median(costs), max(costs))


def _cursors(asked: _Asked, chance: random.Random) -> Iterator[str]:
    """Yield cursors of rows anywhere in the table, as if somebody had paged there."""
    last = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for _ in range(CURSORS):
        near = Case.objects.filter(pk__gte=chance.randrange(1, last)).order_by("pk")
        if asked.key != ("-pk",):
            near = near.open()
        row = near.first()
        if row is not None:
            yield cursor_at(row, asked.key)
