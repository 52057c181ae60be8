"""The cast of every play: people and organisations that the tests of all rooms know.

No real person: made-up phones, ID numbers born in 1800.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from zhujian.people import steps
from zhujian.people.models import Organisation, OrganisationKind, RoleGrant, SecondFactor, User
from zhujian.people.roles import Role

PASSWORD = "竹简-demo-2026"
PHONE = "13900000001"
OTHER_PHONE = "13900000002"
ID_NUMBER = "510683180001010011"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_password_hash: list[str] = []


def staff(login: str, name: str, *grants: tuple[Role, Organisation]) -> User:
    """Make a member of staff; the password is hashed once for the whole run."""
    user = steps.new_user(login=login, name=name)
    if not _password_hash:
        user.set_password(PASSWORD)
        _password_hash.append(user.password)
    user.password = _password_hash[0]
    user.save(update_fields=["password"])
    SecondFactor.objects.create(user=user, secret=SECRET)
    for role, organisation in grants:
        RoleGrant.objects.create(user=user, role=role, organisation=organisation)
    return user


def organisation(slug: str, name: str, kind: OrganisationKind, **fields: object) -> Organisation:
    """Make an organisation, or return it where it is already there."""
    found = Organisation.objects.filter(slug=slug).first()
    return found or steps.new_organisation(slug=slug, name=name, kind=kind, **fields)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a browser in which a person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def human_resources(db: None) -> Organisation:
    """The human-resources bureau."""
    return organisation(
        "human-resources",
        "绵竹市人力资源和社会保障局",
        OrganisationKind.DEPARTMENT,
        short_name="人社局",
        is_administrative=True,
        phone_consult="0838-0000110",
        phone_supervise="0838-0000510",
    )


@pytest.fixture
def civil_affairs(db: None) -> Organisation:
    """Another bureau, which has nothing to do with the first."""
    return organisation(
        "civil-affairs",
        "绵竹市民政局",
        OrganisationKind.DEPARTMENT,
        short_name="民政局",
        is_administrative=True,
    )


@pytest.fixture
def city_hall(db: None) -> Organisation:
    """The comprehensive service hall of the city."""
    return organisation(
        "city-hall", "绵竹市政务服务中心", OrganisationKind.HALL, short_name="市政务服务中心"
    )


@pytest.fixture
def county_government(db: None) -> Organisation:
    """The county's government."""
    return organisation(
        "county-government",
        "绵竹市人民政府",
        OrganisationKind.COUNTY,
        short_name="市政府",
        is_administrative=True,
    )


@pytest.fixture
def resident(db: None) -> User:
    """A resident who said his name and ID number."""
    return steps.new_resident(phone=PHONE, name="王小明", id_number=ID_NUMBER).user


@pytest.fixture
def other_resident(db: None) -> User:
    """Another resident, of whom only the phone is known."""
    return steps.new_resident(phone=OTHER_PHONE).user


@pytest.fixture
def clerk(city_hall: Organisation) -> User:
    """Takes in, accepts and delivers at the comprehensive window, for any department."""
    return staff("clerk", "窗口甲", (Role.CLERK, city_hall))


@pytest.fixture
def handler(human_resources: Organisation) -> User:
    """Handles cases of the human-resources bureau."""
    return staff("handler", "承办人乙", (Role.HANDLER, human_resources))


@pytest.fixture
def approver(human_resources: Organisation) -> User:
    """Decides cases of the human-resources bureau."""
    return staff("approver", "审批人丙", (Role.APPROVER, human_resources))


@pytest.fixture
def stranger(civil_affairs: Organisation) -> User:
    """Handles and decides cases of another bureau."""
    return staff(
        "stranger", "外单位丁", (Role.HANDLER, civil_affairs), (Role.APPROVER, civil_affairs)
    )


@pytest.fixture
def leader(county_government: Organisation) -> User:
    """Leads the county's government."""
    return staff("leader", "县长", (Role.LEADER, county_government))


@pytest.fixture
def supervisor(county_government: Organisation) -> User:
    """Supervises what is late, and bad ratings."""
    return staff("supervisor", "督办员", (Role.SUPERVISOR, county_government))


@pytest.fixture
def admin(county_government: Organisation) -> User:
    """Keeps reference data, organisations and accounts."""
    return staff("admin", "系统管理员戊", (Role.ADMIN, county_government))


@pytest.fixture
def security(county_government: Organisation) -> User:
    """Grants roles."""
    return staff("security", "安全管理员己", (Role.SECURITY, county_government))


@pytest.fixture
def audit(county_government: Organisation) -> User:
    """Reads all records, changes none."""
    return staff("audit", "审计员庚", (Role.AUDIT, county_government))
