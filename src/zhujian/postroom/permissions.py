"""Who may do what in the postroom, each as one sentence; it knows persons by what they can."""

from zhujian.kernel.actors import Actor
from zhujian.postroom.models import Letter


def can_run_postroom(by: Actor) -> bool:
    """The administrator or the house itself sets limits and template ids and queues again."""
    if by.actor_ref.startswith("system:"):
        return True
    has_role = getattr(by, "has_role", None)
    return bool(has_role and has_role("admin"))


def can_read_letter(by: Actor, letter: Letter) -> bool:
    """Whoever a message is for reads it."""
    return letter.recipient == by.actor_ref
