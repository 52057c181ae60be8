"""Verbs on deputies: who stands in while somebody is away."""

from datetime import date

from django.db import transaction

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.people import rules, steps
from zhujian.people.models import Organisation, RoleGrant, User
from zhujian.people.permissions import can_end_deputy, can_name_deputy
from zhujian.people.roles import Role


def name_deputy(
    *,
    by: User,
    holder: User,
    deputy: str,
    role: Role,
    organisation: Organisation,
    since: date,
    until: date,
) -> RoleGrant:
    """Let another member of the same organisation act in a role while its holder is away.

    `deputy` is a login name. Only a role held oneself is handed on, so that no chain comes about;
    the three separate duties, and a duty and business, never meet in one person through it. One
    who is named for the same role takes the place of the former. Refuses `deputy` with the fields
    that are wrong.
    """
    dates = rules.deputy_dates_problem(since, until, today=clock.today())
    steps.refuse_fields("deputy", (("until", dates),))
    with transaction.atomic(durable=True):
        if not can_name_deputy(by, holder):
            raise forbidden()
        held = RoleGrant.objects.own().select_for_update(of=("self",))
        own = held.filter(user=holder, role=role, organisation=organisation).first()
        if own is None or not own.is_in_force(on=clock.today()):
            raise _refused("role", "本人没有这个岗位；代理来的岗位不能再转给别人。")
        if own.until is not None and until > own.until:
            raise _refused("until", f"这个岗位到{own.until:%Y-%m-%d}为止，代理不能更晚结束。")
        person = _deputy(by, holder, deputy, organisation)
        _refuse_if_mixed(person, role)
        RoleGrant.objects.filter(instead_of=holder, role=role, organisation=organisation).delete()
        grant = RoleGrant.objects.create(
            user=person,
            role=role,
            organisation=organisation,
            since=since,
            until=until,
            instead_of=holder,
        )
        journal.write(
            verb="deputy.name",
            subject=holder.actor_ref,
            by=by,
            organisation=organisation.slug,
            data={
                "role": role,
                "role_text": Role(role).label,
                "deputy": person.actor_ref,
                "since": since.isoformat(),
                "until": until.isoformat(),
            },
        )
        return grant


def end_deputy(*, by: User, pk: int) -> None:
    """End a deputy before the time; one that is not the caller's to end is not found."""
    with transaction.atomic(durable=True):
        grant = (
            RoleGrant.objects.get_queryset()
            .select_for_update(of=("self",))
            .filter(pk=pk, instead_of__isnull=False)
            .select_related("instead_of")
            .first()
        )
        if grant is None or grant.instead_of is None or not can_end_deputy(by, grant):
            raise not_found("没有这项代理。")
        grant.delete()
        journal.write(
            verb="deputy.end",
            subject=grant.instead_of.actor_ref,
            by=by,
            organisation=grant.organisation.slug,
            data={
                "role": grant.role,
                "role_text": grant.get_role_display(),
                "deputy": grant.user.actor_ref,
            },
        )


def _deputy(by: User, holder: User, login: str, organisation: Organisation) -> User:
    person = User.objects.staff().active().filter(login=login.strip().lower()).first()
    if person is None or organisation not in {
        grant.organisation for grant in person.grants_held if grant.instead_of_id is None
    }:
        raise _refused("deputy", "没有这个登录名，或他不在这个单位任职。")
    if person == holder:
        raise _refused("deputy", "代理人不能是本人。")
    if person == by and by != holder:
        raise _refused("deputy", "不能指定自己代理别人的岗位。")
    return person


def _refuse_if_mixed(person: User, role: Role) -> None:
    roles = {grant.role for grant in person.grants.all()}
    problem = rules.separation_problem({*roles, role}) or rules.mixing_problem(roles, role)
    if problem:
        raise _refused("deputy", problem)


def _refused(field: str, reason: str) -> Refused:
    return Refused("deputy", reason, fields=(FieldRefusal(field, reason),))
