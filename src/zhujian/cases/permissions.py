"""Who may do what with a case, each as one sentence."""

from __future__ import annotations

from zhujian.cases.models import Case, PublishedResult
from zhujian.cases.models.visibility import has_territory, is_city_hall, stands_for
from zhujian.kernel.actors import TIMER, Actor
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role

DESK_ROLES = frozenset({Role.CLERK, Role.HANDLER, Role.APPROVER})


def can_submit_case(user: User) -> bool:
    """A resident applies for himself."""
    return user.is_active and user.is_resident


def can_take_in_case(user: User) -> bool:
    """A clerk takes in applications at his window."""
    return user.is_active and user.has_role(Role.CLERK)


def can_see_case(user: User, case: Case) -> bool:
    """The applicant, handlers and approvers of the organisation, and clerks at their windows."""
    return user.is_active and (
        stands_for(user, case)
        or _holds(user, Role.HANDLER, case)
        or _holds(user, Role.APPROVER, case)
        or _is_clerk_for(user, case)
    )


def can_accept_case(user: User, case: Case) -> bool:
    """A clerk at his window or a handler of the organisation accepts."""
    return user.is_active and (_holds(user, Role.HANDLER, case) or _is_clerk_for(user, case))


def can_deem_case_accepted(by: Actor) -> bool:
    """Only the timer lets silence count."""
    return by == TIMER


def can_resume_case_on_time(by: Actor) -> bool:
    """Only the timer ends a suspension because its time is over."""
    return by == TIMER


def can_set_law(by: Actor) -> bool:
    """The administrator says which statutory types a rule binds."""
    return isinstance(by, User) and by.is_active and by.has_role(Role.ADMIN)


def can_set_publicity(by: Actor) -> bool:
    """The administrator says which results are published, on what ground, for how long."""
    return can_set_law(by)


def can_take_down_result(user: User, result: PublishedResult) -> bool:
    """An approver of the organisation, or the administrator, takes a published result down."""
    offices = user.organisations(Role.APPROVER)
    return user.is_active and (
        user.has_role(Role.ADMIN) or any(one.pk == result.organisation_id for one in offices)
    )


def can_drop_results(by: Actor) -> bool:
    """Only the timer lets published results go when their time is over."""
    return by == TIMER


def can_request_correction_of_case(user: User, case: Case) -> bool:
    """A clerk at his window or a handler of the organisation tells what is missing."""
    return can_accept_case(user, case)


def can_submit_correction_of_case(user: User, case: Case) -> bool:
    """The applicant, or who acts for him on a mandate, corrects the application."""
    return user.is_active and stands_for(user, case)


def can_supply_case(user: User, case: Case) -> bool:
    """The applicant hands in later what he promised; a clerk or handler takes it in for him."""
    return can_submit_correction_of_case(user, case) or can_accept_case(user, case)


def can_check_promise_of_case(user: User, case: Case) -> bool:
    """A handler of the organisation checks after the fact what was promised."""
    return can_suspend_case(user, case)


def can_refuse_case(user: User, case: Case) -> bool:
    """A clerk at his window or a handler of the organisation does not accept."""
    return can_accept_case(user, case)


def can_suspend_case(user: User, case: Case) -> bool:
    """A handler of the organisation lets the clock stand still."""
    return user.is_active and _holds(user, Role.HANDLER, case)


def can_resume_case(user: User, case: Case) -> bool:
    """A handler of the organisation lets the clock run again."""
    return can_suspend_case(user, case)


def can_extend_case(user: User, case: Case) -> bool:
    """An approver of the organisation grants more days."""
    return can_decide_case(user, case)


def can_decide_case(user: User, case: Case) -> bool:
    """An approver of the organisation decides."""
    return user.is_active and _holds(user, Role.APPROVER, case)


def can_correct_case(user: User, case: Case) -> bool:
    """An approver of the organisation corrects a mistake in the decision."""
    return can_decide_case(user, case)


def can_revoke_case(user: User, case: Case) -> bool:
    """An approver of the organisation revokes the decision."""
    return can_decide_case(user, case)


def can_deliver_case(user: User, case: Case) -> bool:
    """A clerk at his window or a handler of the organisation delivers."""
    return can_accept_case(user, case)


def can_settle_fee(user: User, case: Case) -> bool:
    """A clerk at his window or a handler of the organisation records what is to be paid."""
    return can_accept_case(user, case)


def can_withdraw_case(user: User, case: Case) -> bool:
    """The applicant, or who acts for him on a mandate, withdraws the application."""
    return user.is_active and stands_for(user, case)


def can_explain_delay_of_case(user: User, case: Case) -> bool:
    """A handler or an approver of the organisation says why a case is late."""
    return user.is_active and (
        _holds(user, Role.HANDLER, case) or _holds(user, Role.APPROVER, case)
    )


def can_remind(by: Actor) -> bool:
    """Only the timer reminds."""
    return by == TIMER


def can_stand_for_applicant(user: User, case: Case) -> bool:
    """The applicant, and whoever acts for him on a mandate in force, sees all of his case."""
    return user.is_active and stands_for(user, case)


MOVE_PERMISSIONS = {
    "accept": can_accept_case,
    "request-correction": can_request_correction_of_case,
    "submit-correction": can_submit_correction_of_case,
    "supply": can_supply_case,
    "check-promise": can_check_promise_of_case,
    "refuse": can_refuse_case,
    "suspend": can_suspend_case,
    "resume": can_resume_case,
    "extend": can_extend_case,
    "decide": can_decide_case,
    "correct": can_correct_case,
    "revoke": can_revoke_case,
    "deliver": can_deliver_case,
    "withdraw": can_withdraw_case,
}


def _holds(user: User, role: Role, case: Case) -> bool:
    return any(organisation.pk == case.organisation_id for organisation in user.organisations(role))


def _is_clerk_for(user: User, case: Case) -> bool:
    return any(_window_takes(window, case) for window in user.organisations(Role.CLERK))


def _window_takes(window: Organisation, case: Case) -> bool:
    if is_city_hall(window) or window.pk in {case.organisation_id, case.taken_in_at_id}:
        return True
    return has_territory(window) and window.division_id == case.town_id
