"""Writing letters, for the rooms above, and claiming them for a try."""

from zhujian.postroom.steps.claiming import Claim, claim, drop, give_back, limits_in_force
from zhujian.postroom.steps.noting import mark_sent, note_report
from zhujian.postroom.steps.writing import recipient_of, send_mail, send_sms, tell

__all__ = [
    "Claim",
    "claim",
    "drop",
    "give_back",
    "limits_in_force",
    "mark_sent",
    "note_report",
    "recipient_of",
    "send_mail",
    "send_sms",
    "tell",
]
