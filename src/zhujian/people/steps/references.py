"""References that say nothing of whom they mean."""

import secrets


def new_ref(prefix: str) -> str:
    """Return an opaque reference that says nothing of whom it means."""
    return f"{prefix}{secrets.token_hex(8)}"
