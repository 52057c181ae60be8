"""The editors' desk: who sees it, filling in by section, publishing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.catalogue.conftest import CODE
from tests.catalogue.test_publish_guide import draft_item

from zhujian.catalogue.actions import save_draft
from zhujian.catalogue.forms import SECTIONS
from zhujian.catalogue.models import Guide, GuideDraft, Item
from zhujian.catalogue.rules import ELEMENTS
from zhujian.kernel.actors import OPERATOR
from zhujian.people.models import Organisation, User

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Publish = Callable[..., Guide]
DERIVED = {"basic_code", "organisation_code", "version", "state", "code", "organisation"}


def posted(client: Client, address: str) -> dict[str, Any]:
    """Return what the form of a page would send if nothing were changed."""
    import re
    from html import unescape

    page = client.get(address).content.decode()
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        fields = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if fields.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        if fields.get("name"):
            values.setdefault(fields["name"], []).append(unescape(fields.get("value", "")))
    for name, text in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S
    ):
        values[name] = [unescape(text)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = [chosen.group(1) if chosen else ""]
    values.pop("csrfmiddlewaretoken", None)
    return values


def test_every_element_an_editor_fills_in_stands_in_one_section() -> None:
    keys = [key for section in SECTIONS for key in section.keys]
    assert sorted(keys) == sorted({element.key for element in ELEMENTS} - DERIVED)


def test_the_desk_is_shut_to_others(
    client: Client, client_of: ClientOf, publish: Publish, clerk: User, resident: User
) -> None:
    publish()
    for address in ("/desk/items/", f"/desk/items/{CODE}/", f"/desk/items/{CODE}/edit/words/"):
        assert client.get(address).status_code == 302
        assert client_of(clerk).get(address).status_code == 403
        assert client_of(resident).get(address).status_code in {302, 403}


def test_an_editor_sees_drafts_with_what_is_missing(
    client_of: ClientOf, editor: User, human_resources: Organisation, civil_affairs: Organisation
) -> None:
    mine, other = draft_item(human_resources, "M-1"), draft_item(civil_affairs, "O-1")
    save_draft(by=OPERATOR, code=mine.code, elements={"hours": "工作日"})
    client = client_of(editor)
    page = client.get("/desk/items/").content.decode()
    assert "/desk/items/M-1/" in page
    assert other.code not in page
    assert "项：设定依据" in page
    detail = client.get("/desk/items/M-1/").content.decode()
    assert "办理材料" in detail
    assert "/desk/items/M-1/edit/materials/" in detail
    assert client.get(f"/desk/items/{other.code}/").status_code == 404
    assert client.get("/desk/items/?status=draft").status_code == 200
    assert client.get("/desk/items/?status=strange").status_code == 404


def test_saving_every_section_unchanged_changes_nothing(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    guide = publish()
    client = client_of(editor)
    for section in SECTIONS:
        address = f"/desk/items/{CODE}/edit/{section.slug}/"
        assert client.post(address, posted(client, address)).status_code == 302, section.slug
    draft = GuideDraft.objects.get(item__code=CODE)
    assert draft.elements == guide.elements
    assert draft.missing == []


def test_an_editor_fills_in_a_section_and_publishes(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    publish()
    client = client_of(editor)
    address = f"/desk/items/{CODE}/edit/limits/"
    values = {**posted(client, address), "promised_n": ["2"]}
    assert client.post(address, values).status_code == 302
    page = client.get(f"/desk/items/{CODE}/").content.decode()
    assert "有未发布的修改" in page
    response = client.post(f"/desk/items/{CODE}/publish/", {"note": "缩短时限"})
    assert response.status_code == 302
    item = Item.objects.select_related("current_guide").get(code=CODE)
    assert item.current_guide is not None
    assert item.current_guide.version == 2
    assert item.current_guide.changes[0] == "缩短时限"


def test_a_rule_that_is_broken_keeps_the_draft_from_being_published(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    publish()
    client = client_of(editor)
    address = f"/desk/items/{CODE}/edit/limits/"
    client.post(address, {**posted(client, address), "promised_n": ["99"]})
    page = client.get(f"/desk/items/{CODE}/").content.decode()
    assert "承诺办结时限不得长于法定办结时限" in page
    response = client.post(f"/desk/items/{CODE}/publish/", {})
    assert response.status_code == 200
    assert "SVC-02" in response.content.decode()
    assert Guide.objects.count() == 1


def test_what_cannot_be_understood_stays_in_the_form(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    publish()
    client = client_of(editor)
    address = f"/desk/items/{CODE}/edit/online/"
    response = client.post(address, {**posted(client, address), "online_url": ["不是网址"]})
    page = response.content.decode()
    assert response.status_code == 200
    assert "应为网址" in page
    assert 'value="不是网址"' in page
    assert not GuideDraft.objects.exists()


def test_rows_are_added_changed_and_taken_out(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    guide = publish()
    client = client_of(editor)
    address = f"/desk/items/{CODE}/edit/materials/"
    values = posted(client, address)
    values["row0-notes"] = ["换了说法"]
    values["row1-name"] = [""]
    values["row3-name"], values["row3-required"] = ["新的材料"], ["optional"]
    assert client.post(address, values).status_code == 302
    materials = GuideDraft.objects.get().elements["materials"]
    assert [one["name"] for one in materials] == [
        "申请人居民身份证",
        "学历或者职业资格证书",
        "新的材料",
    ]
    assert materials[0]["notes"] == "换了说法"
    assert materials[0]["id"] == guide.elements["materials"][0]["id"]
    assert materials[2]["id"]


def test_an_unknown_section_or_move_is_not_there(
    client_of: ClientOf, editor: User, publish: Publish
) -> None:
    publish()
    client = client_of(editor)
    assert client.get(f"/desk/items/{CODE}/edit/nothing/").status_code == 404
    assert client.post(f"/desk/items/{CODE}/explode/").status_code == 404


def test_an_editor_lists_suspends_and_resumes(
    client_of: ClientOf, editor: User, human_resources: Organisation
) -> None:
    item = draft_item(human_resources)
    client = client_of(editor)
    base = f"/desk/items/{item.code}"
    assert client.post(f"{base}/list/").status_code == 302
    response = client.post(f"{base}/list/")
    assert response.status_code == 302
    assert client.post(f"{base}/suspend/", {"because": ""}).status_code == 200
    assert client.post(f"{base}/suspend/", {"because": "整修"}).status_code == 302
    assert "恢复办理" in client.get(f"{base}/").content.decode()
    assert client.post(f"{base}/list/").status_code == 200
    assert client.post(f"{base}/resume/").status_code == 302
    item.refresh_from_db()
    assert item.status == "listed"


def test_a_contributor_fills_in_but_does_not_publish(
    client_of: ClientOf, contributor: User, publish: Publish
) -> None:
    publish()
    client = client_of(contributor)
    address = f"/desk/items/{CODE}/edit/words/"
    assert client.post(address, posted(client, address)).status_code == 302
    assert "发布办事指南" not in client.get(f"/desk/items/{CODE}/").content.decode()
    assert client.post(f"/desk/items/{CODE}/publish/", {}).status_code == 403
