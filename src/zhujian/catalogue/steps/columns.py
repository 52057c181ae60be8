"""The columns by which a table of items is read: every element, by its Chinese and English name."""

from collections.abc import Mapping

from zhujian.catalogue.rules import ELEMENTS
from zhujian.kernel.tables import Column

LONGEST = 8000
_LINED = frozenset({"lines", "steps", "materials", "fees", "faqs", "form"})

# Headers by which real tables name the columns, besides the element's own name and key.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "事项名称",
        "名称",
        "实施清单名称",
        "政务服务事项名称",
        "办理项名称",
        "业务办理项名称",
        "项目名称",
        "item_name",
        "title",
    ),
    "child_item": ("子项名称", "子项", "sub_item", "child"),
    "code": (
        "事项编码",
        "编码",
        "实施编码",
        "实施清单编码",
        "事项代码",
        "事项编号",
        "项目编码",
        "item_code",
    ),
    "department": (
        "部门",
        "实施部门",
        "实施主体",
        "部门名称",
        "所属部门",
        "责任部门",
        "实施机构",
        "办理机构",
        "单位",
        "单位名称",
        "实施主体名称",
        "organisation",
        "organization",
        "agency",
    ),
    "kind": ("事项类型", "类型", "权力类型", "事项类别", "职权类型", "行使类型", "类别", "type"),
    "kind_code": ("事项类型代码", "类型代码", "事项类型编码", "type_code"),
    "main_item": ("主项名称", "主项", "大项名称", "所属主项", "parent_item"),
    "plain_name": ("通俗名称", "通俗说法", "俗称"),
    "aliases": ("别名",),
    "summary": ("一句话说明", "事项说明", "简介", "description"),
    "legal_basis": ("设定依据", "法律依据", "实施依据", "依据"),
    "conditions": ("受理条件", "申请条件", "办理条件"),
    "steps": ("办理流程", "流程", "办理程序"),
    "statutory": ("法定办结时限", "法定时限", "法定期限", "statutory_limit"),
    "statutory_unit": ("法定办结时限单位", "法定时限单位", "法定办结时限（单位）"),
    "statutory_note": ("法定办结时限说明", "法定时限说明"),
    "promised": ("承诺办结时限", "承诺时限", "承诺期限", "promised_limit"),
    "promised_unit": ("承诺办结时限单位", "承诺时限单位", "承诺办结时限（单位）"),
    "promised_note": ("承诺办结时限说明", "承诺时限说明"),
    "visits": ("到办事现场次数", "到现场次数", "跑动次数", "limit_scene_num"),
    "location": ("办理地点", "办公地点", "受理地点", "address"),
    "hours": ("办理时间", "办公时间", "受理时间", "opening_hours"),
    "consult": ("咨询方式", "咨询电话", "联系电话", "电话", "phone"),
    "supervise": ("监督投诉方式", "监督投诉电话", "投诉电话", "监督电话"),
    "is_charged": ("是否收费", "收费", "charged"),
    "fee_name": ("收费项目名称",),
    "fee_standard": ("收费标准",),
    "fee_basis": ("收费依据",),
    "fee_items": ("收费项目", "收费情况"),
    "materials": ("办理材料", "申请材料", "材料", "材料清单"),
    "audience": ("服务对象", "办理对象"),
    "handling": ("办件类型",),
    "in_hall": ("是否进驻政务大厅", "是否进驻大厅", "进驻政务大厅"),
    "is_online": ("是否网办", "是否网上办理", "网上办理", "online"),
    "by_post": ("是否支持快递", "是否支持物流快递", "支持快递"),
    "pays_online": ("是否网上支付", "是否支持网上支付", "网上支付"),
    "is_bookable": ("是否支持预约办理", "预约办理", "是否支持预约"),
    "self_service": ("是否支持自助终端办理", "自助终端", "自助终端办理"),
    "result_kind": ("审批结果类型", "办理结果类型", "结果类型"),
    "result_name": ("审批结果名称", "办理结果名称", "结果名称"),
    "online_url": ("网办地址", "在线办理地址", "网上办理地址"),
    "delegation_notice": ("委托公告链接", "委托公告"),
    "intermediary": ("中介服务",),
    "joint_bodies": ("联办机构",),
    "organisation_code": ("实施主体编码", "实施主体代码", "统一社会信用代码"),
    "person_topics": ("自然人主题分类", "面向自然人主题分类"),
    "legal_topics": ("法人主题分类", "面向法人主题分类"),
    "towns": ("乡镇街道、村居", "乡镇、村居代码名称"),
    "faqs": ("常见问题", "常见问题解答"),
    "form": ("申请表单", "表单"),
}
REQUIRED = ("name", "code", "department", "kind")
_EXTRA = (
    *("child_item", "kind_code"),
    *("statutory_unit", "statutory_note", "promised_unit", "promised_note"),
    *("fee_name", "fee_standard", "fee_basis"),
)
_NOT_READ = frozenset({"organisation", "version", "state"})
# What a table holds under a column's name when a rule speaks of an element.
COLUMN_OF: Mapping[str, str] = {"organisation": "department"}


def columns() -> tuple[Column, ...]:
    """Return the columns of an import of items; four must be there, the others may."""
    shapes = {element.key: element.shape for element in ELEMENTS}
    labels = {element.key: element.label for element in ELEMENTS}
    keys = [key for key in shapes if key not in _NOT_READ]
    taken: set[str] = set()
    found = []
    for key in (*REQUIRED, *_EXTRA, *(key for key in keys if key not in REQUIRED)):
        headers = _HEADERS.get(key, (labels.get(key, key),))
        named = (*headers, key, key.replace("_", " "))
        headers = tuple(name for name in dict.fromkeys(named) if name not in taken)
        taken.update(headers)
        found.append(
            Column(
                key,
                headers,
                is_required=key in REQUIRED,
                is_code=key in {"code", "basic_code", "business_code", "organisation_code"},
                longest=100_000 if shapes.get(key) == "form" else LONGEST,
                keeps_lines=shapes.get(key) in _LINED,
                may_be_empty=key == "name",
            )
        )
    return tuple(found)
