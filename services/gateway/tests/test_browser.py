"""Pages in a real browser, on doubles: desk and phone size, keyboard alone, axe, the policy (TST-4)."""

import re

import pytest
from playwright.sync_api import Browser, expect

from dci.events.v1.events_pb2 import Event
from services.gateway.tests.browsing import LIVE, SIZES, Running, listen, look, open_context, violations
from services.gateway.tests.dev import records
from services.gateway.tests.dev.campaign import AMPHI, ME, OTHER_AMPHI, VERSION, intern_id

PUBLIC = [
    "/",
    "/postes",
    "/postes?vue=poste",
    "/postes?etablissement=rien-de-tel",
    "/amphis",
    f"/amphis/{AMPHI}",
    f"/amphis/{OTHER_AMPHI}",
    f"/listes-d-appel/{VERSION}",
    "/affectations",
    "/connexion",
    "/inscription",
    "/inscription/finaliser/lien",
    "/procuration/accepter/lien",
    "/verifier",
    "/verifier/ABCD-1234",
    f"/verifier?recu={records.my_word()}",
    "/verifier/faux",
    "/nulle-part",
    LIVE,
]
MINE = [
    "/",
    "/mes-informations",
    f"/mes-informations/rangs/{VERSION}",
    f"/amphis/{AMPHI}/ordre",
    "/mes-affectations",
    "/procuration",
    "/type-de-choix",
    LIVE,
]

pytestmark = pytest.mark.e2e


@pytest.mark.rule("TST-4")
@pytest.mark.parametrize("size", sorted(SIZES))
@pytest.mark.parametrize("logged_in", [False, True], ids=["public", "interne"])
def test_every_page_is_axe_clean_fits_and_obeys_the_policy(
    chromium: Browser, running: Running, size: str, *, logged_in: bool
) -> None:
    running.world.postes.take(running.world.postes.free()[0], ME)
    context = open_context(chromium, running, size, logged_in=logged_in)
    for path in MINE if logged_in else PUBLIC:
        complaints = listen(context)
        page = look(context, path)

        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert [said for said in complaints if "404" not in said] == [], path
        page.close()
    context.close()


@pytest.mark.rule("TST-4")
@pytest.mark.rule("PRO-4")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_procuration_given_and_a_request_pending_are_axe_clean_and_fit(
    chromium: Browser, running: Running, size: str
) -> None:
    identity = running.world.identity
    identity.give_procuration("une.adresse.vraiment.tres.longue@mandataire.example", "+33639980061")
    identity.request_type_choix("surnombre_validant")
    identity.rights.demandes.add(type_choix="classique", state="refusee", reason="Dossier incomplet")
    context = open_context(chromium, running, size, logged_in=True)
    for path, said in (("/procuration", "Annuler la procuration"), ("/type-de-choix", "Annuler ma demande")):
        page = look(context, path)
        assert page.get_by_role("button", name=said).is_visible()
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.close()
    context.close()


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_whole_choice_by_keyboard_alone(chromium: Browser, running: Running, size: str) -> None:
    context = open_context(chromium, running, size, logged_in=True)
    page = look(context, LIVE)
    expect(page.locator("#tour")).to_contain_text("5 internes devant vous")

    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("C’est votre tour")
    expect(page.locator("[data-turn=alarm]")).to_contain_text("C’est votre tour")
    assert "À vous de choisir" in page.title()

    page.locator("[data-offer-search]").focus()
    page.keyboard.type("André-Mignot stérilisation")
    summary = page.locator(".wards summary")
    expect(summary).to_have_count(1)
    summary.focus()
    page.keyboard.press("Enter")
    choose = page.locator(".wards .post-choose:not([disabled])").first
    choose.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#confirmation")
    expect(dialog).to_be_visible()
    expect(page.locator("[data-choice=title]")).to_be_focused()
    assert violations(page) == []

    page.keyboard.press("Escape")
    expect(choose).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-choice=confirm]")).to_be_enabled()
    page.locator("[data-choice=confirm]").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#mon-poste")).to_be_focused()
    expect(page.locator("#mon-poste")).to_contain_text("ANDRÉ-MIGNOT")
    assert [rang for _numero, rang in running.world.postes.taken if rang == ME] == [ME]
    assert violations(page) == []
    context.close()


@pytest.mark.rule("TRN-1")
def test_everybody_sees_a_choice_at_once_and_nothing_moves(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "bureau", logged_in=False)
    page = look(context, LIVE)
    page.locator(".wards details").first.locator("summary").click()
    line = page.locator(".wards .post:not(.post-taken)").first
    page.evaluate("document.querySelectorAll('.wards details').forEach((each) => (each.open = true))")
    place = line.bounding_box()
    numero = int(line.get_attribute("data-numero") or "0")
    count = page.locator("[data-offer-count]")
    (free,) = re.findall(r"(\d+)\spostes disponibles", count.inner_text())

    running.take(numero, 85)

    taken = page.locator(f'.wards [data-numero="{numero}"]')
    expect(taken).to_contain_text("Pourvu")
    assert taken.bounding_box() == place or place is None
    expect(count).to_contain_text(re.compile(rf"\b{int(free) - 1}\spostes disponibles"))
    expect(count).to_have_attribute("aria-live", "off")
    expect(page.locator(".roster")).to_contain_text(f"n°\u00a0{numero}")
    context.close()


@pytest.mark.rule("FAV-3")
def test_a_starred_ward_is_kept_and_a_taken_post_stays_in_red(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = look(context, LIVE)
    page.locator(".wards > .ward", has_text="ANDRÉ-MIGNOT – Stérilisation").locator("> .star").click()
    favourite = page.locator(".favourite")
    expect(favourite).to_have_count(1)
    favourite.locator("summary").click()
    line = favourite.locator(".post:not(.post-taken):not(.post-closed)").first
    numero = int(line.get_attribute("data-numero") or "0")

    running.take(numero, 85)

    expect(favourite.locator(f'[data-numero="{numero}"].post-taken')).to_contain_text("Pourvu")
    page.reload()
    expect(page.locator(".favourite")).to_have_count(1)
    context.close()


@pytest.mark.rule("TRN-6")
def test_a_lost_connection_is_said_and_caught_up_without_a_gap(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "telephone", logged_in=True)
    page = look(context, LIVE)
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte")

    context.set_offline(True)
    for socket in list(running.assembled.sockets.server.eio.sockets.values()):  # type: ignore[attr-defined]
        socket.close(wait=False)  # one of an earlier test may have nobody left to wait for
    expect(page.locator("#connexion")).to_contain_text("Connexion interrompue")
    running.announce(ME)
    context.set_offline(False)

    expect(page.locator("#tour")).to_contain_text("C’est votre tour", timeout=15_000)
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte", timeout=15_000)
    context.close()


@pytest.mark.rule("LIV-3")
def test_an_intern_whose_channel_was_refused_is_present_once_identity_is_back(
    chromium: Browser, running: Running
) -> None:
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = look(context, LIVE)
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte")
    parts = running.assembled.app.extensions["gateway"]

    running.world.identity.away = True
    parts.log_in.sessions._known.clear()
    for socket in list(running.assembled.sockets.server.eio.sockets.values()):  # type: ignore[attr-defined]
        socket.close(wait=False)
    expect(page.locator("#connexion")).to_contain_text("Connexion interrompue")
    page.wait_for_timeout(2500)
    assert parts.presence.here() == frozenset()

    running.world.identity.away = False
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte", timeout=15_000)
    assert [place.intern_id for place in parts.presence.here()] == [intern_id(ME)]
    context.close()


@pytest.mark.rule("G-6")
def test_a_page_opened_while_identity_is_away_becomes_ones_own_by_itself(
    chromium: Browser, running: Running
) -> None:
    context = open_context(chromium, running, "telephone", logged_in=True)
    running.world.identity.away = True
    running.assembled.app.extensions["gateway"].log_in.sessions._known.clear()
    page = look(context, LIVE)
    expect(page.locator("#session")).to_contain_text("Les internes")

    running.world.identity.away = False
    expect(page.locator("#session")).to_contain_text("Ma session", timeout=15_000)
    context.close()


@pytest.mark.rule("ENG-4")
def test_a_pause_says_its_reason_and_nobody_chooses(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "telephone", logged_in=True)
    running.announce(ME)
    page = look(context, LIVE)
    running.hub.receive(Event(decision=running.world.session.paused("Vérification d’un poste")))

    expect(page.locator("#tour")).to_contain_text("C’est votre tour")
    expect(page.locator("#tour")).to_contain_text("Vérification d’un poste")
    page.evaluate("document.querySelectorAll('.wards details').forEach((each) => (each.open = true))")
    assert page.locator(".wards .post-choose:not([disabled])").count() == 0
    context.close()


@pytest.mark.rule("SIM-2")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_finished_amphi_is_replayed_by_keyboard_alone(
    chromium: Browser, running: Running, size: str
) -> None:
    numero = running.world.postes.free()[0]
    running.take(numero, 85)
    running.hub.receive(Event(decision=running.world.session.ended()))
    for second, decision in enumerate(running.world.session.decisions):
        decision.at.FromSeconds(1_800_000_000 + second)
    context = open_context(chromium, running, size, logged_in=False)
    complaints = listen(context)
    page = look(context, f"/amphis/{AMPHI}/rejouer")
    page.wait_for_selector("[data-ready]")
    if size == "telephone":
        page.get_by_role("tab", name="Les internes").click()
    page.get_by_role("button", name="Toutes").click()
    chosen = page.locator("#session .row-intern", has_text="a choisi")

    expect(page.locator(".film")).to_contain_text("Rediffusion")
    expect(chosen).to_have_count(1)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    position = page.locator("[data-film=position]")
    position.focus()
    page.keyboard.press("End")
    expect(chosen).to_have_count(85)
    expect(page.locator("#tour")).to_contain_text("L’amphi est terminé")
    assert "décision" in (position.get_attribute("aria-valuetext") or "")

    page.keyboard.press("Home")
    expect(chosen).to_have_count(1)
    page.get_by_role("button", name="Décision suivante").press("Enter")
    expect(chosen).to_have_count(2)
    page.locator("[data-film=speed]").select_option("60")
    play = page.locator("[data-film=play]")
    play.press("Enter")
    expect(page.locator("#tour")).to_contain_text("L’amphi est terminé")
    expect(play).to_have_text("Lire")
    assert complaints == []
    context.close()
