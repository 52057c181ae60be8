"""Whether a reminder still has a point: the room that wrote it is asked before it leaves."""

from collections.abc import Callable

PointOf = Callable[[str, str], str]

_points: dict[str, PointOf] = {}


def register_point(prefix: str, lost: PointOf) -> None:
    """Let a room say of a reminder (subject, template) why it has lost its point, or "".

    `prefix` is how its subjects begin (`BJ`); called from a room's `apps.ready()`.
    """
    _points[prefix] = lost


def lost_point(subject: str, template: str) -> str:
    """Return why a reminder need not go any more, or nothing while it should."""
    for prefix, lost in _points.items():
        if subject.startswith(prefix):
            return lost(subject, template)
    return ""
