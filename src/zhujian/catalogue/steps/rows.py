"""One row of a table of items, understood: name, code, organisation, elements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zhujian.catalogue.rules import BY_KEY, Finding
from zhujian.catalogue.rules.shape import shape_elements
from zhujian.catalogue.rules.shape.simple import code as choice_of
from zhujian.catalogue.rules.shape.text import Misshapen, official
from zhujian.catalogue.states import APPLIED_KINDS, ItemKind
from zhujian.catalogue.steps.codes import checked_code
from zhujian.catalogue.steps.columns import COLUMN_OF
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.kernel.tables import Row
from zhujian.people import steps as people_steps
from zhujian.people.models import Organisation
from zhujian.people.queries import find_organisation

_KIND_NAMES = {choice.value: str(choice.label) for choice in ItemKind}
MAX_NAME = 300


@dataclass(slots=True)
class Departments:
    """Departments as a table names them: by map, by name and alias, or made on the way."""

    names: Mapping[str, str] = field(default_factory=dict)
    may_create: bool = False
    _known: dict[str, Organisation | None] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)

    def named(self, text: str) -> Organisation:
        """Return the organisation a table means, or refuse (422) its column."""
        wanted = self.names.get(text, text)
        if wanted not in self._known:
            self._known[wanted] = find_organisation(wanted)
        found = self._known[wanted]
        if found is None and self.may_create:
            found, is_new = people_steps.ensure_organisation(wanted)
            self._known[wanted] = found
            if is_new:
                self._made.add(wanted)
        if found is None:
            raise Refused(
                "organisation_unknown",
                "没有找到这个部门",
                fields=(
                    FieldRefusal(
                        "department",
                        "没有找到这个部门，请用 --organisation-map 指明，"
                        "或用 --create-organisations 新建",
                    ),
                ),
            )
        return found

    def settle(self) -> None:
        """Keep what the row that has landed made."""
        self._made.clear()

    def forget(self) -> None:
        """Forget what a refused row made: it was taken back."""
        for name in self._made:
            del self._known[name]
        self._made.clear()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What a row says of an item."""

    code: str
    name: str
    main_item: str
    kind: str
    elements: dict[str, Any]


def item_row(row: Row) -> ItemRow:
    """Return what a row says, or refuse it (422) naming columns."""
    code = _code(row)
    kind = _kind(row)
    child = official(row.value("child_item"))
    name = child or official(row.value("name")) or official(row.value("main_item"))
    if not name:
        raise row.refuse("name", "必须填写")
    if len(name) > MAX_NAME:
        raise row.refuse("name", f"最多{MAX_NAME}个字")
    main_item = official(row.value("main_item")) or (official(row.value("name")) if child else "")
    if main_item == name:
        main_item = ""
    given = {
        **_element_values(row),
        "name": name,
        "code": code,
        "kind": kind,
        "main_item": main_item[:MAX_NAME],
    }
    elements, faults = shape_elements(given)
    if faults:
        raise refused_row(faults)
    return ItemRow(code, name, elements.get("main_item", ""), kind, elements)


def refused_row(findings: list[Finding] | tuple[Finding, ...]) -> Refused:
    """Return the refusal of a row by rules: each names a column."""
    return Refused(
        "row",
        "这一行不符合规定",
        fields=tuple(
            FieldRefusal(
                COLUMN_OF.get(finding.element, finding.element),
                f"{finding.text.rstrip('。')}（{finding.rule}）",
            )
            for finding in findings
        ),
    )


def _code(row: Row) -> str:
    try:
        return checked_code(row.value("code"))
    except Refused as refused:
        raise row.refuse("code", refused.text.rstrip("。")) from refused


def _kind(row: Row) -> str:
    text = row.value("kind") or row.value("kind_code")
    try:
        kind = choice_of(text, _KIND_NAMES)
    except Misshapen as misshapen:
        raise row.refuse("kind", str(misshapen)) from misshapen
    if kind not in APPLIED_KINDS:
        raise row.refuse("kind", f"{_KIND_NAMES[kind]}不是依申请办理的事项，不进办事目录")
    return kind


def _element_values(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {
        key: text for key, text in row.values.items() if key in BY_KEY and text
    }
    for key in ("statutory", "promised"):
        unit, note = row.value(f"{key}_unit"), row.value(f"{key}_note")
        text = str(values.get(key, ""))
        if text.isdecimal():
            values[key] = {"n": text, "unit": unit, "note": note}
    if row.value("fee_standard") and "fee_items" not in values:
        _fees(row, values)
    if values.get("materials") in {"无", "无需材料", "不需要材料"}:
        del values["materials"]
        values["needs_no_materials"] = True
    return values


def _fees(row: Row, values: dict[str, Any]) -> None:
    """Read one charge from the columns name, standard and basis; 不收费 is none."""
    standard = row.value("fee_standard")
    if standard in {"不收费", "免费", "无", "0"}:
        values.setdefault("is_charged", "否")
        return
    name = row.value("fee_name") or row.value("name")
    values["fee_items"] = [{"name": name, "standard": standard, "basis": row.value("fee_basis")}]
