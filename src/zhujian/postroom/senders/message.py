"""What a carrier is given and what it must do."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `id` stays the same when it is tried again, so a carrier can tell."""

    id: str
    to: str
    template: str
    variables: dict[str, str]
    text: str


class Undeliverable(Exception):  # noqa: N818 -- an answer of the carrier
    """The carrier did not take a message; `is_final` when trying again is of no use."""

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final


class Sender(Protocol):
    """A carrier."""

    def send(self, message: Message) -> None:
        """Hand the message over, or raise `Undeliverable`."""
