"""Verbs of the postroom."""

from zhujian.postroom.actions.reading import choose_ways, read_all_messages, read_message
from zhujian.postroom.actions.reports import Taken, fetch_reports, take_reports
from zhujian.postroom.actions.sending import deliver_letter, queue_again, set_aside
from zhujian.postroom.actions.settings import set_limits, set_template_id

__all__ = [
    "Taken",
    "choose_ways",
    "deliver_letter",
    "fetch_reports",
    "queue_again",
    "read_all_messages",
    "read_message",
    "set_aside",
    "set_limits",
    "set_template_id",
    "take_reports",
]
