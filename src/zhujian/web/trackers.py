"""The trackers: rooms say how a number of theirs is followed in public.

A room registers one function a pair of letters in its `apps.py`; the track page and the API ask
`track(number)`. What comes back holds nothing personal and, for a private file, no title.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import get_script_prefix

from zhujian.kernel import refusals


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step: when, one Chinese sentence, and an organisation's name or 申请人."""

    at: datetime
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Track:
    """What everybody who has the number may see of a file; steps from newest to oldest."""

    number: str
    kind: str
    title: str | None
    state: str
    state_text: str
    due_on: date | None
    due_why: str
    steps: tuple[TrackStep, ...]
    is_finished: bool


Tracker = Callable[[str], Track]

_trackers: dict[str, Tracker] = {}


def register_tracker(letters: str, tracker: Tracker) -> None:
    """Let `tracker` answer for numbers that begin with `letters` (`BJ`)."""
    _trackers[letters] = tracker


def track(number: str) -> Track:
    """Return the public track of a canonical number, or refuse (404) what nobody follows."""
    tracker = _trackers.get(number[:2])
    if tracker is None:
        raise refusals.not_found("没有查到这个编号，请核对后再试。")
    return tracker(number)


def track_address(number: str) -> str:
    """Return the promised address of a number's public steps; large type stays large."""
    return f"{get_script_prefix()}track/{number}/"
