"""The amphi page knows for whom it was drawn: it never acts for another account (ENG-6, CNX-3)."""

import pytest
from playwright.sync_api import Browser, Page, expect

from services.gateway.tests.browsing import LIVE, Running, look, open_context
from services.gateway.tests.dev.campaign import AMPHI, ME, PASSWORD
from services.gateway.tests.dev.identity import MANDATAIRE

pytestmark = pytest.mark.e2e


def open_sheet(page: Page) -> None:
    """The summary of a post that can be had."""
    page.evaluate("document.querySelectorAll('.wards details').forEach((each) => (each.open = true))")
    page.locator(".wards .post-choose:not(.invisible):not([disabled])").first.click()
    expect(page.locator("#confirmation")).to_be_visible()


def stays(secret: str) -> None:
    """The end of the session has not come round yet."""


@pytest.mark.rule("ENG-6")
def test_a_tab_left_open_does_not_choose_for_who_logged_in_since(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = look(context, LIVE)
    running.announce(ME)
    open_sheet(page)
    page.route("**/suite*", lambda route: route.abort())
    running.world.identity.log_out = stays  # type: ignore[method-assign]

    context.request.post(
        "/api/v1/connexion", data={"email": MANDATAIRE, "password": PASSWORD, "compte": "procuration"}
    )
    page.evaluate("document.querySelector('[data-choice=confirm]').disabled = false")
    page.locator("[data-choice=confirm]").click()

    expect(page.locator("#confirmation")).to_contain_text(
        "connecté avec un autre compte, et rien n’a été fait"
    )
    expect(page.locator("[data-choice=login]")).to_be_visible()
    assert [rang for _numero, rang in running.world.postes.taken if rang == ME] == []
    context.close()


@pytest.mark.rule("CNX-3")
def test_a_log_in_elsewhere_in_the_browser_closes_the_page_of_before(
    chromium: Browser, running: Running
) -> None:
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = look(context, LIVE)

    context.request.post(
        "/api/v1/connexion", data={"email": MANDATAIRE, "password": PASSWORD, "compte": "procuration"}
    )

    expect(page.locator("#connexion")).to_have_attribute("data-state", "ferme")
    expect(page.locator("#connexion")).to_contain_text("Connectez-vous de nouveau")
    context.close()


@pytest.mark.rule("TRN-6")
def test_a_session_that_ran_out_over_night_is_said_and_leads_to_the_log_in(
    chromium: Browser, running: Running
) -> None:
    context = open_context(chromium, running, "telephone", logged_in=True)
    page = look(context, LIVE)
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte")

    running.world.identity.secrets.clear()
    running.assembled.app.extensions["gateway"].log_in.sessions._known.clear()
    for socket in list(running.assembled.sockets.server.eio.sockets.values()):  # type: ignore[attr-defined]
        socket.close(wait=False)

    expect(page.locator("#connexion")).to_have_attribute("data-state", "ferme", timeout=15_000)
    page.get_by_role("link", name="Se connecter").click()
    page.wait_for_url(f"**/connexion?suite={LIVE}")
    context.close()


@pytest.mark.rule("AMP-2")
def test_whoever_has_another_rank_in_a_new_call_list_gets_another_page(
    chromium: Browser, running: Running
) -> None:
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = look(context, LIVE)
    mine = page.request.get(f"/api/v1/amphis/{AMPHI}/passage").json()
    page.route("**/passage", lambda route: route.fulfill(json={**mine, "rang_appel": ME - 1}))

    with page.expect_navigation():
        running.tell(running.world.session.accepted(ME, "surnombre_validant"))
    context.close()
