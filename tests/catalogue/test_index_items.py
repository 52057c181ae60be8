"""What the index and the ratings see of items."""

from collections.abc import Callable

import pytest
from tests.catalogue.conftest import CODE
from tests.catalogue.test_publish_guide import draft_item

from zhujian.catalogue.actions import list_item
from zhujian.catalogue.models import Guide
from zhujian.catalogue.queries.names import item_names
from zhujian.catalogue.search import SOURCE
from zhujian.kernel.actors import OPERATOR
from zhujian.people.models import Organisation
from zhujian.search.registry import source_of, touched

pytestmark = pytest.mark.django_db


def test_a_published_item_is_indexed_by_every_name_it_goes_by(
    publish: Callable[..., Guide],
) -> None:
    publish()
    (document,) = source_of("item").load(SOURCE.all_ids())
    assert (document.id, document.title, document.url) == (
        CODE,
        "没工作了，做失业登记",
        f"/items/{CODE}/",
    )
    assert {"失业登记", "办失业", "失业证"} <= set(document.names)
    assert document.codes == (CODE,)
    assert "居民身份证" in document.body
    assert document.extra["organisation"] == "绵竹市人力资源和社会保障局"
    assert document.boost == 1.0


def test_drafts_are_not_indexed_and_listed_items_stand_behind_complete_ones(
    human_resources: Organisation,
) -> None:
    item = draft_item(human_resources)
    assert list(SOURCE.load([item.code])) == []
    list_item(by=OPERATOR, code=item.code)
    (document,) = SOURCE.load([item.code])
    assert document.boost < 1.0
    assert document.extra["status"] == "listed"


def test_a_change_of_the_bureau_touches_its_items(publish: Callable[..., Guide]) -> None:
    publish()
    assert ("item", (CODE,)) in list(touched("organisation:human-resources"))
    assert [kind for kind, _ in touched("organisation:nobody") if kind == "item"] == []
    assert ("item", ("X-1",)) in list(touched("item:X-1"))


def test_names_are_given_by_code(publish: Callable[..., Guide]) -> None:
    publish()
    assert item_names([CODE, "nothing"]) == {CODE: "失业登记"}
