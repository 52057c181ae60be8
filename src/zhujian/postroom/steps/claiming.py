"""Claiming a letter for one try: what is past its time is dropped, what must wait waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from zhujian.kernel import clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.crypto import index_of
from zhujian.kernel.refusals import Refused
from zhujian.postroom import rules
from zhujian.postroom.models import Choice, Letter, LimitSetting, Spent, TemplateId
from zhujian.postroom.points import lost_point
from zhujian.postroom.rules import Limits, Window
from zhujian.postroom.senders.message import Message
from zhujian.postroom.states import MOVES, Channel, LetterState, Urgency
from zhujian.postroom.texts import render, shown

EXPIRED = "已过有效期"
UNWANTED = "本人选择不收短信提醒，可在站内消息里查看"
TOO_MANY_CODES = "同一号码当天的验证码超过上限"
ON_PAGE_INSTEAD = "超过短信上限，改为站内消息"
TEXT_CHANGED = "短信模板已经变更"


@dataclass(frozen=True, slots=True)
class Claim:
    """A letter that is spoken for until its lease ends, and what it counted in."""

    pk: int
    channel: str
    message: Message
    counted_in: tuple[str, ...]


def claim(pk: int, *, by: Actor) -> Claim | None:
    """Lock a letter that is due and reserve one try, or let it wait or drop it and return None."""
    at = clock.now()
    row = Letter.objects.due(at=at).select_for_update(skip_locked=True).filter(pk=pk).first()
    if row is None:
        return None
    try:
        message = _message(row)
    except Refused:
        drop(row, by=by, reason=TEXT_CHANGED)
        return None
    limits = limits_in_force()
    reason = _why_not(row, at=at)
    if reason:
        drop(row, by=by, reason=reason)
        return None
    wait = (
        rules.quiet_ends(at=_in_china(at), limits=limits)
        if row.urgency == Urgency.REMINDER
        else None
    )
    counted: tuple[Window, ...] = ()
    if wait is None and row.channel == Channel.SMS:
        counted = _windows(row, at=at, limits=limits)
        wait = _reserve(row, counted, by=by)
        if row.state != LetterState.QUEUED:
            return None
    if wait is not None:
        row.next_try_at = wait
        row.save(update_fields=["next_try_at"])
        return None
    row.next_try_at = at + rules.LEASE
    row.save(update_fields=["next_try_at"])
    return Claim(row.pk, row.channel, message, tuple(window.key for window in counted))


def drop(row: Letter, *, by: Actor, reason: str) -> None:
    """Send a letter no more, with a word why; whoever it is for still reads it on the page."""
    row.state = MOVES.target("drop", row.state, state_text=row.get_state_display())
    row.last_error = reason
    if row.urgency == Urgency.CODE:
        row.variables = {}
    row.save(update_fields=["state", "last_error", "variables"])
    journal.write(
        verb="letter.drop",
        subject=row.subject or f"letter:{row.pk}",
        by=by,
        data={"template": row.template, "reason": reason},
    )


def limits_in_force() -> Limits:
    """Return the limits that the county set, or those that ship."""
    row = LimitSetting.objects.filter(pk=1).first()
    if row is None:
        return rules.SHIPPED
    return Limits(
        number_hour=row.number_hour,
        number_day=row.number_day,
        codes_day=row.codes_day,
        organisation_day=row.organisation_day,
        house_minute=row.house_minute,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
    )


def give_back(keys: tuple[str, ...]) -> None:
    """Take a try that failed out of what was spent; the minute keeps it, the line was used."""
    spent = [key for key in keys if not key.startswith("house|")]
    Spent.objects.filter(key__in=spent, n__gt=0).update(n=F("n") - 1)


def _why_not(row: Letter, *, at: datetime) -> str:
    if row.expires_at is not None and row.expires_at <= at:
        return EXPIRED
    if row.urgency != Urgency.REMINDER:
        return ""
    if row.channel == Channel.SMS and _is_unwanted(row):
        return UNWANTED
    return lost_point(row.subject, row.template)


def _in_china(at: datetime) -> datetime:
    return at.astimezone(clock.CHINA)


def _is_unwanted(row: Letter) -> bool:
    return Choice.objects.filter(recipient=row.recipient, is_sms_wanted=False).exists()


def _windows(row: Letter, *, at: datetime, limits: Limits) -> tuple[Window, ...]:
    return rules.windows(
        at=_in_china(at),
        limits=limits,
        number=index_of(row.address, purpose="letter"),
        organisation=row.organisation,
        is_code=row.urgency == Urgency.CODE,
    )


def _reserve(row: Letter, windows: tuple[Window, ...], *, by: Actor) -> datetime | None:
    """Count a message in its windows, or return until when it must wait; a code never waits."""
    keys = [window.key for window in windows]
    known = dict(
        Spent.objects.select_for_update()
        .filter(key__in=keys)
        .order_by("key")
        .values_list("key", "n")
    )
    full = [window for window in windows if known.get(window.key, 0) >= window.most]
    if row.urgency == Urgency.CODE:
        full = [window for window in full if not window.key.startswith("house|")]
        if full:
            drop(row, by=by, reason=TOO_MANY_CODES)
            return None
    elif full:
        wait = max(window.until for window in full)
        is_house = all(window.key.startswith("house|") for window in full)
        if row.urgency == Urgency.REMINDER and row.recipient and not is_house:
            drop(row, by=by, reason=ON_PAGE_INSTEAD)
            return None
        row.last_error = "" if is_house else "超过短信上限，等待发送"
        row.save(update_fields=["last_error"])
        return wait
    for window in windows:
        if window.key not in known:
            Spent.objects.get_or_create(key=window.key, defaults={"until": window.until})
    Spent.objects.filter(key__in=keys).update(n=F("n") + 1)
    return None


def _message(row: Letter) -> Message:
    carrier_id = (
        TemplateId.objects.filter(template=row.template)
        .values_list("carrier_id", flat=True)
        .first()
        if row.channel == Channel.SMS
        else None
    )
    return Message(
        id=row.message_id,
        to=row.address,
        template=row.template,
        variables=row.variables,
        text=render(row.template, row.variables),
        template_id=carrier_id or "",
        title=shown(row.template, row.variables)[0],
        url=row.url,
    )
