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
from zhujian.cases.steps.drafting import application_of, close_draft, locked_draft
from zhujian.cases.steps.moving import (
    Application,
    accept,
    decide,
    deliver,
    locked_case,
    open_case,
    rewrite_due,
    withdraw,
)

__all__ = [
    "Application",
    "HandedFile",
    "KeptFile",
    "accept",
    "application_of",
    "check_application",
    "check_files",
    "check_total",
    "checked_note",
    "close_draft",
    "decide",
    "deliver",
    "kept",
    "locked_case",
    "locked_draft",
    "material_faults",
    "named_division",
    "online_item",
    "open_case",
    "put_off",
    "rewrite_due",
    "withdraw",
]
