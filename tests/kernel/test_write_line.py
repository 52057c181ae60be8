"""Writing the journal."""

import json
import threading

import pytest
from django.db import connection, connections, transaction

from tests.kernel.journal_cast import SOMEBODY, write_line, write_lines
from zhujian.kernel import journal
from zhujian.kernel.journal import Audience, JournalNote, Line, lines_of, verify
from zhujian.kernel.journal.models import AppendOnly
from zhujian.kernel.refusals import Refused


@pytest.mark.django_db
def test_a_line_tells_who_did_what_to_what_for_whom() -> None:
    line = write_line(data={"pages": 3, "kind": "甲"})

    assert (line.actor_ref, line.organisation) == ("user:u7f3k", "human-resources")
    assert line.audience == Audience.PUBLIC
    assert line.data == '{"kind":"甲","pages":3}'
    assert lines_of(line.subject, audiences=[Audience.PUBLIC])[0].sentence == (
        "human-resources已受理，共3页"
    )


@pytest.mark.django_db
def test_a_note_is_shown_only_to_its_audience_and_stands_encrypted() -> None:
    line = write_line(note="住址写错了", note_audience=Audience.PARTIES)

    (public,) = lines_of(line.subject, audiences=[Audience.PUBLIC])
    (party,) = lines_of(line.subject, audiences=[Audience.PUBLIC, Audience.PARTIES])
    assert public.note == ""
    assert party.note == "住址写错了"
    assert "住址".encode() not in bytes(JournalNote.objects.get().sealed or b"")


@pytest.mark.django_db
def test_an_internal_line_is_hidden_from_the_public() -> None:
    line = write_line(verb="test.remark")

    assert lines_of(line.subject, audiences=[Audience.PUBLIC]) == []


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        journal.write(verb="test.accept", subject="x:1", by=SOMEBODY)


@pytest.mark.django_db
def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(LookupError, match=r"test\.dance"):
        write_line(verb="test.dance")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{"text": "长" * 301}, {"n": float("nan")}, {"t": "\ud800"}, {"deep": [{"k": "\0"}]}]
)
def test_free_text_and_what_has_no_canonical_form_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- four kinds of it
        write_line(data=data)
    assert not Line.objects.exists()


@pytest.mark.django_db
def test_nobody_edits_or_deletes_a_line_through_the_models() -> None:
    line = write_line()
    line.verb = "test.remark"

    for attempt in (
        line.save,
        line.delete,
        Line.objects.all().delete,
        lambda: Line.objects.update(verb="x"),
        lambda: Line.objects.bulk_update([line], ["verb"]),
        lambda: Line.objects.filter(pk=line.pk)._raw_delete("default"),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            attempt()
    assert Line.objects.get().verb == "test.accept"


def fail_after_writing(subject: str) -> None:
    """Write a line in a transaction that comes to nothing."""
    with transaction.atomic():
        journal.write(verb="test.accept", subject=subject, by=SOMEBODY, note="n")
        raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_a_line_of_a_rolled_back_transaction_leaves_nothing_behind() -> None:
    write_line()
    with pytest.raises(RuntimeError):
        fail_after_writing("x:1")
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            fail_after_writing("x:2")
        journal.write(verb="test.accept", subject="x:3", by=SOMEBODY)

    assert verify().is_clean
    assert set(Line.objects.values_list("subject", flat=True)) == {"BJ20261124-7K3M9Q-G", "x:3"}


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain() -> None:
    """In memory SQLite locks whole tables; `test_verify_real_home` does this on a file."""
    writers_at_once = 4 if connection.vendor == "postgresql" else 1
    failures: list[Exception] = []

    def write_some() -> None:
        try:
            for _ in range(15):
                write_line(note="一")
                journal.seal()
        except Exception as error:  # noqa: BLE001 -- told to the test by the list
            failures.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write_some) for _ in range(writers_at_once)]
    for writer in writers:
        writer.start()
    if writers_at_once > 1:
        assert {verify().exit_status for _ in range(5)} == {0}
    for writer in writers:
        writer.join()

    assert failures == []
    assert (verify().exit_status, verify().lines) == (0, 15 * writers_at_once)


@pytest.mark.django_db(transaction=True)
def test_erasing_a_note_leaves_the_chain_whole_and_says_so() -> None:
    write_lines(3)
    noted = Line.objects.exclude(note_hash="").first()
    assert noted is not None

    journal.erase_note(by=SOMEBODY, line=noted.pk, reason="个人信息保护法第47条")

    (view, erased) = lines_of(noted.subject, audiences=set(Audience))
    assert view.note == ""
    assert view.is_note_erased
    assert erased.data == {"line": noted.pk, "reason": "个人信息保护法第47条"}
    assert verify().is_clean
    with pytest.raises(Refused) as again:
        journal.erase_note(by=SOMEBODY, line=noted.pk, reason="再次")
    assert again.value.status == 409


@pytest.mark.django_db(transaction=True)
def test_a_note_that_is_not_there_cannot_be_erased() -> None:
    line = write_line()

    with pytest.raises(Refused) as refused:
        journal.erase_note(by=SOMEBODY, line=line.pk, reason="x")
    assert refused.value.status == 404


@pytest.mark.django_db
def test_lines_are_listed_by_prefix_and_behind_a_place() -> None:
    write_lines(5)

    assert len(journal.lines_by_subject_prefix("item:", audiences=set(Audience))) == 5
    assert [line.subject for line in journal.lines_since(3, 10)] == ["item:3", "item:4"]
    assert journal.lines_since(0, 10, actor_ref="user:other") == []
    assert json.loads(Line.objects.sealed().first().data) == {"pages": 3}  # type: ignore[union-attr]


@pytest.mark.django_db
def test_on_one_writer_the_seal_comes_with_the_line() -> None:
    line = write_line()
    is_sealed = Line.objects.get(pk=line.pk).sequence is not None

    assert is_sealed == (connection.vendor == "sqlite")
    journal.seal()
    assert Line.objects.get(pk=line.pk).sequence == 1
