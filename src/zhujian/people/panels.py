"""What this room shows on pages above: a resident's account beside what he has running."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhujian.people import queries
from zhujian.people.models import User


def on_me(request: HttpRequest, **context: Any) -> Mapping[str, Any] | None:
    """Lead a resident to his mandates, to who looked at his data, and to his account."""
    del request
    user = context["user"]
    if not isinstance(user, User) or not user.is_resident:
        return None
    return {"waiting": queries.invitations_waiting(user)}
