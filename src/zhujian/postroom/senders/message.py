"""What a carrier is given, what it must do, and what it may report later."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `id` stays the same when it is tried again, so a carrier can tell.

    `template_id` is what the carrier registered the text under, "" where none is known; `title`
    and `url` (an address of this site without its domain) are for mail.
    """

    id: str
    to: str
    template: str
    variables: dict[str, str]
    text: str
    template_id: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message at its receiver, as the carrier says."""

    id: str
    is_delivered: bool
    reason: str = ""


class Undeliverable(Exception):  # noqa: N818 -- an answer of the carrier
    """The carrier did not take a message.

    `is_final`: trying again is of no use. `is_away`: nobody answered at all, so others need not
    be tried now either.
    """

    def __init__(self, text: str, *, is_final: bool = False, is_away: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final
        self.is_away = is_away


class Sender(Protocol):
    """A carrier."""

    def send(self, message: Message) -> None:
        """Hand the message over, or raise `Undeliverable`."""


@runtime_checkable
class Reporting(Protocol):
    """A carrier that says what became of messages: it calls us, or is asked."""

    def read(self, *, body: bytes, timestamp: str, signature: str) -> list[Report]:
        """Return the reports of a call that is genuine and fresh, or refuse."""

    def fetch(self) -> list[Report]:
        """Ask for new reports; none where the carrier has no address for that."""
