"""What several tables of this room say about their columns."""

from django.db import models
from django.db.models import Q

from zhujian.kernel.deadlines.rules import Unit

UNITS = [(unit.value, unit.value) for unit in Unit]


def one_of(name: str, values: type[models.TextChoices], *, or_empty: bool = False) -> Q:
    """Return the condition that a column holds one of the values, or nothing where allowed."""
    allowed = [*values.values, ""] if or_empty else list(values.values)
    return Q(**{f"{name}__in": allowed})
