"""Pages of the room: applying, one's own cases, the desk."""

from zhujian.cases.views import apply, desk, mine

__all__ = ["apply", "desk", "mine"]
