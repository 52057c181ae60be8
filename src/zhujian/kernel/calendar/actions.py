"""What people do to the holiday table: set a day, free a day, confirm a year."""

from datetime import date

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.calendar import steps
from zhujian.kernel.calendar.models import CalendarDay, CalendarYear
from zhujian.kernel.calendar.permissions import can_edit_calendar
from zhujian.kernel.calendar.queries import current_calendar
from zhujian.kernel.calendar.rules import ONE_DAY, date_words
from zhujian.kernel.deadlines.changes import recompute_touched
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden

LONGEST_SPAN = 31
NAME_LENGTH = 60
NOTE_LENGTH = 200


@transaction.atomic(durable=True)
def set_day(
    *,
    by: Actor,
    on: date,
    is_workday: bool,
    name: str,
    note: str = "",
    until: date | None = None,
) -> None:
    """Make a day, or each day up to `until`, worked or off; running deadlines move with it."""
    _check_permission(by)
    days = _checked_days(on, until, name.strip(), note.strip())
    steps.load_calendar()
    number = steps.latest_for_update().number + 1
    wanted = (is_workday, name.strip(), note.strip())
    known = CalendarDay.objects.filter(on__in=days, until=None)
    same = {day.on for day in known if (day.is_workday, day.name, day.note) == wanted}
    if same == set(days):
        return
    for day in days:
        if day not in same:
            steps.replace_day(day, number, is_workday=is_workday, name=wanted[1], note=wanted[2])
    words = "上班" if is_workday else "放假"
    _finish(
        by,
        verb="calendar.set-day",
        subject=f"calendar:{on.isoformat()}",
        reason=f"{date_words(on)}{f'至{date_words(days[-1], on)}' if days[1:] else ''}改为{words}",
        data={"on": on.isoformat(), "until": days[-1].isoformat(), "is_workday": is_workday},
        span=(on, days[-1]),
        note=f"{name.strip()} {note.strip()}".strip(),
    )


@transaction.atomic(durable=True)
def clear_day(*, by: Actor, on: date) -> None:
    """Take a day out of the table: it is again what its weekday says."""
    _check_permission(by)
    steps.load_calendar()
    number = steps.latest_for_update().number + 1
    if not CalendarDay.objects.filter(on=on, until=None).update(until=number):
        text = f"{date_words(on)}没有列入节假日表，无须删除。"
        raise Refused("day_not_named", text, fields=(FieldRefusal("on", text),))
    _finish(
        by,
        verb="calendar.clear-day",
        subject=f"calendar:{on.isoformat()}",
        reason=f"{date_words(on)}不再单列",
        data={"on": on.isoformat()},
        span=(on, on),
    )


@transaction.atomic(durable=True)
def confirm_year(*, by: Actor, year: int) -> None:
    """Declare that the notice for `year` is entered: its dates are no longer provisional."""
    _check_permission(by)
    steps.load_calendar()
    number = steps.latest_for_update().number + 1
    current = CalendarYear.objects.filter(year=year, until=None).first()
    if current is None:
        text = f"节假日表还没有{year}年。"
        raise Refused("calendar_range", text, fields=(FieldRefusal("year", text),))
    if not current.is_provisional:
        raise Refused("year_confirmed", f"{year}年的放假安排已经确认。", status=409)
    steps.replace_year(year, number, is_provisional=False)
    _finish(
        by,
        verb="calendar.confirm-year",
        subject=f"calendar:{year}",
        reason=f"确认{year}年放假安排",
        data={"year": year},
        span=(date(year, 1, 1), date(year, 12, 31)),
    )


def _check_permission(by: Actor) -> None:
    if not can_edit_calendar(by):
        raise forbidden("只有系统管理员可以修改节假日表。")


def _checked_days(on: date, until: date | None, name: str, note: str) -> list[date]:
    last = until or on
    current_calendar().is_workday(on)  # refuses what lies outside the table
    current_calendar().is_workday(last)
    refusals = []
    if not 0 <= (last - on).days < LONGEST_SPAN:
        refusals.append(FieldRefusal("until", f"应在开始日期之后，最多连续{LONGEST_SPAN}天。"))
    if not name:
        refusals.append(FieldRefusal("name", "请填写这一天的名称，例如“春节调休上班”。"))
    if len(name) > NAME_LENGTH:
        refusals.append(FieldRefusal("name", f"名称最多{NAME_LENGTH}个字。"))
    if len(note) > NOTE_LENGTH:
        refusals.append(FieldRefusal("note", f"备注最多{NOTE_LENGTH}个字。"))
    if refusals:
        raise Refused("day_invalid", "这一天的内容有误，请改正后再保存。", fields=tuple(refusals))
    return [on + ONE_DAY * ahead for ahead in range((last - on).days + 1)]


def _finish(
    by: Actor,
    *,
    verb: str,
    subject: str,
    reason: str,
    data: dict[str, str | int | bool],
    span: tuple[date, date],
    note: str = "",
) -> None:
    version = steps.bump_version(reason)
    moved = recompute_touched(by=by, first=span[0], last=span[1], version=version.label)
    journal.write(
        verb=verb,
        subject=subject,
        by=by,
        data={**data, "words": reason, "version": version.label, "moved": moved},
        note=note,
    )
