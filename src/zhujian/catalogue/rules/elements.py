"""The elements of a guide (`DOMAIN.md` §6.2): one table for rules, import, desk and print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Element:
    """One element: key, Chinese name, group, shape, whether the national table demands it.

    `shape` is text, lines, code, codes, limit, whole, yes, date, url, steps, materials, fees,
    faqs or form; `derived` elements are filled in by the house.
    """

    key: str
    label: str
    group: str
    shape: str
    is_demanded: bool = False
    is_key: bool = False
    is_derived: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


KINDS = {
    "01": "行政许可",
    "05": "行政给付",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
AUDIENCES = {
    "1": "自然人",
    "2": "企业法人",
    "3": "事业法人",
    "4": "社会组织法人",
    "5": "行政机关",
    "6": "其他组织",
}
POWER_SOURCES = {
    "1": "法定本级行使",
    "2": "上级下放",
    "3": "上级授权",
    "4": "同级授权",
    "5": "上级委托",
    "6": "同级委托",
}
LEVELS = {
    "1": "国家级",
    "2": "省级",
    "3": "市级",
    "4": "县级",
    "5": "镇（乡、街道）级",
    "6": "村（社区）级",
    "7": "分级管理",
}
NATURES = {"1": "法定机关", "2": "授权组织", "3": "受委托组织", "9": "其他"}
HANDLINGS = {"1": "即办件", "2": "承诺件", "9": "其他"}
CHANNELS = {
    "1": "窗口办理",
    "2": "电脑端网上办理",
    "3": "移动端网上办理",
    "4": "快递申请",
    "9": "其他",
}
STATES = {"1": "在用", "2": "暂停", "3": "取消", "4": "草稿"}
SCOPES = {"0": "本县（市）内", "1": "全国", "2": "跨省", "3": "跨市", "4": "跨县"}
DEPTHS = {
    "1": "互联网咨询",
    "2": "互联网收件",
    "3": "互联网预审",
    "4": "互联网受理",
    "5": "互联网办理",
    "6": "互联网办理结果信息反馈",
    "7": "互联网电子证照反馈",
    "8": "其他",
}
SPECIALS = {"0": "无", "1": "延长审批", "2": "其他"}
RESULT_KINDS = {
    "1": "证照",
    "2": "批文",
    "3": "证明",
    "4": "资金发放",
    "5": "登记备案结果",
    "6": "信息告知",
    "9": "其他",
}

B, X, M, F, Q = "基本信息", "扩展信息", "申请材料", "收费", "常见问题"

ELEMENTS: tuple[Element, ...] = (
    Element("name", "事项名称", B, "text", is_demanded=True, is_key=True),
    Element("plain_name", "通俗名称", B, "text"),
    Element("aliases", "别名", B, "lines"),
    Element("main_item", "主项名称", B, "text"),
    Element("summary", "一句话说明", B, "text"),
    Element("kind", "事项类型", B, "code", is_demanded=True, choices=KINDS),
    Element("basic_code", "基本编码", B, "text", is_demanded=True, is_derived=True),
    Element("code", "实施编码", B, "text", is_demanded=True),
    Element("business_code", "业务办理项编码", B, "text"),
    Element("legal_basis", "设定依据", B, "lines", is_demanded=True, is_key=True),
    Element("power_source", "权力来源", B, "code", is_demanded=True, choices=POWER_SOURCES),
    Element("level", "行使层级", B, "code", is_demanded=True, choices=LEVELS),
    Element("organisation", "实施主体", B, "text", is_demanded=True, is_key=True),
    Element("organisation_code", "实施主体编码", B, "text", is_demanded=True, is_derived=True),
    Element("body_nature", "实施主体性质", B, "code", is_demanded=True, choices=NATURES),
    Element("delegating_department", "委托部门", B, "text"),
    Element("delegation_notice", "委托公告链接", B, "url"),
    Element("delegated_since", "委托起始日期", B, "date"),
    Element("audience", "服务对象", B, "codes", is_demanded=True, choices=AUDIENCES),
    Element("handling", "办件类型", B, "code", is_demanded=True, choices=HANDLINGS),
    Element("conditions", "受理条件", B, "lines", is_demanded=True, is_key=True),
    Element("steps", "办理流程", B, "steps", is_demanded=True, is_key=True),
    Element("statutory", "法定办结时限", B, "limit", is_demanded=True),
    Element("promised", "承诺办结时限", B, "limit", is_demanded=True),
    Element("channels", "办理形式", B, "codes", choices=CHANNELS),
    Element("visits", "到办事现场次数", B, "whole", is_demanded=True),
    Element("special_procedures", "特别程序", B, "codes", is_demanded=True, choices=SPECIALS),
    Element("location", "办理地点", B, "lines", is_demanded=True, is_key=True),
    Element("hours", "办理时间", B, "text", is_demanded=True, is_key=True),
    Element("consult", "咨询方式", B, "text", is_demanded=True, is_key=True),
    Element("supervise", "监督投诉方式", B, "text", is_demanded=True),
    Element("is_charged", "是否收费", B, "yes", is_demanded=True, is_key=True),
    Element("state", "事项状态", B, "code", is_demanded=True, is_derived=True, choices=STATES),
    Element("version", "事项版本", B, "whole", is_demanded=True, is_derived=True),
    Element("effective_on", "计划生效日期", B, "date"),
    Element("ends_on", "计划取消日期", B, "date"),
    Element("in_hall", "是否进驻政务大厅", X, "yes", is_demanded=True),
    Element("is_online", "是否网办", X, "yes", is_demanded=True),
    Element("by_post", "是否支持快递", X, "yes", is_demanded=True),
    Element("pays_online", "是否网上支付", X, "yes", is_demanded=True),
    Element("is_bookable", "是否支持预约办理", X, "yes"),
    Element("self_service", "是否支持自助终端办理", X, "yes"),
    Element("scope", "通办范围", X, "codes", choices=SCOPES),
    Element("online_depth", "网上办理深度", X, "codes", choices=DEPTHS),
    Element("online_url", "网办地址", X, "url"),
    Element("visit_reason", "必须现场办理原因说明", X, "text"),
    Element("quota", "数量限制", X, "text"),
    Element("intermediary", "中介服务", X, "text"),
    Element("joint_bodies", "联办机构", X, "lines"),
    Element("result_kind", "审批结果类型", X, "code", is_demanded=True, choices=RESULT_KINDS),
    Element("result_name", "审批结果名称", X, "text"),
    Element("result_sample", "审批结果样本", X, "url"),
    Element("is_high_risk", "高风险事项（不适用告知承诺）", X, "yes"),
    Element("towns", "乡镇街道、村居", X, "lines"),
    Element("person_topics", "自然人主题分类", X, "lines"),
    Element("legal_topics", "法人主题分类", X, "lines"),
    Element("materials", "办理材料", M, "materials", is_demanded=True, is_key=True),
    Element("fee_items", "收费项目", F, "fees"),
    Element("faqs", "常见问题", Q, "faqs"),
    Element("form", "申请表单", X, "form"),
)

BY_KEY: Mapping[str, Element] = MappingProxyType({element.key: element for element in ELEMENTS})

# The ten whose absence an inspection counts (国办秘函〔2019〕19号), by the names it uses.
KEY_ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "事项名称",
        "legal_basis": "设定依据",
        "conditions": "申请条件",
        "materials": "办理材料",
        "location": "办理地点",
        "organisation": "办理机构",
        "is_charged": "收费标准",
        "hours": "办理时间",
        "consult": "联系电话",
        "steps": "办理流程",
    }
)
