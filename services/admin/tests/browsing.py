"""A real browser on the real application, served by a thread; the services are doubles."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from chassis.web.serving import Assembled
from services.admin.context import EXTENSION
from services.admin.tests.application import World, make_application, make_settings
from services.admin.tests.doubles import CODE, EMAIL, PASSWORD

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "chassis/web/front/node_modules/axe-core/axe.min.js"
CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]


@dataclass(frozen=True, slots=True)
class Served:
    """An application that answers at `address`."""

    address: str
    world: World
    assembled: Assembled

    def tell(self, decision: Any) -> None:
        """Hand on a decision as Kafka would."""
        watch = self.assembled.app.extensions[EXTENSION].watch
        watch.boards.receive(decision.amphi_id, decision.seq, decision)

    def forget_tokens(self) -> None:
        """Have the next request ask identity again who it is, as at a token's end."""
        self.assembled.app.extensions[EXTENSION].log_in.sessions._known.clear()


@contextmanager
def served() -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    world = World()
    assembled = make_application(world, make_settings(port))
    for part in assembled.parts:
        part.start()
    run: Any = assembled.sockets.run
    options = {"host": "127.0.0.1", "port": port, "allow_unsafe_werkzeug": True, "log_output": False}
    threading.Thread(target=run, args=(assembled.app,), kwargs=options, daemon=True).start()
    try:
        yield Served(f"http://localhost:{port}", world, assembled)
    finally:
        for part in reversed(assembled.parts):
            part.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    executable = next((each for each in CHROMIUM if Path(each).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


def log_in(page: Page, address: str) -> None:
    page.goto(f"{address}/connexion")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.fill("#totp", CODE)
    page.click("button[type=submit]:has-text('Se connecter')")
    page.wait_for_url(f"{address}/")


def look(page: Page, address: str) -> None:
    """Open a page that moves by itself, and wait for its channel."""
    page.goto(address)
    page.wait_for_selector("#connexion[data-state=connecte]", state="attached")


def stays(page: Page) -> None:
    """Mark the page as it is: `stayed` tells whether anything loaded it anew."""
    page.evaluate("globalThis.here = true")


def stayed(page: Page) -> bool:
    """Whether it is still the page that `stays` marked."""
    return bool(page.evaluate("globalThis.here === true"))


def axe(page: Page) -> list[str]:
    """What axe finds wrong, in a line each. Evaluated, since the policy allows no foreign script."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
