"""Reminding, once each: a row under a unique key goes with the message in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from zhujian.cases import notices
from zhujian.cases.models import Case, Reminder
from zhujian.cases.models.reading import CaseQuerySet
from zhujian.cases.queries.tallies import Tally
from zhujian.cases.states import AWAITING_STATES, CaseState
from zhujian.kernel import clock
from zhujian.kernel.calendar import current_calendar
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.counts import count
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import Role
from zhujian.postroom.steps import send_mail, tell

ANSWER_DAYS = 5
PROMISED = "case-promised-soon"
CHANGED = "办件的情况已经变化，不必再提醒"
TOLD_JUST_NOW = timedelta(hours=12)


def remember(*, subject: str, kind: str, on: date) -> bool:
    """Note that somebody is reminded now; say whether he had not been."""
    try:
        with transaction.atomic():
            Reminder.objects.create(subject=subject, kind=kind, on=on)
    except IntegrityError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a case is reminded of: when it is, the day it is about, and what is said then."""

    kind: str
    on: str
    due: Callable[[date], CaseQuerySet]
    say: Callable[[Case], None]


def waiting(occasion: Occasion, *, today: date) -> CaseQuerySet:
    """Return the cases of an occasion of which nobody was reminded yet."""
    reminded = Reminder.objects.filter(
        subject=OuterRef("number"), kind=occasion.kind, on=OuterRef(occasion.on)
    )
    return occasion.due(today).filter(~Exists(reminded))


def remind(occasion: Occasion, *, number: str) -> bool:
    """Remind of one case if the occasion still holds; say whether a reminder was written."""
    case = (
        waiting(occasion, today=clock.today())
        .select_related("organisation")
        .select_for_update(of=("self",))
        .filter(number=number)
        .first()
    )
    if case is None:
        return False
    if not remember(subject=number, kind=occasion.kind, on=getattr(case, occasion.on)):
        return False
    occasion.say(case)
    return True


def lost_point(subject: str, template: str) -> str:
    """Return why a reminder of a case need not go any more, or nothing while it should."""
    case = Case.objects.filter(number=subject).only("state", "materials_by_on").first()
    wanted = POINT_IN.get(template)
    if wanted is None or case is None:
        return ""
    is_kept = template == PROMISED and case.materials_by_on is None
    return CHANGED if is_kept or case.state not in wanted else ""


def digest(user: User, *, tally: Tally, on: date, mail: str) -> bool:
    """Tell a member of staff what to look into today, once a day; by mail too where he asked."""
    if not remember(subject=user.actor_ref, kind="digest", on=on):
        return False
    filled = {"red": str(tally.red), "amber": str(tally.amber), "waiting": str(tally.waiting)}
    url = reverse("cases:late")
    if mail:
        send_mail(to=mail, template="desk-digest", variables=filled, user_ref=user.ref, url=url)
    else:
        tell(user_ref=user.ref, template="desk-digest", variables=filled, url=url)
    return True


def _correcting(today: date) -> CaseQuerySet:
    last = current_calendar().add_workdays(today, count("SVC-04", "reminder").n)
    told_before = Case.objects.in_state(CaseState.CORRECTING).filter(
        correction_asked_at__lt=clock.now() - TOLD_JUST_NOW
    )
    return told_before.filter(due_on__gte=today, due_on__lte=last)


def _say_correcting(case: Case) -> None:
    assert case.due_on is not None  # noqa: S101 -- an open case is due
    notices.tell_applicant(
        case, template="case-correction-soon", variables={"by_on": date_words(case.due_on)}
    )


def _promised(today: date) -> CaseQuerySet:
    last = current_calendar().add_workdays(today, count("SVC-04", "reminder").n)
    told_before = Case.objects.filter(
        state__in=AWAITING_STATES, submitted_at__lt=clock.now() - TOLD_JUST_NOW
    )
    return told_before.filter(materials_by_on__gte=today, materials_by_on__lte=last)


def _say_promised(case: Case) -> None:
    assert case.materials_by_on is not None  # noqa: S101 -- a promise for later has a day
    notices.tell_applicant(
        case, template=PROMISED, variables={"by_on": date_words(case.materials_by_on)}
    )


def _unclaimed(today: date) -> CaseQuerySet:
    left = count("SVC-05", "delivery").n - count("SVC-05", "unclaimed").n
    last = current_calendar().add_workdays(today, max(left, 0))
    return Case.objects.in_state(CaseState.DECIDED).filter(due_on__lte=last)


def _say_unclaimed(case: Case) -> None:
    notices.tell_applicant(case, template="case-unclaimed")


def _unanswered(*, least: int, most: int) -> Callable[[date], CaseQuerySet]:
    """Return the submissions that have so many working days left for the answer."""

    def due(today: date) -> CaseQuerySet:
        calendar = current_calendar()
        first = calendar.add_workdays(today, least) if least else today
        return Case.objects.in_state(CaseState.SUBMITTED).filter(
            due_on__gte=first, due_on__lte=calendar.add_workdays(today, most)
        )

    return due


def _say_unanswered(*roles: Role) -> Callable[[Case], None]:
    def say(case: Case) -> None:
        assert case.due_on is not None  # noqa: S101 -- an open case is due
        left = current_calendar().workdays_between(clock.today(), case.due_on)
        holders = (
            RoleGrant.objects.in_force(on=clock.today())
            .filter(role__in=roles, organisation=case.organisation_id, user__is_active=True)
            .values_list("user__ref", flat=True)
        )
        for ref in sorted(set(holders)):
            tell(
                user_ref=ref,
                template="desk-unanswered",
                variables={
                    "number": case.number,
                    "day": str(ANSWER_DAYS - left),
                    "by_on": date_words(case.due_on),
                },
                subject=case.number,
                url=reverse("cases:desk-case", args=[case.number]),
            )

    return say


OCCASIONS = (
    Occasion("correction", "correction_by_on", _correcting, _say_correcting),
    Occasion("promised", "materials_by_on", _promised, _say_promised),
    Occasion("unclaimed", "accepted_on", _unclaimed, _say_unclaimed),
    Occasion(
        "unanswered-3", "received_on", _unanswered(least=1, most=2), _say_unanswered(Role.HANDLER)
    ),
    Occasion(
        "unanswered-5",
        "received_on",
        _unanswered(least=0, most=0),
        _say_unanswered(Role.HANDLER, Role.APPROVER),
    ),
)
# The states in which a reminder that still waits has its point.
POINT_IN = {
    "case-correction-soon": {CaseState.CORRECTING},
    "case-unclaimed": {CaseState.DECIDED},
    PROMISED: AWAITING_STATES,
}
