"""A person's rights over his cases: who looked, what he takes along, what is kept of them."""

from typing import Any

from django.db.models import QuerySet

from zhujian.cases.models import Case
from zhujian.cases.queries.cases import SEEN_VERBS
from zhujian.people.looks import register_looks
from zhujian.people.rights import Kept, Source, register_source


def register() -> None:
    """Let `people` show and hand out what this room knows of a person."""
    register_looks(numbers_of, SEEN_VERBS)
    register_source(SOURCE)


def numbers_of(user: Any) -> QuerySet[Any, Any]:
    """Return the numbers of the cases in which a person is the applicant."""
    return Case.objects.filter(applicant=user).values("number")


def export(user: Any) -> list[dict[str, Any]]:
    """Return the cases of a person with what he filled in and handed in."""
    cases = Case.objects.filter(applicant=user).prefetch_related("materials").order_by("pk")
    return [
        {
            "编号": case.number,
            "事项": case.item_name,
            "状态": case.state_text,
            "提交": case.submitted_at,
            "填写的内容": case.form,
            "材料": [material.filename for material in case.materials.all()],
        }
        for case in cases
    ]


def kept(user: Any) -> list[Kept]:
    """Return what is kept of a person's cases, those that still run apart."""
    cases = list(Case.objects.filter(applicant=user))
    running = sum(case.is_open for case in cases)
    law = "档案法；行政许可案卷由承办单位归档"
    terms = "按《机关文件材料归档范围和文书档案保管期限规定》确定"
    found = []
    if running:
        found.append(Kept(f"{running} 个办件还在办理", "办理需要", "办结", is_running=True))
    if len(cases) > running:
        found.append(Kept(f"{len(cases) - running} 个办结的办件", law, terms))
    return found


SOURCE = Source("cases", "办件", export, kept)
