"""Takes the pictures of the README: `python -m tests.journeys.screenshots [FOLDER]`.

Starts the product in a home of its own with the demo city, takes eight pictures and stops it.
Needs Chromium; ends after seven minutes at the latest.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("ZHUJIAN_CHROMIUM") or shutil.which("chromium") or "chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LARGEST_BYTES = 300 * 1024
PATIENCE_SECONDS = 240
FEW_CASES = "80"  # of the demo's year: enough for every list to hold something
LONGEST_SECONDS = 420


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the page, who looks, how wide, in which scheme."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    who: str = ""


@contextmanager
def running(home: Path) -> Iterator[str]:
    """Run the product on a free port until it is no longer needed; give its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    environment = {**os.environ, "ZHUJIAN_HOME": str(home), "ZHUJIAN_DEMO": "1"}
    zhujian = str(Path(sys.executable).parent / "zhujian")
    for words in (["migrate"], ["demo", "--cases", FEW_CASES]):
        subprocess.run([zhujian, *words], env=environment, check=True, capture_output=True)
    command = [zhujian, "up", "--port", str(port)]
    with (home / "up.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit("the product ended before it was ready")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("the product was not ready in time")


def read(address: str) -> dict:
    """Return what the API answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def pictures(address: str, number: str) -> list[Picture]:
    """Return what is worth showing, in the order of the README."""
    found = read(
        f"{address}/api/v1/search?q=%E7%A4%BE%E4%BF%9D%E5%8D%A1%E4%B8%A2%E4%BA%86&kind=item"
    )
    guide = f"/items/{found['items'][0]['id']}/"
    return [
        Picture("home", "/"),
        Picture("home-large", "/da/", width=390, height=844),
        Picture("search", "/search?q=%E7%A4%BE%E4%BF%9D%E5%8D%A1%E4%B8%A2%E4%BA%86", 390, 844),
        Picture("guide", guide),
        Picture("guide-dark", guide, width=390, height=844, scheme="dark"),
        Picture("track", f"/track/{number}/"),
        Picture("ratings", "/ratings/"),
        Picture("desk", "/desk/", who="clerk"),
    ]


def session_of(login: str) -> str:
    """Return the session of a member of staff, as signing in would have made it."""
    from django.test import Client

    from zhujian.people.models import User

    client = Client()
    client.force_login(User.objects.get(login=login))
    return client.cookies["zhujian"].value


def some_number() -> str:
    """Return the number of a case of the demo city that is being handled."""
    from zhujian.cases.models import Case

    case = Case.objects.filter(state="accepted").order_by("-pk").first()
    return (case or Case.objects.order_by("-pk")[0]).number


def take(address: str, folder: Path, shown: list[Picture], sessions: dict[str, str]) -> None:
    """Open each page and keep its picture; a picture that is too large or broken ends the run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for one in shown:
            context = browser.new_context(
                viewport={"width": one.width, "height": one.height},
                color_scheme=one.scheme,
                locale="zh-CN",
            )
            if one.who:
                cookie = {"name": "zhujian", "value": sessions[one.who], "url": address}
                context.add_cookies([cookie])
            page = context.new_page()
            answer = page.goto(address + one.address)
            if answer is None or answer.status != 200:
                raise SystemExit(f"{one.address} answered {answer and answer.status}")
            file = folder / f"{one.name}.png"
            page.screenshot(path=file)
            context.close()
            size = file.stat().st_size
            if size > LARGEST_BYTES:
                raise SystemExit(f"{file.name} has {size} bytes")
            sys.stdout.write(f"{file.name}  {size // 1024} KB\n")
        browser.close()


def main(folder: Path) -> None:
    """Start the product, take the pictures, stop it."""
    folder.mkdir(parents=True, exist_ok=True)
    signal.alarm(LONGEST_SECONDS)
    with tempfile.TemporaryDirectory(prefix="zhujian-pictures-") as name:
        home = Path(name)
        os.environ.update(ZHUJIAN_HOME=name, ZHUJIAN_DEMO="1")
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhujian.config.settings"
        with running(home) as address:
            import django

            django.setup()
            sessions = {"clerk": session_of("clerk")}
            take(address, folder, pictures(address, some_number()), sessions)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs" / "screenshots")
