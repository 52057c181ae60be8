"""Who may change what the search knows of language."""

from zhujian.kernel.actors import Actor


def can_edit_wording(by: Actor) -> bool:
    """Return whether `by` may change local words and all of it: administrator or the house."""
    return _has_role(by, "admin")


def can_edit_synonyms(by: Actor) -> bool:
    """Return whether `by` may change synonyms and settle questions: editors may as well."""
    return _has_role(by, "admin", "editor")


def _has_role(by: Actor, *roles: str) -> bool:
    if by.actor_ref.startswith("system:"):
        return True
    has_role = getattr(by, "has_role", None)
    return bool(has_role and any(has_role(role) for role in roles))
