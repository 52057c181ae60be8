"""What was ticked as promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from zhujian.cases.states import PledgeKind
from zhujian.cases.steps.pledging import PledgeMade, pledge_fault

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
_DAY = forms.DateField(
    required=False,
    input_formats=DAY_FORMATS,
    error_messages={"invalid": "请按 2026-03-05 这样的格式填写补交的日期。"},
)


def read_pledges(
    typed: QueryDict, materials: Sequence[Mapping[str, Any]]
) -> tuple[list[PledgeMade], dict[str, str]]:
    """Return what was ticked as promised, and by material what is wrong with it."""
    pledges, wrong = [], {}
    for material in materials:
        name = material["id"]
        kind = typed.get(f"promise-{name}", "")
        if kind not in PledgeKind.values:
            continue
        try:
            by_on = _DAY.clean(typed.get(f"by-{name}", "")) if kind == PledgeKind.LATER else None
        except forms.ValidationError as error:
            wrong[name] = str(error.messages[0])
            continue
        pledge = PledgeMade(name, kind, by_on)
        if fault := pledge_fault(material, pledge):
            wrong[name] = fault
        else:
            pledges.append(pledge)
    return pledges, wrong
