"""Promises that stand for materials: to hand in later, or to answer for it instead of a proof."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from zhujian.cases import rules
from zhujian.cases.models import Case, Pledge
from zhujian.cases.queries.drafting import latest_day, usual_day
from zhujian.cases.states import PledgeFinding, PledgeKind
from zhujian.kernel import clock
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import User


@dataclass(frozen=True, slots=True)
class PledgeMade:
    """A promise given for one material; without a day it is the usual one."""

    material_id: str
    kind: str
    by_on: date | None = None

    @property
    def is_later(self) -> bool:
        """Whether the material is still to be handed in."""
        return self.kind == PledgeKind.LATER


def pledge_fault(material: Mapping[str, Any], pledge: PledgeMade) -> str:
    """Return why a promise may not stand for a material, or nothing if it may."""
    if not pledge.is_later:
        return "" if material.get("promise") else "这份材料不能用承诺代替，请提交材料。"
    if material["required"] != "deferrable":
        return "这份材料不是可以后补的材料。"
    if pledge.by_on is None:
        return ""
    today = clock.today()
    return rules.promised_day_fault(by_on=pledge.by_on, today=today, last=latest_day(today))


def settled(pledges: Sequence[PledgeMade], *, today: date) -> list[PledgeMade]:
    """Return the promises, each for later with its day."""
    return [
        replace(one, by_on=usual_day(today)) if one.is_later and one.by_on is None else one
        for one in pledges
    ]


def nearest_day(pledges: Sequence[PledgeMade]) -> date | None:
    """Return the first day on which a promised material is wanted."""
    return rules.nearest_awaited(one.by_on for one in pledges if one.by_on is not None)


def pledge_words(material: Mapping[str, Any], *, organisation: str, by_on: date | None) -> str:
    """Return what is ticked: to hand in later by a day, or, without one, to answer for it."""
    if by_on is not None:
        return rules.later_words(material=material["name"], organisation=organisation, by_on=by_on)
    promise = material["promise"]
    return rules.instead_words(certifies=promise["certifies"], liability=promise["liability"])


def write_pledges(
    case: Case,
    pledges: Sequence[PledgeMade],
    materials: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
) -> None:
    """Write down what was promised, in the words that were ticked."""
    by_id = {material["id"]: material for material in materials}
    Pledge.objects.bulk_create(
        Pledge(
            case=case,
            material_id=one.material_id,
            kind=one.kind,
            words=pledge_words(
                by_id[one.material_id], organisation=case.organisation.name, by_on=one.by_on
            ),
            made_at=at,
            by_on=one.by_on,
        )
        for one in pledges
    )


def check_promiser(applicant: User, pledges: Sequence[PledgeMade]) -> None:
    """Refuse (422) a promise instead of a proof by somebody whose promise was found untrue."""
    instead = [one for one in pledges if not one.is_later]
    if instead and has_broken_word(applicant):
        reason = "您以前的承诺经核查不实，这次不能用承诺代替材料，请提交材料。"
        raise Refused(
            "promise_untrue",
            reason,
            fields=tuple(FieldRefusal(f"materials.{one.material_id}", reason) for one in instead),
        )


def has_broken_word(applicant: User) -> bool:
    """Say whether a promise of this person stands as untrue."""
    return Pledge.objects.filter(case__applicant=applicant, finding=PledgeFinding.UNTRUE).exists()


def keep_pledges(case: Case, material_ids: Collection[str], *, at: datetime) -> None:
    """Note that promised materials are there now; the next day that is awaited moves on."""
    if case.materials_by_on is None:
        return
    case.pledges.unkept().filter(material_id__in=material_ids).update(kept_at=at)
    days = case.pledges.unkept().values_list("by_on", flat=True)
    case.materials_by_on = rules.nearest_awaited(day for day in days if day)
