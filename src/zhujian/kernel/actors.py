"""Who does something: a person of the house above, or the house itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from zhujian.kernel.refusals import Refused


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


_finders: list[Callable[[str], Actor | None]] = []


def register_actor_finder(find: Callable[[str], Actor | None]) -> None:
    """Let `--by NAME` name a person: `find` answers with the actor of that name, or None."""
    _finders.append(find)


def named_actor(name: str) -> Actor:
    """Return the actor that a command's `--by NAME` names; without a name the operator."""
    if not name:
        return OPERATOR
    for find in _finders:
        actor = find(name)
        if actor:
            return actor
    raise Refused("actor_unknown", f"没有名为「{name}」的工作人员。")
