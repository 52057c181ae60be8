"""Verbs on organisations."""

from collections.abc import Iterable

from django.db import transaction

from zhujian.divisions.models import Division
from zhujian.kernel import changes, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people import steps
from zhujian.people.models import Organisation, OrganisationKind
from zhujian.people.permissions import can_add_organisation


def add_organisation(
    *,
    by: Actor,
    name: str,
    kind: OrganisationKind,
    slug: str = "",
    short_name: str = "",
    aliases: Iterable[str] = (),
    division: Division | None = None,
    parent: Organisation | None = None,
    credit_code: str = "",
    is_administrative: bool = False,
    phone_consult: str = "",
    phone_supervise: str = "",
) -> Organisation:
    """Add an organisation that acts, answers or is responsible for something."""
    with transaction.atomic(durable=True):
        if not can_add_organisation(by):
            raise forbidden()
        if Organisation.objects.filter(name=name).exists():
            text = f"已有名为「{name}」的单位。"
            raise Refused("organisation_name", text, fields=(FieldRefusal("name", text),))
        organisation = steps.new_organisation(
            name=name,
            kind=kind,
            slug=slug,
            short_name=short_name,
            aliases=aliases,
            division=division,
            parent=parent,
            credit_code=credit_code,
            is_administrative=is_administrative,
            phone_consult=phone_consult,
            phone_supervise=phone_supervise,
        )
        _write_added(by, organisation)
        return organisation


def create_organisation(*, by: Actor, name: str) -> Organisation:
    """Return the organisation that a name means; add the usual department, or a new one."""
    with transaction.atomic(durable=True):
        if not can_add_organisation(by):
            raise forbidden()
        organisation, is_new = steps.ensure_organisation(name)
        if is_new:
            _write_added(by, organisation)
        return organisation


def _write_added(by: Actor, organisation: Organisation) -> None:
    journal.write(
        verb="organisation.add",
        subject=f"organisation:{organisation.slug}",
        by=by,
        organisation=organisation.slug,
    )
    changes.announce(f"organisation:{organisation.slug}", "organisations")
