"""Paper at the counter: seen and kept counts as handed in; what is missing is told once."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.stage import CODE, FILLED, PNG
from zhujian.cases import actions as case_actions
from zhujian.cases.actions import Paper
from zhujian.cases.models import Case, Draft, DraftFile
from zhujian.catalogue.models import Item
from zhujian.kernel.refusals import Refused
from zhujian.people.models import User
from zhujian.window import actions

Browsers = Callable[[User], Client]


@pytest.fixture
def draft(item: Item, clerk: User, resident: User) -> Draft:
    """An application that was begun at the counter."""
    return case_actions.begin_draft(by=clerk, item_code=CODE, applicant=resident, form=FILLED)


def address(draft: Draft) -> str:
    return f"/desk/window/drafts/{draft.ref}/"


def test_paper_that_was_seen_counts_as_handed_in(
    draft: Draft, clerk: User, client_of: Browsers
) -> None:
    given = {"seen-id-card": "1", "copy-id-card": "1", "pages-id-card": "2", "take": "1"}
    response = client_of(clerk).post(address(draft), {**FILLED, **given})
    case = Case.objects.get()
    assert response["Location"] == f"/desk/window/receipts/{case.number}/"
    paper = case.materials.get(material_id="id-card")
    assert (paper.kind, paper.size, paper.stored_as, paper.pages) == ("paper", 0, "", 2)
    assert (paper.is_original_seen, paper.is_copy_kept) == (True, True)
    receipt = client_of(clerk).get(response["Location"]).content.decode()
    assert "纸质材料" in receipt
    assert "原件已核，复印件已收，2 页" in receipt


def test_one_tick_stands_for_everything_that_is_required(
    draft: Draft, clerk: User, client_of: Browsers
) -> None:
    response = client_of(clerk).post(address(draft), {**FILLED, "all-papers": "1", "take": "1"})
    assert response.status_code == 302
    papers = Case.objects.get().materials.filter(kind="paper")
    assert [(one.material_id, one.is_original_seen) for one in papers] == [("id-card", True)]


def test_a_paper_is_no_file_that_can_be_opened(
    draft: Draft, clerk: User, resident: User, client_of: Browsers
) -> None:
    case_actions.note_papers(by=clerk, ref=draft.ref, papers=[Paper("id-card", True)])
    case = actions.take_in(by=clerk, ref=draft.ref)
    paper = case.materials.get(kind="paper")
    with pytest.raises(Refused) as refused:
        case_actions.read_material(by=clerk, number=case.number, pk=paper.pk)
    assert refused.value.status == 404
    page = client_of(clerk).get(f"/desk/cases/{case.number}/").content.decode()
    assert "原件已核" in page
    assert f"/materials/{paper.pk}/" not in page
    own = client_of(resident).get(f"/me/cases/{case.number}/").content.decode()
    assert "原件已核" in own
    assert f"/materials/{paper.pk}/" not in own


def test_ticks_are_kept_and_taken_away_again(
    draft: Draft, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    browser.post(address(draft), {**FILLED, "seen-photo": "1", "upload": "1"})
    assert [one.material_id for one in draft.files.all()] == ["photo"]
    page = browser.get(address(draft)).content.decode()
    assert 'id="seen-photo" name="seen-photo" value="1" checked' in page
    browser.post(address(draft), {**FILLED, "upload": "1"})
    assert not draft.files.exists()


def test_scans_stay_beside_paper(draft: Draft, clerk: User, client_of: Browsers) -> None:
    picture = SimpleUploadedFile("身份证.png", PNG, content_type="image/png")
    client_of(clerk).post(
        address(draft), {**FILLED, "file-id-card": picture, "copy-id-card": "1", "take": "1"}
    )
    rows = Case.objects.get().materials.filter(material_id="id-card")
    assert sorted(row.kind for row in rows) == ["paper", "png"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seen-id-card": "1", "pages-id-card": "x"}, "页数应在 0 到 999 之间"),
        ({"seen-id-card": "1", "pages-id-card": "1000"}, "页数应在 0 到 999 之间"),
        ({"pages-id-card": "3"}, "请勾选原件已核或复印件已收"),
        ({}, "请提交「居民身份证」"),
    ],
)
def test_what_is_wrong_with_paper_is_named_and_nothing_is_taken_in(
    draft: Draft, clerk: User, client_of: Browsers, given: dict[str, str], words: str
) -> None:
    response = client_of(clerk).post(address(draft), {**FILLED, **given, "take": "1"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Case.objects.exists()


def test_papers_are_noted_by_the_clerk_who_writes_the_draft_alone(
    draft: Draft, clerk: User, handler: User, resident: User
) -> None:
    for person, status in ((handler, 403), (resident, 403)):
        with pytest.raises(Refused) as refused:
            case_actions.note_papers(by=person, ref=draft.ref, papers=[Paper("id-card", True)])
        assert refused.value.status == status
    with pytest.raises(Refused, match="有误"):
        case_actions.note_papers(by=clerk, ref=draft.ref, papers=[Paper("passport", True)])
    assert not DraftFile.objects.exists()


def test_the_advice_sheet_names_what_is_there_and_what_is_missing(
    draft: Draft, clerk: User, client_of: Browsers
) -> None:
    browser = client_of(clerk)
    response = browser.post(
        address(draft), {**FILLED, "phone": "12", "seen-photo": "1", "advise": "1"}
    )
    assert response["Location"] == f"{address(draft)}advice/"
    page = browser.get(response["Location"]).content.decode()
    there = page[page.index("已经收到的材料") :]
    missing = page[page.index("还缺的材料") : page.index("已经收到的材料")]
    assert "居民身份证" in missing
    assert "单位证明" in missing
    assert "手机号" in missing
    assert "近期免冠照片" in there
    for shown in ("绵竹市政务服务中心", "0838-0000110", f"/items/{CODE}/", "<svg viewBox="):
        assert shown in page
    assert "王小明" not in page
    assert not Case.objects.exists()


def test_the_sheet_of_a_correction_has_number_day_and_what_is_missing(
    case: Case, clerk: User, handler: User, stranger: User, client_of: Browsers, at_ten: object
) -> None:
    from datetime import date

    sheet = f"/desk/window/missing/{case.number}/"
    assert client_of(clerk).get(sheet).status_code == 404
    case_actions.request_correction_of_case(
        by=clerk, number=case.number, missing=["身份证复印件不清楚"], by_on=date(2026, 12, 10)
    )
    for person in (clerk, handler):
        page = client_of(person).get(sheet).content.decode()
        for shown in (case.number, "身份证复印件不清楚", "2026年12月10日", "0838-0000110"):
            assert shown in page
    assert client_of(stranger).get(sheet).status_code == 404
    assert sheet in client_of(clerk).get(f"/desk/cases/{case.number}/").content.decode()


def test_unfinished_drafts_are_listed_and_exported(
    draft: Draft, clerk: User, client_of: Browsers, resident: User
) -> None:
    page = client_of(clerk).get("/desk/window/drafts/").content.decode()
    assert draft.item_name in page
    assert address(draft) in page
    other = client_of(resident).get("/desk/window/drafts/")
    assert other.status_code == 403
