"""Who looked at a person's data: for the person, and for the audit."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from zhujian.kernel import journal
from zhujian.kernel.journal import Audience, Line, LineView
from zhujian.people.looks import LOOKS, file_sources
from zhujian.people.models import RoleGrant, User

PAGE = 50


@dataclass(frozen=True, slots=True)
class Look:
    """One look as a page shows it; `file` is the number of the file, or "" for the person."""

    pk: int
    at: datetime
    organisation: str
    roles: str
    what: str
    file: str
    actor: str


def looks_at(user: User, *, before: int = 0, size: int = PAGE) -> tuple[list[Look], int]:
    """Return who looked at a person's data or files, newest first, and where the next page begins.

    Three questions, however many looks there are.
    """
    whose = Q(subject=user.actor_ref)
    for files in file_sources():
        whose |= Q(subject__in=files(user))
    return _page(Line.objects.filter(whose, verb__in=sorted(LOOKS)), before, size)


def all_looks(*, login: str = "", before: int = 0, size: int = PAGE) -> tuple[list[Look], int]:
    """Return all looks, or those of one member of staff, newest first, for the audit."""
    found = Line.objects.filter(verb__in=sorted(LOOKS))
    if login:
        refs = User.objects.staff().filter(login=login.strip().lower()).values_list("ref")
        found = found.filter(actor_ref__in=[f"user:{ref}" for (ref,) in refs])
    return _page(found, before, size)


def _page(found: QuerySet[Line], before: int, size: int) -> tuple[list[Look], int]:
    lines = journal.lines_back(
        found,
        audiences=[Audience.PARTIES, Audience.INTERNAL],
        before=before,
        limit=size + 1,
    )
    shown, more = lines[:size], len(lines) > size
    actors = _actors(shown)
    return [_look(line, actors) for line in shown], shown[-1].pk if more else 0


def _actors(lines: list[LineView]) -> dict[str, User]:
    refs = {line.actor_ref.removeprefix("user:") for line in lines}
    staff = User.objects.staff().filter(ref__in=refs).prefetch_related("grants")
    return {user.actor_ref: user for user in staff}


def _look(line: LineView, actors: dict[str, User]) -> Look:
    actor = actors.get(line.actor_ref)
    grants: list[RoleGrant] = list(actor.grants.all()) if actor else []
    held = [
        grant.get_role_display() for grant in grants if grant.organisation.slug == line.organisation
    ]
    is_file = not line.subject.startswith("user:")
    return Look(
        pk=line.pk,
        at=line.at,
        organisation=line.organisation_name or "本人授权的代办人",
        roles="、".join(dict.fromkeys(held)) or ("工作人员" if line.organisation else "代办人"),
        what=str(line.data.get("what") or line.sentence),
        file=line.subject if is_file else "",
        actor=str(actor) if actor else line.actor_ref,
    )
