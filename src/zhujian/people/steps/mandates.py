"""Acting for somebody else: what a mandate allows."""

from datetime import date

from django.db.models import QuerySet

from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Enterprise, Mandate, MandateEvidence, MandateKind, User
from zhujian.people.rules import kind_of_credit_code
from zhujian.people.steps.references import new_ref


def mandate_for(user: User, ref: str) -> Mandate:
    """Return the mandate of a reference on which this person may act today.

    Refuses 404 `mandate_unknown` where it is not his or was never confirmed, 403 `mandate_ended`
    where it was revoked or its time is over or has not begun.
    """
    mandate = Mandate.objects.with_names().filter(ref=ref, person=user).first()
    if mandate is None or mandate.confirmed_at is None:
        raise Refused("mandate_unknown", "没有这项授权，或它还没有核验。", status=404)
    today = clock.today()
    if not Mandate.objects.in_force(on=today).filter(pk=mandate.pk).exists():
        text = "这项授权已经结束。" if mandate.since <= today else "这项授权还没有开始。"
        raise Refused("mandate_ended", text, status=403)
    return mandate


def ensure_enterprise(*, name: str, credit_code: str) -> tuple[Enterprise, bool]:
    """Return the enterprise of a checked credit code, made if there is none; and whether new."""
    index = index_of(credit_code, purpose="credit-code")
    return Enterprise.objects.get_or_create(
        credit_code_index=index,
        defaults={
            "ref": new_ref("e"),
            "name": name,
            "credit_code": credit_code,
            "credit_code_tail": credit_code[-4:],
            "kind": kind_of_credit_code(credit_code),
            "created_at": clock.now(),
        },
    )


def verify_enterprise(enterprise: Enterprise, *, name: str, representative: str) -> None:
    """Write down what stands on the licence that a clerk has looked at."""
    enterprise.name = name.strip()
    enterprise.legal_representative = representative.strip()
    enterprise.verified_at = clock.now()
    enterprise.save(update_fields=["name", "legal_representative", "verified_at"])


def open_mandate(
    *,
    person: User,
    enterprise: Enterprise,
    kind: MandateKind,
    evidence: MandateEvidence,
    items: list[dict[str, str]] | None = None,
    said: dict[str, str] | None = None,
    licence: str = "",
    licence_kind: str = "",
) -> Mandate:
    """Make a mandate for an enterprise that is not yet in force; 409 `mandate_there` for a second.

    One whose time is over makes room for it.
    """
    earlier = Mandate.objects.filter(person=person, enterprise=enterprise)
    _make_room(earlier)
    return Mandate.objects.create(
        ref=new_ref("m"),
        person=person,
        enterprise=enterprise,
        kind=kind,
        items=items or [],
        since=clock.today(),
        evidence=evidence,
        said=said,
        licence=licence,
        licence_kind=licence_kind,
        created_at=clock.now(),
    )


def open_agency(
    *,
    person: User,
    principal: User,
    evidence: MandateEvidence,
    items: list[dict[str, str]] | None = None,
) -> Mandate:
    """Make a mandate for a person that is not yet in force; 409 `mandate_there` for a second."""
    if person.pk == principal.pk:
        raise Refused("agency_self", "代理人和被代理人不能是同一人。")
    _make_room(Mandate.objects.filter(person=person, principal=principal))
    return Mandate.objects.create(
        ref=new_ref("m"),
        person=person,
        principal=principal,
        kind=MandateKind.AGENT,
        items=items or [],
        since=clock.today(),
        evidence=evidence,
        created_at=clock.now(),
    )


def confirm(mandate: Mandate, *, by: User, until: date | None) -> None:
    """Put a mandate in force from today on."""
    mandate.said = None
    mandate.since = clock.today()
    mandate.until = until
    mandate.granted_by = by
    mandate.confirmed_at = clock.now()
    mandate.save(update_fields=["said", "since", "until", "granted_by", "confirmed_at"])


def end_mandate(mandate: Mandate) -> None:
    """End a mandate at once."""
    mandate.revoked_at = clock.now()
    mandate.save(update_fields=["revoked_at"])


def _make_room(earlier: QuerySet[Mandate]) -> None:
    """Close a mandate whose time is over; one that runs or waits refuses another."""
    standing = earlier.select_for_update().filter(revoked_at__isnull=True).first()
    if standing is None:
        return
    if standing.until is None or standing.until >= clock.today():
        text = "已经有这项授权，或同样的登记正在等待核验。"
        raise Refused("mandate_there", text, status=409)
    end_mandate(standing)
