"""Walking through the product in a browser: signing in, filling in, looking with axe."""

import base64
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
NUMBER = re.compile(r"BJ\d{8}-[0-9A-Z]{6}-[0-9A-Z]")


@dataclass
class City:
    """The product as it runs: where, in which home, with which password."""

    address: str
    home: Path

    @property
    def password(self) -> str:
        """The password of the demo's accounts."""
        told = json.loads((self.home / "demo.json").read_text(encoding="utf-8"))
        return str(told["password"])

    def guide(self, code: str) -> dict[str, Any]:
        """Return the guide of an item, read beside the product from its database."""
        with sqlite3.connect(f"file:{self.home / 'zhujian.sqlite3'}?mode=ro", uri=True) as door:
            (shot,) = door.execute(
                "SELECT guide.snapshot FROM catalogue_item item"
                " JOIN catalogue_guide guide ON guide.id = item.current_guide_id"
                " WHERE item.code = ?",
                (code,),
            ).fetchone()
        found: dict[str, Any] = json.loads(shot)
        return found


@dataclass
class Walker:
    """One person with one browser window; every page he stands on is looked at with axe."""

    city: City
    context: BrowserContext
    has_script: bool = True
    page: Page = field(init=False)
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)

    def go(self, path: str) -> None:
        """Open an address of the product and look at it."""
        answer = self.page.goto(self.city.address + path)
        assert answer is not None
        assert answer.status < 400, f"{path} answers {answer.status}"
        self.look()

    def press(self, name: str, *, role: str = "button", exact: bool = True) -> None:
        """Press a button (or follow a link) by its name and look at the page that follows."""
        self.follow(self.page.get_by_role(role, name=name, exact=exact).first)  # type: ignore[arg-type]

    def follow(self, door: Locator) -> None:
        """Click what leads to another page, and look at that page."""
        with self.page.expect_navigation():
            door.click()
        self.look()

    def search(self, question: str) -> None:
        """Ask a question in the words people use."""
        self.page.locator('main [name="q"]').first.fill(question)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.look()

    def look(self) -> None:
        """Look at the page: no violation, nothing wider than the window."""
        self.seen.append(self.page.url)
        if not self.has_script:
            return
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        too_wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{self.page.url} is {too_wide}px wider than the window"

    def words(self) -> str:
        """Return what stands in the main part of the page."""
        return self.page.locator("main").inner_text()

    def path(self) -> str:
        """Return the address of the page within the product."""
        return self.page.url.removeprefix(self.city.address)

    def shown_code(self) -> str:
        """Return the code that the demo shows on the page."""
        text = self.words()
        found = re.search(r"[：:]\s*(\d{6})\b", text)
        assert found, text
        return found.group(1)

    # --- signing in ------------------------------------------------------------------------------

    def sign_in_by_phone(self, phone: str) -> None:
        """Sign in as a resident, from the sign-in page that stands open."""
        self.page.get_by_label("手机号", exact=False).first.fill(phone)
        self.press("获取验证码")
        self.page.get_by_label("验证码", exact=False).first.fill(self.shown_code())
        self.press("登录")

    def sign_in_at_desk(self, login: str) -> None:
        """Sign in as staff: name, password, second factor."""
        self.go("/desk/")
        self.page.get_by_label("登录名").fill(login)
        self.page.get_by_label("密码").fill(self.city.password)
        self.press("下一步")
        self.page.get_by_role("textbox").first.fill(self.shown_code())
        self.follow(self.page.locator("main form button").first)
        assert self.path() == "/desk/", self.words()

    # --- applying --------------------------------------------------------------------------------

    def fill_in(self, schema: dict[str, Any]) -> None:
        """Fill in the fields on this page from the schema's sample."""
        sample = schema["examples"][0]
        for name, value in sample.items():
            fields = self.page.locator(f'[name="{name}"]')
            if fields.count():
                self._put(fields.first, name, value)

    def _put(self, first: Locator, name: str, value: Any) -> None:
        if isinstance(value, bool):
            value = "是" if value else "否"
        if first.get_attribute("type") in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                self.page.locator(f'[name="{name}"][value="{one}"]').check()
        elif first.evaluate("node => node.tagName") == "SELECT":
            first.select_option(str(value))
        else:
            first.fill(str(value))

    def upload(self, materials: list[dict[str, Any]], *, but: str = "") -> None:
        """Choose a picture for each material that is asked for, now or later, but for one."""
        for material in materials:
            if material["required"] != "optional" and material["id"] != but:
                self.page.locator(f'[id="file-{material["id"]}"]').set_input_files(
                    {
                        "name": f"{material['name'][:20]}.png",
                        "mimeType": "image/png",
                        "buffer": PNG + material["id"].encode(),
                    }
                )

    def apply(self, code: str) -> str:
        """Apply for an item from its first page to the number."""
        shot = self.city.guide(code)
        self.press("开始填写")
        while "/form/" in self.path():
            before = self.path()
            self.fill_in(shot["form"])
            self.press("保存并继续")
            assert self.path() != before, self.words()
        self.upload(shot["materials"])
        self.press("上传并继续")
        assert self.path().endswith("/check/"), self.words()
        self.press("确认提交")
        assert "/sent/" in self.path(), self.words()
        found = NUMBER.search(self.words())
        assert found
        return found.group()


def walker_maker(city: City, browser: Browser) -> Callable[..., Walker]:
    """Return a maker of persons with browser windows of their own."""

    def make(
        *, width: int = 1280, height: int = 900, has_script: bool = True, is_dark: bool = False
    ) -> Walker:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=has_script,
            color_scheme="dark" if is_dark else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        return Walker(city, context, has_script)

    return make
