"""Verbs of the window."""

from zhujian.window.actions.handing_out import Fetching, hand_out
from zhujian.window.actions.handing_over import (
    Arrival,
    make_hand_over,
    recall_hand_over,
    receive_hand_over,
)
from zhujian.window.actions.taking_in import find_persons, see_earlier, see_parties, take_in

__all__ = [
    "Arrival",
    "Fetching",
    "find_persons",
    "hand_out",
    "make_hand_over",
    "recall_hand_over",
    "receive_hand_over",
    "see_earlier",
    "see_parties",
    "take_in",
]
