"""Who lives and works in the demo city; names, phones and ID numbers are plainly made up."""

from dataclasses import dataclass

from zhujian.people.roles import Role

PASSWORD = "zhujian-2026-demo"  # noqa: S105 -- printed at every start of the demo


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: login, name, what it is for, its role in an organisation (by slug)."""

    login: str
    name: str
    title: str
    role: Role
    organisation: str


@dataclass(frozen=True, slots=True)
class Person:
    """A demo resident, born in 1800 like all of them."""

    phone: str
    name: str
    id_number: str


ACCOUNTS = (
    Account("clerk", "竹一", "综合窗口，市政务服务中心", Role.CLERK, "city-hall"),
    Account("clerk-hanwang", "竹二", "综合窗口，汉旺镇", Role.CLERK, "hanwang"),
    Account("handler", "竹三", "承办人，人社局", Role.HANDLER, "human-resources"),
    Account("approver", "竹四", "审批人，人社局", Role.APPROVER, "human-resources"),
    Account("handler-civil", "竹五", "承办人，民政局", Role.HANDLER, "civil-affairs"),
    Account("approver-civil", "竹六", "审批人，民政局", Role.APPROVER, "civil-affairs"),
    Account("handler-medical", "竹七", "承办人，医保局", Role.HANDLER, "medical-insurance"),
    Account("approver-medical", "竹八", "审批人，医保局", Role.APPROVER, "medical-insurance"),
    Account("leader", "竹九", "县级政府负责人", Role.LEADER, "county-government"),
    Account("contributor", "简一", "供稿，人社局", Role.CONTRIBUTOR, "human-resources"),
    Account("editor", "简二", "初审", Role.EDITOR, "government-office"),
    Account("reviewer", "简三", "复审", Role.REVIEWER, "government-office"),
    Account("chief-editor", "简四", "终审", Role.CHIEF_EDITOR, "government-office"),
    Account("confidentiality", "简五", "保密审查", Role.CONFIDENTIALITY, "government-office"),
    Account("dispatcher", "简六", "派单", Role.DISPATCHER, "government-office"),
    Account("host", "简七", "热线主持", Role.HOST, "government-office"),
    Account("call-taker", "简八", "热线接听", Role.CALL_TAKER, "government-office"),
    Account("agent", "绵一", "代办员，石虎村", Role.AGENT, "xinshi"),
    Account("coordinator", "绵二", "镇级协调员，新市镇", Role.COORDINATOR, "xinshi"),
    Account("officer", "绵三", "体验官", Role.OFFICER, "county-government"),
    Account("organiser", "绵四", "开放日组织者，人社局", Role.ORGANISER, "human-resources"),
    Account("supervisor", "绵五", "督查", Role.SUPERVISOR, "county-government"),
    Account("admin", "绵六", "系统管理员", Role.ADMIN, "county-government"),
    Account("security", "绵七", "安全管理员", Role.SECURITY, "county-government"),
    Account("audit", "绵八", "审计员", Role.AUDIT, "county-government"),
)

RESIDENT_NAMES = (
    "竹小明", "简小红", "绵小刚", "年小画", "竹大娘",
    "简大爷", "绵小敏", "年小军", "竹阿姨", "简小丽",
)  # fmt: skip


def residents() -> tuple[Person, ...]:
    """Return the residents of the demo city, with right check digits."""
    return tuple(
        Person(f"139000000{number:02d}", name, _id_number(number))
        for number, name in enumerate(RESIDENT_NAMES, start=1)
    )


def _id_number(number: int) -> str:
    body = f"5106831800{1 + number % 12:02d}{1 + number:02d}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
