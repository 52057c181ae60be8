"""What this room shows on pages of others: to the administrator, what is not as it should be."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.ops import health
from zhujian.people.models import User
from zhujian.people.roles import Role


def on_desk(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Tell the administrator on the landing page of the desk what must be looked at."""
    del request
    user = context["user"]
    if not isinstance(user, User) or not user.has_role(Role.ADMIN):
        return None
    found = [*health.faults(), *health.warnings()]
    return {"found": found} if found else None
