"""The control room hears of every amphi that it shows, and tells those who cannot see it (LIV-1, ADM-9)."""

import pytest
from playwright.sync_api import Page

from dci.session.v1 import session_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.browsing import Served, axe, look

CARD = f"#carte-{campaign.AMPHI}"
SAID = "#annonce"

pytestmark = [pytest.mark.e2e, pytest.mark.rule("ADM-9")]


def heard(page: Page) -> list[str]:
    """What a screen reader was told, in order, since `listen`."""
    return [str(each) for each in page.evaluate("globalThis.told")]


def listen(page: Page) -> None:
    """Note each text of the status line from now on."""
    page.evaluate(
        """(() => {
          const line = document.getElementById("annonce");
          globalThis.told = [];
          new MutationObserver(() => globalThis.told.push(line.textContent.replaceAll("\\u00a0", " ")))
            .observe(line, { childList: true, characterData: true, subtree: true });
        })()"""
    )


@pytest.mark.rule("LIV-1")
def test_an_amphi_that_starts_gets_its_card_at_once(room: tuple[Page, Served]) -> None:
    page, site = room
    session = site.world.session
    session.state = pb.AMPHI_STATE_OUVERT
    look(page, f"{site.address}/regie/")
    assert page.query_selector(CARD) is None
    session.state = pb.AMPHI_STATE_EN_COURS
    site.tell(session.decide("slice_started", number=1))
    page.wait_for_selector(CARD, timeout=5000)


@pytest.mark.rule("LIV-1")
def test_an_amphi_that_came_after_the_page_moves_at_once_too(
    room: tuple[Page, Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, site = room
    session = site.world.session
    with monkeypatch.context() as before:
        before.setattr(session, "amphis", lambda _semestre: [])
        look(page, f"{site.address}/regie/")
        assert page.query_selector(CARD) is None
    site.assembled.sockets.emit("delta", {})
    page.wait_for_selector(CARD)
    page.wait_for_timeout(1000)
    site.tell(session.announce(4))
    page.wait_for_selector(f"{CARD}:has-text('Awa PETIT')", timeout=5000)


def test_turns_pauses_and_the_end_are_told_once_each(room: tuple[Page, Served]) -> None:
    page, site = room
    session = site.world.session
    listen(page)
    page.wait_for_timeout(1500)
    site.tell(session.announce(4))
    page.wait_for_selector(f"{SAID}:has-text('Awa')", state="attached", timeout=5000)
    site.tell(session.pauses("panne de réseau"))
    page.wait_for_selector(f"{SAID}:has-text('panne')", state="attached", timeout=5000)
    assert axe(page) == []
    session.pause, session.state = "", pb.AMPHI_STATE_EN_COURS
    site.tell(session.decide("resumed", full_time=True, ends_at="2099-01-01T00:00:00.000000Z"))
    page.wait_for_selector(f"{SAID}:has-text('Le temps court')", state="attached", timeout=5000)
    site.tell(session.freezes())
    page.wait_for_selector(f"{SAID}:has-text('inaccessibles')", state="attached", timeout=5000)
    session.frozen_since, session.turn, session.state = None, None, pb.AMPHI_STATE_TERMINE
    site.tell(session.decide("ended"))
    page.wait_for_selector(f"{SAID}:has-text('terminé')", state="attached", timeout=5000)
    assert heard(page) == [
        "C’est le tour du n° 4 Awa PETIT.",
        "En pause : panne de réseau.",
        "Le temps court.",
        "Postes inaccessibles, le temps est arrêté.",
        "L’amphi est terminé.",
    ]


def test_side_by_side_stops_are_told_with_the_amphis_code_and_turns_are_not(
    room: tuple[Page, Served],
) -> None:
    page, site = room
    look(page, f"{site.address}/regie/")
    listen(page)
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(f"{CARD}:has-text('Awa PETIT')", timeout=5000)
    site.tell(site.world.session.pauses("panne de réseau"))
    page.wait_for_selector(f"{SAID}:has-text('panne')", state="attached", timeout=5000)
    assert heard(page) == ["CHIR-SOCLE : En pause : panne de réseau."]
    assert axe(page) == []
