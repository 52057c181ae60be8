"""Papers at the counter: what a clerk has seen and kept counts as handed in, without a scan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from zhujian.cases import permissions, steps
from zhujian.cases.models import Draft, DraftFile
from zhujian.cases.states import MaterialKind
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden
from zhujian.people.models import User

MAX_PAGES = 999


@dataclass(frozen=True, slots=True)
class Paper:
    """What a clerk has seen and kept of one material; nothing of both is no paper."""

    material_id: str
    is_original_seen: bool = False
    is_copy_kept: bool = False
    pages: int = 0

    @property
    def is_there(self) -> bool:
        """Whether there is a paper at all."""
        return self.is_original_seen or self.is_copy_kept


def note_papers(*, by: User, ref: str, papers: Sequence[Paper]) -> Draft:
    """Write down which materials lie on paper at the counter; what is not named does not."""
    if not permissions.can_take_in_case(by):
        raise forbidden("只有综合窗口的工作人员可以登记纸质材料。")
    with transaction.atomic(durable=True):
        draft = steps.open_draft(by=by, ref=ref)
        there = [paper for paper in papers if paper.is_there]
        _check(draft, papers)
        draft.files.filter(kind=MaterialKind.PAPER).delete()
        DraftFile.objects.bulk_create(
            DraftFile(
                draft=draft,
                material_id=paper.material_id,
                filename="",
                kind=MaterialKind.PAPER,
                size=0,
                is_original_seen=paper.is_original_seen,
                is_copy_kept=paper.is_copy_kept,
                pages=paper.pages,
            )
            for paper in there
        )
        draft.note_change()
        draft.save(update_fields=["updated_at"])
    return draft


def _check(draft: Draft, papers: Sequence[Paper]) -> None:
    """Refuse (422) papers that the guide does not ask for, and pages that cannot be."""
    known = {material["id"] for material in item_for_application(draft.item_code).materials}
    faults = [
        FieldRefusal(f"materials.{paper.material_id}", "办事指南的材料清单里没有这一项。")
        for paper in papers
        if paper.material_id not in known
    ]
    faults += [
        FieldRefusal(f"materials.{paper.material_id}", f"页数应在 0 到 {MAX_PAGES} 之间。")
        for paper in papers
        if not 0 <= paper.pages <= MAX_PAGES
    ]
    faults += [
        FieldRefusal(f"materials.{paper.material_id}", "写了页数，请勾选原件已核或复印件已收。")
        for paper in papers
        if paper.pages and not paper.is_there
    ]
    if faults:
        raise Refused("papers", "纸质材料的登记有误，什么都没有保存。", fields=tuple(faults))
