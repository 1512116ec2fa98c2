"""The amphi page live: who may choose and how, what ARS does, why time stands, what a refusal leaves."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chassis.errors import Kind
from services.gateway.tests.browsing import LIVE, SIZES, Running, look, open_context, violations
from services.gateway.tests.dev.campaign import ME
from services.gateway.tests.dev.refusals import Refused

pytestmark = pytest.mark.e2e
NO_CHOICE = 0


def entered(
    chromium: Browser, running: Running, size: str = "bureau", *, mandataire: bool = False
) -> tuple[BrowserContext, Page]:
    """The page of the intern, or of the mandataire, every ward open."""
    context = open_context(chromium, running, size, logged_in=True, mandataire=mandataire)
    page = look(context, LIVE)
    open_wards(page)
    return context, page


def open_wards(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.wards details').forEach((each) => (each.open = true))")
    page.wait_for_selector(".wards .post")


def choices(page: Page) -> int:
    """How many posts can be chosen now."""
    return page.locator(".wards .post-choose:not(.invisible):not([disabled])").count()


def sheet(page: Page) -> None:
    """Open the summary of the first post that can be had."""
    page.locator(".wards .post-choose:not(.invisible):not([disabled])").first.click()
    expect(page.locator("#confirmation")).to_be_visible()


@pytest.mark.rule("STA-3")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_type_de_choix_accepted_during_my_turn_opens_posts_at_once(
    chromium: Browser, running: Running, size: str
) -> None:
    context, page = entered(chromium, running, size)
    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("C’est votre tour")
    before = choices(page)

    running.tell(running.world.session.accepted(ME, "surnombre_non_validant"))

    expect(page.locator("[data-turn=notice]")).to_contain_text("maintenant en surnombre non validant")
    expect(page.locator("[data-turn=detail]")).to_contain_text("Choix en surnombre non validant")
    expect(page.locator("[data-mine=choix]")).to_have_text("surnombre non validant")
    assert choices(page) > before
    taken = page.locator(".post-taken.post-open").first
    expect(taken).to_contain_text("possible en surnombre")
    assert violations(page) == []
    taken.locator(".post-choose").click()
    expect(page.locator("[data-choice=facts]")).to_contain_text("le poste reste aux autres")
    page.locator("[data-choice=confirm]").click()
    expect(page.locator("#mon-poste")).to_contain_text("surnombre non validant")
    context.close()


@pytest.mark.rule("CHX-4")
def test_a_surnombre_validant_is_told_who_stands_in_the_way(chromium: Browser, running: Running) -> None:
    context, page = entered(chromium, running)
    behind = running.world.postes.free()[0]
    running.change(running.world.postes.take(behind, ME + 5))
    running.tell(running.world.session.accepted(ME, "surnombre_validant"))
    running.announce(ME)

    line = page.locator(f'.wards [data-numero="{behind}"]')
    expect(line).to_contain_text("Pourvu par un interne derrière vous, possible en surnombre")
    expect(line.locator(".post-choose")).to_be_enabled()
    closed = page.locator(".wards .post-closed", has_text="Pris par un interne mieux classé").first
    expect(closed.locator(".post-choose")).to_be_disabled()
    context.close()


@pytest.mark.rule("CHX-5")
def test_a_ward_that_admits_no_other_surnombre_says_so(chromium: Browser, running: Running) -> None:
    running.world.session.running.settings.surnombres_max = 1
    context, page = entered(chromium, running)
    running.tell(running.world.session.accepted(ME, "surnombre_non_validant"))
    running.announce(ME)
    numero = running.world.postes.free()[0]
    running.change(running.world.postes.add_surnombre(numero))

    line = page.locator(f'.wards [data-numero="{numero}"]')
    expect(line).to_contain_text("1\u00a0surnombre")
    expect(line).to_contain_text("Plus de surnombre admis dans ce service")
    expect(line.locator(".post-choose")).to_be_disabled()
    context.close()


@pytest.mark.rule("CHX-2")
def test_a_reservation_lifted_live_opens_the_post(chromium: Browser, running: Running) -> None:
    context, page = entered(chromium, running)
    running.announce(ME)
    numero = next(each for each, poste in running.world.postes.all.items() if poste.reserve)
    line = page.locator(f'.wards [data-numero="{numero}"]')
    expect(line).to_contain_text("Réservé à un autre DES")

    running.change(running.world.postes.lift(numero))

    expect(line).to_contain_text("Disponible")
    expect(line.locator(".post-choose")).to_be_enabled()
    context.close()


@pytest.mark.rule("ADM-8")
def test_a_post_withdrawn_while_its_summary_is_open_cannot_be_confirmed(
    chromium: Browser, running: Running
) -> None:
    context, page = entered(chromium, running)
    running.announce(ME)
    numero = running.world.postes.free()[0]
    page.locator(f'.wards [data-numero="{numero}"] .post-choose').click()
    running.change(running.world.postes.withdraw(numero))

    expect(page.locator("[data-choice=error]")).to_contain_text(
        "choisissez un autre poste, votre tour continue"
    )
    expect(page.locator("[data-choice=confirm]")).to_be_disabled()
    context.close()


@pytest.mark.rule("PRC-4")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_an_intern_who_gave_procuration_sees_all_and_takes_it_back_during_the_turn(
    chromium: Browser, running: Running, size: str
) -> None:
    session, identity = running.world.session, running.world.identity
    identity.give()
    session.delegated(ME)
    identity.on_cancel = lambda: running.tell(session.delegated(ME, given=False))
    context, page = entered(chromium, running, size)
    expect(page.locator("[data-proxy]")).to_contain_text("sami@proche.example")

    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("C’est votre tour, par procuration")
    expect(page.locator("[data-turn=detail]")).to_contain_text("sami@proche.example choisit pour vous")
    assert choices(page) == NO_CHOICE
    assert violations(page) == []

    page.locator("[data-turn=cancelProxy]").click()
    page.locator("#annuler-procuration button[value=oui]").click()

    expect(page.locator("[data-turn=detail]")).to_contain_text("Touchez « Choisir »")
    expect(page.locator("[data-proxy]")).to_be_hidden()
    expect(page.locator("[data-mine=mandataire]")).to_have_text("aucun")
    assert choices(page) > NO_CHOICE
    context.close()


@pytest.mark.rule("PRC-1")
def test_a_procuration_given_meanwhile_stops_a_choice_that_is_being_read(
    chromium: Browser, running: Running
) -> None:
    context, page = entered(chromium, running)
    running.announce(ME)
    sheet(page)
    running.world.identity.give("envoyee")
    running.tell(running.world.session.delegated(ME))

    expect(page.locator("[data-choice=error]")).to_contain_text("Vous avez donné procuration")
    expect(page.locator("[data-choice=confirm]")).to_be_disabled()
    expect(page.locator("[data-turn=detail]")).to_contain_text("n’a pas encore accepté")
    context.close()


@pytest.mark.rule("PRC-5")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_a_mandataire_does_what_the_intern_would(chromium: Browser, running: Running, size: str) -> None:
    running.world.session.mandataire = True
    running.world.session.delegated(ME)
    context, page = entered(chromium, running, size, mandataire=True)
    expect(page.locator(".proxy")).to_contain_text("Vous choisissez pour Inès DIALLO")
    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("À vous de choisir pour Inès DIALLO")
    assert violations(page) == []

    sheet(page)
    expect(page.locator("[data-choice=title]")).to_contain_text("Confirmer le choix pour Inès DIALLO")
    page.locator("[data-choice=confirm]").click()

    expect(page.locator("#mon-poste")).to_contain_text("Le poste de Inès DIALLO")
    assert [rang for _numero, rang in running.world.postes.taken if rang == ME] == [ME]
    context.close()


@pytest.mark.rule("PRC-4")
def test_a_mandataire_whose_procuration_ends_sees_why_nothing_can_be_chosen(
    chromium: Browser, running: Running
) -> None:
    running.world.session.mandataire = True
    running.world.session.delegated(ME)
    context, page = entered(chromium, running, mandataire=True)
    running.announce(ME)
    running.tell(running.world.session.delegated(ME, given=False))

    expect(page.locator("#tour")).to_contain_text("La procuration a été annulée")
    assert choices(page) == NO_CHOICE
    context.close()


@pytest.mark.rule("G-4")
def test_each_stop_says_what_goes_on_and_goes_away_by_itself(chromium: Browser, running: Running) -> None:
    session = running.world.session
    context, page = entered(chromium, running, "telephone")
    running.announce(ME)
    detail = page.locator("[data-turn=detail]")

    running.tell(session.paused(None))
    expect(detail).to_contain_text("Le service a été interrompu un moment ; l’ARS va reprendre.")
    assert choices(page) == NO_CHOICE
    running.tell(session.resumed())
    expect(detail).to_contain_text("Touchez « Choisir »")

    running.tell(session.freezes())
    expect(detail).to_contain_text("Les postes sont momentanément inaccessibles")
    assert violations(page) == []
    running.tell(session.thaws())
    expect(detail).to_contain_text("Touchez « Choisir »")

    running.tell(session.lengthened("reprise", 12))
    expect(page.locator("[data-turn=notice]")).to_contain_text("ce temps est rendu, 12\u00a0secondes de plus")
    running.tell(session.lengthened("time_added", 60))
    expect(page.locator("[data-turn=notice]")).to_contain_text("L’ARS ajoute du temps")
    context.close()


@pytest.mark.rule("TRN-4")
def test_what_was_selected_is_kept_over_a_pause(chromium: Browser, running: Running) -> None:
    session = running.world.session
    context, page = entered(chromium, running)
    running.announce(ME)
    sheet(page)
    confirm, error = page.locator("[data-choice=confirm]"), page.locator("[data-choice=error]")
    running.tell(session.paused("Vérification d’un poste"))
    expect(error).to_contain_text("ce poste reste sélectionné")
    expect(confirm).to_be_disabled()

    running.tell(session.resumed())
    expect(confirm).to_be_enabled()
    session.refusal = Refused(
        "amphi_en_pause", Kind.CONFLICT, "L’amphi est en pause : votre temps est arrêté."
    )
    confirm.click()
    expect(error).to_contain_text("Ce poste reste sélectionné")
    running.tell(session.lengthened("time_added", 10))
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(page.locator("#mon-poste")).to_be_visible()
    context.close()


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("poste_pourvu", "Ce poste vient d’être pris."),
        ("poste_pris_devant", "Ce poste est pris par un interne classé devant vous."),
        ("surnombres_complets", "Ce service a déjà tous les surnombres."),
        ("temps_ecoule", "Le temps de votre tour est écoulé."),
        ("procuration_terminee", "Cette procuration ne vaut plus."),
    ],
)
def test_a_refusal_says_which_and_the_next_choice_goes_on(
    chromium: Browser, running: Running, code: str, text: str
) -> None:
    context, page = entered(chromium, running)
    running.announce(ME)
    running.world.session.refusal = Refused(code, Kind.CONFLICT, text)
    sheet(page)
    page.locator("[data-choice=confirm]").click()
    expect(page.locator("[data-choice=error]")).to_contain_text(text)
    expect(page.locator("[data-choice=confirm]")).to_be_disabled()
    expect(page.locator("[data-choice=cancel]")).to_be_focused()
    page.keyboard.press("Enter")

    sheet(page)
    expect(page.locator("[data-choice=error]")).to_be_empty()
    page.locator("[data-choice=confirm]").click()
    expect(page.locator("#mon-poste")).to_be_visible()
    context.close()


@pytest.mark.rule("G-3")
def test_a_choice_that_meets_no_answer_goes_out_again_by_itself_and_counts_once(
    chromium: Browser, running: Running
) -> None:
    context, page = entered(chromium, running)
    running.announce(ME)
    sheet(page)
    keys: list[str] = []
    page.on("request", lambda asked: keys.append(asked.headers.get("idempotency-key", "")))
    running.world.session.away = 1
    context.set_offline(True)
    page.locator("[data-choice=confirm]").click()
    expect(page.locator("[data-choice=progress]")).to_contain_text("votre choix repart tout seul")
    expect(page.locator("[data-choice=cancel]")).to_be_disabled()
    context.set_offline(False)

    expect(page.locator("#mon-poste")).to_be_visible(timeout=15_000)
    assert len({key for key in keys if key}) == 1
    assert [rang for _numero, rang in running.world.postes.taken if rang == ME] == [ME]
    context.close()


@pytest.mark.rule("ENG-5")
def test_an_absent_learns_how_to_come_back_and_how_often(chromium: Browser, running: Running) -> None:
    session = running.world.session
    context, page = entered(chromium, running)
    running.announce(ME)
    running.tell(session.missed(ME, button_only=True))
    detail = page.locator("[data-turn=detail]")
    expect(detail).to_contain_text("vous pouvez demander à passer (3\u00a0retours possibles)")
    with page.expect_response("**/retour"):
        page.locator("[data-turn=returning]").click()
    running.tell(session.decisions[-1])
    expect(page.locator("[data-mine=retours]")).to_have_text("2 sur 3 encore possibles")
    expect(page.locator(".row-me")).to_contain_text("en retard, passe bientôt")

    session.returns[ME] = 3
    running.tell(session.missed(ME))
    expect(detail).to_contain_text("appelez l’ARS")
    expect(page.locator("[data-turn=returning]")).to_be_hidden()
    context.close()


@pytest.mark.rule("CHX-8")
def test_the_list_shows_what_ars_did_and_how_each_one_chose(chromium: Browser, running: Running) -> None:
    session, postes = running.world.session, running.world.postes
    context, page = entered(chromium, running)
    numero = postes.free()[0]
    running.tell(session.placed(95, numero))
    running.tell(session.accepted(86, "surnombre_validant"))
    running.tell(session.delegated(87))
    page.locator("[data-scope=toutes]").click()
    rows = page.locator(".roster")
    expect(rows.locator("li", has_text="#95")).to_contain_text("affecté par l’ARS")
    expect(rows.locator("li", has_text="#86")).to_contain_text("surnombre validant")
    expect(rows.locator("li", has_text="#87")).to_contain_text("par procuration")

    running.tell(session.announce(86))
    running.tell(session.chosen(86, postes.free()[1]))
    expect(rows.locator("li", has_text="#86")).to_contain_text("a choisi, en surnombre validant")
    assert violations(page) == []
    context.close()


@pytest.mark.rule("CHX-6")
def test_a_correction_shows_the_post_that_counts_now(chromium: Browser, running: Running) -> None:
    session, postes = running.world.session, running.world.postes
    first, second = postes.free()[:2]
    running.take(first, ME)
    context, page = entered(chromium, running)
    expect(page.locator("#mon-poste")).to_contain_text(f"n°\u00a0{first}")

    running.tell(session.corrected(ME, second))

    expect(page.locator("#mon-poste")).to_contain_text(f"n°\u00a0{second}")
    expect(page.locator("#mon-poste [data-note]")).to_contain_text("L’ARS a corrigé cette affectation")
    expect(page.locator("[data-turn=detail]")).to_contain_text(f"n°\u00a0{second}")
    page.reload()
    expect(page.locator("#mon-poste [data-note]")).to_contain_text("L’ARS a corrigé cette affectation")
    context.close()


@pytest.mark.rule("ENG-5")
@pytest.mark.rule("ENG-7")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_in_the_last_minutes_an_absent_sees_how_long_and_how_to_come_back(
    chromium: Browser, running: Running, size: str
) -> None:
    context, page = entered(chromium, running, size)
    running.tell(running.world.session.missed(85))
    running.announce(ME)
    running.tell(running.world.session.missed(ME, button_only=True))
    running.tell(running.world.session.closes(150))

    expect(page.locator("[data-turn=text]")).to_have_text("Dernières minutes pour revenir")
    expect(page.locator("[data-turn=detail]")).to_have_text(re.compile("Jusqu’à .*vous pouvez demander"))
    expect(page.locator("[data-turn=seconds]")).to_have_text(re.compile("2:[0-9]{2}"))
    expect(page.get_by_role("button", name="Demander à passer")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.rule("ENG-7")
@pytest.mark.parametrize("size", sorted(SIZES))
def test_between_two_sessions_everybody_sees_the_next_one(
    chromium: Browser, running: Running, size: str
) -> None:
    running.world.session.missed(85)
    running.tell(running.world.session.slice_ended())
    context = open_context(chromium, running, size, logged_in=False)
    page = look(context, LIVE)

    expect(page.locator("[data-turn=text]")).to_have_text("Entre deux sessions")
    expect(page.locator("[data-turn=detail]")).to_contain_text("La session n°\u00a04 est prévue")
    expect(page.locator("[data-turn=dial]")).to_be_hidden()
    expect(page.locator(".roster .row-rank").first).to_have_text("#91")
    assert violations(page) == []
    context.close()


@pytest.mark.rule("AMV-4")
def test_the_estimated_time_follows_the_pace(chromium: Browser, running: Running) -> None:
    running.world.session.estimate = timedelta(days=2)
    context = open_context(chromium, running, "bureau", logged_in=True)
    page = context.new_page()
    page.clock.install()
    page.goto(LIVE)
    page.wait_for_selector("[data-ready]")
    estimated = page.locator("[data-mine=estimation]")
    expect(estimated).to_have_text(re.compile("20[0-9]{2} entre "))

    running.world.session.estimate = timedelta(seconds=1)
    page.clock.run_for(61_000)
    expect(estimated).to_have_text(re.compile("^entre "))
    context.close()


@pytest.mark.rule("CNX-3")
def test_an_ended_log_in_says_where_to_log_in_again(chromium: Browser, running: Running) -> None:
    context, page = entered(chromium, running, "telephone")
    expect(page.locator("#connexion")).to_have_attribute("data-state", "connecte")
    running.world.identity.ended += running.world.identity.secrets.values()
    running.assembled.app.extensions["gateway"].log_in.sessions.look()

    page.get_by_role("link", name="Se connecter").click()
    page.wait_for_url(f"**/connexion?suite={LIVE}")
    context.close()
