"""Parts of a case's moves, used by this room's actions and by the window; no transaction here."""

from zhujian.cases.steps.checking import (
    HandedFile,
    KeptFile,
    check_application,
    check_files,
    check_total,
    checked_note,
    kept,
    material_faults,
    named_division,
    online_item,
    put_off,
)
from zhujian.cases.steps.correcting import refuse, request_correction, submit_correction
from zhujian.cases.steps.delays import explain_delay
from zhujian.cases.steps.drafting import (
    application_of,
    close_draft,
    locked_draft,
    open_draft,
)
from zhujian.cases.steps.fees import charge, locked_fee, pay, refund, waive
from zhujian.cases.steps.mistakes import correct, revoke
from zhujian.cases.steps.moving import (
    accept,
    check_move,
    decide,
    deem_accepted,
    deliver,
    locked_case,
    rewrite_due,
    silent_case,
    withdraw,
)
from zhujian.cases.steps.opening import Application, open_case
from zhujian.cases.steps.publishing import drop_over, take_down
from zhujian.cases.steps.reminding import (
    OCCASIONS,
    Occasion,
    digest,
    lost_point,
    remind,
    waiting,
)
from zhujian.cases.steps.timing import (
    extend,
    resume,
    resume_on_time,
    silent_suspension,
    suspend,
)

__all__ = [
    "OCCASIONS",
    "Application",
    "HandedFile",
    "KeptFile",
    "Occasion",
    "accept",
    "application_of",
    "charge",
    "check_application",
    "check_files",
    "check_move",
    "check_total",
    "checked_note",
    "close_draft",
    "correct",
    "decide",
    "deem_accepted",
    "deliver",
    "digest",
    "drop_over",
    "explain_delay",
    "extend",
    "kept",
    "locked_case",
    "locked_draft",
    "locked_fee",
    "lost_point",
    "material_faults",
    "named_division",
    "online_item",
    "open_case",
    "open_draft",
    "pay",
    "put_off",
    "refund",
    "refuse",
    "remind",
    "request_correction",
    "resume",
    "resume_on_time",
    "revoke",
    "rewrite_due",
    "silent_case",
    "silent_suspension",
    "submit_correction",
    "suspend",
    "take_down",
    "waiting",
    "waive",
    "withdraw",
]
