"""Applying by page: start, form, materials, check, sent; nothing typed is lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import CODE, FILLED, FORM, PNG, publish
from zhujian.cases import actions
from zhujian.cases.forms import page_names
from zhujian.cases.models import Case, Draft, DraftFile
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.models import Item
from zhujian.catalogue.schemas import SchemaField, fields_of
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.people.steps import new_resident

Browsers = Callable[[User], Client]


def picture(name: str = "身份证.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def to_check(browser: Client) -> None:
    """Walk to the last page."""
    browser.post(f"/apply/{CODE}/")
    browser.post(f"/apply/{CODE}/form/1/", FILLED)
    browser.post(
        f"/apply/{CODE}/materials/",
        {"file-id-card": picture(), "promise-statement": "later", "onward": "1"},
    )


def test_who_is_not_signed_in_is_led_to_the_door_and_back(item: Item, client: Client) -> None:
    response = client.get(f"/apply/{CODE}/")
    assert response.status_code == 302
    assert response["Location"] == f"/me/sign-in/?next=/apply/{CODE}/"


def test_staff_are_told_to_use_the_window(item: Item, clerk: User, client_of: Browsers) -> None:
    assert client_of(clerk).get(f"/apply/{CODE}/").status_code == 403


def test_the_first_page_tells_who_why_what_how_long_and_which_rights(
    item: Item, resident: User, client_of: Browsers
) -> None:
    """SEC-01: what is told before personal data is asked for."""
    page = words(client_of(resident).get(f"/apply/{CODE}/"))
    for told in (
        "谁来处理",
        "绵竹市人力资源和社会保障局，电话 0838-0000110",
        "用来做什么",
        "收集哪些信息",
        "身份证号",
        "保存多久",
        "您的权利",
        "更正",
    ):
        assert told in page
    assert "居民身份证" in page
    assert not Draft.objects.exists()


def test_a_whole_application_by_page_becomes_one_case(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    assert browser.post(f"/apply/{CODE}/").status_code == 302
    form = words(browser.get(f"/apply/{CODE}/form/1/"))
    assert 'value="王小明"' in form  # from the profile, by concept
    assert 'value="510683180001010011"' in form
    response = browser.post(f"/apply/{CODE}/form/1/", FILLED)
    assert response["Location"] == f"/apply/{CODE}/materials/"
    response = browser.post(
        f"/apply/{CODE}/materials/",
        {"file-id-card": picture(), "promise-statement": "later", "onward": "1"},
    )
    assert response["Location"] == f"/apply/{CODE}/check/"
    page = words(browser.get(f"/apply/{CODE}/check/"))
    for shown in ("王小明", "510683180001010011", "遗失", "身份证.png", "稍后补交"):
        assert shown in page
    ref = Draft.objects.get().ref
    assert ref in page
    response = browser.post(f"/apply/{CODE}/check/", {"ref": ref})
    case = Case.objects.get()
    assert response["Location"] == f"/apply/{CODE}/sent/{case.number}/"
    done = words(browser.get(response["Location"]))
    assert case.number in done
    assert f"/track/{case.number}/" in done
    assert "为什么是这一天" in done
    assert case.materials.count() == 1
    assert case.pledges.get().words.endswith("已经作出的决定，可以撤销。")
    draft = Draft.objects.get()
    assert (draft.case, draft.form) == (case, {})
    assert not DraftFile.objects.exists()


def test_sent_twice_it_is_one_case(item: Item, resident: User, client_of: Browsers) -> None:
    browser = client_of(resident)
    to_check(browser)
    ref = Draft.objects.get().ref
    first = browser.post(f"/apply/{CODE}/check/", {"ref": ref})
    second = browser.post(f"/apply/{CODE}/check/", {"ref": ref})
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_a_new_application_for_the_same_item_may_follow_the_first(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    for _ in range(2):
        to_check(browser)
        browser.post(f"/apply/{CODE}/check/", {"ref": Draft.objects.get(case__isnull=True).ref})
    assert Case.objects.count() == 2


def test_wrong_fields_are_named_on_top_and_beside_and_what_was_typed_stays(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    typed = {**FILLED, "phone": "12345", "reason": "损坏", "years": "很多年"}
    response = browser.post(f"/apply/{CODE}/form/1/", typed)
    assert response.status_code == 422
    page = words(response)
    assert 'href="#id_phone"' in page
    assert 'href="#id_broken_on"' in page
    assert page.count("手机号应为 11 位数字") == 2
    assert 'value="12345"' in page
    assert 'value="很多年"' in page
    assert 'aria-invalid="true"' in page
    assert Draft.objects.get().form["phone"] == "12345"


def test_a_draft_can_be_left_and_taken_up_again(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    browser.post(f"/apply/{CODE}/form/1/", {"name": "李雷", "later": "1"})
    again = client_of(resident)
    page = words(again.get(f"/apply/{CODE}/"))
    assert "您有一份没有提交的草稿" in page
    assert "继续填写" in page
    assert 'value="李雷"' in words(again.get(f"/apply/{CODE}/form/1/"))
    assert "社会保障卡补领" in words(again.get("/me/"))


def test_a_draft_is_removed_only_after_asking(
    item: Item, resident: User, client_of: Browsers, kept_files: Callable[[], list[Path]]
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    browser.post(f"/apply/{CODE}/materials/", {"file-id-card": picture()})
    assert len(kept_files()) == 1
    assert "不能恢复" in words(browser.get(f"/apply/{CODE}/discard/"))
    assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_removed_draft_leaves_no_file_behind(
    item: Item, resident: User, client_of: Browsers, kept_files: Callable[[], list[Path]]
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    browser.post(f"/apply/{CODE}/materials/", {"file-id-card": picture()})
    browser.post(f"/apply/{CODE}/materials/", {"file-photo": picture("照片.png", PNG + b"1")})
    assert len(kept_files()) == 2
    file = DraftFile.objects.get(material_id="photo")
    browser.post(f"/apply/{CODE}/materials/", {"remove": str(file.pk)})
    assert len(kept_files()) == 1
    browser.post(f"/apply/{CODE}/discard/")
    assert kept_files() == []
    assert not Draft.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_others_stay(
    item: Item, resident: User, client_of: Browsers, kept_files: Callable[[], list[Path]]
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    response = browser.post(
        f"/apply/{CODE}/materials/",
        {
            "file-id-card": picture("身份证.pdf"),
            "file-photo": picture("照片.png"),
            "onward": "1",
        },
    )
    assert response.status_code == 422
    page = words(response)
    assert "材料还有问题" in page
    assert "身份证.pdf" in page
    assert "照片.png" in page
    assert [file.material_id for file in DraftFile.objects.all()] == ["photo"]
    assert len(kept_files()) == 1


def test_a_file_of_twenty_megabytes_is_too_large(
    item: Item, resident: User, client_of: Browsers, kept_files: Callable[[], list[Path]]
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    large = picture("身份证.png", PNG + b"\0" * (20 * 1024 * 1024))
    response = browser.post(f"/apply/{CODE}/materials/", {"file-id-card": large})
    assert response.status_code == 413
    assert "20.0 MB" in words(response)
    assert kept_files() == []


def test_the_last_page_names_what_is_missing_and_leads_there(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    page = words(browser.get(f"/apply/{CODE}/check/"))
    assert f'href="/apply/{CODE}/form/1/#id_reason"' in page
    assert f'href="/apply/{CODE}/materials/#material-id-card"' in page
    response = browser.post(f"/apply/{CODE}/check/", {"ref": Draft.objects.get().ref})
    assert response.status_code == 422
    assert not Case.objects.exists()


def test_a_long_form_is_cut_into_pages(
    human_resources: Organisation, resident: User, client_of: Browsers
) -> None:
    long = {
        **FORM,
        "required": ["name"],
        "properties": {
            **FORM["properties"],
            **{
                f"more_{place}": {
                    "type": "string",
                    "title": f"其他 {place}",
                    "maxLength": 20,
                    "x-concept": "application.more",
                }
                for place in range(6)
            },
        },
    }
    publish(human_resources, form=long, materials=[])
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    first = words(browser.get(f"/apply/{CODE}/form/1/"))
    assert 'name="name"' in first
    assert 'name="more_5"' not in first
    response = browser.post(f"/apply/{CODE}/form/1/", FILLED)
    assert response["Location"] == f"/apply/{CODE}/form/2/"
    assert 'name="more_5"' in words(browser.get(f"/apply/{CODE}/form/2/"))
    assert browser.get(f"/apply/{CODE}/form/3/").status_code == 404


def test_what_an_earlier_case_said_is_offered_again(
    case: Case, resident: User, human_resources: Organisation, client_of: Browsers
) -> None:
    other = {
        **FORM,
        "required": ["who"],
        "properties": {
            "who": {"type": "string", "title": "姓名", "x-concept": "person.name"},
            "tel": {
                "type": "string",
                "title": "电话",
                "format": "cn-mobile",
                "x-concept": "person.phone",
            },
        },
    }
    other.pop("if")
    other.pop("then")
    publish(human_resources, code="OTHER", form=other, materials=[])
    browser = client_of(resident)
    browser.post("/apply/OTHER/")
    assert Draft.objects.get(item_code="OTHER").form == {"who": "王小明", "tel": "13900000001"}


def test_nobody_reads_or_sends_the_draft_of_another(
    item: Item, resident: User, other_resident: User, client_of: Browsers
) -> None:
    to_check(client_of(resident))
    ref = Draft.objects.get().ref
    stranger = client_of(other_resident)
    assert stranger.get(f"/apply/{CODE}/check/")["Location"] == f"/apply/{CODE}/"
    assert stranger.post(f"/apply/{CODE}/check/", {"ref": ref}).status_code == 404
    with pytest.raises(Refused) as refused:
        actions.attach_file(by=other_resident, ref=ref, file=HandedFile("photo", "a.png", PNG))
    assert refused.value.status == 404
    assert not Case.objects.exists()


def test_the_page_that_says_sent_is_the_applicants_own(
    case: Case, other_resident: User, client_of: Browsers
) -> None:
    response = client_of(other_resident).get(f"/apply/{CODE}/sent/{case.number}/")
    assert response.status_code == 404


def test_a_listed_item_says_that_it_is_not_open(
    listed_item: Item, resident: User, client_of: Browsers
) -> None:
    response = client_of(resident).get(f"/apply/{listed_item.code}/")
    assert response.status_code == 422
    assert "办事指南还在完善" in words(response)


def test_an_unknown_item_is_a_page_that_says_so(resident: User, client_of: Browsers) -> None:
    assert client_of(resident).get("/apply/no-such/").status_code == 404


def test_one_person_shares_a_phone_and_each_has_his_own_drafts(
    item: Item, resident: User, client_of: Browsers
) -> None:
    sibling = new_resident(phone="13900000001", name="王小红").user
    client_of(resident).post(f"/apply/{CODE}/")
    client_of(sibling).post(f"/apply/{CODE}/")
    assert Draft.objects.count() == 2
    names = {draft.applicant_id: draft.form["name"] for draft in Draft.objects.all()}
    assert names == {resident.pk: "王小明", sibling.pk: "王小红"}


def test_pages_are_private_and_carry_no_inline_script(
    item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    for address in ("", "form/1/", "materials/", "check/", "discard/"):
        response = browser.get(f"/apply/{CODE}/{address}")
        assert response["Cache-Control"] == "private, no-store"
        page = words(response)
        assert not re.search(r"\son(click|change|submit)=|\sstyle=", page)


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 10), ("form/1/", 9), ("materials/", 14), ("check/", 16)],
)
def test_pages_keep_their_query_budget(
    item: Item,
    resident: User,
    client_of: Browsers,
    django_assert_max_num_queries: Callable[..., object],
    address: str,
    most: int,
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{CODE}/")
    browser.get(f"/apply/{CODE}/")
    with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
        browser.get(f"/apply/{CODE}/{address}")


def test_the_pages_of_a_form_are_named_by_what_they_ask() -> None:
    def field(name: str, concept: str) -> SchemaField:
        return replace(fields_of(FORM)[0], name=name, concept=concept)

    person = [field("a", "person.name"), field("b", "person.phone")]
    thing = [field("c", "card.reason"), field("d", "person.address"), field("e", "card.bank")]

    assert page_names([person, thing, person, thing]) == [
        "本人信息",
        "申请事项",
        "申请事项（续）",
        "申请事项（续）（续）",
    ]
    assert page_names([[]]) == ["申请事项"]
