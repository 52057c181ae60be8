"""Publishing, filling in, listing, suspending: every verb, and who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.catalogue.conftest import CODE

from zhujian.catalogue.actions import (
    list_item,
    publish_draft,
    publish_guide,
    resume_item,
    save_draft,
    suspend_item,
)
from zhujian.catalogue.models import Guide, GuideDraft, Item
from zhujian.catalogue.queries import guide
from zhujian.catalogue.states import MOVES, ItemStatus
from zhujian.catalogue.steps import item_for_application
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.changes.models import Change
from zhujian.kernel.journal import Audience, lines_of
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User

pytestmark = pytest.mark.django_db
Publish = Callable[..., Guide]


def sentences(code: str = CODE) -> list[str]:
    return [line.sentence for line in lines_of(f"item:{code}", audiences=set(Audience))]


def draft_item(organisation: Organisation, code: str = "OLD-1") -> Item:
    from zhujian.kernel import clock

    return Item.objects.create(
        code=code,
        name="旧编码事项",
        kind="20",
        organisation=organisation,
        created_at=clock.now(),
        changed_at=clock.now(),
    )


def test_a_complete_guide_is_published_as_an_immutable_version(publish: Publish) -> None:
    published = publish()
    item = Item.objects.get(code=CODE)
    assert (published.version, item.status, item.current_guide) == (1, "published", published)
    assert (item.plain_name, item.is_online, item.is_for_persons) == (
        "没工作了，做失业登记",
        True,
        True,
    )
    assert "没工作了，做失业登记" not in {alias.name for alias in item.aliases.all()}
    assert sentences() == ["绵竹市人力资源和社会保障局发布了办事指南第 1 版"]
    assert set(Change.objects.values_list("tag", flat=True)) >= {f"item:{CODE}", "items"}
    with pytest.raises(TypeError):
        Guide.objects.filter(pk=published.pk).update(version=2)
    with pytest.raises(TypeError):
        Guide.objects.all().delete()
    with pytest.raises(TypeError):
        published.save()


def test_the_snapshot_has_the_shape_of_the_api(publish: Publish) -> None:
    shot = publish().snapshot
    keys = "code name kind audience organisation summary conditions steps materials form statutory"
    keys += " promised visits fee legal_basis result phones version delegated_from is_online"
    assert set(keys.split()) <= shot.keys()
    assert shot["organisation"]["slug"] == "human-resources"
    assert shot["promised"] == {"n": 3, "unit": "workday"}
    assert shot["kind"] == "公共服务"
    assert shot["fee"]["charged"] is False
    assert set(shot["materials"][0]) >= {
        *("id", "name", "document_type", "required", "original", "copies"),
        *("source", "sample_url", "blank_url"),
    }
    assert set(shot["steps"][0]) >= {"name", "days", "by"}


def test_the_same_elements_again_change_nothing(publish: Publish) -> None:
    first = publish()
    assert publish() == first
    assert Guide.objects.count() == 1
    assert len(sentences()) == 1


def test_another_version_says_what_changed(publish: Publish) -> None:
    publish()
    second = publish(promised={"n": 2, "unit": "workday"})
    assert second.version == 2
    assert second.changes == ["「承诺办结时限」由「3 个工作日」改为「2 个工作日」。"]
    view = guide(CODE)
    assert view is not None
    assert view.version == 2
    assert view.snapshot["promised"]["n"] == 2
    assert Guide.objects.get(version=1).snapshot["promised"]["n"] == 3


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"hours": ""}, "guide_incomplete", "elements"),
        ({"promised": {"n": 11, "unit": "workday"}}, "guide_rule", "promised"),
        ({"power_source": "5"}, "guide_rule", "delegating_department"),
        ({"kind": "天书"}, "guide_shape", "kind"),
        ({"organisation": "没有的局"}, "organisation_unknown", "organisation"),
        ({"organisation": ""}, "organisation_unknown", "organisation"),
        ({"code": "a/b"}, "code", "code"),
        ({"form": {"type": "array"}}, "guide_rule", "form"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_leaves_nothing(
    publish: Publish, changes: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        publish(**changes)
    assert refused.value.code == code
    assert refused.value.status == 422
    assert field in {one.field for one in refused.value.fields}
    assert not Item.objects.exists()
    assert not Guide.objects.exists()
    assert not Change.objects.exists()


def test_strangers_and_contributors_may_not_publish(
    elements: dict[str, Any], stranger: User, contributor: User, resident: User
) -> None:
    for person in (stranger, contributor, resident):
        with pytest.raises(Refused) as refused:
            publish_guide(by=person, elements=elements)
        assert refused.value.status == 403
    assert not Item.objects.exists()


def test_an_editor_publishes_the_guides_of_the_own_bureau(
    elements: dict[str, Any], editor: User
) -> None:
    assert publish_guide(by=editor, elements=elements).published_by == editor.actor_ref


def test_an_editor_may_not_take_over_the_item_of_another_bureau(
    publish: Publish, editor: User, civil_affairs: Organisation, elements: dict[str, Any]
) -> None:
    code = "512B0003600031-511602000000-000-11510683000018104B-1-00"
    publish_guide(by=OPERATOR, elements={**elements, "code": code, "organisation": "civil-affairs"})
    with pytest.raises(Refused) as refused:
        publish_guide(by=editor, elements={**elements, "code": code})
    assert refused.value.status == 403
    assert Item.objects.get(code=code).organisation == civil_affairs


def test_a_draft_keeps_what_is_filled_in_and_names_what_is_missing(
    human_resources: Organisation, contributor: User
) -> None:
    item = draft_item(human_resources)
    missing = save_draft(by=contributor, code=item.code, elements={"hours": "工作日 9:00–17:00"})
    assert "办理时间" not in missing
    assert "办理材料" in missing
    draft = GuideDraft.objects.get(item=item)
    assert draft.elements["hours"] == "工作日 9:00–17:00"
    assert draft.missing == list(missing)
    missing = save_draft(by=contributor, code=item.code, elements={"hours": ""})
    assert "办理时间" in missing


def test_a_value_that_cannot_be_understood_leaves_the_draft_alone(
    human_resources: Organisation, contributor: User
) -> None:
    item = draft_item(human_resources)
    with pytest.raises(Refused) as refused:
        save_draft(by=contributor, code=item.code, elements={"visits": "好几次"})
    assert refused.value.fields[0].field == "visits"
    assert not GuideDraft.objects.exists()


def test_a_stranger_may_not_fill_in_a_draft(human_resources: Organisation, stranger: User) -> None:
    item = draft_item(human_resources)
    with pytest.raises(Refused) as refused:
        save_draft(by=stranger, code=item.code, elements={"hours": "总是"})
    assert refused.value.status == 403


def test_a_complete_draft_is_published_and_gone(publish: Publish, editor: User) -> None:
    publish()
    with pytest.raises(Refused) as refused:
        publish_draft(by=editor, code=CODE)
    assert refused.value.status == 409
    assert save_draft(by=editor, code=CODE, elements={"summary": "改过的说明"}) == ()
    published = publish_draft(by=editor, code=CODE, note="改了说明")
    assert published.version == 2
    assert published.changes == ["改了说明", "修改了「一句话说明」。"]
    assert not GuideDraft.objects.exists()


def test_a_listed_item_is_public_but_not_open_for_application(
    human_resources: Organisation, editor: User
) -> None:
    item = draft_item(human_resources)
    assert guide(item.code) is None
    list_item(by=editor, code=item.code)
    view = guide(item.code)
    assert view is not None
    assert (view.status, view.is_complete, view.can_apply_online) == ("listed", False, False)
    with pytest.raises(Refused) as refused:
        item_for_application(item.code)
    assert (refused.value.code, refused.value.status) == ("item_listed", 422)


def test_a_suspended_item_says_why_and_comes_back(publish: Publish, editor: User) -> None:
    publish()
    with pytest.raises(Refused):
        suspend_item(by=editor, code=CODE, because=" ")
    suspend_item(by=editor, code=CODE, because="系统升级")
    view = guide(CODE)
    assert view is not None
    assert (view.status, view.suspended_because) == ("suspended", "系统升级")
    with pytest.raises(Refused) as refused:
        item_for_application(CODE)
    assert refused.value.code == "item_suspended"
    assert "系统升级" in refused.value.text
    resume_item(by=editor, code=CODE)
    assert item_for_application(CODE).version == 1


def test_a_suspended_listed_item_comes_back_as_listed(
    human_resources: Organisation, editor: User
) -> None:
    item = draft_item(human_resources)
    list_item(by=editor, code=item.code)
    suspend_item(by=editor, code=item.code, because="清理")
    assert resume_item(by=editor, code=item.code).status == ItemStatus.LISTED


@pytest.mark.parametrize("verb", [list_item, resume_item])
def test_a_move_from_the_wrong_state_is_a_conflict(
    publish: Publish, editor: User, verb: Callable[..., Item]
) -> None:
    publish()
    with pytest.raises(Refused) as refused:
        verb(by=editor, code=CODE)
    assert refused.value.status == 409


def test_moves_of_another_bureau_are_refused(publish: Publish, stranger: User) -> None:
    publish()
    for verb, more in ((list_item, {}), (resume_item, {}), (suspend_item, {"because": "x"})):
        with pytest.raises(Refused) as refused:
            verb(by=stranger, code=CODE, **more)
        assert refused.value.status == 403
    assert Item.objects.get().status == ItemStatus.PUBLISHED


def test_an_unknown_item_is_not_there(editor: User) -> None:
    with pytest.raises(Refused) as refused:
        suspend_item(by=editor, code="nothing", because="x")
    assert refused.value.status == 404
    with pytest.raises(Refused) as refused:
        item_for_application("nothing")
    assert (refused.value.code, refused.value.status) == ("item_unknown", 404)


@pytest.mark.parametrize("verb", list(MOVES))
@pytest.mark.parametrize("state", ItemStatus.values)
def test_every_move_from_every_state_is_allowed_or_refused_by_the_table(
    verb: str, state: str
) -> None:
    move = MOVES[verb]
    if state in move.sources:
        assert MOVES.target(verb, state, state_text="") in ItemStatus.values
    else:
        with pytest.raises(Refused) as refused:
            MOVES.target(verb, state, state_text=state)
        assert refused.value.status == 409


def test_the_item_for_a_case_holds_what_a_case_freezes(publish: Publish) -> None:
    publish()
    item = item_for_application(f" {CODE} ")
    assert (item.version, item.organisation, item.promised_n, item.promised_unit) == (
        1,
        "human-resources",
        3,
        "workday",
    )
    assert item.is_online
    assert item.form["examples"][0]["name"] == "赵虚构"
    assert item.materials[0]["id"] == "id-card"


def test_an_item_without_its_own_form_takes_the_general_one(publish: Publish) -> None:
    publish(form=None)
    assert set(item_for_application(CODE).form["properties"]) == {
        *("applicant_name", "id_number", "phone", "remarks"),
    }


def test_the_fields_of_a_form_stand_in_the_authors_order_on_every_database(
    publish: Publish,
) -> None:
    asked = publish().elements["form"]["properties"]
    backwards = dict(sorted(asked.items(), key=lambda pair: (len(pair[0]), pair[0]), reverse=True))
    form = {**publish().elements["form"], "properties": backwards}

    changed = publish(form=form, plain_name="换了顺序的表")

    kept = Guide.objects.get(pk=changed.pk).snapshot["form"]["properties"]
    assert list(kept) == list(backwards)
    assert len(kept) > 2
