"""Cases: apply, follow, handle; who may what is asked by the room below."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zhujian.cases import actions, queries
from zhujian.cases.models import Case
from zhujian.gateway.answers import answer
from zhujian.gateway.cursors import next_address, position
from zhujian.gateway.materials import files_alone, files_of, pledges_of
from zhujian.gateway.shapes import dealings, questions
from zhujian.gateway.steps import count_write, once
from zhujian.gateway.tokens import Bearer, person
from zhujian.gateway.views.replies import HELD, WRITTEN, replies
from zhujian.kernel.numbers.rules import parse
from zhujian.people.models import User
from zhujian.people.roles import Scope
from zhujian.people.steps import mandate_for

router = Router(tags=["办件"])
READ = Bearer(Scope.CASES_READ)
WRITE = Bearer(Scope.CASES_WRITE)
CASE = replies(dealings.Case, *WRITTEN)


@router.get("", auth=READ, response=replies(dealings.CaseList, *HELD), summary="我能看到的办件")
def list_cases(request: HttpRequest, query: Query[questions.CasesQuery]) -> HttpResponse:
    """Return the cases that the caller may see, newest first."""
    filters = {
        "state": query.state or "",
        "due_before": query.due_before.isoformat() if query.due_before else "",
        "limit": "" if query.limit == 20 else str(query.limit),
    }
    rows, behind = queries.case_list(
        person(request),
        state=query.state,
        due_before=query.due_before,
        after=position(request.path, filters, query.cursor),
        size=query.limit,
    )
    return answer({"items": rows, "next": next_address(request.path, filters, behind)})


@router.post(
    "", auth=WRITE, response=replies(dealings.Case, *WRITTEN, status=201), summary="提交申请"
)
def submit_case(request: HttpRequest, payload: questions.NewCase) -> HttpResponse:
    """Apply for an item; nothing stays behind if any of it is refused."""

    acting = payload.on_behalf_of

    def act(user: User) -> Case:
        return actions.submit_case(
            by=user,
            item_code=payload.item,
            form=payload.form,
            materials=files_of(payload.materials),
            pledges=pledges_of(payload.materials),
            division=payload.division,
            mandate=mandate_for(user, acting.mandate) if acting else None,
        )

    return _written(request, act, status=201)


@router.get("/{number}", auth=READ, response=replies(dealings.Case, *HELD), summary="一个办件")
def read_case(request: HttpRequest, number: str) -> HttpResponse:
    """Return a case as the caller sees it."""
    user = person(request)
    return answer(_shape(queries.case_for(user, parse(number)), user))


@router.post("/{number}/accept", auth=WRITE, response=CASE, summary="受理")
def accept_case(
    request: HttpRequest, number: str, payload: questions.Noted | None = None
) -> HttpResponse:
    """Accept an application (clerk or handler)."""
    note = payload.note if payload else ""
    return _written(
        request, lambda user: actions.accept_case(by=user, number=parse(number), note=note)
    )


@router.post("/{number}/request-correction", auth=WRITE, response=CASE, summary="一次告知补正")
def request_correction(
    request: HttpRequest, number: str, payload: questions.CorrectionRequest
) -> HttpResponse:
    """Tell the applicant what is missing, once per case (clerk or handler)."""
    return _written(
        request,
        lambda user: actions.request_correction_of_case(
            by=user,
            number=parse(number),
            missing=payload.missing,
            by_on=payload.by_on,
            note=payload.note,
        ),
    )


@router.post("/{number}/submit-correction", auth=WRITE, response=CASE, summary="提交补正")
def submit_correction(
    request: HttpRequest, number: str, payload: questions.Correction
) -> HttpResponse:
    """Correct one's own application: form, materials, or a word (applicant)."""
    return _written(
        request,
        lambda user: actions.submit_correction_of_case(
            by=user,
            number=parse(number),
            form=payload.form,
            materials=files_alone(payload.materials),
            note=payload.note,
        ),
    )


@router.post("/{number}/supply", auth=WRITE, response=CASE, summary="补交承诺后补的材料")
def supply_case(request: HttpRequest, number: str, payload: questions.Supply) -> HttpResponse:
    """Hand in what was promised for later (applicant; clerk or handler for him)."""
    return _written(
        request,
        lambda user: actions.supply_case(
            by=user,
            number=parse(number),
            materials=files_alone(payload.materials),
            note=payload.note,
        ),
    )


@router.post("/{number}/check-promise", auth=WRITE, response=CASE, summary="核查告知承诺")
def check_promise(
    request: HttpRequest, number: str, payload: questions.PromiseCheck
) -> HttpResponse:
    """Write down what a check found of a promise (handler)."""
    return _written(
        request,
        lambda user: actions.check_promise_of_case(
            by=user,
            number=parse(number),
            material=payload.material,
            finding=payload.finding,
            note=payload.note,
        ),
    )


@router.post("/{number}/refuse", auth=WRITE, response=CASE, summary="不予受理")
def refuse_case(
    request: HttpRequest, number: str, payload: questions.NonAcceptance
) -> HttpResponse:
    """Do not accept; the reason stands in the note (clerk or handler)."""
    return _written(
        request,
        lambda user: actions.refuse_case(
            by=user, number=parse(number), note=payload.note, authority=payload.authority
        ),
    )


@router.post("/{number}/suspend", auth=WRITE, response=CASE, summary="特别程序，暂停计时")
def suspend_case(request: HttpRequest, number: str, payload: questions.Suspension) -> HttpResponse:
    """Stop the clock for a listed procedure (handler)."""
    return _written(
        request,
        lambda user: actions.suspend_case(
            by=user,
            number=parse(number),
            procedure=payload.procedure,
            days=payload.days,
            note=payload.note,
        ),
    )


@router.post("/{number}/resume", auth=WRITE, response=CASE, summary="恢复计时")
def resume_case(
    request: HttpRequest, number: str, payload: questions.Noted | None = None
) -> HttpResponse:
    """Let the clock run again (handler)."""
    note = payload.note if payload else ""
    return _written(
        request, lambda user: actions.resume_case(by=user, number=parse(number), note=note)
    )


@router.post("/{number}/extend", auth=WRITE, response=CASE, summary="延长期限")
def extend_case(request: HttpRequest, number: str, payload: questions.Extension) -> HttpResponse:
    """Grant more days before the date has passed (approver)."""
    return _written(
        request,
        lambda user: actions.extend_case(
            by=user, number=parse(number), days=payload.days, note=payload.note
        ),
    )


@router.post("/{number}/decide", auth=WRITE, response=CASE, summary="作出决定")
def decide_case(request: HttpRequest, number: str, payload: questions.Decision) -> HttpResponse:
    """Grant or refuse (approver)."""
    return _written(
        request,
        lambda user: actions.decide_case(
            by=user, number=parse(number), outcome=payload.outcome, note=payload.note
        ),
    )


@router.post("/{number}/deliver", auth=WRITE, response=CASE, summary="送达")
def deliver_case(request: HttpRequest, number: str, payload: questions.Delivery) -> HttpResponse:
    """Hand the result over (clerk or handler)."""
    return _written(
        request,
        lambda user: actions.deliver_case(
            by=user, number=parse(number), how=payload.how, note=payload.note
        ),
    )


@router.post("/{number}/correct", auth=WRITE, response=CASE, summary="更正决定")
def correct_case(
    request: HttpRequest, number: str, payload: questions.Noted | None = None
) -> HttpResponse:
    """Correct a mistake in a decision; the note says what was wrong (approver)."""
    note = payload.note if payload else ""
    return _written(
        request, lambda user: actions.correct_case(by=user, number=parse(number), note=note)
    )


@router.post("/{number}/revoke", auth=WRITE, response=CASE, summary="撤销决定")
def revoke_case(
    request: HttpRequest, number: str, payload: questions.Noted | None = None
) -> HttpResponse:
    """Revoke a decision; the note is the reason (approver)."""
    note = payload.note if payload else ""
    return _written(
        request, lambda user: actions.revoke_case(by=user, number=parse(number), note=note)
    )


@router.post("/{number}/withdraw", auth=WRITE, response=CASE, summary="撤回申请")
def withdraw_case(
    request: HttpRequest, number: str, payload: questions.Noted | None = None
) -> HttpResponse:
    """Take one's own application back (applicant)."""
    note = payload.note if payload else ""
    return _written(
        request, lambda user: actions.withdraw_case(by=user, number=parse(number), note=note)
    )


def _written(
    request: HttpRequest, act: Callable[[User], Case], *, status: int = 200
) -> HttpResponse:
    """Count the write, do it once per key, answer with the case as the caller sees it."""
    user = person(request)
    count_write(user)
    return once(
        request,
        owner=user.actor_ref,
        act=lambda: answer(_shape(queries.case_for(user, act(user).number), user), status=status),
    )


def _shape(case: Case, user: User) -> dict[str, Any]:
    """Return the case with its steps oldest first, as a program appends to what it knows."""
    view = queries.case_view(case, user)
    return {**view, "steps": list(reversed(view["steps"]))}
