"""Who does something: a person of the house above, or the house itself."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """What the journal needs to know of whoever acts.

    `actor_ref` is an opaque reference without personal value (`user:7f3k…`, `system:timer`);
    `actor_organisation` is the slug of the organisation the person acts for, or `""`.
    """

    @property
    def actor_ref(self) -> str: ...

    @property
    def actor_organisation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The house itself: its timer, or the operator at the command line."""

    actor_ref: str
    actor_organisation: str = ""


TIMER = SystemActor("system:timer")
OPERATOR = SystemActor("system:operator")
DEMO = SystemActor("system:demo")
