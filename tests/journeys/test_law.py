"""The law of a case, played in Chromium: a firm registers, applies, corrects, waits, is answered.

Its representative stands on a phone; clerk, handler and approver sit at the desk. Every page that
somebody stands on is looked at with axe.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from stdnum.cn import uscc

from tests.journeys.walking import NUMBER, PNG, City, Walker
from zhujian.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.server]

Make = Callable[..., Walker]

PHONE, NAME = "13900000205", "演示乙"
FIRM = "绵竹演示虚构人力有限公司"
BODY = "91510683MA0000905"
CREDIT_CODE = BODY + uscc.calc_check_digit(BODY)
ITEM = "11510683000018104B4510115120000"  # 经营性人力资源服务机构从事职业中介活动许可
DEFERRED = "lease"
KNOWN = ("enterprise_name", "uscc", "legal_representative")
PAPERS = ("一次性补正告知书", "受理通知书", "特别程序告知书", "延长办理期限告知书")
CODE = re.compile(r"N[0-9A-Z]{3}(-[0-9A-Z]{4}){3}")


# --- the enterprise ------------------------------------------------------------------------------


def register_the_firm(head: Walker) -> None:
    """The representative says who he is and registers the firm; a wrong code is answered."""
    head.go("/me/sign-in/?next=/me/profile/")
    head.sign_in_by_phone(PHONE)
    head.page.get_by_label("姓名").fill(NAME)
    head.press("保存")
    head.go("/me/mandates/")
    head.press("登记我的企业", role="link")
    wrong = CREDIT_CODE[:-1] + ("0" if CREDIT_CODE[-1] != "0" else "1")
    claim(head, wrong)
    assert head.path() == "/me/enterprises/new/"
    assert head.page.locator(".field-error").count() == 1
    claim(head, CREDIT_CODE)
    assert head.path() == "/me/mandates/", head.words()
    assert FIRM in head.words()


def claim(head: Walker, code: str) -> None:
    """Send the form of a claim."""
    head.page.get_by_label("我是法定代表人（负责人）").check()
    head.page.get_by_label("企业名称").fill(FIRM)
    head.page.get_by_label("统一社会信用代码").fill(code)
    head.page.get_by_label("法定代表人（负责人）姓名").fill(NAME)
    head.page.locator('[name="licence"]').set_input_files(picture("licence"))
    head.press("提交登记")


def confirm_the_firm(clerk: Walker) -> None:
    """The clerk looks at the licence and confirms; afterwards nothing of it waits."""
    clerk.go("/desk/mandates/")
    clerk.follow(clerk.page.get_by_role("link", name=FIRM))
    assert CREDIT_CODE in clerk.words()
    clerk.press("核验通过")
    assert clerk.path() == "/desk/mandates/", clerk.words()
    assert FIRM not in clerk.words()


def picture(word: str) -> Any:
    """Return a picture to hand in, unlike the others."""
    return {"name": f"{word}.png", "mimeType": "image/png", "buffer": PNG + word.encode()}


# --- the application -----------------------------------------------------------------------------


def apply_for_the_firm(head: Walker, guide: dict[str, Any]) -> str:
    """He applies for the firm, what is known filled in, one material promised for later."""
    head.go(f"/items/{ITEM}/")
    head.press("网上申请", role="link")
    head.press(FIRM, role="link")
    head.press("开始填写")
    assert head.page.locator('[name="enterprise_name"]').input_value() == FIRM
    assert head.page.locator('[name="uscc"]').input_value() == CREDIT_CODE
    sample = guide["form"]["examples"][0]
    answers = {name: value for name, value in sample.items() if name not in KNOWN}
    while "/form/" in head.path():
        before = head.path()
        head.fill_in({"examples": [answers]})
        legal = head.page.locator('[name="legal_representative"]')
        if legal.count():
            legal.fill(NAME)
        head.press("保存并继续")
        assert head.path() != before, head.words()
    head.upload(guide["materials"], but=DEFERRED)
    head.page.locator(f'[name="promise-{DEFERRED}"][value="later"]').check()
    head.press("上传并继续")
    assert "/check/" in head.path(), head.words()
    assert "稍后补交" in head.words()
    head.press("确认提交")
    found = NUMBER.search(head.words())
    assert found, head.words()
    return found.group()


def move(staff: Walker, number: str, verb: str, label: str, **fields: str) -> None:
    """Make a move at the desk: fill in its form and send it."""
    if staff.path() != f"/desk/cases/{number}/":
        staff.go(f"/desk/cases/{number}/")
    for name, value in fields.items():
        one = staff.page.locator(f'[name="{verb}-{name}"]')
        if one.first.get_attribute("type") == "radio":
            staff.page.locator(f'[name="{verb}-{name}"][value="{value}"]').check()
        elif one.evaluate("node => node.tagName") == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)
    staff.press(label)
    assert staff.path() == f"/desk/cases/{number}/", staff.words()


def ask_and_answer(head: Walker, handler: Walker, number: str) -> None:
    """The handler looks at the file and says what is missing, once; the applicant answers."""
    handler.go(f"/desk/cases/{number}/")
    handler.press("显示完整的个人信息")
    by_on = (clock.today() + timedelta(days=14)).isoformat()
    asked = "管理制度文本缺少收费制度一章，请补充。"
    move(handler, number, "request-correction", "通知补正", missing=asked, by_on=by_on)
    head.go(f"/me/cases/{number}/")
    assert asked in head.words()
    head.press("补正", role="link")
    head.page.locator('[id="file-rules"]').set_input_files(picture("rules-with-fees"))
    head.page.get_by_label("给承办单位的说明").fill("已补充收费制度。")
    head.press("提交补正")
    assert head.path() == f"/me/cases/{number}/", head.words()


def stop_and_run_again(head: Walker, handler: Walker, number: str) -> None:
    """Accepted, the clock stands still for a procedure, both sides see it, and runs again."""
    handler.go(f"/desk/cases/{number}/")
    assert handler.page.get_by_role("button", name="通知补正", exact=True).count() == 0
    move(handler, number, "accept", "受理")
    move(handler, number, "suspend", "暂停计时", procedure="expert-review", days="5")
    head.go(f"/me/cases/{number}/")
    assert "正在进行专家评审，暂停计算期限" in head.words()
    move(handler, number, "resume", "恢复计时", note="专家评审提前结束。")
    assert "已受理，正在办理" in handler.words()
    head.go(f"/me/cases/{number}/")
    assert "正在进行专家评审" not in head.words()


def hand_in_what_was_promised(head: Walker, number: str) -> None:
    """The promised material comes; nothing more is awaited."""
    head.press("补交", role="link")
    head.page.locator(f'[id="file-{DEFERRED}"]').set_input_files(picture("lease"))
    head.press("补交")
    assert head.path() == f"/me/cases/{number}/", head.words()
    assert head.page.get_by_role("link", name="补交", exact=True).count() == 0


def extend_and_decide(head: Walker, approver: Walker, number: str) -> None:
    """The approver grants more days with a reason that the applicant reads, then decides."""
    before = head.page.locator("main strong").first.inner_text()
    reason = "需要现场核查经营场所。"
    move(approver, number, "extend", "延长期限", days="3", note=reason)
    head.go(f"/me/cases/{number}/")
    assert head.page.locator("main strong").first.inner_text() != before
    assert reason in head.words()
    note = "请带营业执照到窗口领取。"
    move(approver, number, "decide", "作出决定", outcome="granted", note=note)


def hand_out(clerk: Walker, number: str) -> None:
    """The clerk hands the result out at the window."""
    clerk.go("/desk/window/shelf/")
    clerk.go(f"/desk/window/shelf/{number}/")
    clerk.page.get_by_label("已核对领取人的身份证件").check()
    clerk.press("确认已经送达")


# --- what stays with the applicant ---------------------------------------------------------------


def read_the_papers(head: Walker, number: str) -> str:
    """Every paper is there; the decision is a PDF; return the code of the decision."""
    head.go(f"/me/cases/{number}/")
    words = head.words()
    assert all(title in words for title in PAPERS), words
    notices = head.page.locator(f"main a[href^='/me/cases/{number}/notices/']")
    addresses = [link.get_attribute("href") or "" for link in notices.all()]
    for address in addresses:
        answer = head.page.goto(f"{head.city.address}{address}")
        assert answer is not None
        assert answer.status == 200
        assert FIRM in head.words()
    head.go(next(address for address in addresses if "-BZ" in address))
    head.go(next(address for address in addresses if "-JD" in address))
    link = head.page.get_by_role("link", name="下载 PDF").get_attribute("href")
    saved = head.context.request.get(f"{head.city.address}{link}")
    assert saved.status == 200
    assert saved.body().startswith(b"%PDF")
    code = CODE.search(head.words())
    assert code, head.words()
    return code.group()


def check_the_paper(anybody: Walker, code: str) -> None:
    """Anybody types the code in, in small letters; another code is answered too."""
    anybody.go("/print/")
    anybody.page.locator('main [name="code"]').fill(code.lower().replace("-", ""))
    with anybody.page.expect_navigation():
        anybody.page.keyboard.press("Enter")
    anybody.look()
    assert anybody.path() == f"/print/{code}/"
    assert "是真的，现在仍然有效" in anybody.words()
    made_up = code[:-1] + ("0" if code[-1] != "0" else "1")
    answer = anybody.page.goto(f"{anybody.city.address}/print/{made_up}/")
    assert answer is not None
    assert answer.status == 404
    anybody.look()


def look_back_and_rate(head: Walker, number: str) -> None:
    """He sees who looked, finds the messages, and rates."""
    head.go("/me/looks/")
    assert number in head.words()
    head.go("/me/messages/")
    assert number in head.words()
    first = head.page.locator(".message", has_text=number).first
    head.follow(first.get_by_role("button"))
    head.go(f"/me/cases/{number}/")
    head.press("评价这次办理", role="link")
    head.page.locator("label[for='id_stars_4']").click()
    head.press("提交评价")
    assert "谢谢" in head.words() or "感谢" in head.words(), head.words()


def test_the_law_of_a_case_from_the_licence_to_the_rating(walker: Make, city: City) -> None:
    head, clerk = walker(width=390, height=844), walker()
    register_the_firm(head)
    clerk.sign_in_at_desk("clerk")
    confirm_the_firm(clerk)
    number = apply_for_the_firm(head, city.guide(ITEM))

    handler, approver = walker(), walker()
    handler.sign_in_at_desk("handler")
    approver.sign_in_at_desk("approver")
    ask_and_answer(head, handler, number)
    stop_and_run_again(head, handler, number)
    hand_in_what_was_promised(head, number)
    extend_and_decide(head, approver, number)
    hand_out(clerk, number)

    code = read_the_papers(head, number)
    check_the_paper(walker(), code)
    look_back_and_rate(head, number)
