"""Receipts for journal lines."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from tests.kernel.journal_cast import SOMEBODY, tamper, write_line, write_lines
from zhujian.config import cli
from zhujian.kernel import journal
from zhujian.kernel.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_receipt_given_inside_the_transaction_is_proven_later() -> None:
    write_lines(3)
    with transaction.atomic():
        line = journal.write(verb="test.accept", subject="x:1", by=SOMEBODY, note="谢谢")
        text = journal.receipt(line)
    write_lines(3)

    proof = journal.prove(f" {text.lower()} ")

    assert proof.is_proven
    assert (proof.sequence, proof.verb, proof.head) == (4, "test.accept", 7)


def test_a_receipt_outlives_the_erasing_of_the_note() -> None:
    line = write_line(note="谢谢")
    text = journal.receipt(line)
    journal.erase_note(by=SOMEBODY, line=line.pk, reason="47")

    assert journal.prove(text).is_proven


@pytest.mark.parametrize(
    "text", ["", "12-ABC", "1-AAAAAAAAAAAAAAAAAAAAAAAAAA-AAAAAAAAAA", "１-二-三", "x" * 5000]
)
def test_a_text_that_is_no_receipt_of_ours_is_refused(text: str) -> None:
    write_line()

    with pytest.raises(Refused) as refused:
        journal.prove(text)
    assert refused.value.code == "receipt"


def test_a_receipt_tells_that_its_line_was_changed_or_deleted() -> None:
    write_lines(2)
    text = journal.receipt(write_line())
    journal.seal()

    tamper("UPDATE kernel_journalline SET data = '{}' WHERE sequence = 3")
    assert not journal.prove(text).is_proven
    tamper("DELETE FROM kernel_journalline WHERE sequence = 3")
    assert "不见了" in journal.prove(text).why


def test_a_receipt_tells_that_the_chain_behind_it_was_broken() -> None:
    text = journal.receipt(write_line())
    write_lines(4)
    tamper("UPDATE kernel_journalline SET subject = 'y' WHERE sequence = 3")

    assert "第 3 条" in journal.prove(text).why


def test_a_receipt_tells_that_the_tail_behind_it_was_cut() -> None:
    text = journal.receipt(write_line())
    write_lines(4)
    journal.seal()
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id IN"
        " (SELECT id FROM kernel_journalline WHERE sequence > 3)"
    )
    tamper("DELETE FROM kernel_journalline WHERE sequence > 3")

    proof = journal.prove(text)

    assert not proof.is_proven
    assert "第 4 条及以后" in proof.why


def test_without_a_head_nothing_is_proven() -> None:
    text = journal.receipt(write_line())
    journal.seal()
    shutil.rmtree(Path(settings.HOME) / "ledger")

    assert not journal.prove(text).is_proven


def test_the_command_prints_the_proof(capsys: pytest.CaptureFixture[str]) -> None:
    text = journal.receipt(write_line())
    journal.seal()

    assert cli.main(["ledger", "prove", text]) == 0
    assert "回执有效" in capsys.readouterr().out
    assert cli.main(["ledger", "prove", text, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["is_proven"] is True
    assert cli.main(["ledger", "prove", "1-A-B"]) == 2
    tamper("UPDATE kernel_journalline SET data = '{}'")
    assert cli.main(["ledger", "prove", text]) == 1
