"""The amphi page guards against a slip of the finger, and tells who cannot see it (CHX-6, TRN-2, TRN-4)."""

import pytest
from playwright.sync_api import Browser, Page, expect

from services.gateway.tests.browsing import LIVE, Running, look, open_context
from services.gateway.tests.dev.campaign import ME

pytestmark = pytest.mark.e2e

CHOOSE = ".wards .post-choose:not(.invisible):not([disabled])"


@pytest.fixture
def page(chromium: Browser, running: Running) -> Page:
    """On one's turn, every ward open."""
    page = look(open_context(chromium, running, "telephone", logged_in=True), LIVE)
    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("C’est votre tour")
    page.evaluate("document.querySelectorAll('.wards details').forEach((each) => (each.open = true))")
    page.wait_for_selector(CHOOSE)
    return page


@pytest.mark.rule("TRN-4")
def test_the_second_tap_of_choose_confirms_nothing(page: Page, running: Running) -> None:
    page.evaluate(
        f"document.querySelector('{CHOOSE}').click(); document.querySelector('[data-choice=confirm]').click()"
    )
    expect(page.locator("[data-choice=confirm]")).to_be_enabled()
    assert ME not in [rang for _numero, rang in running.world.postes.taken]


@pytest.mark.rule("TRN-4")
def test_a_sheet_whose_answer_is_awaited_stays_whatever_is_pressed(page: Page) -> None:
    page.route("**/choix", lambda route: route.abort())
    page.locator(CHOOSE).first.click()
    page.locator("[data-choice=confirm]").click()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(page.locator("#confirmation")).to_be_visible()
    expect(page.locator("[data-choice=progress]")).to_contain_text("repart tout seul")


@pytest.mark.rule("STA-3")
def test_the_summary_follows_what_ars_changes_under_it(page: Page, running: Running) -> None:
    page.locator(CHOOSE).first.click()
    facts = page.locator("[data-choice=facts]")
    expect(facts).not_to_contain_text("surnombre")
    running.tell(running.world.session.accepted(ME, "surnombre_non_validant"))
    expect(facts).to_contain_text("surnombre non validant")


@pytest.mark.rule("TRN-2")
def test_what_happens_is_read_aloud_where_the_reader_is(page: Page, running: Running) -> None:
    session = running.world.session
    page.locator(CHOOSE).first.click()
    running.tell(session.lengthened("time_added", 60))
    expect(page.locator("#confirmation > [role=alert].visually-hidden")).to_contain_text(
        "L’ARS ajoute du temps"
    )
    running.tell(session.paused("Vérification d’un poste"))
    expect(page.locator("#confirmation > [role=status].visually-hidden")).to_contain_text(
        "Vérification d’un poste"
    )
    page.locator("[data-choice=cancel]").click()
    running.tell(session.resumed())
    running.tell(session.missed(ME, absent=False))
    expect(page.locator("[data-turn=polite]")).to_contain_text("Votre tour s’est terminé sans choix")


@pytest.mark.rule("ENG-5")
def test_giving_up_says_what_it_leaves_and_who_helps_when_nothing_is(page: Page, running: Running) -> None:
    session = running.world.session
    page.locator("[data-turn=renounce]").click()
    expect(page.locator("[data-after-renouncing]")).to_contain_text("demander à passer de nouveau")
    page.get_by_role("button", name="Garder mon tour").click()
    running.tell(session.missed(ME, absent=False))
    expect(page.locator("[data-turn=call]")).to_be_hidden()
    running.tell(session.ended())
    expect(page.get_by_role("link", name="Appeler l’ARS")).to_have_attribute("href", "tel:0100000000")


@pytest.mark.rule("CHX-6")
def test_a_correction_is_said(page: Page, running: Running) -> None:
    first, second = running.world.postes.free()[:2]
    running.take(first, ME)
    expect(page.locator("#mon-poste")).to_be_visible()
    running.tell(running.world.session.corrected(ME, second))
    expect(page.locator("[data-turn=notice]")).to_contain_text(f"c’est maintenant le poste n°\u00a0{second}")


@pytest.mark.rule("TRN-5")
def test_what_one_chose_comes_into_view_whatever_moves_meanwhile(page: Page, running: Running) -> None:
    page.locator(CHOOSE).nth(3).scroll_into_view_if_needed()
    page.locator(CHOOSE).nth(3).click()
    page.locator("[data-choice=confirm]").click()
    running.take(running.world.postes.free()[0], 91)
    expect(page.locator("#mon-poste")).to_be_focused()
    running.take(running.world.postes.free()[0], 92)
    page.wait_for_timeout(1500)  # whatever scrolls has come to rest
    expect(page.locator("#mon-poste h2")).to_be_in_viewport()
