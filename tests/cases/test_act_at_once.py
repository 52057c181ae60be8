"""Several act on one file at the same time: one of them moves it, the others change nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.cases.stage import CODE, FILLED, id_card, later
from tests.cast import staff
from tests.together import AtOnce
from zhujian.cases import actions
from zhujian.cases.models import Case, Draft, DraftFile
from zhujian.catalogue.models import Item
from zhujian.kernel.journal.models import Line
from zhujian.kernel.numbers.models import Number
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role

Begin = Callable[[], AtOnce]


def lines_of(number: str) -> list[str]:
    return list(Line.objects.filter(subject=number).order_by("pk").values_list("verb", flat=True))


def test_two_clerks_on_one_file(
    at_once_after: Begin, case: Case, clerk: User, city_hall: Organisation
) -> None:
    colleague = staff("clerk-two", "窗口二", (Role.CLERK, city_hall))
    at_once = at_once_after()
    results = at_once(
        partial(actions.accept_case, by=clerk, number=case.number),
        partial(actions.accept_case, by=colleague, number=case.number),
    )
    assert results.count("state") == 1
    (verbs,) = at_once(partial(lines_of, case.number))
    assert verbs == ["case.submit", "case.accept"]


def test_a_file_is_withdrawn_while_it_is_being_decided(
    at_once_after: Begin, case: Case, clerk: User, approver: User, resident: User
) -> None:
    actions.accept_case(by=clerk, number=case.number)
    at_once = at_once_after()
    results = at_once(
        partial(actions.decide_case, by=approver, number=case.number, outcome="granted"),
        partial(actions.withdraw_case, by=resident, number=case.number),
    )
    assert results.count("state") == 1
    (verbs,) = at_once(partial(lines_of, case.number))
    assert verbs[2:] in (["case.decide"], ["case.withdraw"])


def test_an_application_sent_by_four_clicks_is_one_case(
    at_once_after: Begin, item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    draft = actions.begin_draft(by=resident, item_code=CODE, form=FILLED)
    actions.attach_file(by=resident, ref=draft.ref, file=id_card())
    actions.save_pledges(by=resident, ref=draft.ref, pledges=[later()])
    at_once = at_once_after()
    results = at_once(*[partial(actions.submit_draft, by=resident, ref=draft.ref)] * 4)
    assert len({case.number for case in results}) == 1

    def left() -> tuple[int, int, int]:
        return Case.objects.count(), Number.objects.count(), DraftFile.objects.count()

    assert at_once(left) == [(1, 1, 0)]
    assert len(kept_files()) == 1


def test_a_draft_begun_by_four_clicks_is_one_draft(
    at_once_after: Begin, item: Item, resident: User
) -> None:
    at_once = at_once_after()
    results = at_once(*[partial(actions.begin_draft, by=resident, item_code=CODE)] * 4)
    assert len({draft.ref for draft in results}) == 1
    assert at_once(Draft.objects.count) == [1]


def test_the_same_file_sent_twice_at_once_is_kept_once(
    at_once_after: Begin, item: Item, resident: User, kept_files: Callable[[], list[Path]]
) -> None:
    draft = actions.begin_draft(by=resident, item_code=CODE)
    at_once = at_once_after()
    results = at_once(
        *[partial(actions.attach_file, by=resident, ref=draft.ref, file=id_card())] * 3
    )
    assert results.count("file_twice") == 2
    assert at_once(DraftFile.objects.count) == [1]
    assert len(kept_files()) == 1
