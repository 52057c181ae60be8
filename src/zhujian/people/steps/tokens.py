"""Whose a token is."""

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import ApiToken, User


def user_of_token(text: str) -> tuple[User, frozenset[str]] | None:
    """Return whose usable token this is and what it may be used for, or None."""
    token = (
        ApiToken.objects.usable(at=clock.now())
        .filter(digest=token_digest(text))
        .select_related("user")
        .first()
    )
    return (token.user, frozenset(token.scopes)) if token else None


def token_digest(text: str) -> str:
    """Return what is kept of a token."""
    return index_of(text.strip(), purpose="api-token")
