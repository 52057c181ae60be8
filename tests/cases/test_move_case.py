"""The moves of a case: each verb in each state by each role; refused ones change nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.cases.stage import (
    FILLED,
    NOW,
    PDF,
    PROMISABLE,
    id_card,
    instead,
    later,
    publish,
)
from zhujian.cases import actions, queries
from zhujian.cases.models import Case, Material, Pledge
from zhujian.cases.states import MOVES, TIMER_MOVES, CaseState
from zhujian.cases.steps import HandedFile
from zhujian.cases.steps.pledging import write_pledges
from zhujian.catalogue.models import Item
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import TIMER
from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.postroom.models import Letter
from zhujian.ratings.models import RatingOffer

VERBS: dict[str, tuple[Callable[..., Case], dict[str, Any]]] = {
    "accept": (actions.accept_case, {}),
    "request-correction": (
        actions.request_correction_of_case,
        {"missing": ["请补身份证反面"], "by_on": date(2026, 12, 10)},
    ),
    "submit-correction": (actions.submit_correction_of_case, {"note": "反面在同一页"}),
    "supply": (actions.supply_case, {"materials": [HandedFile("statement", "证明.pdf", PDF)]}),
    "check-promise": (
        actions.check_promise_of_case,
        {"material": "photo", "finding": "untrue", "note": "照片与本人不符。"},
    ),
    "refuse": (actions.refuse_case, {"note": "不属于本机关职权。"}),
    "suspend": (actions.suspend_case, {"procedure": "hearing", "days": 5}),
    "resume": (actions.resume_case, {}),
    "extend": (actions.extend_case, {"days": 3, "note": "案情复杂，需要核实。"}),
    "decide": (actions.decide_case, {"outcome": "granted"}),
    "correct": (actions.correct_case, {"note": "姓名写错一字，现予更正。"}),
    "revoke": (actions.revoke_case, {"note": "依据的材料不真实。"}),
    "deliver": (actions.deliver_case, {"how": "counter"}),
    "withdraw": (actions.withdraw_case, {}),
}
# Who may, of those who see the case; the stranger of another bureau sees nothing.
MAY: dict[str, set[str]] = {
    "accept": {"clerk", "handler"},
    "request-correction": {"clerk", "handler"},
    "submit-correction": {"resident"},
    "supply": {"resident", "clerk", "handler"},
    "check-promise": {"handler"},
    "refuse": {"clerk", "handler"},
    "suspend": {"handler"},
    "resume": {"handler"},
    "extend": {"approver"},
    "decide": {"approver"},
    "correct": {"approver"},
    "revoke": {"approver"},
    "deliver": {"clerk", "handler"},
    "withdraw": {"resident"},
}
BLIND = {"stranger", "other_resident", "admin"}
ROLES = ("resident", "other_resident", "clerk", "handler", "approver", "stranger", "admin")
WAY_TO: dict[str, list[str]] = {
    CaseState.SUBMITTED: [],
    CaseState.CORRECTING: ["request-correction"],
    CaseState.ACCEPTED: ["accept"],
    CaseState.SUSPENDED: ["accept", "suspend"],
    CaseState.DECIDED: ["accept", "decide"],
    CaseState.DELIVERED: ["accept", "decide", "deliver"],
    CaseState.REVOKED: ["accept", "decide", "deliver", "revoke"],
    CaseState.NOT_ACCEPTED: ["refuse"],
    CaseState.WITHDRAWN: ["withdraw"],
}


MOVABLE = [
    (state, verb, role)
    for verb, roles in MAY.items()
    for state in sorted(MOVES[verb].sources)
    for role in sorted(roles)
]

pytestmark = pytest.mark.usefixtures("at_ten")


@pytest.fixture
def cast(
    resident: User,
    other_resident: User,
    clerk: User,
    handler: User,
    approver: User,
    stranger: User,
    admin: User,
) -> dict[str, User]:
    """Everybody who may try."""
    return {
        "resident": resident,
        "other_resident": other_resident,
        "clerk": clerk,
        "handler": handler,
        "approver": approver,
        "stranger": stranger,
        "admin": admin,
    }


def bring_to(state: str, case: Case, cast: dict[str, User]) -> Case:
    for verb in WAY_TO[state]:
        action, given = VERBS[verb]
        action(by=cast[sorted(MAY[verb])[0]], number=case.number, **given)
    case.refresh_from_db()
    assert case.state == state
    return case


def promise(case: Case) -> None:
    """Let a case carry a promise to hand in later and one that stands instead of a proof."""
    write_pledges(case, [later(by_on=date(2026, 12, 8)), instead("photo")], PROMISABLE, at=NOW)
    Case.objects.filter(pk=case.pk).update(materials_by_on=date(2026, 12, 8))
    case.refresh_from_db()


def everything() -> dict[str, Any]:
    return {
        "cases": list(Case.objects.values()),
        "pledges": list(Pledge.objects.values()),
        "materials": list(Material.objects.values()),
        "lines": Line.objects.count(),
        "deadlines": list(Deadline.objects.values()),
        "letters": Letter.objects.count(),
        "offers": RatingOffer.objects.count(),
    }


def test_every_state_has_a_way_and_every_verb_an_action() -> None:
    assert set(WAY_TO) == set(CaseState)
    assert set(MOVES) - {"submit"} - TIMER_MOVES == set(VERBS)
    assert MOVES.verbs_from(CaseState.SUBMITTED) == (
        "accept",
        "deem-accepted",
        "request-correction",
        "supply",
        "refuse",
        "withdraw",
    )


@pytest.mark.parametrize(("state", "verb", "role"), MOVABLE)
def test_a_verb_in_its_state_by_its_role_moves(
    case: Case, cast: dict[str, User], state: str, verb: str, role: str
) -> None:
    bring_to(state, case, cast)
    if verb in {"supply", "check-promise"}:
        promise(case)
    lines = Line.objects.count()
    action, given = VERBS[verb]
    moved = action(by=cast[role], number=case.number, **given)
    assert moved.state == (MOVES[verb].target or state)
    assert Line.objects.count() == lines + 1


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", CaseState.values)
def test_a_verb_by_anybody_else_or_in_another_state_changes_nothing(
    case: Case, cast: dict[str, User], state: str, verb: str
) -> None:
    bring_to(state, case, cast)
    promise(case)
    action, given = VERBS[verb]
    before = everything()
    for role in ROLES:
        if (state, verb, role) in MOVABLE:
            continue
        with pytest.raises(Refused) as refused:
            action(by=cast[role], number=case.number, **given)
        if role in BLIND:
            assert refused.value.status == 404
        elif role not in MAY[verb]:
            assert refused.value.status == 403
        else:
            assert refused.value.status == 409
            assert CaseState(state).label in refused.value.text
        assert everything() == before


@pytest.mark.parametrize("state", CaseState.values)
def test_the_timer_moves_from_its_own_states_alone(
    case: Case, cast: dict[str, User], state: str
) -> None:
    bring_to(state, case, cast)
    before = everything()
    timed = {
        "deem-accepted": actions.deem_case_accepted,
        "resume-on-time": actions.resume_case_on_time,
    }
    assert set(timed) == TIMER_MOVES
    with clock.moved_to(datetime(2027, 3, 1, 2, 0, tzinfo=UTC)):
        for verb, action in timed.items():
            if state in MOVES[verb].sources:
                continue
            assert action(by=TIMER, number=case.number) is False
            assert everything() == before
        moved = [
            action(by=TIMER, number=case.number)
            for verb, action in timed.items()
            if state in MOVES[verb].sources
        ]
    assert moved == [True] * len(moved)


@pytest.mark.parametrize("state", CaseState.values)
def test_the_page_offers_exactly_the_moves_that_may_be_made(
    case: Case, cast: dict[str, User], state: str
) -> None:
    bring_to(state, case, cast)
    promise(case)
    for role in ROLES:
        allowed = {verb for verb in VERBS if (state, verb, role) in MOVABLE}
        assert set(queries.moves_open_to(cast[role], case)) == allowed


def test_accepting_starts_the_promised_term_and_names_the_statutory_date(
    case: Case, handler: User, at_ten: object
) -> None:
    accepted = actions.accept_case(by=handler, number=case.number, note="材料齐全")
    assert accepted.accepted_on == date(2026, 11, 24)
    assert accepted.due_on == date(2026, 12, 1)
    why = queries.due_why(accepted)
    assert "承诺办结期限" in why
    assert "5个工作日" in why
    assert "2026年12月22日" in why  # the statutory date, twenty working days
    assert Letter.objects.filter(template="case-accepted").count() == 1


def test_a_term_of_nought_days_is_due_on_the_spot(
    human_resources: Organisation, resident: User, handler: User, at_ten: object
) -> None:
    publish(human_resources, code="X1", promised=(0, "workday"), statutory=(20, "workday"))
    case = actions.submit_case(
        by=resident,
        item_code="X1",
        form=FILLED,
        materials=[id_card()],
    )
    accepted = actions.accept_case(by=handler, number=case.number)
    assert accepted.due_on == date(2026, 11, 24)
    assert "当日办结" in queries.due_why(accepted)


def test_the_date_skips_a_holiday_and_counts_a_working_weekend(
    item: Item, resident: User, handler: User
) -> None:
    with clock.moved_to(datetime(2026, 2, 10, 2, 0, tzinfo=UTC)):
        case = actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
        )
        accepted = actions.accept_case(by=handler, number=case.number)
    assert accepted.due_on == date(2026, 2, 24)  # DOMAIN, appendix A
    assert "调休上班" in queries.due_why(accepted)


def test_a_decision_offers_a_rating_and_starts_the_days_for_delivery(
    case: Case, clerk: User, approver: User, at_ten: object
) -> None:
    actions.accept_case(by=clerk, number=case.number)
    decided = actions.decide_case(by=approver, number=case.number, outcome="granted")
    assert decided.due_on == date(2026, 12, 8)  # ten working days
    offer = RatingOffer.objects.get(subject=case.number)
    assert (offer.organisation, offer.item, offer.channel) == (
        "human-resources",
        case.item_code,
        "online",
    )
    assert decided.rating_token
    assert decided.rating_token != offer.digest


def test_a_refusal_must_say_why(case: Case, cast: dict[str, User]) -> None:
    bring_to(CaseState.ACCEPTED, case, cast)
    before = everything()
    with pytest.raises(Refused) as refused:
        actions.decide_case(by=cast["approver"], number=case.number, outcome="refused", note="  ")
    assert refused.value.status == 422
    assert [fault.field for fault in refused.value.fields] == ["note"]
    assert everything() == before
    decided = actions.decide_case(
        by=cast["approver"], number=case.number, outcome="refused", note="不符合补领条件。"
    )
    view = queries.case_view(decided, cast["resident"])
    assert view["outcome"] == "refused"
    assert view["steps"][0]["note"] == "不符合补领条件。"


@pytest.mark.parametrize(
    ("state", "verb", "given", "field"),
    [
        (CaseState.ACCEPTED, "decide", {"outcome": "perhaps"}, "outcome"),
        (CaseState.ACCEPTED, "decide", {"outcome": "granted", "note": "长" * 501}, "note"),
        (CaseState.DECIDED, "deliver", {"how": "pigeon"}, "how"),
        (CaseState.ACCEPTED, "suspend", {"procedure": "holiday"}, "procedure"),
        (CaseState.ACCEPTED, "suspend", {"days": 0}, "days"),
        (CaseState.ACCEPTED, "suspend", {"days": 251}, "days"),
        (CaseState.ACCEPTED, "extend", {"days": 0}, "days"),
        (CaseState.ACCEPTED, "extend", {"days": 11}, "days"),
        (CaseState.ACCEPTED, "extend", {"note": " "}, "note"),
        (CaseState.SUSPENDED, "resume", {"note": "长" * 501}, "note"),
        (CaseState.DECIDED, "correct", {"note": " "}, "note"),
        (CaseState.DELIVERED, "revoke", {"note": " "}, "note"),
        (CaseState.SUBMITTED, "accept", {"note": "长" * 501}, "note"),
        (CaseState.SUBMITTED, "withdraw", {"note": "长" * 501}, "note"),
        (CaseState.SUBMITTED, "refuse", {"note": "  "}, "note"),
        (CaseState.SUBMITTED, "refuse", {"authority": "局" * 101}, "authority"),
        (CaseState.SUBMITTED, "request-correction", {"missing": ["  "]}, "missing"),
        (CaseState.SUBMITTED, "request-correction", {"missing": ["长" * 201]}, "missing"),
        (CaseState.SUBMITTED, "request-correction", {"missing": ["缺"] * 21}, "missing"),
        (CaseState.SUBMITTED, "request-correction", {"by_on": date(2026, 11, 24)}, "by_on"),
        (CaseState.SUBMITTED, "request-correction", {"by_on": date(2027, 11, 24)}, "by_on"),
        (CaseState.CORRECTING, "submit-correction", {"note": "长" * 501}, "note"),
    ],
)
def test_wrong_words_are_refused_and_change_nothing(
    case: Case,
    cast: dict[str, User],
    state: str,
    verb: str,
    given: dict[str, Any],
    field: str,
) -> None:
    bring_to(state, case, cast)
    before = everything()
    action, usual = VERBS[verb]
    with pytest.raises(Refused) as refused:
        action(by=cast[sorted(MAY[verb])[0]], number=case.number, **{**usual, **given})
    assert refused.value.status == 422
    assert [fault.field for fault in refused.value.fields] == [field]
    assert everything() == before


def test_nothing_is_due_once_a_case_is_finished(case: Case, cast: dict[str, User]) -> None:
    bring_to(CaseState.DELIVERED, case, cast)
    assert case.due_on is None
    assert not Deadline.objects.filter(
        subject=case.number, is_current=True, is_running=True
    ).exists()


def test_the_public_sentences_name_no_result_no_item_and_no_person(
    case: Case, cast: dict[str, User]
) -> None:
    bring_to(CaseState.DELIVERED, case, cast)
    lines = journal.lines_of(case.number, audiences=[journal.Audience.PUBLIC])
    assert [line.verb for line in lines] == [
        "case.submit",
        "case.accept",
        "case.decide",
        "case.deliver",
    ]
    told = " ".join(line.sentence for line in lines)
    for secret in ("准予", "不予", case.item_name, "王", "窗口甲", "审批人"):
        assert secret not in told
    assert "人力资源和社会保障局已受理" in told


def test_the_ledger_is_clean_after_a_whole_walk(case: Case, cast: dict[str, User]) -> None:
    bring_to(CaseState.DELIVERED, case, cast)
    journal.seal()
    assert journal.verify().is_clean
