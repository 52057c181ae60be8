"""Rows written and read with SQL that is made once: the same as through the ORM."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhujian.kernel import rows
from zhujian.kernel.deadlines.models import CountSetting, Deadline
from zhujian.people.models import Resident, User
from zhujian.ratings.models import RatingDay

pytestmark = pytest.mark.django_db


def deadline(subject: str = "QQ1", **more: object) -> Deadline:
    return Deadline(
        **{
            "subject": subject,
            "rule": "SVC-04",
            "of": "notice",
            "chain": uuid4(),
            "revision": 1,
            "cause": Deadline.Cause.OPENED,
            "title": "期限",
            "event": "收到",
            "legal": "",
            "start": date(2026, 11, 24),
            "n": 5,
            "unit": "workday",
            "due_on": date(2026, 12, 1),
            "due_why": "从次日起 5 个工作日",
            "calendar": "2026-1",
            "written_at": datetime(2026, 11, 24, 3, 0, 0, 123456, tzinfo=UTC),
            **more,
        }
    )


def values(row: object) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_an_inserted_row_reads_the_same_through_the_orm_and_without_it() -> None:
    row = deadline()
    rows.insert(row)

    assert values(Deadline.objects.get(pk=row.pk)) == values(row)
    assert values(rows.the(Deadline, subject="QQ1")) == values(row)
    assert not row._state.adding


def test_several_rows_get_their_keys() -> None:
    written = [deadline(f"QQ{n}") for n in range(3)]
    rows.insert(*written)

    assert [row.pk for row in Deadline.objects.order_by("id")] == [row.pk for row in written]


def test_a_row_with_a_key_of_its_own_keeps_it() -> None:
    row = deadline(id=4711)
    rows.insert(row)

    assert rows.the(Deadline, id=4711).subject == "QQ1"


def test_encrypted_columns_are_sealed_and_opened() -> None:
    user = User(ref="u1800", created_at=datetime(2026, 11, 24, tzinfo=UTC))
    rows.insert(user)
    rows.insert(Resident(user=user, full_name="王示例", id_number="", phone="19900000001"))

    found = rows.the(Resident, user_id=user.pk)
    assert (found.full_name, found.phone) == ("王示例", "19900000001")
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name FROM people_resident")
        assert "王示例".encode() not in bytes(cursor.fetchone()[0])


def test_only_the_named_columns_are_saved() -> None:
    row = deadline()
    rows.insert(row)
    row.title, row.is_current = "改过", False
    rows.update(row, "is_current")

    kept = Deadline.objects.get(pk=row.pk)
    assert (kept.title, kept.is_current) == ("期限", False)


def test_flags_are_written_out_so_that_a_partial_index_serves() -> None:
    rows.insert(deadline("QQ1"), deadline("QQ1", of="other", is_current=False))

    with CaptureQueriesContext(connection) as asked:
        (current,) = rows.fetch_all(Deadline, subject="QQ1", is_current=True)
        (past,) = rows.fetch_all(Deadline, subject="QQ1", is_current=False)
    assert (current.of, past.of) == ("notice", "other")
    assert 'AND "is_current"' in asked[0]["sql"]
    assert 'AND NOT "is_current"' in asked[1]["sql"]


def test_columns_that_were_not_read_are_read_when_asked_for() -> None:
    rows.insert(deadline())
    found = rows.the(Deadline, subject="QQ1", only=("id", "rule"))

    assert found.get_deferred_fields() >= {"title", "due_why"}
    assert found.title == "期限"


def test_rows_come_in_the_order_asked_for() -> None:
    rows.insert(deadline(of="a", n=9), deadline(of="b", n=3))

    assert [row.of for row in rows.fetch_all(Deadline, subject="QQ1", order=("n",))] == ["b", "a"]


def test_nothing_found_is_nothing_or_the_models_refusal() -> None:
    assert rows.fetch(Deadline, subject="nobody") is None
    with pytest.raises(Deadline.DoesNotExist):
        rows.the(Deadline, subject="nobody")


def test_amounts_are_added_where_the_row_is() -> None:
    key = {
        "day": date(2026, 11, 24),
        "organisation": "o",
        "item": "i",
        "place": "",
        "channel": "online",
    }
    assert not rows.add(RatingDay, {"offered": 2}, **key)
    RatingDay.objects.create(**key, offered=1)

    assert rows.add(RatingDay, {"offered": 2, "answered": 1}, **key)
    kept = RatingDay.objects.get()
    assert (kept.offered, kept.answered) == (3, 1)


def test_a_constraint_refuses_and_leaves_nothing() -> None:
    rows.insert(CountSetting(rule="SVC-04", of="notice", n=5, unit="workday"))

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(CountSetting(rule="SVC-04", of="notice", n=6, unit="workday"))
    assert CountSetting.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        rows.fetch(Deadline, subject="QQ1", is_locked=True)
