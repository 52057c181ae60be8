"""The sections of the editors' desk: which elements stand on which page, and rows of lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhujian.catalogue.rules import BY_KEY
from zhujian.catalogue.rules.documents import DOCUMENT_TYPES
from zhujian.catalogue.rules.shape.rows import MEDIA, NEEDS, SOURCES


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editors' desk: which elements it holds."""

    slug: str
    title: str
    keys: tuple[str, ...]
    lead: str = ""

    @property
    def is_list(self) -> bool:
        """Whether the section is a list of rows."""
        return len(self.keys) == 1 and BY_KEY[self.keys[0]].shape in ROW_FIELDS


SECTIONS: tuple[Section, ...] = (
    Section(
        "words",
        "名称和说明",
        ("name", "plain_name", "aliases", "main_item", "summary", "conditions", "legal_basis"),
        "用群众的话说清楚是什么事、谁能办。",
    ),
    Section(
        "power",
        "类型和权力来源",
        (
            *("kind", "business_code", "power_source", "level", "body_nature"),
            *("delegating_department", "delegation_notice", "delegated_since", "audience"),
        ),
        "受委托行使的，要写明委托部门和公告链接。",
    ),
    Section(
        "limits",
        "时限和方式",
        (
            *("handling", "statutory", "promised", "channels", "visits", "visit_reason"),
            *("special_procedures", "effective_on", "ends_on"),
        ),
        "承诺时限不得长于法定时限；即办件填 0。",
    ),
    Section(
        "where",
        "地点、时间和电话",
        ("location", "hours", "consult", "supervise", "in_hall", "is_bookable", "towns"),
    ),
    Section(
        "online",
        "网办和其他",
        (
            *("is_online", "online_depth", "online_url", "by_post", "pays_online", "self_service"),
            *(
                "scope",
                "quota",
                "is_high_risk",
                "intermediary",
                "joint_bodies",
                "person_topics",
                "legal_topics",
            ),
        ),
        "到现场次数为 0 的，必须能网上办到底。",
    ),
    Section("result", "办理结果", ("result_kind", "result_name", "result_sample")),
    Section("steps", "办理流程", ("steps",), "一步一行，天数按工作日算，当场办完写 0。"),
    Section("materials", "办理材料", ("materials",), "逐项写清楚，不能写“其他材料”。"),
    Section("charged", "是否收费", ("is_charged",)),
    Section(
        "fees", "收费项目", ("fee_items",), "收费的必须写依据，没有法律、行政法规依据不得收费。"
    ),
    Section("faqs", "常见问题", ("faqs",)),
    Section("form", "申请表单", ("form",), "JSON Schema 2020-12 的子集；不填用通用申请表。"),
)

# Row forms: key, label, kind (text, long, whole, choice, yes), choices.
RowField = tuple[str, str, str, Mapping[str, str]]
_NONE: Mapping[str, str] = {}
ROW_FIELDS: Mapping[str, tuple[RowField, ...]] = {
    "steps": (
        ("name", "步骤", "text", _NONE),
        ("by", "谁来办", "text", _NONE),
        ("days", "用时（工作日）", "whole", _NONE),
        ("text", "做什么", "long", _NONE),
    ),
    "materials": (
        ("name", "材料名称", "text", _NONE),
        ("document_type", "证件类型", "choice", DOCUMENT_TYPES),
        ("required", "必要性", "choice", NEEDS),
        ("source", "来源渠道", "choice", SOURCES),
        ("source_note", "来源说明", "text", _NONE),
        ("medium", "形式", "choice", MEDIA),
        ("original", "原件份数", "whole", _NONE),
        ("copies", "复印件份数", "whole", _NONE),
        ("notes", "填报须知", "long", _NONE),
        ("acceptance", "受理标准", "long", _NONE),
        ("basis", "要求提供依据", "text", _NONE),
        ("blank_url", "空白表格链接", "text", _NONE),
        ("sample_url", "示例样表链接", "text", _NONE),
        ("is_shared", "可以共享获得", "yes", _NONE),
        ("is_proof", "是证明材料", "yes", _NONE),
        ("proof_basis", "证明事项清单依据", "text", _NONE),
        ("valid_months", "开具后几个月内有效", "whole", _NONE),
        ("is_promisable", "可以用承诺代替（告知承诺）", "yes", _NONE),
        ("promise_duty", "证明义务", "long", _NONE),
        ("promise_certifies", "证明内容", "long", _NONE),
        ("promise_way", "承诺方式", "long", _NONE),
        ("promise_liability", "不实承诺的责任", "long", _NONE),
    ),
    "fees": (
        ("name", "收费项目", "text", _NONE),
        ("standard", "收费标准", "text", _NONE),
        ("basis", "收费依据", "text", _NONE),
        ("is_reducible", "允许减免", "yes", _NONE),
        ("reduction_basis", "减免依据", "text", _NONE),
    ),
    "faqs": (
        ("question", "问题", "text", _NONE),
        ("answer", "答案", "long", _NONE),
    ),
}


def section_of(slug: str) -> Section | None:
    """Return the section of a slug, or None."""
    return next((section for section in SECTIONS if section.slug == slug), None)
