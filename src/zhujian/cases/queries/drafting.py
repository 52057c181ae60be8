"""The materials of a draft, with what may be promised and what was handed in before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhujian.cases import rules
from zhujian.cases.models import Draft
from zhujian.cases.queries.earlier import EarlierFile, earlier_files
from zhujian.cases.queries.filling import MaterialView, material_views
from zhujian.catalogue.steps import ItemForCase
from zhujian.kernel import clock
from zhujian.kernel.deadlines.queries import due_by_rule


def usual_day(today: date) -> date:
    """SVC-08: return the day by which a material is handed in later, unless another is named."""
    return due_by_rule("SVC-08", today, "supply").on


def latest_day(today: date) -> date:
    """SVC-08: return the last day that may be promised."""
    return due_by_rule("SVC-08", today, "longest").on


def draft_material_views(
    draft: Draft, item: ItemForCase, *, ticked: Mapping[str, Mapping[str, str]]
) -> list[MaterialView]:
    """Return each material with files, ticks, the words of a promise, and earlier files."""
    today = clock.today()
    by_id = {one["id"]: one for one in item.materials}
    views = material_views(item.materials, draft.files.all(), ticked=ticked)
    is_agent = draft.enterprise_id is None and draft.writer.is_resident
    is_agent = is_agent and draft.applicant_id != draft.writer_id
    earlier = (
        {}
        if is_agent
        else earlier_files(draft.applicant, item.materials, enterprise=draft.enterprise)
    )
    return [
        replace(
            view,
            earlier=_unused(view, earlier.get(view.id, ())),
            **({} if view.files else _promised(view, by_id[view.id], item, today=today)),
        )
        for view in views
    ]


def _promised(
    view: MaterialView, material: Mapping[str, Any], item: ItemForCase, *, today: date
) -> dict[str, Any]:
    """Return what may be promised for a material that is not there: words and days."""
    found: dict[str, Any] = {}
    if view.may_follow:
        usual = usual_day(today)
        found["by_on"] = view.by_on or usual.isoformat()
        found["latest"] = latest_day(today)
        found["later_words"] = rules.later_words(
            material=view.name, organisation=item.organisation_name, by_on=_day(view, usual)
        )
    if promise := material.get("promise"):
        found["instead_words"] = rules.instead_words(
            certifies=promise["certifies"], liability=promise["liability"]
        )
    return found


def _unused(view: MaterialView, earlier: Sequence[EarlierFile]) -> tuple[EarlierFile, ...]:
    there = {file.sha256 for file in view.files}
    return tuple(one for one in earlier if one.sha256 not in there)


def _day(view: MaterialView, usual: date) -> date:
    """Return the day that a draft promises, the usual one where it is none."""
    try:
        return date.fromisoformat(view.by_on) if view.by_on else usual
    except ValueError:
        return usual
