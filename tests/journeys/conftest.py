"""The product as people meet it: one demo city that runs, one browser."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.screenshots import CHROMIUM, SWITCHES, running
from tests.journeys.walking import City, Walker, walker_maker

ZHUJIAN = str(Path(sys.executable).parent / "zhujian")


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    """The demo city, running on a free port in a home of its own, on SQLite."""
    with tempfile.TemporaryDirectory(prefix="zhujian-walk-") as folder:
        home = Path(folder)
        given = os.environ.pop("ZHUJIAN_DATABASE_URL", None)
        try:
            with running(home) as address:
                yield City(address, home)
        finally:
            if given is not None:
                os.environ["ZHUJIAN_DATABASE_URL"] = given


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that was found, else Debian's, without a window."""
    with sync_playwright() as playwright:
        found = os.environ.get("ZHUJIAN_CHROMIUM") or CHROMIUM
        chromium = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def walker(city: City, browser: Browser) -> Callable[..., Walker]:
    """Return a maker of persons, each with a browser window of his own."""
    return walker_maker(city, browser)


@pytest.fixture
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a runner of the product's command in a home."""

    def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value for name, value in os.environ.items() if name != "ZHUJIAN_DATABASE_URL"
        }
        return subprocess.run(
            [ZHUJIAN, *words],
            env={**environment, "ZHUJIAN_HOME": str(home), "ZHUJIAN_DEMO": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
