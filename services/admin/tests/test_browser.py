"""Every page in Chromium: no axe violation, within 360 pixels, no refused script; live parts move."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from chassis.errors import Kind
from dci.session.v1 import session_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.browsing import Served, axe, log_in, overflow, served
from services.admin.tests.doubles import refused

VERSION = f"{campaign.VERSION[:-1]}2"
PAGES = {
    "connexion": "/connexion",
    "accueil": "/",
    "semestres": "/semestres/",
    "imports": "/imports/",
    "fichier": "/imports/internes",
    "listes": "/listes-d-appel/",
    "version": f"/listes-d-appel/{VERSION}",
    "ligne": f"/listes-d-appel/{VERSION}/internes/{campaign.intern_id(5)}",
    "publier": f"/listes-d-appel/{VERSION}/publier/definitive",
    "types": "/types-de-choix/",
    "amphis": "/amphis/",
    "nouveau": "/amphis/nouveau",
    "fiche": f"/amphis/{campaign.BROUILLON}",
    "reglages": f"/amphis/{campaign.BROUILLON}/reglages",
    "decoupage": f"/amphis/{campaign.BROUILLON}/decoupage",
    "valider": f"/amphis/{campaign.BROUILLON}/valider",
    "regie": "/regie/",
    "salle": f"/regie/{campaign.AMPHI}",
    "journal": f"/regie/{campaign.AMPHI}/journal",
    "absent": f"/regie/{campaign.AMPHI}/agir/absent",
    "dicter": f"/regie/{campaign.AMPHI}/dicter",
    "affecter": f"/regie/{campaign.AMPHI}/affecter?rang=2",
    "type de choix": f"/regie/{campaign.AMPHI}/type-de-choix?rang=3",
    "procuration": f"/regie/{campaign.AMPHI}/procuration?rang=4",
    "interventions": f"/regie/{campaign.AMPHI}/interventions",
    "courriels": "/courriels/",
    "introuvable": "/rien",
}
SIZES = {"large": (1440, 900), "360": (360, 740)}

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with served() as found:
        yield found


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, site: Served) -> Iterator[Page]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
    page = context.new_page()
    log_in(page, site.address)
    yield page
    context.close()


@pytest.mark.timeout(400)
@pytest.mark.rule("TST-4")
def test_pages_are_accessible_and_narrow_enough(page: Page, site: Served) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    for name, path in PAGES.items():
        page.goto(f"{site.address}{path}")
        page.wait_for_timeout(150)
        assert axe(page) == [], name
        assert overflow(page) <= 0, name
    assert [each for each in refused if "404" not in each] == []


@pytest.mark.rule("LIV-1")
def test_the_room_moves_by_itself_within_a_second(room: tuple[Page, Served]) -> None:
    page, site = room
    session = site.world.session
    session.passages[3].state, session.passages[3].numero = pb.PASSAGE_STATE_A_CHOISI, 2950
    site.tell(session.decide("chosen", rang_appel=3, numero=2950, took_us=9_000_000, turn_id=campaign.TURN))
    site.tell(session.announce(4))
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')", timeout=1500)
    assert "a choisi" in page.inner_text("#interne-3")
    assert "2950" in page.inner_text(".adm-journal")


@pytest.mark.rule("ADM-9")
def test_the_journal_moves_by_itself(room: tuple[Page, Served]) -> None:
    page, site = room
    page.goto(f"{site.address}/regie/{campaign.AMPHI}/journal")
    page.wait_for_function("document.getElementById('connexion').dataset.state === 'connecte'")
    site.tell(site.world.session.announce(4))
    page.wait_for_selector("tr:has-text('tour du n° 4 Awa PETIT')", timeout=1500)


@pytest.mark.rule("CNX-3")
def test_a_log_in_that_ended_says_where_to_log_in_again_and_comes_back(room: tuple[Page, Served]) -> None:
    page, site = room
    site.world.identity.ended += site.world.identity.secrets.values()
    page.wait_for_selector("#connexion a:has-text('Se reconnecter')", timeout=8000)
    assert axe(page) == []
    page.click("#connexion a")
    page.wait_for_url(f"**/connexion?suite=/regie/{campaign.AMPHI}")


@pytest.mark.rule("ADM-9")
def test_what_moves_takes_neither_focus_nor_what_is_typed(room: tuple[Page, Served]) -> None:
    page, site = room
    page.fill("#nom", "rouss")
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')")
    assert page.input_value("#nom") == "rouss"
    assert page.evaluate("document.activeElement.id") == "nom"
    page.focus("#agir-pause")
    site.tell(site.world.session.pauses("panne de réseau"))
    page.wait_for_selector(".adm-stopped:has-text('panne de réseau')")
    assert page.evaluate("document.activeElement.id") == "agir-pause"
    assert page.get_attribute("#agir-pause", "aria-disabled") == "true"


@pytest.mark.rule("ADM-9")
def test_an_action_asks_once_and_shows_its_result_there(room: tuple[Page, Served]) -> None:
    page, site = room
    page.click("#agir-absent")
    page.wait_for_selector("dialog[open]")
    site.tell(site.world.session.announce(4))
    page.wait_for_selector(".adm-name:has-text('Awa PETIT')")
    assert "n°\u00a03 Pierre ROUSSEAU" in page.inner_text("dialog").replace("n° 3", "n°\u00a03")
    assert axe(page) == []
    page.click("dialog button[type=submit]")
    page.wait_for_selector("#resultat:has-text('noté absent')")
    (asked,) = site.world.session.conduct.asked
    assert asked.turn_id == campaign.TURN
    assert page.evaluate("document.activeElement.id") == "agir-absent"


@pytest.mark.rule("ADM-9")
def test_a_refused_action_says_why_in_the_dialog(room: tuple[Page, Served]) -> None:
    page, site = room
    site.world.session.conduct.refusal = refused("deja_en_pause", Kind.CONFLICT, "L’amphi est déjà en pause.")
    page.click("#agir-pause")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog:has-text('Indiquez le motif')")
    page.fill("#reason", "panne")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog:has-text('déjà en pause')")
    page.keyboard.press("Escape")
    assert page.query_selector("dialog[open]") is None
    assert page.evaluate("document.activeElement.id") == "agir-pause"


@pytest.mark.rule("ADM-9")
def test_a_dictated_choice_is_read_back_in_the_dialog_while_time_runs(room: tuple[Page, Served]) -> None:
    page, site = room
    page.click("#agir-dicter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.id") == "poste"
    page.keyboard.type("mains")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog:has-text('À lire au téléphone')")
    assert page.evaluate("document.activeElement.id") == "agir-titre"
    page.wait_for_selector("dialog [data-countdown]:has-text('s')")
    assert axe(page) == []

    page.click("dialog button:has-text('Changer de poste')")
    page.wait_for_selector("dialog #poste")
    page.fill("dialog #poste", "2950")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog:has-text('le poste n° 2950')")
    assert site.world.session.conduct.asked == []
    page.click("dialog button:has-text('enregistrer')")
    page.wait_for_selector("#resultat:has-text('est enregistré')")
    (asked,) = site.world.session.conduct.asked
    assert (asked.turn_id, asked.numero) == (campaign.TURN, 2950)
    assert page.evaluate("document.activeElement.id") == "agir-dicter"


@pytest.mark.rule("STA-3")
def test_a_type_de_choix_and_a_procuration_show_at_once(room: tuple[Page, Served]) -> None:
    page, site = room
    session = site.world.session
    session.passages[3].type_choix = "surnombre_validant"
    site.tell(session.decide("type_choix_set", rang_appel=3, type_choix="surnombre_validant"))
    page.wait_for_selector(".adm-now:has-text('surnombre validant')", timeout=1500)
    session.passages[3].procuration = True
    site.tell(session.decide("procuration_set", rang_appel=3, procuration=True, mandataire_id="m"))
    page.wait_for_selector(".adm-now:has-text('par procuration')", timeout=1500)
    assert "seul le mandataire peut choisir" in page.inner_text(".adm-journal")


@pytest.mark.rule("G-4")
def test_a_pause_of_the_engine_asks_staff_to_resume(room: tuple[Page, Served]) -> None:
    page, site = room
    session = site.world.session
    session.state = pb.AMPHI_STATE_EN_PAUSE
    site.tell(session.decide("paused", reason_hash=None, stopped_since="2027-03-01T08:00:00.000000Z"))
    page.wait_for_selector(".adm-stopped:has-text('l’amphi attend que vous repreniez')", timeout=1500)
    assert page.get_attribute("#agir-reprendre", "href")


@pytest.mark.rule("LIV-1")
def test_without_the_live_channel_the_room_still_moves(browser: Browser) -> None:
    with served() as site:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        page = context.new_page()
        log_in(page, site.address)
        page.route("**/socket.io/**", lambda route: route.abort())
        page.route_web_socket("**/socket.io/**", lambda channel: channel.close())
        page.goto(f"{site.address}/regie/{campaign.AMPHI}")
        site.tell(site.world.session.announce(4))
        page.wait_for_selector(".adm-name:has-text('Awa PETIT')", timeout=5000)
        page.wait_for_selector("#connexion:has-text('interrompue')", timeout=4000)
        context.close()
