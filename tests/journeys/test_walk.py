"""The first walk, played in Chromium: from everyday words to a rating that nobody can thin out."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.walking import City, Walker

pytestmark = [pytest.mark.browser, pytest.mark.server]

Make = Callable[..., Walker]
Run = Callable[..., subprocess.CompletedProcess[str]]

QUESTION = "社保卡丢了怎么办"
ITEM = "社会保障卡补领"
CODE_OF_ITEM = re.compile(r"/items/(?P<code>[^/]+)/")


def find_the_item(resident: Walker) -> str:
    """From the home page to the guide, in everyday words; return the item's code."""
    resident.go("/")
    resident.search(QUESTION)
    first_five = resident.page.locator("main a[href*='/items/']").all()[:5]
    titles = [link.inner_text() for link in first_five]
    links = [link for link in first_five if "社保卡" in link.inner_text()]
    assert links, titles
    resident.follow(links[0])
    assert ITEM in resident.words()
    found = CODE_OF_ITEM.search(resident.path())
    assert found
    return found["code"]


def track(anybody: Walker, number: str) -> str:
    """Follow a number from the box on the home page, without signing in; return the words."""
    anybody.go("/")
    anybody.page.locator('main [name="number"]').first.fill(number.lower().replace("-", ""))
    with anybody.page.expect_navigation():
        anybody.page.keyboard.press("Enter")
    anybody.look()
    assert anybody.path() == f"/track/{number}/"
    return anybody.words()


def reason_for_the_date(anybody: Walker) -> str:
    """Return why the date is that date, unfolded where it is not open from the start."""
    folded = anybody.page.locator("details.why:not([open]) > summary")
    if folded.count():
        folded.first.click()
    reason = anybody.page.locator("details.why p").first
    reason.wait_for(state="visible")
    return reason.inner_text()


def test_the_first_walk_from_words_to_a_rating(walker: Make, city: City, command: Run) -> None:
    resident, anybody = walker(width=390, height=844), walker()
    clerk, approver = walker(), walker()

    code = find_the_item(resident)
    place = resident.page.locator("#places a[href*='/places/']").first
    name_of_place = place.inner_text()
    resident.follow(place)
    assert name_of_place in resident.words()
    resident.go(f"/items/{code}/")

    resident.press("网上申请", role="link")
    assert resident.path().startswith("/me/sign-in/")
    resident.sign_in_by_phone("13900000201")
    assert resident.path() == f"/apply/{code}/"
    number = resident.apply(code)

    told = track(anybody, number)
    assert "申请已提交" in told
    assert ITEM not in told
    assert "次日起5个工作日" in reason_for_the_date(anybody)

    clerk.sign_in_at_desk("clerk")
    clerk.page.get_by_role("textbox", name="按编号打开").fill(number)
    clerk.press("打开")
    assert clerk.path() == f"/desk/cases/{number}/"
    assert "510683180001010011" not in clerk.words()
    clerk.press("受理")
    told = track(anybody, number)
    assert "绵竹市人力资源和社会保障局已受理" in told
    why = reason_for_the_date(anybody)
    assert "承诺办结期限" in why
    assert "法定期限" in why

    approver.sign_in_at_desk("approver")
    approver.go(f"/desk/cases/{number}/")
    approver.page.get_by_label("准予").check()
    approver.page.get_by_label("理由与说明").fill("请带身份证到窗口领取。")
    approver.press("作出决定")
    told = track(anybody, number)
    assert "已作出决定" in told
    assert "准予" not in told
    assert "送达期限" in reason_for_the_date(anybody)

    clerk.go(f"/desk/window/shelf/{number}/")
    clerk.page.get_by_label("已核对领取人的身份证件").check()
    clerk.press("确认已经送达")
    told = track(anybody, number)
    assert "已将办理结果送达申请人" in told

    resident.go(f"/me/cases/{number}/")
    assert "准予" in resident.words()
    assert "请带身份证到窗口领取。" in resident.words()
    anybody.go(f"/ratings/?item={code}")
    before = answers(anybody)
    resident.press("评价这次办理", role="link")
    resident.page.locator("label[for='id_stars_5']").click()
    resident.press("提交评价")
    anybody.go(f"/ratings/?item={code}")
    assert answers(anybody) == before + 1

    verified = command(city.home, "ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def answers(anybody: Walker) -> int:
    """Return how many people answered, as the board says beside its rate."""
    found = re.search(r"邀请\s*[\d\u202f]+\s*件，评价\s*([\d\u202f]+)\s*件", anybody.words())
    return int(found.group(1).replace("\u202f", "")) if found else 0


def test_the_walk_works_on_a_phone_without_javascript(walker: Make) -> None:
    resident = walker(width=390, height=844, has_script=False)
    clerk = walker(has_script=False)
    code = find_the_item(resident)
    resident.press("网上申请", role="link")
    resident.sign_in_by_phone("13900000202")
    number = resident.apply(code)
    assert "申请已提交" in track(resident, number)
    clerk.sign_in_at_desk("clerk")
    clerk.go(f"/desk/cases/{number}/")
    clerk.press("受理")
    assert "已受理" in track(resident, number)


def test_a_clerk_takes_in_for_a_person_at_the_counter(walker: Make, city: City) -> None:
    clerk = walker()
    clerk.sign_in_at_desk("clerk")
    clerk.go("/desk/window/")
    clerk.page.get_by_label("群众要办什么").fill("补社保卡")
    clerk.press("找事项")
    clerk.follow(clerk.page.locator("main [data-pick]").first)
    clerk.page.get_by_label("姓名").fill("演示甲")
    clerk.page.get_by_label("手机号", exact=True).fill("13900000203")
    clerk.press("登记并继续")
    assert "/drafts/" in clerk.path(), clerk.words()
    code = re.search(r"[0-9A-Z]{25,}", " ".join(clerk.seen))
    assert code
    shot = city.guide(code.group())
    clerk.fill_in(shot["form"])
    clerk.upload(shot["materials"])
    clerk.press("收件并受理")
    assert "/receipts/" in clerk.path(), clerk.words()
    receipt = clerk.words()
    assert "收件回执" in receipt
    assert "为什么是这一天" in receipt
    assert clerk.page.locator("svg.qr").is_visible()


def test_the_walk_in_large_type_stays_large(walker: Make) -> None:
    anybody = walker(width=390, height=844)
    anybody.go("/da/")
    anybody.search(QUESTION)
    assert anybody.path().startswith("/da/search")
    anybody.follow(anybody.page.locator("main a[href*='/items/']").first)
    assert anybody.path().startswith("/da/items/")
    anybody.press("网上申请", role="link")
    assert anybody.path().startswith("/da/me/sign-in/")


def test_pages_in_the_dark_and_in_large_type_pass_the_same_look(walker: Make) -> None:
    resident = walker(width=390, height=844, is_dark=True)
    code = find_the_item(resident)
    resident.press("网上申请", role="link")
    resident.sign_in_by_phone("13900000204")
    resident.press("开始填写")
    resident.press("保存并继续")
    assert "处需要修改" in resident.words()
    for path in ("materials/", "check/", "discard/"):
        resident.go(f"/da/apply/{code}/{path}")
    resident.go("/me/")
    clerk = walker(width=390, height=844, is_dark=True)
    clerk.sign_in_at_desk("clerk")
    clerk.go("/da/desk/cases/")
    clerk.follow(clerk.page.locator("main table a").first)
    clerk.press("显示完整的个人信息")
    clerk.go("/da/desk/window/")
    clerk.go(f"/da/desk/window/items/{code}/")
    clerk.go("/da/desk/window/shelf/")


def test_a_mistyped_number_is_answered_and_an_unknown_one_as_well(walker: Make) -> None:
    anybody = walker()
    for number, status in (("BJ20261124-7K3M9Q-A", 422), ("hello", 422)):
        answer = anybody.page.goto(f"{anybody.city.address}/track/{number}/")
        assert answer is not None
        assert answer.status == status
        anybody.look()


def copy_of(home: Path, folder: Path) -> Path:
    """Return a copy of a running home, its database copied as SQLite copies it."""
    there = folder / "copy"
    shutil.copytree(home, there, ignore=shutil.ignore_patterns("*.sqlite3*", "index*", "cache"))
    name = "zhujian.sqlite3"
    with sqlite3.connect(home / name) as source, sqlite3.connect(there / name) as target:
        source.backup(target)
    return there


def test_the_ledger_is_clean_in_a_copy_too(city: City, command: Run, tmp_path: Path) -> None:
    there = copy_of(city.home, tmp_path)
    verified = command(there, "ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_one_byte_changed_by_hand_is_found(city: City, command: Run, tmp_path: Path) -> None:
    there = copy_of(city.home, tmp_path)
    with sqlite3.connect(there / "zhujian.sqlite3") as door:
        sequence, data = door.execute(
            "SELECT sequence, data FROM kernel_journalline"
            " WHERE verb = 'case.decide' ORDER BY sequence LIMIT 1"
        ).fetchone()
        changed = data.replace("granted", "grantee") if "granted" in data else data + " "
        door.execute(
            "UPDATE kernel_journalline SET data = ? WHERE sequence = ?", (changed, sequence)
        )
    verified = command(there, "ledger", "verify")
    assert verified.returncode == 1, verified.stdout + verified.stderr
    assert str(sequence) in verified.stdout + verified.stderr


def test_a_cut_tail_is_found(city: City, command: Run, tmp_path: Path) -> None:
    there = copy_of(city.home, tmp_path)
    with sqlite3.connect(there / "zhujian.sqlite3") as door:
        door.execute(
            "DELETE FROM kernel_journalnote WHERE line_id IN"
            " (SELECT id FROM kernel_journalline ORDER BY sequence DESC LIMIT 10)"
        )
        door.execute(
            "DELETE FROM kernel_journalline WHERE sequence IN"
            " (SELECT sequence FROM kernel_journalline ORDER BY sequence DESC LIMIT 10)"
        )
    verified = command(there, "ledger", "verify")
    assert verified.returncode == 1, verified.stdout + verified.stderr
