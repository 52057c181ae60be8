"""Verifying the journal against tampering by hand."""

import json
import shutil
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.kernel.journal_cast import SOMEBODY, tamper, write_line, write_lines
from zhujian.config import cli
from zhujian.kernel import journal
from zhujian.kernel.journal import chain, heads, verify
from zhujian.kernel.journal.backends import of

pytestmark = pytest.mark.django_db(transaction=True)

LEDGER = Path(settings.HOME) / "ledger"
TEXTS = ["verb", "subject", "actor_ref", "organisation", "audience", "data"]
COLUMNS = [*TEXTS, "note_hash", "hash", "sequence", "id", "at"]


def test_an_empty_journal_is_clean() -> None:
    assert verify() == journal.Report(True, 0, None, "共 0 条记录，链条完整。", 0)


def test_an_untouched_journal_is_clean() -> None:
    write_lines(12)

    report = verify()

    assert (report.exit_status, report.lines, report.first_broken) == (0, 12, None)


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_byte_in_any_column_is_found_and_named(column: str) -> None:
    write_lines(9)
    change = {
        "sequence": "1000",
        "id": "1000",
        "at": "(SELECT at FROM kernel_journalline WHERE sequence = 5)",
    }.get(column, f"{column} || '0'" if column in {"data", "verb"} else "'f'")
    tamper("DELETE FROM kernel_journalnote")  # so that an identifier can be changed at all
    write_erasures()

    tamper(f"UPDATE kernel_journalline SET {column} = {change} WHERE sequence = 7")

    report = verify()
    assert (report.exit_status, report.first_broken) == (1, 7)


def write_erasures() -> None:
    """Make the absence of the notes legitimate, so that only the next change is at fault."""
    for pk in list(journal.Line.objects.exclude(note_hash="").values_list("pk", flat=True)):
        write_line(verb="journal.erase-note", data={"line": pk, "reason": "x"})
    journal.seal()


@pytest.mark.parametrize("spelling", ["at || '.000000'", "replace(at, ' ', 'T')", "at || '+00:00'"])
def test_another_spelling_of_the_same_instant_is_found_on_sqlite(spelling: str) -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # there a column has one spelling
        return
    write_lines(3)
    tamper("UPDATE kernel_journalline SET at = substr(at, 1, 19) WHERE sequence = 2")
    assert verify().first_broken == 2

    tamper(f"UPDATE kernel_journalline SET at = {spelling} WHERE sequence = 2")
    assert verify().first_broken == 2


def test_bytes_that_are_no_text_are_found_on_sqlite() -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # there a text column holds text
        return
    write_lines(3)
    tamper("UPDATE kernel_journalline SET subject = CAST(x'ff00fe' AS TEXT) WHERE sequence = 2")

    assert verify().first_broken == 2


def test_text_stored_as_bytes_is_found_on_sqlite() -> None:
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    write_lines(3)
    tamper("UPDATE kernel_journalline SET subject = CAST(subject AS BLOB) WHERE sequence = 2")

    assert verify().first_broken == 2


def test_a_deleted_line_in_the_middle_is_named() -> None:
    write_lines(9)
    tamper("DELETE FROM kernel_journalline WHERE sequence = 5")

    report = verify()

    assert (report.exit_status, report.first_broken) == (1, 5)


def test_a_cut_tail_is_found_through_the_head() -> None:
    write_lines(20)
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id IN"
        " (SELECT id FROM kernel_journalline WHERE sequence > 10)"
    )
    tamper("DELETE FROM kernel_journalline WHERE sequence > 10")

    report = verify()

    assert (report.exit_status, report.first_broken, report.lines) == (1, 11, 10)


def rewrite_the_last(count: int) -> None:
    """Change the last lines and recompute the chain, as somebody with the source code would."""
    backend = of(connection)
    last, _ = backend.tail()
    start = last - count
    tamper("UPDATE kernel_journalline SET organisation = 'other' WHERE sequence > %s", start)
    before = backend.hash_at(start) or chain.START
    for row in backend.rows(start, count):
        before = chain.link(before, row.sequence, row.pk, chain.content(row.texts))
        tamper("UPDATE kernel_journalline SET hash = %s WHERE sequence = %s", before, row.sequence)


def test_ten_rewritten_lines_with_a_recomputed_chain_are_found() -> None:
    write_lines(20)
    rewrite_the_last(10)

    report = verify()

    assert report.exit_status == 1
    assert report.first_broken is not None


def test_a_recomputed_chain_is_found_even_without_the_head_file() -> None:
    write_lines(20)
    journal.witness(is_start=True)
    rewrite_the_last(10)
    (LEDGER / "head.json").unlink()

    assert verify().exit_status == 1


def test_without_any_head_a_chain_with_lines_is_not_called_clean() -> None:
    write_lines(20)
    rewrite_the_last(10)
    shutil.rmtree(LEDGER)

    report = verify()
    assert (report.exit_status, report.first_broken) == (2, None)
    assert "head.json" in report.why


def test_removed_heads_are_not_replaced_by_the_next_line(caplog: pytest.LogCaptureFixture) -> None:
    write_lines(5)
    shutil.rmtree(LEDGER)
    heads.forget()

    write_lines(1)

    assert verify().exit_status == 2
    assert "不另立链头" in caplog.text


def test_a_head_does_not_go_on_along_a_forked_chain(caplog: pytest.LogCaptureFixture) -> None:
    write_lines(20)
    rewrite_the_last(10)
    write_lines(15)

    assert verify().exit_status == 1
    assert "链头保持不动" in caplog.text


def test_a_restored_older_database_is_found_also_after_it_grew_again() -> None:
    write_lines(20)
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id IN"
        " (SELECT id FROM kernel_journalline WHERE sequence > 12)"
    )
    tamper("DELETE FROM kernel_journalline WHERE sequence > 12")
    assert verify().first_broken == 13

    heads.forget()
    write_lines(30)
    assert verify().exit_status == 1


def test_a_head_older_than_the_chain_is_fine() -> None:
    """A crash between the commit and the head leaves the head behind."""
    write_lines(5)
    older = (LEDGER / "head.json").read_text()
    write_lines(5)
    (LEDGER / "head.json").write_text(older)
    kept = (LEDGER / "heads.jsonl").read_text().splitlines(keepends=True)[:1]
    (LEDGER / "heads.jsonl").write_text("".join(kept) + '{"torn')

    assert verify().exit_status == 0
    write_lines(1)
    assert json.loads((LEDGER / "head.json").read_text())["sequence"] == 11


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sequence":1}', "\x00\x01"])
def test_an_unreadable_head_is_said_to_be_unreadable(text: str) -> None:
    write_lines(3)
    (LEDGER / "head.json").write_text(text)

    assert verify().exit_status == 2
    write_lines(1)
    assert (LEDGER / "head.json").read_text() == text


def test_a_head_signed_with_another_key_is_not_trusted_and_not_replaced() -> None:
    write_lines(3)
    own = settings.LEDGER_KEY
    try:
        settings.LEDGER_KEY = b"\x01" * 32
        write_lines(2)
        assert verify().exit_status == 2
    finally:
        settings.LEDGER_KEY = own
    assert verify().exit_status == 0


def test_a_forged_head_with_a_recomputed_chain_is_not_clean() -> None:
    write_lines(20)
    rewrite_the_last(10)
    head = json.loads((LEDGER / "head.json").read_text())
    head["hash"] = of(connection).tail()[1]
    (LEDGER / "head.json").write_text(json.dumps(head))

    assert verify().exit_status in {1, 2}


def test_the_copy_elsewhere_tells_what_the_home_was_made_to_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LEDGER_HEADS_COPY", str(tmp_path))
    write_lines(10)
    early = (LEDGER / "head.json").read_text()
    write_lines(10)
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id IN"
        " (SELECT id FROM kernel_journalline WHERE sequence > 10)"
    )
    tamper("DELETE FROM kernel_journalline WHERE sequence > 10")
    (LEDGER / "head.json").write_text(early)
    (LEDGER / "heads.jsonl").write_text(early + "\n")

    assert verify().first_broken == 11


def test_a_copy_that_cannot_be_written_stops_nobody_but_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "LEDGER_HEADS_COPY", str(tmp_path / "absent"))
    write_lines(2)

    assert "无法写入" in caplog.text
    assert verify().exit_status == 2


def test_a_changed_note_is_found() -> None:
    write_lines(9)
    tamper(
        "UPDATE kernel_journalnote SET audience = 'public' WHERE line_id ="
        " (SELECT id FROM kernel_journalline WHERE sequence = 7)"
    )

    assert verify().first_broken == 7


def test_a_note_exchanged_for_another_is_found() -> None:
    write_lines(9)
    tamper(
        "UPDATE kernel_journalnote SET sealed = (SELECT sealed FROM kernel_journalnote WHERE"
        " line_id = (SELECT id FROM kernel_journalline WHERE sequence = 4)) WHERE line_id ="
        " (SELECT id FROM kernel_journalline WHERE sequence = 7)"
    )

    assert verify().first_broken == 7


def test_a_note_deleted_by_hand_is_found() -> None:
    write_lines(9)
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id ="
        " (SELECT id FROM kernel_journalline WHERE sequence = 4)"
    )

    assert verify().first_broken == 4


def test_notes_under_a_lost_key_are_unreadable_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    write_lines(3)
    monkeypatch.setattr(settings, "DATA_KEY", b"\x02" * 32)

    assert verify().exit_status == 2


def test_without_its_table_the_journal_is_unreadable() -> None:
    write_lines(2)
    tamper("ALTER TABLE kernel_journalline RENAME TO kernel_line_gone")
    try:
        assert verify().exit_status == 2
    finally:
        tamper("ALTER TABLE kernel_line_gone RENAME TO kernel_journalline")


def test_a_line_taken_out_of_the_chain_is_found() -> None:
    write_lines(5)
    tamper("UPDATE kernel_journalline SET sequence = NULL, hash = '' WHERE sequence = 3")

    assert verify().exit_status == 1


def test_bulk_writing_witnesses_once_at_the_end() -> None:
    with journal.bulk():
        with journal.bulk():
            for number in range(5):
                write_line(f"item:{number}")
        if connection.vendor == "sqlite":
            assert json.loads((LEDGER / "head.json").read_text())["sequence"] == 0
    journal.seal()

    assert verify().exit_status == 0
    assert json.loads((LEDGER / "head.json").read_text())["sequence"] == 5


def test_kept_heads_are_added_at_most_once_a_second() -> None:
    started = time.monotonic()
    for _ in range(30):
        write_line()
        journal.seal()
    spent = time.monotonic() - started

    assert len((LEDGER / "heads.jsonl").read_text().splitlines()) <= spent + 2


def test_each_start_keeps_its_head() -> None:
    write_lines(1)
    before = len((LEDGER / "heads.jsonl").read_text().splitlines())
    journal.witness(is_start=True)

    assert len((LEDGER / "heads.jsonl").read_text().splitlines()) == before + 1


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    column=st.sampled_from(TEXTS),
    place=st.integers(1, 6),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=0, max_size=8),
)
def test_any_change_of_any_single_field_breaks_the_chain(
    column: str, place: int, text: str
) -> None:
    if not journal.Line.objects.exists():
        write_lines(6)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM kernel_journalline WHERE sequence = %s", [place])
        (was,) = cursor.fetchone()
    tamper(f"UPDATE kernel_journalline SET {column} = %s WHERE sequence = %s", text, place)
    report = verify()
    tamper(f"UPDATE kernel_journalline SET {column} = %s WHERE sequence = %s", was, place)

    assert report.first_broken == (None if text == was else place)
    assert verify().is_clean


@hypothesis_settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1, max_size=40))
def test_erasing_any_note_never_breaks_the_chain(text: str) -> None:
    line = write_line(note=text)
    assert journal.lines_of(line.subject, audiences=set(journal.Audience))[-1].note == text
    journal.erase_note(by=SOMEBODY, line=line.pk, reason="47")

    assert verify().is_clean


def test_the_command_answers_by_its_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    write_lines(4)
    assert cli.main(["ledger", "verify"]) == 0
    assert "账本完好：共 4 条记录" in capsys.readouterr().out

    tamper("UPDATE kernel_journalline SET data = '{}' WHERE sequence = 3")
    assert cli.main(["ledger", "verify", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["first_broken"] == 3
    assert cli.main(["ledger", "verify"]) == 1
    assert "第一处：第 3 条" in capsys.readouterr().out

    tamper("UPDATE kernel_journalline SET data = '{\"pages\":3}' WHERE sequence = 3")
    (LEDGER / "head.json").unlink()
    assert cli.main(["ledger", "verify"]) == 2
