"""Verbs on residents."""

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people import rules, steps
from zhujian.people.models import Resident, User
from zhujian.people.permissions import can_change_profile, can_make_resident


def make_resident(*, by: Actor, phone: str, name: str = "", id_number: str = "") -> User:
    """Return the resident whom phone, name and ID number mean, made if unknown.

    Refuses `person` with the fields that are wrong. A phone that several share is told apart by
    ID number or name.
    """
    phone = rules.normalise_phone(phone)
    name, id_number = _identity(name, id_number)
    _check(("phone", rules.phone_problem(phone)), *_identity_problems(name, id_number))
    with transaction.atomic(durable=True):
        if not can_make_resident(by):
            raise forbidden()
        resident, is_new = steps.resident_of(phone=phone, name=name, id_number=id_number)
        steps.confirm_phone(resident)
        if is_new:
            journal.write(verb="person.add", subject=resident.user.actor_ref, by=by)
        return resident.user


def change_profile(*, by: User, name: str, id_number: str | None) -> Resident:
    """Let a resident say his name and ID number; None leaves the ID number as it is."""
    name, said = _identity(name, id_number or "")
    _check(*_identity_problems(name, said))
    with transaction.atomic(durable=True):
        resident = _own(by)
        kept = resident.id_number if id_number is None else said
        return _change(resident, by, name=name, id_number=kept)


def forget_profile(*, by: User) -> Resident:
    """Erase the name and the ID number that a resident had said."""
    with transaction.atomic(durable=True):
        return _change(_own(by), by, name="", id_number="")


def _own(by: User) -> Resident:
    if not can_change_profile(by, by):
        raise forbidden("只有居民账号可以修改个人信息。")
    return Resident.objects.select_for_update().get(user=by)


def _change(resident: Resident, by: User, *, name: str, id_number: str) -> Resident:
    steps.set_identity(resident, name=name, id_number=id_number)
    resident.save(update_fields=["full_name", "id_number", "id_number_index", "id_number_tail"])
    journal.write(verb="person.change", subject=by.actor_ref, by=by)
    return resident


def _identity(name: str, id_number: str) -> tuple[str, str]:
    return " ".join(name.split()), rules.normalise_id_number(id_number)


def _identity_problems(name: str, id_number: str) -> tuple[tuple[str, str | None], ...]:
    return (
        ("name", rules.name_problem(name) if name else None),
        ("id_number", rules.id_number_problem(id_number) if id_number else None),
    )


def _check(*problems: tuple[str, str | None]) -> None:
    wrong = tuple(FieldRefusal(field, reason) for field, reason in problems if reason)
    if wrong:
        raise Refused("person", "有几处需要改正。", fields=wrong)
