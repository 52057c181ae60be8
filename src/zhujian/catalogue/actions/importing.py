"""A table of items, landed row by row: complete ones published, the others drafts or listed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction

from zhujian.catalogue import permissions
from zhujian.catalogue.models import Item
from zhujian.catalogue.rules import Assessment
from zhujian.catalogue.states import MOVES, ItemStatus
from zhujian.catalogue.steps import publishing
from zhujian.catalogue.steps.places import rebuild_item_places
from zhujian.catalogue.steps.rows import Departments, ItemRow, item_row, refused_row
from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.changes import announce
from zhujian.kernel.journal import write
from zhujian.kernel.refusals import Refused, forbidden
from zhujian.kernel.tables import ImportReport, Outcome, Row, Table, land_rows
from zhujian.people.models import Organisation

_SHOWN_MISSING = 6


@dataclass(slots=True)
class _Batch:
    """What one import knows and has done so far."""

    by: Actor
    is_listed: bool
    departments: Departments
    items: dict[str, Item]
    changed: dict[str, int] = field(default_factory=dict)
    published: int = 0
    listed: int = 0
    drafts: int = 0
    kept: int = 0
    missing: Counter[str] = field(default_factory=Counter)


def import_items(
    *,
    by: Actor,
    table: Table,
    is_listed: bool = False,
    organisation_map: Mapping[str, str] | None = None,
    creates_organisations: bool = False,
    is_dry_run: bool = False,
) -> ImportReport:
    """Land a table of items; return the report that names each refused row and rule.

    Complete rows are published (SVC-01), incomplete ones become drafts with their list of missing
    elements, or public as listed. A published guide is not degraded by an incomplete row. One
    journal line for the batch. Refused 403 for whoever is neither operator nor administrator.
    """
    with transaction.atomic(durable=True):
        if not permissions.can_import_items(by):
            raise forbidden("您没有导入事项的权限。")
        usable = _without_repeats(table)
        codes = [row.value("code") for row in usable.rows]
        batch = _Batch(
            by, is_listed, Departments(organisation_map or {}, creates_organisations), _known(codes)
        )
        report = land_rows(usable, lambda row: _land(row, batch), is_dry_run=is_dry_run)
        report.notes += _notes(batch)
        if batch.changed and not is_dry_run:
            _finish(batch, report)
        return report


def _without_repeats(table: Table) -> Table:
    """Refuse every row whose code stands in the table more than once, naming the others."""
    at: dict[str, list[int]] = {}
    for row in table.rows:
        at.setdefault(row.value("code"), []).append(row.number)
    repeated = [row for row in table.rows if len(at[row.value("code")]) > 1]
    if not repeated:
        return table
    refused = [
        row.refusal(
            "code",
            "同一编码在表中出现多次（第"
            + "、".join(str(number) for number in at[row.value("code")])
            + "行），看不出以哪一行为准",
        )
        for row in repeated
    ]
    return replace(
        table,
        rows=[row for row in table.rows if len(at[row.value("code")]) == 1],
        refused=[*table.refused, *refused],
    )


def _known(codes: list[str]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for start in range(0, len(codes), 500):
        for item in (
            Item.objects.select_for_update(of=("self",))
            .select_related("organisation", "current_guide", "draft")
            .filter(code__in=codes[start : start + 500])
        ):
            found[item.code] = item
    return found


def _land(row: Row, batch: _Batch) -> Outcome:
    try:
        said = item_row(row)
        organisation = batch.departments.named(row.value("department"))
        outcome = _land_item(said, organisation, batch)
    except Refused:
        batch.departments.forget()
        raise
    batch.departments.settle()
    return outcome


def _land_item(said: ItemRow, organisation: Organisation, batch: _Batch) -> Outcome:
    known = batch.items.get(said.code)
    draft = getattr(known, "draft", None) if known else None
    elements = publishing.with_holder(
        {**(draft.elements if draft else {}), **said.elements}, organisation
    )
    assessment = publishing.assessed(elements, organisation)
    if assessment.blocking:
        raise refused_row(assessment.blocking)
    item = known or Item(code=said.code, created_at=clock.now())
    if assessment.is_publishable:
        return _publish(item, elements, organisation, batch, is_new=known is None)
    return _keep(item, said, elements, organisation, batch, assessment)


def _publish(
    item: Item,
    elements: dict[str, object],
    organisation: Organisation,
    batch: _Batch,
    *,
    is_new: bool,
) -> Outcome:
    _, is_new_version = publishing.write_guide(item, elements, organisation, batch.by, "")
    if not is_new_version:
        return Outcome.UNCHANGED
    batch.changed[item.code] = item.pk
    batch.published += 1
    return Outcome.CREATED if is_new else Outcome.CHANGED


def _keep(
    item: Item,
    said: ItemRow,
    elements: dict[str, object],
    organisation: Organisation,
    batch: _Batch,
    assessment: Assessment,
) -> Outcome:
    """Keep an incomplete row as a draft or listed item; a published guide stays as it is."""
    if item.current_guide_id:
        batch.kept += 1
        return Outcome.UNCHANGED
    is_new = item.pk is None
    status = item.status
    if batch.is_listed and status == ItemStatus.DRAFT:
        status = MOVES.target("list", status, state_text=item.status_text)
    wanted = (said.name, said.main_item, said.kind, organisation.pk, status)
    is_other = wanted != (
        item.name, item.main_item, item.kind, item.organisation_id, item.status
    )  # fmt: skip
    if is_new or is_other:
        item.name, item.main_item, item.kind = said.name, said.main_item, said.kind
        item.organisation, item.status, item.changed_at = organisation, status, clock.now()
        item.save()
    is_other |= publishing.write_draft(
        item, elements, assessment, batch.by, getattr(item, "draft", None) if not is_new else None
    )
    if status == ItemStatus.LISTED:
        batch.listed += 1
    else:
        batch.drafts += 1
    batch.missing.update(assessment.missing)
    if not is_other:
        return Outcome.UNCHANGED
    batch.changed[item.code] = item.pk
    return Outcome.CREATED if is_new else Outcome.CHANGED


def _notes(batch: _Batch) -> list[str]:
    notes = []
    if batch.published:
        notes.append(f"发布了完整的办事指南 {batch.published} 项。")
    if batch.listed:
        notes.append(f"指南不完整、先行列出的 {batch.listed} 项（能查到，暂不能在线申请）。")
    if batch.drafts:
        notes.append(f"指南不完整、留作草稿的 {batch.drafts} 项。")
    if batch.kept:
        notes.append(f"已有完整指南、没有改动的 {batch.kept} 项。")
    if batch.missing:
        most = batch.missing.most_common(_SHOWN_MISSING)
        parts = "、".join(f"{name}（{number} 项）" for name, number in most)
        notes.append(f"缺得最多的要素：{parts}。")
    return notes


def _finish(batch: _Batch, report: ImportReport) -> None:
    rebuilt = rebuild_item_places(list(batch.changed.values()))
    write(
        verb="item.import",
        subject="items",
        by=batch.by,
        data={
            "created": report.created,
            "changed": report.changed,
            "published": batch.published,
            "refused": report.refused_rows,
        },
    )
    announce(
        "items",
        *(f"item:{code}" for code in batch.changed),
        *rebuilt.tags,
    )
