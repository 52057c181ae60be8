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

# Who handles what in the departments that have no account of their own in the contract.
OFFICES: dict[str, tuple[str, ...]] = {
    "people": ("civil-affairs", "veterans", "disabled-federation", "women-federation"),
    "work": ("human-resources", "trade-union"),
    "cure": ("medical-insurance",),
    "life": (
        "health",
        "maternal-health",
        "disease-control",
        "education",
        "culture-tourism",
        "archives",
        "united-front",
    ),
    "order": ("public-security", "justice", "notary", "emergency", "fire-rescue"),
    "market": (
        "market-supervision",
        "commerce",
        "tobacco",
        "statistics",
        "finance",
        "tax",
        "development-reform",
        "public-resources",
    ),
    "ground": (
        "natural-resources",
        "real-estate-registry",
        "housing-construction",
        "housing-fund",
        "law-enforcement",
        "government-office",
        "transport",
        "ecology",
        "meteorology",
        "agriculture",
        "forestry",
        "water",
        "water-company",
        "power-company",
        "gas-company",
        "cable-company",
    ),
}
_KNOWN = {"people": "civil", "work": "", "cure": "medical"}
TOWN_CLERKS = {
    "jiannan": "clerk-jiannan",
    "xinshi": "clerk-xinshi",
    "xiaode": "clerk-xiaode",
    "hanwang": "clerk-hanwang",
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in the demo city without being named at the start of `bin/up`."""

    login: str
    name: str
    role: Role
    organisations: tuple[str, ...]


def login_of(role: Role, office: str) -> str:
    """Return who handles or approves in an office."""
    known = _KNOWN.get(office, office)
    return f"{role.value}-{known}" if known else role.value


def colleagues() -> tuple[Colleague, ...]:
    """Return everybody who works in the city besides the accounts of the contract."""
    named = {account.login for account in ACCOUNTS}
    staff = [
        Colleague(login_of(role, office), f"{word}{place}", role, organisations)
        for word, role in (("办", Role.HANDLER), ("批", Role.APPROVER))
        for place, (office, organisations) in zip("甲乙丙丁戊己庚", OFFICES.items(), strict=True)
        if login_of(role, office) not in named
    ]
    clerks = [
        Colleague(login, f"窗{town[:1]}", Role.CLERK, (town,))
        for town, login in TOWN_CLERKS.items()
        if login not in named
    ]
    return (*staff, *clerks)


def extra_grants() -> tuple[Colleague, ...]:
    """Return what accounts of the contract handle besides their own organisation."""
    own = {account.login: account.organisation for account in ACCOUNTS}
    return tuple(
        Colleague(login, "", role, tuple(one for one in organisations if one != own[login]))
        for role in (Role.HANDLER, Role.APPROVER)
        for office, organisations in OFFICES.items()
        if (login := login_of(role, office)) in own
    )


@dataclass(frozen=True, slots=True)
class Firm:
    """A made-up enterprise, its credit code with a right check character, and who heads it."""

    name: str
    credit_code: str
    head: int  # the resident's place


FIRMS = (
    Firm("绵竹演示商贸有限公司", "91510683MA00001109", 20),
    Firm("绵竹样例食品厂", "91510683MA0000111C", 21),
    Firm("绵竹虚构建材有限公司", "91510683MA0000112F", 22),
    Firm("绵竹演示种植专业合作社", "91510683MA0000113J", 23),
    Firm("绵竹样例餐饮店", "91510683MA0000114M", 24),
    Firm("绵竹举例机械有限公司", "91510683MA0000115Q", 25),
    Firm("绵竹范本物流有限公司", "91510683MA0000116U", 26),
    Firm("绵竹演示年画工作室", "91510683MA0000117Y", 27),
)
_SOCIETIES = ("绵竹演示老年协会", "绵竹样例志愿服务中心", "绵竹演示年画学会")
_INSTITUTIONS = ("绵竹演示中学", "绵竹样例卫生院", "绵竹演示文化馆")
_GROUPS = ("绵竹演示村集体经济组织", "绵竹样例社区业主委员会")
# Whom an item is meant for, by the words of its guide; firms first.
BODIES = {
    "企业法人": tuple(firm.name for firm in FIRMS),
    "社会组织法人": _SOCIETIES,
    "事业法人": _INSTITUTIONS,
    "其他组织": _GROUPS,
}

_SURNAMES = "竹简绵年画九龙玉清麓"
_GIVEN = (
    "小明",
    "小红",
    "小刚",
    "大娘",
    "大爷",
    "小敏",
    "小军",
    "阿姨",
    "小丽",
    "师傅",
    "老师",
    "小宝",
)
RESIDENTS = 120


def residents() -> tuple[Person, ...]:
    """Return the residents of the demo city, with right check digits."""
    return tuple(
        Person(f"13900000{number:03d}", _name(number), _id_number(number))
        for number in range(1, RESIDENTS + 1)
    )


def _name(number: int) -> str:
    place = number - 1
    given = _GIVEN[(place + place // len(_SURNAMES)) % len(_GIVEN)]
    return _SURNAMES[place % len(_SURNAMES)] + given


def _id_number(number: int) -> str:
    body = f"5106831800{1 + number % 12:02d}{1 + number % 28:02d}{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]
