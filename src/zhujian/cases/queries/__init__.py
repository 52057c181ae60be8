"""Read models of cases for pages, the API and the rooms above."""

from zhujian.cases.queries.cases import (
    case_for,
    case_list,
    case_view,
    due_why,
    looks_at,
    moves_open_to,
    rate_url,
    statutory_date,
    steps_of,
    track,
)
from zhujian.cases.queries.desk import (
    DeskCounts,
    desk_cases,
    desk_counts,
    desk_page,
    soon_until,
    urgency,
    waiting_for,
)
from zhujian.cases.queries.filling import (
    FilledField,
    MaterialView,
    drafts_of,
    filled_fields,
    guide_of,
    material_views,
    prefilled,
    unfinished_draft,
)
from zhujian.cases.queries.law import bound_kinds, is_bound

__all__ = [
    "DeskCounts",
    "FilledField",
    "MaterialView",
    "bound_kinds",
    "case_for",
    "case_list",
    "case_view",
    "desk_cases",
    "desk_counts",
    "desk_page",
    "drafts_of",
    "due_why",
    "filled_fields",
    "guide_of",
    "is_bound",
    "looks_at",
    "material_views",
    "moves_open_to",
    "prefilled",
    "rate_url",
    "soon_until",
    "statutory_date",
    "steps_of",
    "track",
    "unfinished_draft",
    "urgency",
    "waiting_for",
]
