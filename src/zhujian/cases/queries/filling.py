"""What was filled in and handed in, as pages show it; what is known before filling in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhujian.cases.models import Case, Draft, DraftFile, Material, Pledge
from zhujian.cases.queries.earlier import EarlierFile
from zhujian.cases.states import PledgeKind
from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.rules.shape.rows import PROMISE_KEYS
from zhujian.catalogue.schemas import SchemaField, fields_of
from zhujian.kernel import clock, rows
from zhujian.kernel.privacy import mask_card, mask_id, mask_name, mask_phone, mask_text
from zhujian.people.models import Enterprise, Mandate, Resident, User
from zhujian.people.queries import mandates_of

EARLIER_CASES = 5
NEED_WORDS = {"required": "必需", "optional": "选交", "deferrable": "可以后补"}
HIDDEN = "已隐藏"
PERSONAL = ("person.", "guardian.", "contact.", "agent.", "household.")


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field with what was filled in, in words; masked where it is personal."""

    name: str
    label: str
    text: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One material of a guide with the files that were handed in for it."""

    id: str
    name: str
    need: str
    need_text: str
    hint: str
    files: tuple[Material | DraftFile, ...]
    promise: tuple[tuple[str, str], ...] = ()
    pledge: Pledge | None = None
    ticked: str = ""
    by_on: str = ""
    later_words: str = ""
    instead_words: str = ""
    latest: date | None = None
    earlier: tuple[EarlierFile, ...] = ()

    @property
    def may_follow(self) -> bool:
        """Whether it may be handed in later."""
        return self.need == "deferrable"

    @property
    def is_awaited(self) -> bool:
        """Whether it was promised for later and is still to come."""
        return self.pledge is not None and self.pledge.is_awaited and not self.files

    @property
    def is_late(self) -> bool:
        """Whether the day on which it was promised has passed in vain."""
        return self.pledge is not None and self.pledge.is_late(on=clock.today())

    @property
    def is_promised(self) -> bool:
        """Whether a promise stands instead of it."""
        return self.pledge is not None and self.pledge.kind == PledgeKind.INSTEAD

    @property
    def is_there(self) -> bool:
        """Whether at least one file or paper was handed in."""
        return bool(self.files)

    @property
    def is_missing(self) -> bool:
        """Whether it must still be handed in."""
        return not self.files and self.need == "required" and not self.is_promised


def filled_fields(
    schema: Mapping[str, Any], values: Mapping[str, Any], *, is_masked: bool = False
) -> list[FilledField]:
    """Return each field of a form that was filled in, in the form's order."""
    return [
        FilledField(
            name=field.name,
            label=field.label,
            text=_masked(field, values[field.name]) if is_masked else _words(values[field.name]),
            is_masked=is_masked and _is_personal(field),
        )
        for field in fields_of(schema)
        if values.get(field.name) not in (None, "", [])
    ]


def material_views(
    materials: Sequence[Mapping[str, Any]],
    files: Iterable[Material | DraftFile],
    *,
    pledges: Iterable[Pledge] = (),
    ticked: Mapping[str, Mapping[str, str]] | None = None,
) -> list[MaterialView]:
    """Return the guide's materials with what was handed in, or promised, for each.

    `ticked` is what a draft keeps: by material the kind of promise and the day.
    """
    promised = {one.material_id: one for one in pledges}
    kept = ticked or {}
    by_id: dict[str, list[Material | DraftFile]] = {}
    for file in files:
        if file.is_there:
            by_id.setdefault(file.material_id, []).append(file)
    return [
        MaterialView(
            id=material["id"],
            name=material["name"],
            need=material["required"],
            need_text=NEED_WORDS[material["required"]],
            hint=_hint(material),
            files=tuple(by_id.get(material["id"], ())),
            promise=_promise_rows(material),
            pledge=promised.get(material["id"]),
            ticked=kept.get(material["id"], {}).get("kind", ""),
            by_on=kept.get(material["id"], {}).get("by_on", ""),
        )
        for material in materials
    ]


def unfinished_draft(user: User, item_code: str, mandate: Mandate | None = None) -> Draft | None:
    """Return the draft for an item that was begun for oneself, or on a mandate, if any."""
    found = Draft.objects.unfinished().filter(item_code=item_code)
    if mandate is None:
        found = found.filter(writer=user, applicant=user, enterprise__isnull=True)
    elif mandate.enterprise is not None:
        found = found.filter(enterprise=mandate.enterprise, mandate__isnull=True)
    else:
        found = found.filter(writer=user, applicant=mandate.principal, enterprise__isnull=True)
    found = found.select_related("writer", "applicant", "enterprise")
    return found.prefetch_related("files").first()


def drafts_of(user: User) -> list[tuple[Draft, Mandate | None]]:
    """Return the drafts on which a person may go on, the latest first, with the mandate for it."""
    drafts = list(Draft.objects.unfinished().of_writer(user)[:20])
    is_alone = all(one.applicant_id == user.pk and one.enterprise_id is None for one in drafts)
    mandates = [] if is_alone else mandates_of(user)
    return [(draft, _mandate_of(draft, mandates)) for draft in drafts]


def _mandate_of(draft: Draft, mandates: Sequence[Mandate]) -> Mandate | None:
    for one in mandates:
        is_enterprise = one.enterprise_id is not None
        if is_enterprise and one.enterprise_id == draft.enterprise_id:
            return one
        if not is_enterprise and one.principal_id == draft.applicant_id:
            return one
    return None


def late_names(case: Case, *, on: date) -> list[str]:
    """Return the names of the materials that were promised for an earlier day and are missing."""
    late = set(case.pledges.unkept().filter(by_on__lt=on).values_list("material_id", flat=True))
    return [one["name"] for one in guide_of(case).snapshot["materials"] if one["id"] in late]


GUIDE = ("id", "item_id", "version", "snapshot")


def guide_of(case: Case) -> Guide:
    """Return the guide in the version under which a case was handed in."""
    item = rows.the(Item, code=case.item_code, only=("id",))
    return rows.the(Guide, item_id=item.pk, version=case.guide_version, only=GUIDE)


def prefilled(
    user: User, schema: Mapping[str, Any], *, enterprise: Enterprise | None = None
) -> dict[str, Any]:
    """Return what is known of a person and his enterprise for the fields of a form, by concept.

    Profile and register count first, then the latest cases that asked for the same.
    """
    known = {**_profile(user), **_registered(enterprise)}
    wanted = {field.concept: field for field in fields_of(schema) if field.concept}
    if any(concept not in known for concept in wanted):
        earlier = Case.objects.filter(applicant=user, enterprise=enterprise)
        for case in earlier.order_by("-pk")[:EARLIER_CASES]:
            for concept, value in _by_concept(case):
                known.setdefault(concept, value)
    return {
        field.name: _typed(known[concept])
        for concept, field in wanted.items()
        if concept in known and _fits(field, known[concept])
    }


def _profile(user: User) -> dict[str, Any]:
    resident = Resident.objects.filter(user=user).first()
    if resident is None:
        return {}
    values = {
        "person.name": resident.full_name,
        "person.id_number": resident.id_number,
        "person.phone": resident.phone,
    }
    return {concept: value for concept, value in values.items() if value}


def _registered(enterprise: Enterprise | None) -> dict[str, Any]:
    if enterprise is None:
        return {}
    values = {
        "enterprise.name": enterprise.name,
        "enterprise.uscc": enterprise.credit_code,
        "enterprise.legal_representative": enterprise.legal_representative,
    }
    return {concept: value for concept, value in values.items() if value}


def _by_concept(case: Case) -> Iterable[tuple[str, Any]]:
    for field in fields_of(guide_of(case).snapshot["form"]):
        value = case.form.get(field.name)
        if field.concept.startswith(("person.", "enterprise.")) and value not in (None, "", []):
            yield field.concept, value


def _fits(field: SchemaField, value: Any) -> bool:
    if field.choices:
        options = {option for option, _ in field.choices}
        return set(value if isinstance(value, list) else [value]) <= options
    return isinstance(value, list) == (field.kind == "choices")


def _typed(value: Any) -> Any:
    """Return a kept value as a person would have typed it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(entry) for entry in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(_typed(value))


def _is_personal(field: SchemaField) -> bool:
    return (
        field.kind in {"id_card", "mobile"}
        or field.concept.startswith(PERSONAL)
        or field.concept.endswith(("address", ".story"))
    )


def _masked(field: SchemaField, value: Any) -> str:
    """Return a value as the desk shows it before somebody asks for all of it."""
    text = _words(value)
    if not _is_personal(field):
        return mask_text(text)
    if field.kind == "id_card":
        return mask_id(text)
    if field.kind == "mobile":
        return mask_phone(text)
    if field.concept.endswith(".name"):
        return mask_name(text)
    if field.concept.endswith("account"):
        return mask_card(text)
    return text if field.kind in {"choice", "yes_no"} else HIDDEN


def _promise_rows(material: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the four elements that are told before a promise instead of a proof."""
    promise = material.get("promise")
    if not promise:
        return ()
    return tuple(
        (label, promise[key.removeprefix("promise_")]) for key, label in PROMISE_KEYS.items()
    )


def _hint(material: Mapping[str, Any]) -> str:
    """Return how many of what to bring, in a few words."""
    parts = []
    if material.get("original"):
        parts.append(f"原件 {material['original']} 份")
    if material.get("copies"):
        parts.append(f"复印件 {material['copies']} 份")
    if material.get("source"):
        parts.append(f"来源：{material['source']}")
    return "，".join(parts)
