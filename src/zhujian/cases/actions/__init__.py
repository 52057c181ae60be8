"""One public function per verb of a case."""

from zhujian.cases.actions.correcting import (
    check_promise_of_case,
    refuse_case,
    request_correction_of_case,
    submit_correction_of_case,
    supply_case,
)
from zhujian.cases.actions.delays import explain_delay_of_case
from zhujian.cases.actions.drafts import (
    attach_file,
    begin_draft,
    detach_file,
    discard_draft,
    reuse_file,
    save_draft,
    save_pledges,
)
from zhujian.cases.actions.fees import charge_fee, pay_fee, refund_fee, waive_fee
from zhujian.cases.actions.looks import read_material, read_notice, see_case
from zhujian.cases.actions.moves import (
    accept_case,
    correct_case,
    decide_case,
    deliver_case,
    revoke_case,
    withdraw_case,
)
from zhujian.cases.actions.papers import Paper, note_papers
from zhujian.cases.actions.publishing import (
    drop_past_results,
    set_publicity,
    take_down_result,
)
from zhujian.cases.actions.reminding import remind_of_case, send_digest
from zhujian.cases.actions.silence import deem_case_accepted, set_law
from zhujian.cases.actions.submit import submit_case, submit_draft
from zhujian.cases.actions.timing import (
    extend_case,
    resume_case,
    resume_case_on_time,
    suspend_case,
)

__all__ = [
    "Paper",
    "accept_case",
    "attach_file",
    "begin_draft",
    "charge_fee",
    "check_promise_of_case",
    "correct_case",
    "decide_case",
    "deem_case_accepted",
    "deliver_case",
    "detach_file",
    "discard_draft",
    "drop_past_results",
    "explain_delay_of_case",
    "extend_case",
    "note_papers",
    "pay_fee",
    "read_material",
    "read_notice",
    "refund_fee",
    "refuse_case",
    "remind_of_case",
    "request_correction_of_case",
    "resume_case",
    "resume_case_on_time",
    "reuse_file",
    "revoke_case",
    "save_draft",
    "save_pledges",
    "see_case",
    "send_digest",
    "set_law",
    "set_publicity",
    "submit_case",
    "submit_correction_of_case",
    "submit_draft",
    "supply_case",
    "suspend_case",
    "take_down_result",
    "waive_fee",
    "withdraw_case",
]
