"""The offer and the favourites while others choose: nothing moves, nothing loses the focus, nothing lies."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dci.postes.v1.postes_pb2 import Favourite, Poste
from services.gateway.tests.browsing import LIVE, Running, look, open_context
from services.gateway.tests.dev import campaign
from services.gateway.tests.dev.campaign import ME

pytestmark = pytest.mark.e2e

HOSPITAL = campaign.HOSPITALS[-1][1]
ESSAIS = f"{HOSPITAL} – Essais cliniques"
TOXICOLOGIE = f"{HOSPITAL} – Toxicologie"
BEYOND = 9001
"""A post of the 31st ward, which is behind « Afficher 30 services de plus »."""
FOREIGN = 9004
"""A post of the ward « Essais cliniques », for another amphi of the stock (CHX-9)."""
ELSEWHERE = 9006
"""A post of a ward that is for that other amphi alone."""


def poste(
    numero: int, service: str, *, departement: str = "78", imotep: str = "", **changed: object
) -> Poste:
    """A post that the offer does not have yet."""
    made = Poste()
    made.CopyFrom(campaign.postes()[0])
    made.numero, made.service = numero, service
    made.etablissement, made.departement = HOSPITAL, departement
    made.imotep = imotep or f"1100{numero}"
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def entered(chromium: Browser, running: Running, size: str = "bureau") -> Page:
    """The intern's page."""
    foreign = poste(FOREIGN, "Essais cliniques", imotep=imotep_of(running, "Essais cliniques"))
    elsewhere = poste(ELSEWHERE, "Biologie")
    for each in (foreign, elsewhere):
        each.regimes[:] = ["approfondissement"]
    for each in (poste(BEYOND, "Zoologie", departement="95"), foreign, elsewhere):
        running.change(running.world.postes.publish(each))
    return look(open_context(chromium, running, size, logged_in=True), LIVE)


def favourite(number: int, *, imotep: str = "", numero: int = 0) -> Favourite:
    """A starred ward, or a starred post."""
    found = Favourite(favourite_id=f"00000000-0000-4000-9000-{number:012d}")
    if imotep:
        found.imotep = imotep
    else:
        found.numero = numero
    return found


def ward(page: Page, name: str) -> Locator:
    return page.locator(".wards > .ward", has_text=name)


def numeros(running: Running, service: str) -> list[int]:
    """The posts of this ward."""
    return [
        each.numero
        for each in running.world.postes.all.values()
        if (each.etablissement, each.service) == (HOSPITAL, service)
    ]


def imotep_of(running: Running, service: str) -> str:
    return running.world.postes.all[numeros(running, service)[0]].imotep


def open_ward(page: Page, name: str) -> Locator:
    found = ward(page, name)
    found.locator("summary").click()
    expect(found.locator(".post")).not_to_have_count(0)
    return found


def take(page: Page, running: Running, numero: int) -> None:
    """Somebody chooses, and the page knows."""
    said = page.locator("[data-offer-count]").inner_text()
    running.take(numero, 85)
    expect(page.locator("[data-offer-count]")).not_to_have_text(said)


def top_of(element: Locator) -> float:
    place = element.bounding_box()
    assert place
    return place["y"]


def free_in(running: Running, service: str) -> int:
    return next(each for each in running.world.postes.free() if each in numeros(running, service))


@pytest.mark.rule("TRN-1")
def test_a_choice_elsewhere_leaves_focus_and_a_press_in_progress(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    opened = open_ward(page, ESSAIS)
    line = opened.locator(".post").first.element_handle()
    summary = ward(page, TOXICOLOGIE).locator("summary")
    summary.focus()
    summary.hover()
    page.mouse.down()

    take(page, running, BEYOND)

    page.mouse.up()
    expect(ward(page, TOXICOLOGIE).locator(".post")).not_to_have_count(0)
    expect(summary).to_be_focused()
    assert line.is_visible()


@pytest.mark.rule("TRN-1")
def test_what_gets_taken_stays_under_non_pourvus_until_the_filter_changes(
    chromium: Browser, running: Running
) -> None:
    page = entered(chromium, running)
    page.get_by_role("button", name="Non pourvus").click()
    opened = open_ward(page, ESSAIS)
    numero = free_in(running, "Essais cliniques")
    line = opened.locator(f'[data-numero="{numero}"]')

    take(page, running, numero)
    running.change(running.world.postes.take(ELSEWHERE, 3))
    take(page, running, free_in(running, "Toxicologie"))

    expect(line).to_contain_text("Pourvu")
    page.get_by_role("button", name="Tous", exact=True).click()
    page.get_by_role("button", name="Non pourvus").click()
    expect(line).to_have_count(0)


@pytest.mark.rule("TRN-1")
def test_more_wards_come_below_and_nothing_closes(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    line = open_ward(page, ESSAIS).locator(".post").first.element_handle()

    page.get_by_role("button", name="Afficher 30 services de plus").click()

    expect(page.locator(".wards > .ward")).to_have_count(31)
    expect(ward(page, "Zoologie").locator("summary")).to_be_focused()
    assert line.is_visible()


@pytest.mark.rule("ADM-8")
def test_what_ars_adds_appears_in_its_place_and_nothing_closes(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    opened = open_ward(page, ESSAIS)
    here = opened.locator("summary")
    before = top_of(here)

    running.change(running.world.postes.publish(poste(9002, "Pharmacovigilance")))
    running.change(
        running.world.postes.publish(
            poste(9003, "Essais cliniques", imotep=imotep_of(running, "Essais cliniques"))
        )
    )

    expect(opened.locator('[data-numero="9003"]')).to_contain_text("Disponible")
    names = page.locator(".wards > .ward").all_inner_texts()
    (place,) = [place for place, name in enumerate(names) if "Pharmacovigilance" in name]
    assert "Pharmacotechnie" in names[place - 1]
    assert "Stérilisation" in names[place + 1]
    expect(here).to_be_focused()
    assert top_of(here) == pytest.approx(before, abs=1)


@pytest.mark.rule("CHX-9")
def test_a_choice_of_another_amphi_of_the_stock_adds_no_line(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    opened = open_ward(page, ESSAIS)
    count = opened.locator(".ward-count")
    said = count.inner_text()

    running.change(running.world.postes.take(FOREIGN, 3))
    take(page, running, free_in(running, "Toxicologie"))

    expect(count).to_have_text(said)
    expect(opened.locator(f'[data-numero="{FOREIGN}"]')).to_have_count(0)


@pytest.mark.rule("POS-1")
def test_a_post_that_does_not_fit_the_search_is_not_added(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    numero = free_in(running, "Essais cliniques")
    page.locator("[data-offer-search]").fill(str(numero))
    expect(page.locator(".wards > .ward")).to_have_count(1)
    opened = open_ward(page, ESSAIS)
    other = next(each for each in numeros(running, "Essais cliniques") if each != numero)

    running.change(running.world.postes.take(other, 3))
    take(page, running, numero)

    expect(opened.locator(".post")).to_have_count(1)


@pytest.mark.rule("FAV-2")
def test_a_narrowed_ward_shows_all_its_posts_and_gives_the_place_back(
    chromium: Browser, running: Running
) -> None:
    running.world.postes.starred.append(favourite(1, imotep=imotep_of(running, "Essais cliniques")))
    page = entered(chromium, running)
    page.get_by_role("button", name="Pourvus", exact=True).click()
    page.get_by_role("button", name="Tous les postes de ce service").click()
    expect(ward(page, ESSAIS).locator(".post")).to_have_count(4)
    expect(ward(page, ESSAIS).locator("summary")).to_be_focused()

    page.get_by_role("button", name="Tous les postes", exact=True).click()
    expect(page.locator(".wards > .ward")).to_have_count(30)
    expect(ward(page, ESSAIS).locator("summary")).to_be_focused()


@pytest.mark.rule("FAV-2")
def test_a_phone_narrows_to_an_opened_favourite(chromium: Browser, running: Running) -> None:
    running.world.postes.starred.append(favourite(1, imotep=imotep_of(running, "Essais cliniques")))
    page = entered(chromium, running, "telephone")
    page.get_by_role("tab", name="Mes favoris").click()
    narrow = page.get_by_role("button", name="Tous les postes de ce service")
    expect(narrow).to_be_hidden()

    page.locator(".favourite summary").click()
    narrow.click()

    expect(page.locator(".wards > .ward")).to_have_count(1)
    expect(ward(page, ESSAIS).locator("summary")).to_be_focused()


@pytest.mark.rule("CHX-5")
def test_a_ward_without_another_surnombre_closes_all_its_lines(chromium: Browser, running: Running) -> None:
    running.world.session.running.settings.surnombres_max = 1
    first, other = numeros(running, "Essais cliniques")[:2]
    running.world.postes.starred += [
        favourite(1, imotep=imotep_of(running, "Essais cliniques")),
        favourite(2, numero=other),
    ]
    page = entered(chromium, running)
    running.tell(running.world.session.accepted(ME, "surnombre_non_validant"))
    running.announce(ME)
    open_ward(page, ESSAIS)
    page.get_by_role("button", name="Voir tous les favoris").click()
    lines = page.locator(f'[data-numero="{other}"]')
    expect(lines).to_have_count(3)
    expect(lines.nth(2).locator(".post-choose")).to_be_enabled()

    running.change(running.world.postes.add_surnombre(first))

    for line in lines.all():
        expect(line).to_contain_text("Plus de surnombre admis dans ce service")
        expect(line.locator(".post-choose")).to_be_disabled()


@pytest.mark.rule("FAV-3")
def test_favourites_that_come_before_the_offer_are_no_lie(chromium: Browser, running: Running) -> None:
    postes = running.world.postes
    postes.starred.append(favourite(1, imotep=imotep_of(running, "Essais cliniques")))
    context = open_context(chromium, running, "telephone", logged_in=True)
    page = context.new_page()
    page.route("**/suite?*", lambda route: route.abort())
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda _never_answered: None)
    page.goto(LIVE)
    page.get_by_role("tab", name="Mes favoris").click()
    summary = page.locator(".favourite summary")
    expect(summary).to_have_text("Chargement…")

    page.unroute("**/suite?*")

    expect(summary).to_contain_text("Essais cliniques", timeout=15_000)
    expect(summary).to_contain_text(re.compile(r"\d\sdisponible"))


@pytest.mark.rule("ADM-8")
def test_a_withdrawn_favourite_says_so_and_cannot_be_chosen(chromium: Browser, running: Running) -> None:
    numero = free_in(running, "Essais cliniques")
    running.world.postes.starred += [
        favourite(1, imotep=imotep_of(running, "Essais cliniques")),
        favourite(2, numero=numero),
    ]
    page = entered(chromium, running)
    running.announce(ME)
    page.get_by_role("button", name="Voir tous les favoris").click()
    lines = page.locator(f'.favourite [data-numero="{numero}"]')
    expect(lines).to_have_count(2)

    running.change(running.world.postes.withdraw(numero))

    for line in lines.all():
        expect(line).to_contain_text("Retiré de l’offre")
        expect(line.locator(".post-choose")).to_be_disabled()
    alone = page.locator(".favourite", has=page.locator("summary", has_text=f"n°\u00a0{numero}"))
    expect(alone.locator(".ward-count")).to_have_text("retiré de l’offre")
    page.reload()
    expect(alone.locator("summary")).to_contain_text("ce poste n’est plus dans l’offre")
    expect(alone.get_by_role("button", name="Tous les postes de ce service")).to_be_hidden()


@pytest.mark.rule("FAV-2")
def test_what_is_starred_on_another_device_comes_without_moving_anything(
    chromium: Browser, running: Running
) -> None:
    starred = running.world.postes.starred
    starred.append(favourite(1, imotep=imotep_of(running, "Essais cliniques")))
    page = entered(chromium, running)
    first = page.locator(".favourite").first
    first.locator("summary").click()
    rank = first.get_by_label("Rang de ce favori")
    rank.focus()
    page.keyboard.type("7")
    star = ward(page, TOXICOLOGIE).locator("> .star")
    star.hover()
    before = top_of(star)

    starred.append(favourite(2, imotep=imotep_of(running, "Toxicologie")))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(".favourite")).to_have_count(2)
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(rank).to_be_focused()
    assert "7" in rank.input_value()
    expect(first.locator("details")).to_have_attribute("open", "")
    assert top_of(star) == pytest.approx(before, abs=1)


@pytest.mark.rule("FAV-2")
def test_a_star_stays_under_the_finger_that_pressed_it(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    page.set_viewport_size({"width": 1360, "height": 1200})
    star = page.locator(".wards > .ward > .star").first
    star.hover()
    before = top_of(star)

    star.click()

    expect(page.locator(".favourite")).to_have_count(1)
    assert top_of(star) == pytest.approx(before, abs=1)


@pytest.mark.rule("FAV-2")
def test_order_and_removal_by_keyboard_keep_the_place(chromium: Browser, running: Running) -> None:
    running.world.postes.starred += [
        favourite(place, imotep=imotep_of(running, service))
        for place, service in enumerate(("Essais cliniques", "Stérilisation", "Toxicologie"), 1)
    ]
    page = entered(chromium, running)
    moved = page.locator('[data-favourite$="03"]')
    moved.get_by_role("button", name="Monter ce favori").focus()
    for place in (1, 0):
        page.keyboard.press("Enter")
        expect(page.locator(".favourite").nth(place)).to_have_attribute("data-favourite", re.compile("03$"))
    expect(moved.get_by_role("button", name="Descendre ce favori")).to_be_focused()

    moved.get_by_role("button", name="Retirer ce favori").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-favourite$="01"] summary')).to_be_focused()
    for left in (1, 0):
        page.locator(".favourite").last.get_by_role("button", name="Retirer ce favori").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".favourite")).to_have_count(left)
    expect(page.locator("[data-favourites-empty]")).to_be_focused()


@pytest.mark.rule("TST-4")
def test_the_focus_is_never_under_the_banner_nor_the_tabs(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running, "telephone")
    page.emulate_media(reduced_motion="reduce")
    running.announce(ME)
    expect(page.locator("#tour")).to_contain_text("C’est votre tour")
    page.locator(".wards summary").nth(8).focus()
    for key in ["Shift+Tab"] * 12 + ["Tab"] * 12:
        page.keyboard.press(key)
        assert page.evaluate(FOCUS_IS_SEEN), key


FOCUS_IS_SEEN = """(() => {
  const { left, width, top, bottom } = document.activeElement.getBoundingClientRect();
  const seen = (y) => document.activeElement.contains(document.elementFromPoint(left + width / 2, y));
  return seen(top + 4) && seen(bottom - 4);
})()"""


@pytest.mark.rule("TST-4")
def test_long_words_fit_a_phone(chromium: Browser, running: Running) -> None:
    long = poste(9005, "Anesthésie-réanimation-et-médecine-périopératoire-pédiatrique", imotep="11009005")
    long.flechage = "Pharmacovigilance_addictovigilance_toxicovigilance_rétrocession"
    long.surnombres, long.reserve = 2, True
    running.world.postes.starred.append(favourite(1, imotep="11009005"))
    running.change(running.world.postes.publish(long))
    page = entered(chromium, running, "telephone")
    running.announce(ME)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    for tab in ("Postes à pourvoir", "Mes favoris", "Ma session"):
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
        assert page.evaluate(OVERFLOWING) == [], tab


OVERFLOWING = """[...document.querySelectorAll(".post *, .favourite *, .ward *, .row-intern *")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth)
  .map((each) => each.className)"""


@pytest.mark.rule("TRN-1")
def test_voir_courant_finds_who_chooses_in_whichever_session(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    running.tell(running.world.session.missed(85))
    running.announce(ME + 5)
    expect(page.locator("#tour")).to_contain_text(f"#{ME + 5}")

    page.get_by_role("button", name="Voir courant").click()

    expect(page.locator(".row-current")).to_be_focused()
    expect(page.get_by_role("button", name="Toutes")).to_have_attribute("aria-pressed", "true")


@pytest.mark.rule("TRN-1")
def test_nobody_comes_back_to_an_amphi_that_is_over(chromium: Browser, running: Running) -> None:
    page = entered(chromium, running)
    row = page.locator(".row-intern", has_text="#85")
    running.tell(running.world.session.missed(85))
    expect(row).to_contain_text("absent, revient")

    running.tell(running.world.session.ended())

    expect(row.locator(".row-state")).to_have_text("absent")


@pytest.mark.rule("SIM-2")
def test_a_film_says_what_was_free_and_what_was_taken(chromium: Browser, running: Running) -> None:
    running.take(free_in(running, "Essais cliniques"), 85)
    running.tell(running.world.session.ended())
    for second, decision in enumerate(running.world.session.decisions):
        decision.at.FromSeconds(1_800_000_000 + second)
    page = look(
        open_context(chromium, running, "bureau", logged_in=False), f"/amphis/{campaign.AMPHI}/rejouer"
    )
    page.wait_for_selector("[data-ready]")
    opened = open_ward(page, ESSAIS)
    page.locator("[data-film=position]").press("End")

    expect(opened.locator(".post-state", has_text=re.compile("^Pourvu$"))).to_have_count(1)
    expect(opened.locator(".post-closed")).to_have_count(0)
