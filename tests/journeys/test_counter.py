"""At the counter by keyboard alone: a person is accepted in under a minute, with few keys."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

from tests.journeys.walking import NUMBER, City, Walker

pytestmark = [pytest.mark.browser, pytest.mark.server]

Make = Callable[..., Walker]

ITEM = "社会保障卡补领"
SECONDS = 60
KEYS = 60  # beside the digits of a phone number and the words of the item


class Keys:
    """The keyboard of a clerk: nothing else is touched, and every key is counted."""

    def __init__(self, clerk: Walker) -> None:
        self.clerk = clerk
        self.count = 0

    def type(self, text: str) -> None:
        """Type a text; each letter is a key."""
        self.count += len(text)
        self.clerk.page.keyboard.type(text)

    def press(self, key: str) -> None:
        """Press one key."""
        self.count += 1
        self.clerk.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.clerk.page.expect_navigation():
            self.press(key)

    def here(self) -> dict[str, str]:
        """Return what has the cursor."""
        found: dict[str, str] = self.clerk.page.evaluate(
            """() => {
                const at = document.activeElement;
                return {tag: at.tagName, type: at.type || "", name: at.name || "",
                        value: at.value || "", text: at.innerText || ""};
            }"""
        )
        return found


def fill_in(keys: Keys) -> None:
    """Answer the form from field to field until the materials have the cursor."""
    for _ in range(40):
        at = keys.here()
        if at["name"] == "all-papers":
            return
        if at["type"] == "radio":
            keys.press("Space")
        elif at["tag"] == "INPUT" and not at["value"]:
            keys.type("测试")
        keys.press("Tab" if at["tag"] == "TEXTAREA" else "Enter")
    pytest.fail("the cursor never came to the materials")


def test_a_person_is_accepted_by_keyboard_alone_in_under_a_minute(walker: Make, city: City) -> None:
    clerk = walker()
    clerk.sign_in_at_desk("clerk")
    clerk.go("/desk/window/")
    told = json.loads((city.home / "demo.json").read_text(encoding="utf-8"))
    phone = str(told["residents"][2]["phone"])
    keys, began = Keys(clerk), time.monotonic()

    assert keys.here()["name"] == "q"
    keys.type(ITEM)
    clerk.page.wait_for_selector(f'#found[data-words="{ITEM}"] [data-pick]')
    assert keys.here()["name"] == "q", "the cursor stays while results arrive"
    keys.go("Enter")
    assert keys.here()["name"] == "who"
    keys.type(phone)
    keys.go("Enter")
    assert keys.here()["name"] == "person"
    keys.go("Enter")
    fill_in(keys)
    keys.press("Space")
    keys.go("Control+Enter")
    seconds = time.monotonic() - began

    assert "/desk/window/receipts/" in clerk.path(), clerk.words()
    assert NUMBER.search(clerk.words())
    assert "纸质材料（原件已核" in clerk.words()
    assert keys.here()["text"] == "收下一件"
    clerk.look()
    assert seconds < SECONDS
    assert keys.count < KEYS + len(ITEM) + len(phone), keys.count


def test_without_script_two_keys_lead_from_words_to_the_person(walker: Make) -> None:
    clerk = walker(has_script=False)
    clerk.sign_in_at_desk("clerk")
    clerk.go("/desk/window/")
    clerk.page.keyboard.type(ITEM)
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    first = clerk.page.locator("[data-pick]").first
    assert first.get_attribute("autofocus") is not None
    clerk.follow(first)
    assert "/desk/window/items/" in clerk.path()
    clerk.page.locator('[name="who"]').fill("王 0001")
    clerk.press("查找")
    assert "键盘操作" in clerk.words()
