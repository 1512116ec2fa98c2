"""A real browser on the real application, on doubles: desk and phone size."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from chassis.live.hub import LiveHub
from chassis.web.serving import Assembled
from dci.events.v1.events_pb2 import Event
from dci.postes.v1.postes_pb2 import OfferChange
from dci.session.v1.session_pb2 import Decision
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, EMAIL, PASSWORD
from services.gateway.tests.dev.identity import MANDATAIRE

AXE = Path(__file__).resolve().parents[3] / "chassis/web/front/node_modules/axe-core/axe.min.js"
LIVE = f"/amphis/{AMPHI}/direct"
SIZES = {"bureau": (1360, 900), "telephone": (360, 740)}
BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Running:
    """An application that answers, and what stands behind it."""

    address: str
    world: World
    hub: LiveHub
    assembled: Assembled

    def announce(self, rang: int) -> None:
        """A turn begins."""
        self.hub.receive(Event(decision=self.world.session.announce(rang)))

    def take(self, numero: int, rang: int) -> None:
        """Somebody got a post."""
        self.hub.receive(Event(offer_changed=self.world.postes.take(numero, rang)))
        self.hub.receive(Event(decision=self.world.session.chosen(rang, numero)))

    def tell(self, decision: Decision) -> None:
        """Hand on a decision as Kafka would."""
        self.hub.receive(Event(decision=decision))

    def change(self, change: OfferChange) -> None:
        """Hand on a change of the offer."""
        self.hub.receive(Event(offer_changed=change))


def open_context(
    browser: Browser, running: Running, size: str, *, logged_in: bool, mandataire: bool = False
) -> BrowserContext:
    """A fresh browser window of this size: of the intern, of the mandataire, or of anybody."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=running.address, viewport={"width": width, "height": height}, locale="fr-FR"
    )
    if logged_in:
        who = {"email": MANDATAIRE, "compte": "procuration"} if mandataire else {"email": EMAIL}
        answer = context.request.post("/api/v1/connexion", data={**who, "password": PASSWORD})
        assert answer.ok
    return context


def look(context: BrowserContext, path: str) -> Page:
    """Open a page."""
    page = context.new_page()
    page.goto(path)
    if path == LIVE:
        page.wait_for_selector("[data-ready]")
    return page


def listen(context: BrowserContext) -> list[str]:
    """Collect what the browser complains of from now on, the policy's refusals among it."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    context.on("console", hear)
    return complaints


def violations(page: Page) -> list[str]:
    """What axe finds, run from outside the page's policy."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{each['id']}: {[node['html'][:150] for node in each['nodes']]}" for each in found]
