"""States and code lists of the catalogue."""

from zhujian.catalogue.states.codes import (
    APPLIED_KINDS,
    Audience,
    BodyNature,
    Channel,
    Handling,
    ItemKind,
    Level,
    MaterialNeed,
    MaterialSource,
    Medium,
    PowerSource,
    Scope,
    TimeUnit,
)
from zhujian.catalogue.states.moves import MOVES, GrantCategory, GrantStage, ItemStatus

__all__ = [
    "APPLIED_KINDS",
    "MOVES",
    "Audience",
    "BodyNature",
    "Channel",
    "GrantCategory",
    "GrantStage",
    "Handling",
    "ItemKind",
    "ItemStatus",
    "Level",
    "MaterialNeed",
    "MaterialSource",
    "Medium",
    "PowerSource",
    "Scope",
    "TimeUnit",
]
