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
)
from zhujian.cases.steps.correcting import refuse, request_correction, submit_correction
from zhujian.cases.steps.delays import explain_delay
from zhujian.cases.steps.drafting import (
    application_of,
    close_draft,
    locked_draft,
    open_draft,
    pledges_of,
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
from zhujian.cases.steps.party import Party, check_mandate, is_for_enterprises, party_of
from zhujian.cases.steps.pledging import PledgeMade, pledge_words
from zhujian.cases.steps.publishing import drop_over, take_down
from zhujian.cases.steps.reminding import (
    OCCASIONS,
    Occasion,
    digest,
    lost_point,
    remind,
    waiting,
)
from zhujian.cases.steps.reusing import (
    EarlierRef,
    copy_of,
    earlier_row,
    with_earlier,
    write_reuse,
)
from zhujian.cases.steps.supplying import check_promise, supply
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
    "EarlierRef",
    "HandedFile",
    "KeptFile",
    "Occasion",
    "Party",
    "PledgeMade",
    "accept",
    "application_of",
    "charge",
    "check_application",
    "check_files",
    "check_mandate",
    "check_move",
    "check_promise",
    "check_total",
    "checked_note",
    "close_draft",
    "copy_of",
    "correct",
    "decide",
    "deem_accepted",
    "deliver",
    "digest",
    "drop_over",
    "earlier_row",
    "explain_delay",
    "extend",
    "is_for_enterprises",
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
    "party_of",
    "pay",
    "pledge_words",
    "pledges_of",
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
    "supply",
    "suspend",
    "take_down",
    "waiting",
    "waive",
    "with_earlier",
    "withdraw",
    "write_reuse",
]
