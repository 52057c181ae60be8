"""Bearer tokens: who asks, and what the token may be used for."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from zhujian.gateway.problems import unauthorised
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.people.roles import Scope
from zhujian.people.steps import user_of_token

LONGEST = 200


class Bearer(HttpBearer):
    """A token with one scope; the person stands in `request.auth`."""

    openapi_name = "bearer"

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        """Return the person, or refuse: 401 without a usable token, 403 beyond its scope."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise unauthorised()
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """Return the person whose usable token this is."""
        is_plain = len(token) <= LONGEST and token.isascii() and token.isprintable()
        found = user_of_token(token) if is_plain else None
        if found is None:
            raise unauthorised("令牌无效、已过期或已撤销。")
        user, scopes = found
        if self.scope not in scopes:
            raise Refused("scope", f"这个令牌没有「{self.scope.label}」的范围。", status=403)
        request.user = user
        return user


def person(request: HttpRequest) -> User:
    """Return the person who asks; only behind a `Bearer`."""
    user = request.user
    if not isinstance(user, User):
        raise unauthorised()
    return user
