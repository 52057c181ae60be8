"""What became of messages at their receivers: told by the carrier, or asked of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction

from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import not_found
from zhujian.postroom import senders, steps
from zhujian.postroom.models import SeenReport
from zhujian.postroom.rules import REPORT_IS_FRESH
from zhujian.postroom.senders.message import Report, Reporting


@dataclass(frozen=True, slots=True)
class Taken:
    """How many reports changed a letter, and how many said nothing new."""

    taken: int
    ignored: int


def take_reports(*, by: Actor, body: bytes, timestamp: str, signature: str) -> Taken:
    """Take in a call of the carrier; the same call again changes nothing.

    Refuses a wrong signature or an old call (403), what is no report (422); 404 where the
    carrier of this installation reports nothing.
    """
    carrier = senders.current()
    if not isinstance(carrier, Reporting):
        raise not_found("本平台的短信通道没有回执。")
    reports = carrier.read(body=body, timestamp=timestamp, signature=signature)
    with transaction.atomic(durable=True):
        at = clock.now()
        SeenReport.objects.filter(at__lt=at - 2 * REPORT_IS_FRESH - timedelta(minutes=1)).delete()
        try:
            with transaction.atomic():
                SeenReport.objects.create(signature=signature, at=at)
        except IntegrityError:
            return Taken(0, len(reports))
        return _note_all(reports, by=by)


def fetch_reports(*, by: Actor) -> Taken:
    """Ask the carrier what became of messages; nothing where it cannot be asked."""
    carrier = senders.current()
    if not isinstance(carrier, Reporting):
        return Taken(0, 0)
    reports = carrier.fetch()
    if not reports:
        return Taken(0, 0)
    with transaction.atomic(durable=True):
        return _note_all(reports, by=by)


def _note_all(reports: list[Report], *, by: Actor) -> Taken:
    taken = sum(steps.note_report(report, by=by) for report in reports)
    return Taken(taken, len(reports) - taken)
