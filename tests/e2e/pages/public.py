"""What anybody may see, without an account (PUB-2, PUB-3)."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.e2e.browsing import Visitor


class Public:
    """Somebody without an account."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        self._address = address
        self.seen: list[str] = []

    def look(self, path: str, heading: str) -> str:
        """Open a page, hold it to what every page owes, and keep what was shown."""
        self.page.goto(f"{self._address}{path}")
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        markup = self.visitor.checked()
        self.seen.append(markup)
        return markup

    def follow(self, amphi_id: str) -> None:
        """Stay on the live page of an amphi."""
        self.page.goto(f"{self._address}/amphis/{amphi_id}/direct")
        expect(self.page.locator("[data-amphi-page][data-ready]")).to_be_attached()

    def ask(self, path: str) -> None:
        """What the API answers to anybody."""
        self.seen.append(self.visitor.get(f"{self._address}{path}"))

    def everything(self) -> Iterator[str]:
        """All that ever reached this browser: pages, answers of the API, frames of the live channel."""
        yield from self.seen
        yield self.page.content()
        yield from self.visitor.frames
