"""What people do to places: import them, set a special day."""

from datetime import date

from django.db import transaction

from zhujian.kernel import changes, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.kernel.tables import ImportReport, Table, land_rows
from zhujian.places.followers import tell_followers
from zhujian.places.models import Place, SpecialHours
from zhujian.places.permissions import can_change_place, can_import_places
from zhujian.places.rules import DayKind, UnreadableHoursError, parse_hours
from zhujian.places.steps import land_place


def import_places(*, by: Actor, table: Table, is_dry_run: bool = False) -> ImportReport:
    """Land places; one journal line where something changed."""
    with transaction.atomic(durable=True):
        if not can_import_places(by):
            raise forbidden("只有系统管理员可以导入办事地点。")
        report = land_rows(table, land_place, is_dry_run=is_dry_run)
        if report.has_landed:
            journal.write(
                verb="place.import",
                subject="places",
                by=by,
                data={
                    "created": report.created,
                    "changed": report.changed,
                    "refused": report.refused_rows,
                },
            )
            changes.announce("places")
            tell_followers()
    return report


def set_special_day(*, by: Actor, slug: str, on: date, hours: str, reason: str) -> None:
    """Give a place other hours on one date; empty `hours` close it that day."""
    with transaction.atomic(durable=True):
        place = Place.objects.select_for_update().filter(slug=slug).first()
        if place is None:
            raise Refused("not_found", "没有这个办事地点。", status=404)
        if not can_change_place(by):
            raise forbidden("只有系统管理员可以修改开放时间。")
        if not reason.strip():
            raise _field("reason", "请写明原因，例如“设备检修”。")
        spans: list[tuple[int, int]] | list[tuple[None, None]]
        spans = _spans_on_a_day(hours) or [(None, None)]
        SpecialHours.objects.filter(place=place, on=on).delete()
        SpecialHours.objects.bulk_create(
            SpecialHours(place=place, on=on, opens=opens, closes=closes, reason=reason.strip())
            for opens, closes in spans
        )
        journal.write(
            verb="place.set-special-day",
            subject=f"place:{place.slug}",
            by=by,
            data={"on": on.isoformat(), "words": hours.strip() or "休息"},
        )
        changes.announce(f"place:{place.slug}")


def _spans_on_a_day(hours: str) -> list[tuple[int, int]]:
    if not hours.strip():
        return []
    try:
        spans = parse_hours(hours)
    except UnreadableHoursError as error:
        raise _field("hours", "请写成：9:00-12:00、13:00-17:00。") from error
    if any(span.kind is not DayKind.EVERYDAY for span in spans):
        raise _field("hours", "只写这一天的时间，例如 9:00-12:00。")
    return [(span.opens, span.closes) for span in spans]


def _field(field: str, text: str) -> Refused:
    return Refused("special_day", text, fields=(FieldRefusal(field, text),))
