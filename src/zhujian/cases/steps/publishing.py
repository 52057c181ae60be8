"""Publishing the result of a case, masked, inside the transaction that decides it."""

from __future__ import annotations

from datetime import date

from zhujian.cases import rules
from zhujian.cases.models import Case, PublishedResult
from zhujian.cases.models.notice import notice_number
from zhujian.cases.queries.publicity import publicity_of
from zhujian.cases.states import RESULT_MOVES, NoticeKind, Outcome
from zhujian.kernel import changes, clock, rows

TAG = "results"
CORRECTED_WORDS = "决定已更正，以更正后的决定为准"
REVOKED_WORDS = "决定已撤销"


def publish_result(case: Case) -> PublishedResult | None:
    """PUB-02: publish a decision on the day it is made, where its statutory type is published."""
    rule = publicity_of(case.item_kind)
    is_covered = case.outcome == Outcome.GRANTED or rule.covers_refusals
    if not rule.is_public or not is_covered or case.decided_at is None:
        return None
    decided_on = clock.china_date(case.decided_at)
    result = PublishedResult(
        case=case,
        item_code=case.item_code,
        item_name=case.item_name,
        item_kind=case.item_kind,
        organisation=case.organisation,
        applicant=_published_name(case),
        outcome=case.outcome,
        document_number=_document_number(case),
        decided_on=decided_on,
        ground=rule.ground,
        leaves_on=rules.leaves_on(decided_on=decided_on, days=rule.days),
    )
    rows.insert(result)
    changes.announce(TAG)
    return result


def correct_result(case: Case) -> None:
    """Mark the published result of a case whose decision was corrected."""
    result = _standing(case)
    if result is not None:
        _mark(result, "correct", words=CORRECTED_WORDS)


def revoke_result(case: Case) -> None:
    """Take down the result of a case whose decision was revoked, saying so."""
    result = _standing(case)
    if result is not None:
        take_down(result, words=REVOKED_WORDS)


def take_down(result: PublishedResult, *, words: str) -> None:
    """Take a result down: nobody is named any more; what it was and why it went stays readable."""
    result.applicant = ""
    result.document_number = ""
    _mark(result, "take-down", words=words)


def drop_over(*, on: date, at_most: int) -> int:
    """PUB-07: delete results whose time is over; return how many."""
    over = PublishedResult.objects.over(on=on).order_by("leaves_on", "pk")
    found = list(over.values_list("pk", flat=True)[:at_most])
    if found:
        PublishedResult.objects.filter(pk__in=found).delete()
        changes.announce(TAG)
    return len(found)


def _standing(case: Case) -> PublishedResult | None:
    sources = RESULT_MOVES["take-down"].sources
    return PublishedResult.objects.select_for_update().filter(case=case, state__in=sources).first()


def _mark(result: PublishedResult, verb: str, *, words: str) -> None:
    result.state = RESULT_MOVES.target(verb, result.state, state_text=result.get_state_display())
    result.words = words
    result.changed_on = clock.today()
    result.save(update_fields=["applicant", "document_number", "state", "words", "changed_on"])
    changes.announce(TAG)


def _published_name(case: Case) -> str:
    """PUB-07: return an enterprise as the register names it, anybody else as the rule says."""
    if case.enterprise_id is not None:
        return str(case.applicant_name)
    return rules.published_name(name=case.applicant_name, masked=case.applicant_masked)


def _document_number(case: Case) -> str:
    """Return the number of the decision's paper; a person's is the key to his file, so not his."""
    if case.enterprise_id is None and not rules.is_organisation(case.applicant_name):
        return ""
    return notice_number(case.number, NoticeKind.DECISION)
