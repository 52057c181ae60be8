"""Noting that staff looked at what is known of a person, for that person to read."""

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.people.models import User


def note_look(person: User, *, by: Actor, what: str) -> None:
    """Write down that somebody looked at a person's data; nothing where it is his own.

    `what` is one of the house's own words (查找, 个人信息, 营业执照), never a value.
    """
    if person.actor_ref != by.actor_ref:
        journal.write(verb="person.see", subject=person.actor_ref, by=by, data={"what": what})
