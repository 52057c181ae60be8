"""The stories of the demo city: who applies for what, when, and how it ends."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime

from zhujian.catalogue.steps import ItemForCase
from zhujian.config.demo.people import Person
from zhujian.kernel import clock

STORIES = 44


@dataclass(slots=True)
class Story:
    """One application from its submission to its end."""

    index: int
    item: ItemForCase
    person: Person
    days: list[date]
    chance: random.Random
    number: str = field(default="")

    @property
    def is_at_window(self) -> bool:
        return self.index % 5 == 2

    @property
    def is_withdrawn(self) -> bool:
        return self.index % 11 == 6 and not self.is_at_window

    @property
    def is_late(self) -> bool:
        return self.index in {3, 12}

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken it up yet: the newest ones that came in online."""
        return self.index >= STORIES - 6 and not self.is_at_window

    @property
    def outcome(self) -> str:
        return "refused" if self.index % 13 == 8 else "granted"

    @property
    def is_fetched(self) -> bool:
        return self.index % 7 != 4 or 4 < self.index < STORIES // 2

    @property
    def submitted(self) -> int:
        """The working day of the submission, as a place in `days`."""
        return self.index * (len(self.days) - 1) // (STORIES - 1)

    @property
    def decided(self) -> int:
        """The working day of the decision: within the promised days."""
        promised = self.item.promised_n if self.item.promised_unit == "workday" else 3
        return self.submitted + 1 + max(0, min(promised, 8) - 1)

    def at(self, day: int, hour: int) -> datetime | None:
        """Return an instant on a working day, or None where it is still to come."""
        if day >= len(self.days):
            return None
        on = self.days[day]
        minute = (self.index * 17) % 60
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=clock.CHINA)
