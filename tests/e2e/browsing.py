"""One person at a browser: what every page owes, whoever looks at it (TST-4)."""

from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize, WebSocket

from deploy.local.paths import ROOT

AXE: Final = ROOT / "chassis/web/front/node_modules/axe-core/axe.min.js"
DESKTOP: Final = ViewportSize(width=1440, height=900)
PHONE: Final = ViewportSize(width=360, height=740)
MOST_TABS: Final = 250
TOO_WIDE: Final = """() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll("body *")]
        .filter((each) => each.getBoundingClientRect().right > clientWidth)
        .slice(-5)
        .map((each) => each.outerHTML.slice(0, 120));
    return [`scrolls sideways: ${scrollWidth} > ${clientWidth}`, ...beyond];
}"""


class Visitor:
    """A person with a browser of their own; everything that goes wrong in it is kept."""

    def __init__(self, browser: Browser, hosts: set[str], *, phone: bool = False) -> None:
        self._hosts = hosts
        self._phone = phone
        self._context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
        )
        self.page: Page = self._context.new_page()
        self.wrong: list[str] = []
        self.frames: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._asked)
        self.page.on("websocket", self._opened)

    def checked(self) -> str:
        """The page as it stands owes nothing, on a desktop and at 360 pixels; gives its whole markup."""
        sizes = (PHONE,) if self._phone else (DESKTOP, PHONE)
        for size in sizes:
            self.page.set_viewport_size(size)
            owed = [*self._axe(), *self._too_wide()]
            assert owed == [], f"{self.page.url} at {size['width']} pixels: {owed}"
        self.page.set_viewport_size(sizes[0])
        assert self.wrong == []
        return self.page.content()

    def get(self, url: str) -> str:
        """What this address answers to this person's browser."""
        answer = self._context.request.get(url)
        assert answer.ok, f"{url}: {answer.status}"
        return answer.text()

    def download(self, url: str) -> bytes:
        """The bytes of a file that this person may have."""
        answer = self._context.request.get(url)
        assert answer.ok, f"{url}: {answer.status}"
        return answer.body()

    def tab_to(self, target: Locator) -> None:
        """Reach an element with the Tab key alone."""
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach an element with the Tab key, then press a key on it."""
        self.tab_to(target)
        self.page.keyboard.press(key)

    def leave(self) -> None:
        """Close the browser."""
        self._context.close()

    def _axe(self) -> list[str]:
        self.page.evaluate(AXE.read_text())
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['id']}: {node['target']} {node['failureSummary'][:300]}"
            for each in found["violations"]
            for node in each["nodes"][:3]
        ]

    def _too_wide(self) -> list[str]:
        found: list[str] = self.page.evaluate(TOO_WIDE)
        return found

    def _heard(self, message: ConsoleMessage) -> None:
        is_page = message.location["url"] == self.page.url  # a refused form, or nothing at this address
        if message.type == "error" and not is_page:
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc not in self._hosts:
            self.wrong.append(f"{self.page.url} asks {request.url}")

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))
