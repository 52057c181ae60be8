"""What somebody handed in before is offered and used again: his own, as a copy, judged anew."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from tests.cases.stage import CODE, FILLED, PNG, PROMISABLE, id_card, instead, publish
from zhujian.cases import actions, files, queries
from zhujian.cases.models import Case, Draft, DraftFile
from zhujian.cases.steps import EarlierRef
from zhujian.catalogue.models import Item
from zhujian.kernel import clock
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User

pytestmark = pytest.mark.usefixtures("at_ten")
Browsers = Callable[[User], Client]
OTHER = "510683200009"


@pytest.fixture
def other_item(human_resources: Organisation) -> Item:
    """Another item that asks for the same ID card, which counts for a year."""
    return publish(human_resources, code=OTHER, name="失业登记", materials=PROMISABLE)


def ref_of(case: Case) -> str:
    return f"{case.number}.{case.materials.get().pk}"


def again(resident: User, ref: str, material: str = "id-card") -> Case:
    return actions.submit_case(
        by=resident,
        item_code=OTHER,
        form=FILLED,
        materials=[EarlierRef(material, ref)],
        pledges=[instead("photo")],
    )


def test_a_file_of_an_earlier_case_is_copied_and_outlives_it(
    case: Case, other_item: Item, resident: User
) -> None:
    first = case.materials.get()
    with clock.moved_to(datetime(2027, 1, 5, 2, 0, tzinfo=UTC)):
        second = again(resident, ref_of(case))
    copy = second.materials.get()
    assert (copy.reused_from, copy.first_on) == (case.number, date(2026, 11, 24))
    assert (copy.sha256, copy.document_type) == (first.sha256, "document.id-card")
    assert copy.stored_as != first.stored_as
    files.drop([first.stored_as])
    assert files.read(copy.stored_as) == PNG
    with clock.moved_to(datetime(2027, 1, 6, 2, 0, tzinfo=UTC)):
        third = again(resident, ref_of(second)).materials.get()
    assert (third.reused_from, third.first_on) == (second.number, date(2026, 11, 24))


def test_what_is_not_ones_own_or_another_document_or_too_old_is_refused(
    kept_files: Callable[[], list[Path]],
    case: Case,
    other_item: Item,
    resident: User,
    other_resident: User,
) -> None:
    ref = ref_of(case)
    for who, what, name, word in (
        (other_resident, ref, "id-card", "没有找到"),
        (resident, f"{case.number}.{case.materials.get().pk + 1}", "id-card", "没有找到"),
        (resident, "nonsense", "id-card", "没有找到"),
        (resident, ref, "statement", "不是同一种材料"),
    ):
        with pytest.raises(Refused) as refused:
            again(who, what, name)
        assert (refused.value.code, refused.value.status) == ("reuse", 422)
        assert word in refused.value.fields[0].reason
    with clock.moved_to(datetime(2027, 11, 25, 2, 0, tzinfo=UTC)), pytest.raises(Refused) as old:
        again(resident, ref)
    assert "过了有效期" in old.value.fields[0].reason
    assert Case.objects.count() == 1
    assert len(kept_files()) == 1


def test_by_page_the_newest_is_offered_and_used_with_one_tap(
    case: Case, other_item: Item, resident: User, client_of: Browsers
) -> None:
    browser = client_of(resident)
    browser.post(f"/apply/{OTHER}/")
    here = f"/apply/{OTHER}/materials/"
    page = browser.get(here).content.decode()
    assert f'value="id-card:{ref_of(case)}"' in page
    assert "2026年11月24日" in page
    assert case.number in page
    assert browser.post(here, {"reuse": f"id-card:{ref_of(case)}"})["Location"] == here
    assert DraftFile.objects.get().reused_from == case.number
    assert "使用这一份" not in browser.get(here).content.decode()
    twice = browser.post(here, {"reuse": f"id-card:{ref_of(case)}"})
    assert twice.status_code == 422
    wrong = browser.post(here, {"reuse": "statement:nonsense"})
    assert wrong.status_code == 422
    check = browser.get(f"/apply/{OTHER}/check/").content.decode()
    assert f"/apply/{OTHER}/files/{DraftFile.objects.get().pk}/" in check
    assert f'取自 <span class="mono">{case.number}</span>' in check


def test_a_clerk_who_uses_it_for_the_person_leaves_a_line_that_he_reads(
    case: Case, other_item: Item, resident: User, clerk: User
) -> None:
    draft = actions.begin_draft(by=clerk, item_code=OTHER, applicant=resident)
    lines = Line.objects.count()
    actions.reuse_file(by=clerk, ref=draft.ref, earlier=EarlierRef("id-card", ref_of(case)))
    assert Line.objects.count() == lines + 1
    (look,) = queries.looks_at(case)
    assert look["by"] == "绵竹市政务服务中心"
    assert "用于您新的申请" in look["text"]


def test_a_file_of_a_draft_is_shown_to_its_writer_alone(
    item: Item, resident: User, other_resident: User, client_of: Browsers
) -> None:
    draft = actions.begin_draft(by=resident, item_code=CODE)
    file = actions.attach_file(by=resident, ref=draft.ref, file=id_card())
    address = f"/apply/{CODE}/files/{file.pk}/"
    response = client_of(resident).get(address)
    assert response.content == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline;")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    actions.begin_draft(by=other_resident, item_code=CODE)
    assert client_of(other_resident).get(address).status_code == 404
    assert Draft.objects.count() == 2
