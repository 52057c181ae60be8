"""Receipts: a short text by which whoever acted can later prove that the line still stands.

`12345-<line>-<mark>`: the line's primary key, 16 bytes of its content's digest, and 6 bytes by
which this installation knows that it gave the receipt. A receipt can be given inside the
transaction, before the line is sealed.
"""

import base64
import hmac
import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from zhujian.kernel.crypto import hmac_sm3
from zhujian.kernel.journal import backends, chain, heads
from zhujian.kernel.journal.backends.base import texts_of
from zhujian.kernel.journal.models import Line
from zhujian.kernel.journal.sealing import seal
from zhujian.kernel.journal.signing import is_genuine
from zhujian.kernel.refusals import Refused

_CONTENT_BYTES = 16
_MARK_BYTES = 6
_RECEIPT = re.compile(r"(\d{1,18})-([A-Z2-7]{26})-([A-Z2-7]{10})")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt proves: the line, its place, and the signed head above it."""

    is_proven: bool
    why: str
    sequence: int | None = None
    verb: str = ""
    at: str = ""
    hash: str = ""
    head: int | None = None


def receipt(line: Line) -> str:
    """Return the receipt for a line just written."""
    return _spell(line.pk, chain.content(texts_of(line))[:_CONTENT_BYTES])


def _spell(pk: int, content: bytes) -> str:
    body = f"{pk}-{base64.b32encode(content).decode().rstrip('=')}"
    return f"{body}-{_mark(body)}"


def _mark(body: str) -> str:
    mark = hmac_sm3(settings.LEDGER_KEY, b"zhujian receipt", body.encode())[:_MARK_BYTES]
    return base64.b32encode(mark).decode().rstrip("=")


def prove(text: str) -> Proof:
    """Return whether the line of a receipt stands unchanged in the chain, up to the signed head.

    Refuses (422, `receipt`) a text that this installation never gave as a receipt.
    """
    found = _RECEIPT.fullmatch(text.strip().upper())
    if found is None or not hmac.compare_digest(_mark(f"{found[1]}-{found[2]}"), found[3]):
        raise Refused("receipt", "这不是本平台出具的回执，请核对后再试。")
    seal()
    line = Line.objects.filter(pk=int(found[1])).first()
    if line is None or line.sequence is None:
        return Proof(False, "回执所指的记录不见了。")
    if receipt(line) != f"{found[1]}-{found[2]}-{found[3]}":
        return Proof(False, f"第 {line.sequence} 条记录与回执不符：记录被改动过。", line.sequence)
    return _chained(line, line.sequence)


def _chained(line: Line, sequence: int) -> Proof:
    """Follow the chain from the line to the head that stands outside the database."""
    backend = backends.of(transaction.get_connection())
    head = heads.standing_head(heads.folder())
    if head is None or not is_genuine(head) or head.sequence < sequence:
        return Proof(False, "没有覆盖这条记录的有效链头。", sequence)
    before = backend.hash_at(sequence - 1) if sequence > 1 else chain.START
    at = sequence - 1
    while before is not None and at < head.sequence:
        rows = backend.rows(at, min(2000, head.sequence - at))
        if not rows:
            return Proof(False, f"第 {at + 1} 条及以后的记录不见了。", sequence)
        for row in rows:
            at += 1
            digest = chain.link(before, at, row.pk, chain.content(row.texts))
            if row.sequence != at or digest.encode() != row.hash:
                return Proof(False, f"回执之后的第 {at} 条记录被改动过。", sequence)
            before = digest
    if before != head.hash:
        return Proof(False, "链条与签名的链头不符。", sequence)
    at_text = chain.instant_text(line.at)
    why = f"第 {sequence} 条记录完好，链条连到第 {head.sequence} 条的签名链头。"
    return Proof(True, why, sequence, line.verb, at_text, line.hash, head.sequence)
