"""Who must know, within the same transaction, that places were made or changed."""

from collections.abc import Callable

_followers: dict[str, Callable[[], object]] = {}


def register_follower(name: str, follow: Callable[[], object]) -> None:
    """Let a room above follow changes of places; called from its `apps.py`."""
    _followers[name] = follow


def tell_followers() -> None:
    """Call every follower, inside the transaction that changed places."""
    for follow in _followers.values():
        follow()
