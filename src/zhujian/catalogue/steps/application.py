"""The item as a case takes it: the version in force, its form, materials and time limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhujian.catalogue.models import Guide, Item
from zhujian.catalogue.models.item import PUBLIC_STATUSES
from zhujian.catalogue.states import ItemStatus
from zhujian.kernel import rows
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation

GUIDE = ("id", "item_id", "version", "snapshot")

_CLOSED: Mapping[str, tuple[str, str]] = {
    ItemStatus.LISTED: (
        "item_listed",
        "「{name}」的办事指南还在完善，暂不能在这里申请，请先电话咨询{organisation}。",
    ),
    ItemStatus.SUSPENDED: ("item_suspended", "「{name}」已暂停办理{because}，恢复后再来申请。"),
}


@dataclass(frozen=True, slots=True)
class ItemForCase:
    """What a case freezes of an item at the moment of submission.

    `promised` and `statutory` are numbers with unit workday, day or month; promised 0 means done
    on the spot. `organisation` is the slug of the organisation that decides.
    """

    code: str
    name: str
    title: str
    version: int
    form: Mapping[str, Any]
    materials: tuple[Mapping[str, Any], ...]
    organisation: str
    organisation_name: str
    kind_code: str
    promised_n: int
    promised_unit: str
    statutory_n: int
    statutory_unit: str
    is_online: bool
    is_on_the_spot: bool
    snapshot: Mapping[str, Any]


def item_for_application(code: str) -> ItemForCase:
    """Return the item of a code as it may be applied for now.

    Refused: `item_unknown` 404 (no such item, or a draft), `item_listed` and `item_suspended` 422.
    """
    item = rows.fetch(Item, code=code.strip())
    if item is None or item.status not in PUBLIC_STATUSES:
        raise Refused("item_unknown", f"没有编码为「{code[:100]}」的事项，请核对编码。", status=404)
    item.organisation = rows.the(Organisation, id=item.organisation_id)
    guide = item.current_guide_id and rows.fetch(Guide, id=item.current_guide_id, only=GUIDE)
    if item.status in _CLOSED or not guide:
        refusal, text = _CLOSED.get(item.status, _CLOSED[ItemStatus.LISTED])
        because = f"（{item.suspended_because}）" if item.suspended_because else ""
        raise Refused(
            refusal,
            text.format(name=item.title, organisation=item.organisation.name, because=because),
        )
    shot = guide.snapshot
    return ItemForCase(
        code=item.code,
        name=item.name,
        title=item.title,
        version=guide.version,
        form=shot["form"],
        materials=tuple(shot["materials"]),
        organisation=item.organisation.slug,
        organisation_name=item.organisation.name,
        kind_code=item.kind,
        promised_n=shot["promised"]["n"],
        promised_unit=shot["promised"]["unit"],
        statutory_n=shot["statutory"]["n"],
        statutory_unit=shot["statutory"]["unit"],
        is_online=item.is_online,
        is_on_the_spot=item.is_on_the_spot,
        snapshot=shot,
    )
