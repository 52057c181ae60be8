"""Writing items, drafts and versions of guides inside an action's transaction."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from zhujian.catalogue.models import Guide, GuideDraft, Item, ItemAlias
from zhujian.catalogue.queries.drafts import body_of
from zhujian.catalogue.rules import Assessment, Finding, assess, credit_code_within
from zhujian.catalogue.rules.changes import changes_between
from zhujian.catalogue.rules.shape import shape_elements
from zhujian.catalogue.rules.snapshot import Holder, snapshot_of
from zhujian.catalogue.states import MOVES, ItemStatus
from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.people.models import Organisation

MAX_NAME = 300
MAX_PLAIN_NAME = 120


def understood(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return elements in their shape, or refuse (422) naming each that cannot be understood."""
    elements, faults = shape_elements(given)
    if faults:
        raise refusal("guide_shape", "有内容看不懂，请按提示改正。", faults)
    return elements


def refusal(code: str, text: str, findings: list[Finding] | tuple[Finding, ...]) -> Refused:
    """Return a refusal that names each element and the rule it breaks."""
    return Refused(
        code,
        text,
        fields=tuple(
            FieldRefusal(finding.element, f"{finding.text}（{finding.rule}）")
            for finding in findings
        ),
    )


def with_holder(elements: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """Return the elements with what follows from the organisation that holds the item."""
    filled = {**elements, "organisation": organisation.name}
    holder = organisation.credit_code or credit_code_within(str(elements.get("code", "")))
    if holder:
        filled.setdefault("organisation_code", holder)
    for key, value in (
        ("consult", organisation.phone_consult),
        ("supervise", organisation.phone_supervise),
    ):
        if value:
            filled.setdefault(key, value)
    return filled


def assessed(elements: Mapping[str, Any], organisation: Organisation) -> Assessment:
    """Return what the rules say about elements held by an organisation."""
    return assess(elements, body_of(organisation))


def refuse_incomplete(assessment: Assessment) -> None:
    """Refuse (422) a guide with missing elements or broken rules, naming all of them."""
    if assessment.missing:
        raise Refused(
            "guide_incomplete",
            f"还缺 {len(assessment.missing)} 项要素，不能发布：{'、'.join(assessment.missing)}。",
            fields=tuple(
                FieldRefusal("elements", f"缺少「{name}」（SVC-01）") for name in assessment.missing
            ),
        )
    if assessment.blocking:
        raise refusal("guide_rule", "有内容不符合规定，不能发布。", assessment.blocking)


def digest_of(elements: Mapping[str, Any]) -> str:
    """Return the digest by which two sets of elements are known to be the same."""
    text = json.dumps(elements, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write_guide(
    item: Item, elements: dict[str, Any], organisation: Organisation, by: Actor, note: str
) -> tuple[Guide, bool]:
    """Write the next version of an item's guide and move the item; and whether it is new.

    The same elements again leave the version in force as it is.
    """
    current = item.current_guide
    digest = digest_of(elements)
    if (
        current is not None
        and current.digest == digest
        and item.status == ItemStatus.PUBLISHED
        and item.organisation_id == organisation.pk
    ):
        return current, False
    set_identity(item, elements, organisation)
    version = current.version + 1 if current else 1
    changes = changes_between(current.elements, elements) if current else []
    guide = Guide.objects.create(
        item=item,
        version=version,
        snapshot=snapshot_of(elements, Holder(organisation.slug, organisation.name), version),
        elements=elements,
        digest=digest,
        changes=([note] if note else []) + changes,
        published_at=clock.now(),
        published_by=by.actor_ref,
    )
    item.status = MOVES.target("publish", item.status, state_text=item.status_text)
    item.current_guide = guide
    item.save()
    _name_aliases(item, elements.get("aliases", []))
    GuideDraft.objects.filter(item=item).delete()
    return guide, True


def set_identity(item: Item, elements: Mapping[str, Any], organisation: Organisation) -> None:
    """Set from the elements what the catalogue shows and filters by, and keep it.

    A new item is a draft until its guide is written, so that the guide can refer to it.
    """
    item.organisation = organisation
    audience = set(elements.get("audience", ()))
    item.name = elements["name"]
    item.plain_name = elements.get("plain_name", "")
    item.main_item = elements.get("main_item", "")
    item.kind = elements["kind"]
    item.is_for_persons = "1" in audience
    item.is_for_organisations = bool(audience - {"1"})
    item.is_online = bool(elements.get("is_online"))
    item.is_on_the_spot = elements.get("handling") == "1"
    item.is_in_hall = bool(elements.get("in_hall"))
    item.suspended_because = ""
    item.changed_at = clock.now()
    if item.pk is None:
        item.save()


def _name_aliases(item: Item, names: list[str]) -> None:
    wanted = dict.fromkeys(name[:MAX_PLAIN_NAME] for name in names)
    item.aliases.exclude(name__in=wanted).delete()
    known = set(item.aliases.values_list("name", flat=True))
    ItemAlias.objects.bulk_create(
        ItemAlias(item=item, name=name) for name in wanted if name not in known
    )


def write_draft(
    item: Item,
    elements: dict[str, Any],
    assessment: Assessment,
    by: Actor,
    draft: GuideDraft | None,
) -> bool:
    """Write the draft of an item with what is missing from it; False if nothing changed."""
    missing = list(assessment.missing)
    findings = [
        {"rule": finding.rule, "element": finding.element, "text": finding.text}
        for finding in assessment.blocking
    ]
    if draft and (draft.elements, draft.missing, draft.findings) == (elements, missing, findings):
        return False
    found = draft or GuideDraft(item=item)
    found.elements, found.missing, found.findings = elements, missing, findings
    found.changed_at, found.changed_by = clock.now(), by.actor_ref
    found.save(force_insert=draft is None)
    return True
