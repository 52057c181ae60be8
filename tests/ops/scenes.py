"""Scenes played in homes of their own by processes of their own (`Home.play`)."""

import time

from tests.cases.stage import CODE, FILLED, PNG, publish
from tests.cast import ID_NUMBER, PHONE, organisation, staff

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Guide, Item
from zhujian.kernel import clock
from zhujian.people import steps as people
from zhujian.people.models import OrganisationKind, User
from zhujian.people.roles import Role


def furnish(cases: int = 3) -> None:
    """An item, a resident, staff who accept and decide, and some cases with files."""
    bureau = organisation(
        "human-resources",
        "绵竹市人力资源和社会保障局",
        OrganisationKind.DEPARTMENT,
        short_name="人社局",
        is_administrative=True,
    )
    item = publish(bureau)
    _give_full_guide(item)
    people.new_resident(phone=PHONE, name="王小明", id_number=ID_NUMBER)
    staff("handler", "绵一", (Role.HANDLER, bureau))
    staff("approver", "绵二", (Role.APPROVER, bureau))
    for _ in range(cases):
        submit()


def _give_full_guide(item: Item) -> None:
    """Publish another version, with what the search index reads of a guide."""
    more = {
        "summary": "补领社会保障卡",
        "conditions": "",
        "result": {"name": "社会保障卡", "kind": "card"},
        "steps": [],
        "faqs": [],
        "legal_basis": [],
    }
    guide = Guide.objects.create(
        item=item,
        version=2,
        snapshot={**item.current_guide.snapshot, **more},
        elements={},
        digest="1" * 64,
        published_at=clock.now(),
        published_by="system:demo",
    )
    Item.objects.filter(pk=item.pk).update(current_guide=guide)


def resident() -> User:
    return User.objects.get(resident__phone_index=people.phone_index(PHONE))


def submit(content: bytes = PNG) -> Case:
    """Submit one case with one file."""
    photo = HandedFile("id-card", "身份证.png", content + str(time.time_ns()).encode())
    return actions.submit_case(by=resident(), item_code=CODE, form=FILLED, materials=[photo])
