"""SVC-02 at the counter: a fee has a ground in the guide, is paid, waived or given back."""

from collections.abc import Callable

import pytest

from tests.cases.stage import CHARGED, FILLED, NOW, id_card, publish
from tests.cast import staff
from zhujian.cases import actions, queries, rules
from zhujian.cases.models import Case, Fee
from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role


@pytest.fixture
def charged(human_resources: Organisation, resident: User) -> Case:
    """A case of an item that costs something by its guide."""
    item = publish(human_resources, fee=CHARGED)
    return actions.submit_case(by=resident, item_code=item.code, form=FILLED, materials=[id_card()])


@pytest.fixture
def due(charged: Case, clerk: User) -> Fee:
    """A fee that is to be paid."""
    return actions.charge_fee(by=clerk, number=charged.number, amount="10")


def paid(by: User, fee: Fee, receipt: str = "0012") -> Fee:
    return actions.pay_fee(
        by=by, number=fee.case.number, fee=fee.pk, how="cash", receipt_number=receipt
    )


def decided(case: Case, clerk: User, approver: User) -> Case:
    actions.accept_case(by=clerk, number=case.number)
    return actions.decide_case(by=approver, number=case.number, outcome="granted")


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("10", 1000),
        (" 12.5 元", 1250),
        ("１２．０５", 1205),
        ("1,234.50", 123450),
        ("0.01", 1),
        ("0", None),
        ("-3", None),
        ("1.234", None),
        ("12,34", None),
        ("十元", None),
        ("", None),
        ("99999999", None),
    ],
)
def test_an_amount_is_typed_in_yuan_and_kept_in_fen(typed: str, fen: int | None) -> None:
    assert rules.fen_of(typed) == fen


def test_a_fee_is_charged_from_the_guide_and_paid_with_a_receipt(
    charged: Case, due: Fee, clerk: User, handler: User
) -> None:
    assert (due.name, due.basis, due.amount_fen) == ("工本费", "川发改价格〔2019〕1 号", 1000)
    charged.refresh_from_db()
    assert charged.owed_fen == 1000
    fee = paid(handler, due)
    charged.refresh_from_db()
    assert (fee.state, fee.desk, charged.owed_fen) == ("paid", charged.organisation, 0)
    told = [
        line.sentence
        for line in journal.lines_of(charged.number, audiences=[journal.Audience.PARTIES])
    ]
    assert "绵竹市人力资源和社会保障局已登记应缴费用：工本费，10.00 元" in told
    assert "申请人已缴费：工本费，10.00 元，票据号 0012" in told
    public = journal.lines_of(charged.number, audiences=[journal.Audience.PUBLIC])
    assert [line.verb for line in public] == ["case.submit"]


def test_what_the_guide_does_not_charge_is_not_charged(case: Case, clerk: User) -> None:
    with pytest.raises(Refused) as refused:
        actions.charge_fee(by=clerk, number=case.number, amount="10")
    assert (refused.value.code, refused.value.status) == ("fee_without_basis", 422)
    assert not Fee.objects.exists()


def test_a_charge_without_a_ground_counts_as_none(
    human_resources: Organisation, resident: User, clerk: User
) -> None:
    groundless = {**CHARGED, "items": [{"name": "工本费", "standard": "10 元", "basis": ""}]}
    item = publish(human_resources, fee=groundless)
    case = actions.submit_case(by=resident, item_code=item.code, form=FILLED, materials=[id_card()])
    with pytest.raises(Refused, match="没有依据不得收费"):
        actions.charge_fee(by=clerk, number=case.number, amount="10")


def test_a_result_is_not_handed_out_before_the_fee_is_paid(
    charged: Case, due: Fee, clerk: User, approver: User
) -> None:
    decided(charged, clerk, approver)
    with pytest.raises(Refused) as refused:
        actions.deliver_case(by=clerk, number=charged.number, how="counter")
    assert (refused.value.code, refused.value.status) == ("fee_unpaid", 409)
    assert "deliver" not in queries.moves_open_to(clerk, Case.objects.get())
    paid(clerk, due)
    delivered = actions.deliver_case(by=clerk, number=charged.number, how="counter")
    assert delivered.state == "delivered"


def test_a_waived_fee_keeps_its_ground_and_lets_the_result_go(
    charged: Case, due: Fee, clerk: User, approver: User
) -> None:
    decided(charged, clerk, approver)
    with pytest.raises(Refused, match="减免费用必须写明依据"):
        actions.waive_fee(by=clerk, number=charged.number, fee=due.pk, ground=" ")
    fee = actions.waive_fee(by=clerk, number=charged.number, fee=due.pk, ground="低保对象免收")
    assert (fee.state, fee.waived_ground) == ("waived", "低保对象免收")
    assert actions.deliver_case(by=clerk, number=charged.number, how="post").state == "delivered"


def test_a_refund_has_a_reason_and_happens_once(charged: Case, due: Fee, clerk: User) -> None:
    with pytest.raises(Refused) as early:
        actions.refund_fee(by=clerk, number=charged.number, fee=due.pk, ground="多收")
    assert early.value.status == 409
    paid(clerk, due)
    fee = actions.refund_fee(by=clerk, number=charged.number, fee=due.pk, ground="多收")
    assert (fee.state, fee.refund_ground) == ("refunded", "多收")
    with pytest.raises(Refused, match="已退"):
        actions.refund_fee(by=clerk, number=charged.number, fee=due.pk, ground="多收")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"how": "cash", "receipt_number": ""}, "receipt_number"),
        ({"how": "cash", "receipt_number": "9" * 41}, "receipt_number"),
        ({"how": "barter", "receipt_number": "1"}, "how"),
    ],
)
def test_a_payment_that_is_not_whole_changes_nothing(
    due: Fee, clerk: User, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.pay_fee(by=clerk, number=due.case.number, fee=due.pk, **given)
    assert [one.field for one in refused.value.fields] == [field]
    due.refresh_from_db()
    assert due.state == "due"


def test_a_receipt_number_is_used_once_in_an_organisation(
    charged: Case, due: Fee, clerk: User
) -> None:
    paid(clerk, due)
    second = actions.charge_fee(by=clerk, number=charged.number, amount="3")
    with pytest.raises(Refused) as refused:
        paid(clerk, second, " 00 12")
    assert refused.value.code == "receipt_taken"
    second.refresh_from_db()
    assert second.state == "due"


def test_the_same_fee_is_not_charged_paid_or_waived_twice(
    charged: Case, due: Fee, clerk: User
) -> None:
    with pytest.raises(Refused, match="已经登记过"):
        actions.charge_fee(by=clerk, number=charged.number, amount="10")
    paid(clerk, due)
    for again in (
        lambda: paid(clerk, due, "0013"),
        lambda: actions.waive_fee(by=clerk, number=charged.number, fee=due.pk, ground="低保"),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.status == 409
    assert Fee.objects.count() == 1


@pytest.mark.parametrize(("amount", "name"), [("0", ""), ("abc", ""), ("10", "别的费")])
def test_a_charge_that_is_wrong_is_answered_in_words(
    charged: Case, clerk: User, amount: str, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.charge_fee(by=clerk, number=charged.number, amount=amount, name=name)
    assert refused.value.status == 422
    assert not Fee.objects.exists()


def test_who_may_not_act_here_settles_no_fee(
    charged: Case, due: Fee, approver: User, stranger: User, resident: User
) -> None:
    tries: list[tuple[User, int]] = [(approver, 403), (resident, 403), (stranger, 404)]
    for person, status in tries:
        for attempt in (
            lambda: actions.charge_fee(by=person, number=charged.number, amount="1"),  # noqa: B023
            lambda: paid(person, due),  # noqa: B023
            lambda: actions.waive_fee(by=person, number=charged.number, fee=due.pk, ground="免"),  # noqa: B023
            lambda: actions.refund_fee(by=person, number=charged.number, fee=due.pk, ground="退"),  # noqa: B023
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refused.value.status == status
    due.refresh_from_db()
    assert due.state == "due"


def test_a_fee_of_another_case_is_not_found(
    charged: Case, due: Fee, clerk: User, resident: User
) -> None:
    other = actions.submit_case(
        by=resident, item_code=charged.item_code, form=FILLED, materials=[id_card()]
    )
    with pytest.raises(Refused) as refused:
        actions.waive_fee(by=clerk, number=other.number, fee=due.pk, ground="免")
    assert refused.value.status == 404


def test_a_finished_case_is_charged_nothing(charged: Case, clerk: User, resident: User) -> None:
    actions.withdraw_case(by=resident, number=charged.number)
    with pytest.raises(Refused) as refused:
        actions.charge_fee(by=clerk, number=charged.number, amount="1")
    assert refused.value.status == 409


def test_a_day_at_a_counter_adds_up(
    charged: Case,
    due: Fee,
    clerk: User,
    city_hall: Organisation,
    human_resources: Organisation,
    django_assert_num_queries: Callable[..., object],
) -> None:
    handler = staff("handler-2", "承办人", (Role.HANDLER, human_resources))
    with clock.moved_to(NOW):
        paid(clerk, due)
        waived = actions.charge_fee(by=clerk, number=charged.number, amount="2.50")
        actions.waive_fee(by=clerk, number=charged.number, fee=waived.pk, ground="低保")
        elsewhere = actions.charge_fee(by=clerk, number=charged.number, amount="7")
        paid(handler, elsewhere, "0014")
        actions.refund_fee(by=clerk, number=charged.number, fee=elsewhere.pk, ground="多收")
        today = clock.today()
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        totals = queries.day_totals(city_hall, on=today)
    assert (totals.paid_fen, totals.paid_count) == (1000, 1)
    assert (totals.waived_fen, totals.waived_count) == (250, 1)
    assert (totals.refunded_fen, totals.refunded_count) == (700, 1)
    assert totals.kept_text == "3.00 元"
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        page = queries.fees_page(city_hall, on=today)
        assert [fee.case.number for fee in page.rows] == [charged.number] * 3
    office = queries.day_totals(human_resources, on=today)
    assert (office.paid_fen, office.refunded_fen) == (700, 0)
