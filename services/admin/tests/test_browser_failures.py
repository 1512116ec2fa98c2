"""What the control room does when something fails: nobody reloads, nothing typed is lost (ADM-9, G-6)."""

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, Route

from chassis.errors import Kind
from services.admin.tests import campaign
from services.admin.tests.browsing import Served, axe, stayed, stays
from services.admin.tests.doubles import refused

ROOM = f"/regie/{campaign.AMPHI}"
PART = f"**{ROOM}*"
PAUSE = f"**{ROOM}/agir/pause"
BEHIND = "#connexion:has-text('pas à jour')"

pytestmark = [pytest.mark.e2e, pytest.mark.rule("ADM-9")]


def broken(route: Route) -> None:
    """Answer as a proxy in front of nobody."""
    route.fulfill(status=503, body="<h1>503</h1>", content_type="text/html")


def cut(route: Route) -> None:
    """Answer nothing."""
    route.abort()


def first_only(fail: Callable[[Route], object]) -> Callable[[Route], object]:
    """Fail once, then let everything through."""
    seen = count()
    return lambda route: fail(route) if next(seen) == 0 else route.continue_()


def pause_asked(page: Page, why: str) -> None:
    """Open the dialog of a pause and type its reason."""
    page.click("#agir-pause")
    page.fill("dialog #reason", why)


@pytest.mark.rule("G-6")
def test_a_room_that_is_behind_says_so_and_catches_up_by_itself(room: tuple[Page, Served]) -> None:
    page, site = room
    stays(page)
    page.route(PART, broken)
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(BEHIND, timeout=5000)
    assert axe(page) == []
    page.unroute(PART)
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')", timeout=8000)
    page.wait_for_selector("#connexion[data-state=connecte]", state="attached", timeout=5000)
    assert stayed(page)


def test_what_the_server_says_of_its_failure_is_shown(room: tuple[Page, Served]) -> None:
    page, site = room
    page.route(
        PART,
        lambda route: route.fulfill(
            status=503, json={"code": "indisponible", "message": "Les amphis ne répondent pas."}
        ),
    )
    site.tell(site.world.session.announce(4))
    page.wait_for_selector("#connexion:has-text('Les amphis ne répondent pas.')", timeout=5000)


def test_one_lost_request_is_forgotten_once_the_next_came(room: tuple[Page, Served]) -> None:
    page, site = room
    page.route(PART, first_only(cut))
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(BEHIND, timeout=5000)
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')", timeout=8000)
    page.wait_for_timeout(2000)
    assert page.get_attribute("#connexion", "data-state") == "connecte"


@pytest.mark.timeout(60)
def test_a_request_that_hangs_does_not_hold_back_the_next(room: tuple[Page, Served]) -> None:
    page, site = room
    page.route(PART, first_only(lambda _route: None))
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(BEHIND, timeout=12_000)
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')", timeout=8000)


@pytest.mark.parametrize("fail", [broken, cut])
def test_a_form_that_cannot_be_fetched_leaves_the_room_as_it_is(
    room: tuple[Page, Served], fail: Callable[[Route], None]
) -> None:
    page, _ = room
    stays(page)
    page.route(PAUSE, fail)
    page.click("#agir-pause")
    page.wait_for_selector("#resultat:has-text('Le serveur ne répond pas')")
    assert stayed(page)
    assert axe(page) == []
    page.unroute(PAUSE)
    page.click("#agir-pause")
    page.wait_for_selector("dialog[open]")
    assert page.inner_text("#resultat") == ""


@pytest.mark.rule("G-3")
def test_what_was_typed_stays_and_sent_again_it_counts_once(room: tuple[Page, Served]) -> None:
    """The first demand is received, and its answer lost on the way."""
    page, site = room
    stays(page)

    def lost(route: Route) -> None:
        route.fetch()
        broken(route)

    pause_asked(page, "panne de réseau")
    page.route(PAUSE, lost)
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog[open] [role=alert]:has-text('ne compte qu’une fois')")
    assert page.input_value("dialog #reason") == "panne de réseau"
    assert axe(page) == []
    page.unroute(PAUSE)
    page.click("dialog button[type=submit]")
    page.wait_for_selector("#resultat .dci-message-succes")
    first, again = site.world.session.conduct.asked
    assert (first.key, first.reason) == (again.key, "panne de réseau")
    assert stayed(page)


def test_a_role_that_was_taken_away_is_told_in_the_dialog(room: tuple[Page, Served]) -> None:
    page, site = room
    stays(page)
    pause_asked(page, "panne")
    site.world.identity.roles = ["consultation"]
    site.forget_tokens()
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog[open] [role=alert]:has-text('permet de consulter')")
    assert page.input_value("dialog #reason") == "panne"
    assert page.is_enabled("dialog button[type=submit]")
    assert stayed(page)


def test_a_form_whose_token_is_of_before_is_sent_again_with_what_was_typed(room: tuple[Page, Served]) -> None:
    page, site = room
    stays(page)
    pause_asked(page, "panne")
    page.context.clear_cookies(name="dci-admin-form")
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog[open] [role=alert]:has-text('rien n’a été envoyé')")
    assert page.input_value("dialog #reason") == "panne"
    assert site.world.session.conduct.asked == []
    page.click("dialog button[type=submit]")
    page.wait_for_selector("#resultat .dci-message-succes")
    assert [each.reason for each in site.world.session.conduct.asked] == ["panne"]
    assert stayed(page)


def test_an_answer_that_comes_after_the_dialog_was_closed_is_not_lost(room: tuple[Page, Served]) -> None:
    page, site = room
    site.world.session.conduct.refusal = refused("deja_en_pause", Kind.CONFLICT, "L’amphi est déjà en pause.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    pause_asked(page, "panne")
    page.route(PAUSE, hold)
    page.click("dialog button[type=submit]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    page.click("#agir-absent")
    page.wait_for_selector("dialog:has-text('Noter absent')")
    held[0].continue_()
    page.wait_for_selector("#resultat:has-text('déjà en pause')")
    assert "Noter absent" in page.inner_text("dialog[open]")


@pytest.mark.rule("CNX-3")
def test_only_an_ended_log_in_leads_away(room: tuple[Page, Served]) -> None:
    page, site = room
    pause_asked(page, "panne")
    site.world.identity.secrets.clear()
    site.forget_tokens()
    page.click("dialog button[type=submit]")
    page.wait_for_url(f"**/connexion?suite={ROOM}")
