"""What was filled in and handed in, as pages show it; what is known before filling in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhujian.cases.models import Case, Draft, DraftFile, Material
from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.schemas import SchemaField, fields_of
from zhujian.kernel import rows
from zhujian.kernel.privacy import mask_card, mask_id, mask_name, mask_phone, mask_text
from zhujian.people.models import Resident, User

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
    is_deferred: bool

    @property
    def is_there(self) -> bool:
        """Whether at least one file or paper was handed in."""
        return bool(self.files)

    @property
    def is_missing(self) -> bool:
        """Whether it must still be handed in."""
        return not self.files and self.need == "required"


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
) -> list[MaterialView]:
    """Return the guide's materials with what was handed in for each."""
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
            is_deferred=material["required"] == "deferrable" and material["id"] not in by_id,
        )
        for material in materials
    ]


def unfinished_draft(user: User, item_code: str) -> Draft | None:
    """Return the draft that a person has begun for himself for an item, if any."""
    return (
        Draft.objects.unfinished()
        .filter(writer=user, applicant=user, item_code=item_code)
        .prefetch_related("files")
        .first()
    )


def drafts_of(user: User) -> list[Draft]:
    """Return the drafts that a person has begun for himself, the latest first."""
    return list(Draft.objects.unfinished().filter(writer=user, applicant=user)[:20])


GUIDE = ("id", "item_id", "version", "snapshot")


def guide_of(case: Case) -> Guide:
    """Return the guide in the version under which a case was handed in."""
    item = rows.the(Item, code=case.item_code, only=("id",))
    return rows.the(Guide, item_id=item.pk, version=case.guide_version, only=GUIDE)


def prefilled(user: User, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a person for the fields of a form, by concept.

    The profile counts first, then the latest of his cases that asked for the same.
    """
    known = _profile(user)
    wanted = {field.concept: field for field in fields_of(schema) if field.concept}
    if any(concept not in known for concept in wanted):
        for case in Case.objects.of_applicant(user).order_by("-pk")[:EARLIER_CASES]:
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
