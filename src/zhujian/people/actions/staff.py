"""Verbs on staff and their roles."""

from collections.abc import Sequence
from datetime import date

import pyotp
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people import rules, steps
from zhujian.people.models import Organisation, RoleGrant, SecondFactor, User
from zhujian.people.permissions import can_add_staff, can_grant_role
from zhujian.people.roles import Role

Grants = Sequence[tuple[Role, Organisation]]


def add_staff(*, by: Actor, login: str, name: str, password: str, grants: Grants = ()) -> User:
    """Add a member of staff with a password, a second factor and roles.

    Refuses `staff` with the fields that are wrong; three separate duties never meet in one.
    """
    login = login.strip().lower()
    _check(login, name, password, grants)
    with transaction.atomic(durable=True):
        if not can_add_staff(by) or (grants and not can_grant_role(by)):
            raise forbidden()
        if User.objects.staff().filter(login=login).exists():
            raise _refused("login", f"登录名「{login}」已有人使用。")
        user = steps.new_user(login=login, name=name.strip(), password=password)
        SecondFactor.objects.create(user=user, secret=pyotp.random_base32())
        journal.write(verb="staff.add", subject=user.actor_ref, by=by)
        for role, organisation in dict.fromkeys(grants):
            _grant(by, user, role, organisation)
        return user


def grant_role(
    *,
    by: Actor,
    user: User,
    role: Role,
    organisation: Organisation,
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Give a member of staff a role in an organisation, from a day to a day; twice is once.

    Given again with other days, it holds for those.
    """
    if since and until and until < since:
        raise _refused("until", "结束日期不能早于开始日期。")
    with transaction.atomic(durable=True):
        if not can_grant_role(by):
            raise forbidden()
        user = User.objects.staff().select_for_update().get(pk=user.pk)
        problem = rules.separation_problem({*(grant.role for grant in user.grants.all()), role})
        if problem:
            raise _refused("role", problem)
        same = RoleGrant.objects.own().filter(user=user, role=role, organisation=organisation)
        known = same.first()
        if known is None:
            _grant(by, user, role, organisation, since=since, until=until)
        elif (known.since, known.until) != (since, until):
            known.delete()
            _grant(by, user, role, organisation, since=since, until=until)


def revoke_role(*, by: Actor, user: User, role: Role, organisation: Organisation) -> None:
    """Take a role in an organisation from a member of staff."""
    with transaction.atomic(durable=True):
        if not can_grant_role(by):
            raise forbidden()
        there = RoleGrant.objects.filter(role=role, organisation=organisation)
        there.filter(instead_of=user).delete()  # nobody stands in for who holds it no more
        gone, _ = there.filter(user=user, instead_of=None).delete()
        if gone:
            journal.write(
                verb="role.revoke",
                subject=user.actor_ref,
                by=by,
                organisation=organisation.slug,
                data={"role": role, "role_text": Role(role).label},
            )


def _grant(
    by: Actor,
    user: User,
    role: Role,
    organisation: Organisation,
    *,
    since: date | None = None,
    until: date | None = None,
) -> None:
    RoleGrant.objects.create(
        user=user, role=role, organisation=organisation, since=since, until=until
    )
    journal.write(
        verb="role.grant",
        subject=user.actor_ref,
        by=by,
        organisation=organisation.slug,
        data={"role": role, "role_text": Role(role).label},
    )


def _check(login: str, name: str, password: str, grants: Grants) -> None:
    wrong = [
        ("login", rules.login_problem(login)),
        ("name", rules.name_problem(name.strip())),
        ("role", rules.separation_problem(role for role, _ in grants)),
    ]
    try:
        validate_password(password)
    except ValidationError as error:
        wrong.append(("password", "".join(error.messages)))
    fields = tuple(FieldRefusal(field, reason) for field, reason in wrong if reason)
    if fields:
        raise Refused("staff", "账号信息有几处需要改正。", fields=fields)


def _refused(field: str, reason: str) -> Refused:
    return Refused("staff", reason, fields=(FieldRefusal(field, reason),))
