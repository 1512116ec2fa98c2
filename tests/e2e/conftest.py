"""One real run of everything, and a browser, for every end-to-end test."""

import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from deploy.local.services import SERVICES
from tests.e2e.browsing import Visitor
from tests.local_system import LocalSystem

START_SECONDS = 120.0
PATIENCE_MS = 15_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def running_system(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[LocalSystem]:
    """Everything, as `make run DEMO=none` starts it; where a test failed, what each part said last."""
    system = LocalSystem(tmp_path_factory.mktemp("e2e") / "local", demo="none")
    failed_before = request.session.testsfailed
    try:
        system.start(START_SECONDS)
        yield system
    finally:
        if system.process and system.process.poll() is None:
            system.stop()
        if request.session.testsfailed > failed_before:
            _tell(system)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; while it runs, this thread can have no other event loop."""
    executable = shutil.which("chromium")
    assert executable, "apt-get install chromium"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def arrive(chromium: Browser, running_system: LocalSystem) -> Iterator[Callable[..., Visitor]]:
    """`arrive(phone=True)` → somebody with a browser of their own."""
    hosts = {urlsplit(running_system.demo[name]).netloc for name in ("gateway", "admin")}
    arrived: list[Visitor] = []

    def somebody(*, phone: bool = False) -> Visitor:
        visitor = Visitor(chromium, hosts, phone=phone)
        arrived.append(visitor)
        return visitor

    yield somebody
    for visitor in arrived:
        visitor.leave()


def _tell(system: LocalSystem) -> None:
    print(f"\n--- écran\n{system.said()}")  # noqa: T201  # read by whoever looks for the cause
    for service in SERVICES:
        log = system.folder / "logs" / f"{service.name}.log"
        troubles = [line for line in log.read_text().splitlines() if '"level": "info"' not in line]
        print(f"--- {service.name}\n" + "\n".join(troubles[-20:]))  # noqa: T201
