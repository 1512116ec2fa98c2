"""The public list of affectations moves by itself, and disturbs nobody who reads or types (AFF-1)."""

from collections.abc import Iterator

import pytest
from cachetools import TTLCache
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route, expect

from services.gateway.tests.browsing import Running, listen, look, open_context, violations
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, SEMESTRE

LIST = "/affectations?taille=60&tri=interne&prenom=a"
A_ROUND = 13_000
"""Longer than between two questions, in milliseconds."""

pytestmark = pytest.mark.rule("AFF-1")


def line(rang: int) -> str:
    """Where an intern's line is."""
    return f"#affectation-{AMPHI}-{rang}"


def asked(page: Page) -> list[str]:
    """Collect what is asked for in parts from now on."""
    found: list[str] = []
    page.on("request", lambda each: found.append(each.url) if "x-part" in each.headers else None)
    return found


def choose(running: Running, rang: int, place: int = 0) -> None:
    """Somebody gets a post; their line is the list's `place`-th."""
    postes = running.world.postes
    postes.take(postes.free()[0], rang)
    postes.taken.insert(place, postes.taken.pop())


def appears(page: Page, rang: int) -> None:
    """Somebody's line is there, or comes."""
    expect(page.locator(line(rang))).to_be_attached(timeout=15_000)


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    """The list, on a clock of the test's own; `here` is gone where anything loads it anew."""
    running.assembled.app.extensions["gateway"].affectations._kept = TTLCache(1, ttl=0)
    context = open_context(chromium, running, "bureau", logged_in=False)
    page = context.new_page()
    page.clock.install()
    page.add_init_script("Math.random = () => 0.5")
    page.goto(LIST)
    page.evaluate("globalThis.here = true")
    yield page
    assert page.evaluate("globalThis.here === true")
    context.close()


@pytest.mark.e2e
def test_a_new_line_appears_and_takes_neither_focus_nor_what_is_typed(page: Page, running: Running) -> None:
    complaints = listen(page.context)
    questions = asked(page)
    page.locator("summary", has_text="Plus de filtres").click()
    page.locator("#f-etablissement").fill("nec")
    page.locator("#f-prenom").fill("aw")
    expect(page.locator(line(85))).to_have_count(0)

    choose(running, 85)
    page.clock.run_for(A_ROUND)

    appears(page, 85)
    expect(page.locator("#f-prenom")).to_be_focused()
    expect(page.locator("#f-prenom")).to_have_value("aw")
    expect(page.locator("#f-etablissement")).to_have_value("nec")
    expect(page.locator("#f-etablissement")).to_be_visible()
    expect(page.locator("[name=prenom][type=checkbox]")).to_be_checked()
    assert "tri=interne" in questions[0]
    assert "prenom=a" in questions[0]
    assert "taille=60" in questions[0]
    expect(page.locator("#nombre")).to_have_text("43 affectations")
    assert violations(page) == []
    assert complaints == []


@pytest.mark.e2e
def test_a_correction_changes_its_line_where_it_is(page: Page, running: Running) -> None:
    numero, rang = running.world.postes.taken[3]
    running.world.postes.corrected.add(numero)
    page.clock.run_for(A_ROUND)
    expect(page.locator(line(rang))).to_contain_text("corrigée par l’ARS")
    expect(page.locator("#nombre")).to_be_empty()


@pytest.mark.e2e
def test_what_is_read_stays_where_it_is_and_the_focus_where_it_was(page: Page, running: Running) -> None:
    rang = running.world.postes.taken[20][1]
    page.locator("th a", has_text="Service").first.focus()
    page.locator(line(rang)).evaluate("(row) => row.scrollIntoView({ block: 'center', behavior: 'instant' })")
    before = page.locator(line(rang)).bounding_box()
    for each in (85, 86, 87):
        choose(running, each)
    page.clock.run_for(A_ROUND)
    appears(page, 87)
    after = page.locator(line(rang)).bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    expect(page.locator("th a", has_text="Service").first).to_be_focused()


@pytest.mark.e2e
def test_sorts_and_pages_go_on_changing_the_list_in_place(page: Page, running: Running) -> None:
    questions = asked(page)
    choose(running, 85)
    page.clock.run_for(A_ROUND)
    appears(page, 85)
    page.locator("th a", has_text="UFR").click()
    page.wait_for_url("**tri=ufr**")
    choose(running, 86)
    page.clock.run_for(A_ROUND)
    appears(page, 86)
    assert "tri=ufr" in questions[-1]


@pytest.mark.e2e
def test_a_hidden_page_asks_for_nothing_and_looks_once_it_is_seen(page: Page, running: Running) -> None:
    questions = asked(page)
    hide(page, hidden=True)
    choose(running, 85)
    page.clock.run_for(5 * A_ROUND)
    assert questions == []
    hide(page, hidden=False)
    appears(page, 85)
    assert len(questions) == 1


@pytest.mark.e2e
def test_no_question_is_asked_before_the_last_was_answered_or_given_up(page: Page) -> None:
    questions = asked(page)
    page.route("**/affectations?**", lambda _route: None)
    page.clock.run_for(A_ROUND)
    page.wait_for_timeout(200)
    page.clock.run_for(A_ROUND)
    assert len(questions) == 1
    expect(page.locator("#retard")).to_contain_text("La liste n’est pas à jour")
    page.clock.run_for(A_ROUND)
    page.wait_for_timeout(200)
    assert len(questions) == 2


@pytest.mark.e2e
def test_a_list_that_is_behind_says_so_until_it_is_not(page: Page, running: Running) -> None:
    def away(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route("**/affectations?**", away)
    page.clock.run_for(A_ROUND)
    expect(page.locator("#retard")).to_contain_text("La liste n’est pas à jour")
    assert violations(page) == []
    page.unroute("**/affectations?**")
    choose(running, 85)
    page.clock.run_for(A_ROUND)
    appears(page, 85)
    expect(page.locator("#retard")).to_be_empty()


@pytest.mark.e2e
def test_an_empty_list_fills_by_itself(chromium: Browser, running: Running) -> None:
    running.world.postes.taken.clear()
    context = open_context(chromium, running, "telephone", logged_in=False)
    page = context.new_page()
    page.clock.install()
    page.goto("/affectations")
    expect(page.get_by_text("sa ligne apparaît ici")).to_be_visible()
    choose(running, 85)
    page.clock.run_for(A_ROUND)
    appears(page, 85)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_part_is_the_lines_alone_and_asks_one_question(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever watches costs a page of lines every ten seconds: no facets, no amphis, no semesters."""
    world.postes.take(world.postes.free()[0], 3)
    for service, question in (
        (world.postes, "facets"), (world.session, "amphis"), (world.identity, "semestres"),
    ):  # fmt: skip
        monkeypatch.setattr(service, question, None)
    found = client.get(f"/affectations?semestre={SEMESTRE}&prenom=a", headers={"X-Part": "1"})
    assert found.status_code == 200
    assert f'id="{line(3)[1:]}"' in found.text
    assert "<form" not in found.text
    assert "<html" not in found.text
    assert "X-Part" in found.headers["Vary"]


def test_the_page_names_where_its_lines_are(client: FlaskClient) -> None:
    page = client.get("/affectations?prenom=a&page=2").text
    assert f'data-part="/affectations?prenom=a&amp;page=2&amp;semestre={SEMESTRE}"' in page


def hide(page: Page, *, hidden: bool) -> None:
    """Put the page in the background, or bring it back."""
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


@pytest.mark.e2e
def test_the_list_is_whole_on_a_phone(chromium: Browser, running: Running) -> None:
    context = open_context(chromium, running, "telephone", logged_in=False)
    assert violations(look(context, LIST)) == []
    context.close()
