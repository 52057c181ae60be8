"""What the window's pages show."""

from zhujian.window.queries.desks import desks_of, window_of
from zhujian.window.queries.hand_overs import (
    MOST_LINES,
    cases_for_sheet,
    coming_count,
    hand_over_for,
    hand_overs,
    hand_overs_of,
    hand_overs_page,
    lines_of,
    partners_of,
    sender_of,
)
from zhujian.window.queries.items import FoundItem, find_items, items_of, usual_codes
from zhujian.window.queries.parties import PartyChoice, parties_of
from zhujian.window.queries.persons import (
    SHOWN,
    Earlier,
    drafts_page,
    earlier_of,
    every_draft,
    is_searchable,
    numbers_in,
    persons_meant,
    surname_and_tail,
)
from zhujian.window.queries.shelf import (
    UNCLAIMED_DAYS,
    at_the_window,
    hand_outs_of,
    on_the_shelf,
    shelf_cases,
    shelf_page,
    unclaimed_count,
)
from zhujian.window.queries.today import WindowDay, day_of

__all__ = [
    "MOST_LINES",
    "SHOWN",
    "UNCLAIMED_DAYS",
    "Earlier",
    "FoundItem",
    "PartyChoice",
    "WindowDay",
    "at_the_window",
    "cases_for_sheet",
    "coming_count",
    "day_of",
    "desks_of",
    "drafts_page",
    "earlier_of",
    "every_draft",
    "find_items",
    "hand_outs_of",
    "hand_over_for",
    "hand_overs",
    "hand_overs_of",
    "hand_overs_page",
    "is_searchable",
    "items_of",
    "lines_of",
    "numbers_in",
    "on_the_shelf",
    "parties_of",
    "partners_of",
    "persons_meant",
    "sender_of",
    "shelf_cases",
    "shelf_page",
    "surname_and_tail",
    "unclaimed_count",
    "usual_codes",
    "window_of",
]
