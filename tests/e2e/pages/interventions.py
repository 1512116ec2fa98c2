"""What ARS does beside the turns: read back before it is done, in a dialog (ADM-9, ADM-10, CHX-6, CHX-8)."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import Visitor
from tests.e2e.pages.staff import Office


class Act:
    """One form in the dialog: filled in, read back, confirmed; each state is looked at."""

    def __init__(self, visitor: Visitor, opener: Locator) -> None:
        self._visitor = visitor
        self._dialog = visitor.page.locator("#agir")
        self._result = visitor.page.locator("#resultat")
        opener.click()
        expect(self._dialog).to_be_visible()

    def read_back(self, fields: Mapping[str, str], verb: str) -> Locator:
        """Fill in by id, ask for the reading; gives what is read."""
        self._visitor.checked()
        for name, value in fields.items():
            self._dialog.locator(f"#{name}").fill(value)
        self._press(verb)
        expect(self._dialog.get_by_role("button", name="Relire avant")).to_have_count(0)
        return self._dialog

    def confirm(self, verb: str) -> Locator:
        """Do it; gives the result as the page says it."""
        self._visitor.checked()
        self._press(verb)
        expect(self._dialog).to_be_hidden()
        expect(self._result).not_to_be_empty()
        return self._result

    def _press(self, verb: str) -> None:
        self._dialog.get_by_role("button", name=verb).first.click()


class Interventions:
    """The page « Affectations et corrections » of one amphi."""

    def __init__(self, office: Office, amphi_id: str) -> None:
        self.visitor = office.visitor
        self.page: Page = office.page
        self._office = office
        self._path = f"/regie/{amphi_id}"
        self.open()

    def open(self) -> None:
        """Come, or come back."""
        self._office.go(f"{self._path}/interventions")

    @property
    def placement(self) -> Locator:
        """The newest placement."""
        return self.page.locator("[id^=affectation-]").first

    @property
    def correction(self) -> Locator:
        """The newest correction."""
        return self.page.locator("[id^=correction-]").first

    @property
    def correction_id(self) -> str:
        """Of the newest correction."""
        return (self.correction.get_attribute("id") or "").removeprefix("correction-")

    def approve(self) -> Act:
        """As the second person."""
        return Act(self.visitor, self.correction.get_by_role("link", name="Approuver"))

    def approve_by_address(self) -> None:
        """Without being offered to: the page of this step has an address."""
        self._office.go(f"{self._path}/corrections/{self.correction_id}/approuver")
        self.page.get_by_role("button", name="Approuver").click()
