"""What an applicant may expect before he sends: the dates, counted from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel import clock
from zhujian.kernel.calendar import current_calendar
from zhujian.kernel.deadlines.queries import due_by_rule
from zhujian.kernel.deadlines.rules import Unit, due


@dataclass(frozen=True, slots=True)
class Expected:
    """One date that is to be expected, and why it is that date."""

    title: str
    on: date
    why: str


def expected_dates(item: ItemForCase) -> list[Expected]:
    """SVC-04, SVC-05: return by when it is answered and done if it is handed in today."""
    today = clock.today()
    answer = due_by_rule("SVC-04", today, "notice")
    found = [Expected("最迟答复是否受理", answer.on, answer.why)]
    if item.promised_n:
        done = due(
            start=today,
            n=item.promised_n,
            unit=Unit(item.promised_unit),
            calendar=current_calendar(),
            title="承诺办结期限（今天受理的话）",
        )
        found.append(Expected("今天受理的话，最迟办结", done.on, done.why))
    return found
