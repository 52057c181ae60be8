"""A loss that the operator knows of: accepted with a reason, and seen ever after."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.kernel.journal_cast import SOMEBODY, tamper, write_line, write_lines
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.journal import Line, accept_loss, backends, chain, heads, lines_of, seal, verify
from zhujian.kernel.journal.losses import VERB
from zhujian.kernel.journal.signing import Head
from zhujian.kernel.journal.states import Audience
from zhujian.kernel.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "11月24日停电，核实后丢失最后三条"


def cut_behind(sequence: int) -> None:
    """Lose the lines behind a sequence, as a power cut or an older backup does."""
    tamper(
        "DELETE FROM kernel_journalnote WHERE line_id IN"
        " (SELECT id FROM kernel_journalline WHERE sequence > %s)",
        sequence,
    )
    tamper("DELETE FROM kernel_journalline WHERE sequence > %s", sequence)


def test_a_lost_tail_is_accepted_with_a_reason_and_stays_told() -> None:
    write_lines(10)
    cut_behind(7)
    assert verify().exit_status == 1

    line = accept_loss(by=OPERATOR, reason=REASON)

    report = verify()
    assert (report.exit_status, report.lines) == (0, 8)
    assert "第 8 至第 10 条的原记录已经丢失" in report.why
    assert [loss.line for loss in report.losses] == [line.sequence] == [8]
    (told,) = lines_of("house:ledger", audiences=set(Audience))
    assert (told.sentence, told.note) == ("已确认第8至第10条原记录丢失", REASON)


def test_the_former_head_stays_beside_the_new_one() -> None:
    write_lines(10)
    cut_behind(7)
    accept_loss(by=OPERATOR, reason=REASON)
    former = heads.read_head(heads.folder())
    assert former is not None
    assert former.sequence == 8
    lost = Head.from_json((heads.folder() / "head-lost-10.json").read_text(encoding="ascii"))
    assert lost.sequence == 10


def test_lines_written_after_the_loss_stand_and_the_chain_goes_on() -> None:
    write_lines(10)
    cut_behind(7)
    write_lines(6)
    assert verify().exit_status == 1
    accept_loss(by=OPERATOR, reason=REASON)
    write_lines(5)
    report = verify()
    assert (report.exit_status, report.lines) == (0, 19)
    heads.forget()
    write_line()
    seal()
    standing = heads.read_head(heads.folder())
    assert standing is not None
    assert standing.sequence == 20


def test_a_copy_that_is_ahead_of_a_restored_home_is_accepted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LEDGER_HEADS_COPY", str(tmp_path))
    write_lines(4)
    for name in (heads.HEAD, heads.KEPT):
        (tmp_path / f"old-{name}").write_bytes((heads.folder() / name).read_bytes())
    write_lines(6)
    cut_behind(4)
    for name in (heads.HEAD, heads.KEPT):
        (heads.folder() / name).write_bytes((tmp_path / f"old-{name}").read_bytes())
    heads.forget()

    assert verify(places=[heads.folder()]).exit_status == 0
    write_lines(2)
    assert verify().exit_status == 1
    accept_loss(by=OPERATOR, reason=REASON)
    write_lines(8)
    assert verify().exit_status == 0


def test_a_later_forgery_inside_an_accepted_range_is_still_found() -> None:
    write_lines(10)
    cut_behind(4)
    accept_loss(by=OPERATOR, reason=REASON)
    write_lines(3)
    rewrite_from(6)
    assert verify().exit_status == 1


def rewrite_from(first: int) -> None:
    """Change a line and compute the chain anew behind it, as only SQL can."""
    backend = backends.of(transaction.get_connection())
    tamper("UPDATE kernel_journalline SET subject = 'item:X' WHERE sequence = %s", first)
    (before,) = Line.objects.filter(sequence=first - 1).values_list("hash", flat=True)
    for raw in backend.rows(first - 1, 100):
        before = chain.link(before, raw.sequence, raw.pk, chain.content(raw.texts))
        tamper("UPDATE kernel_journalline SET hash = %s WHERE sequence = %s", before, raw.sequence)


def test_who_can_write_the_database_alone_accepts_nothing() -> None:
    write_lines(10)
    cut_behind(7)
    data = {"first": 8, "last": 10, "until": "2999-01-01"}
    with transaction.atomic():
        from zhujian.kernel.journal import write

        write(verb=VERB, subject="house:ledger", by=SOMEBODY, data=data)
    seal()
    report = verify()
    assert report.exit_status == 1
    assert "没有签名的链头" in report.why


def test_nothing_lost_is_nothing_to_accept() -> None:
    write_lines(3)
    with pytest.raises(Refused) as refused:
        accept_loss(by=OPERATOR, reason=REASON)
    assert (refused.value.code, refused.value.status) == ("nothing_lost", 409)
    assert not Line.objects.filter(verb=VERB).exists()


def test_a_changed_line_is_no_loss() -> None:
    write_lines(3)
    tamper("UPDATE kernel_journalline SET subject = 'item:X' WHERE sequence = 2")
    with pytest.raises(Refused) as refused:
        accept_loss(by=OPERATOR, reason=REASON)
    assert "这不是丢失" in refused.value.text


def test_a_loss_is_not_accepted_without_a_reason() -> None:
    write_lines(10)
    cut_behind(7)
    with pytest.raises(Refused) as refused:
        accept_loss(by=OPERATOR, reason="  ")
    assert refused.value.code == "reason"


def test_the_command_says_what_was_accepted(capsys: Any) -> None:
    from zhujian.config.cli import main

    write_lines(10)
    cut_behind(7)
    assert main(["ledger", "accept-loss", "--reason", REASON]) == 0
    assert "第 8 至第 10 条的原记录已经丢失" in capsys.readouterr().out
    assert main(["ledger", "accept-loss", "--reason", REASON]) == 1
    assert "没有丢失" in capsys.readouterr().err
