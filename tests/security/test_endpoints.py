"""Every address of gateway and admin as a stranger, after the end of a session, with a forged cookie, as
somebody else: what is public shows first names and initials, everything else asks for a log-in (SEC-5)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
import requests

from tests.security.addresses import KEY, Address, addresses
from tests.security.world import PATIENCE, SESSION_COOKIE, World, betrayed, no_accident

pytestmark = [pytest.mark.real, pytest.mark.timeout(300), pytest.mark.rule("SEC-5")]

PUBLIC: Final = {
    "accueil.index",
    "affectations.liste",
    "amphi.direct",
    "amphi.fiche",
    "amphi.liste",
    "amphi.ligne",
    "amphi.liste_appel",
    "amphi.rejouer",
    "api-docs.openapi_json",
    "api_amphis.amphi",
    "api_amphis.amphis",
    "api_amphis.offre",
    "api_amphis.rejeu",
    "api_amphis.suite",
    "api_amphis.tableau",
    "api_compte.connexion",
    "api_compte.deconnexion",
    "api_rights.accepter",
    "api_rights.offre",
    "attestation.proces_verbal",
    "attestation.verification",
    "attestation.verifier",
    "compte.accepter_procuration",
    "compte.adresse",
    "compte.connexion",
    "compte.deconnexion",
    "compte.envoye",
    "compte.finaliser",
    "compte.inscription",
    "postes.liste",
    "record.cles",
    "record.telecharger",
    "static_files.send",
}
"""Of gateway; a new one is a decision to make public."""
OF_THE_AMPHI: Final = {
    "amphi.ordre",
    "api_amphis.passage",
    "api_amphis.recu",
    "api_commands.choix",
    "api_commands.ordre",
    "api_commands.renoncement",
    "api_commands.retour",
    "api_compte.moi",
    "api_favourites.ajouter",
    "api_favourites.deplacer",
    "api_favourites.favoris",
    "api_favourites.retirer",
}
"""Of gateway: what a mandataire may do where the intern may (PRC-5). All else of an account is closed."""
OPEN_AT_ADMIN: Final = {"connexion.connexion", "static_files.send"}
ASKS_FOR_LOG_IN: Final = re.compile(r"/connexion(\?|$)")
WAYS: Final = ("no session", "an ended session", "a forged cookie")
Ask = Callable[[Address], requests.Response]


@pytest.fixture(params=WAYS)
def stranger(world: World, request: pytest.FixtureRequest) -> Iterator[requests.Session]:
    """Somebody who is not logged in (any more)."""
    with requests.Session() as browser:
        match request.param:
            case "an ended session":
                leaving = world.log_in("interne", 1)
                secret = leaving.cookies.get(SESSION_COOKIE["gateway"]) or ""
                world.send(leaving, "gateway", "/deconnexion", {})
                set_secret(browser, secret)
            case "a forged cookie":
                set_secret(browser, "x" * 43)
        yield browser


def set_secret(browser: requests.Session, secret: str) -> None:
    """Show this secret to gateway and to admin."""
    for name in SESSION_COOKIE.values():
        browser.cookies.set(name, secret, domain="localhost.local", path="/")


def ask(world: World, browser: requests.Session, address: Address) -> requests.Response:
    """Ask for it as its own page would, with a token that is good."""
    options: dict[str, Any] = {"allow_redirects": False, "timeout": PATIENCE, "headers": dict(KEY)}
    if address.is_api and address.method != "GET":
        options["json"] = address.body
    elif address.method != "GET":
        options["data"] = {"csrf_token": world.token(browser, address.front)}
    return browser.request(address.method, world.url(address.front, address.path), **options)


def is_refused(found: requests.Response, address: Address) -> bool:
    """A 401 to programs, the log-in page to people."""
    if address.is_api:
        return found.status_code == 401
    return found.status_code in (302, 401) and (
        found.status_code == 401 or bool(ASKS_FOR_LOG_IN.search(found.headers["Location"]))
    )


def test_a_stranger_reaches_what_is_public_and_nothing_else(world: World, stranger: requests.Session) -> None:
    before = world.census()

    for address in addresses(world, "gateway"):
        found = ask(world, stranger, address)
        no_accident(found)
        assert is_refused(found, address) is (address.endpoint not in PUBLIC), (address, found.status_code)
        if not address.path.startswith("/static/"):
            assert betrayed(found.text) == [], address

    assert world.census() == before


def test_a_stranger_reaches_nothing_of_the_back_office(world: World, stranger: requests.Session) -> None:
    before = world.census()

    for address in addresses(world, "admin"):
        found = ask(world, stranger, address)
        no_accident(found)
        assert is_refused(found, address) is (address.endpoint not in OPEN_AT_ADMIN), address

    assert world.census() == before


def test_an_interns_session_opens_nothing_of_the_back_office(world: World) -> None:
    secret = world.browser("interne", 2).cookies.get(SESSION_COOKIE["gateway"]) or ""
    with requests.Session() as browser:
        set_secret(browser, secret)
        for address in addresses(world, "admin"):
            found = ask(world, browser, address)
            assert is_refused(found, address) is (address.endpoint not in OPEN_AT_ADMIN), address


def test_a_staff_session_opens_nothing_of_an_interns(world: World) -> None:
    secret = world.browser("consultation").cookies.get(SESSION_COOKIE["admin"]) or ""
    before = world.census()
    with requests.Session() as browser:
        set_secret(browser, secret)
        for address in addresses(world, "gateway"):
            if address.endpoint not in PUBLIC:
                found = ask(world, browser, address)
                no_accident(found)
                assert found.status_code in (302, 401, 403, 404), (address, found.status_code)
    assert world.census() == before


@pytest.mark.rule("PRC-5")
def test_a_mandataire_reaches_the_amphi_and_nothing_of_the_rest_of_the_account(world: World) -> None:
    browser = world.browser("mandataire")
    before = world.census()

    closed = [each for each in addresses(world, "gateway") if each.endpoint not in PUBLIC | OF_THE_AMPHI]
    for address in closed:
        found = ask(world, browser, address)
        no_accident(found)
        assert found.status_code == 403, (address, found.status_code)

    assert len(closed) >= 10
    assert world.census() == before
    mine = browser.get(world.url("gateway", "/api/v1/moi"), timeout=PATIENCE).json()
    assert mine["personne"]["mandataire"] is True
    assert [each["amphi"]["code"] for each in mine["amphis"]] == ["PHARMA"]


@pytest.mark.rule("PRC-5")
def test_a_mandataires_session_opens_nothing_of_the_back_office(world: World) -> None:
    secret = world.browser("mandataire").cookies.get(SESSION_COOKIE["gateway"]) or ""
    with requests.Session() as browser:
        set_secret(browser, secret)
        for address in addresses(world, "admin"):
            found = ask(world, browser, address)
            assert is_refused(found, address) is (address.endpoint not in OPEN_AT_ADMIN), address


@pytest.mark.rule("PRC-3")
def test_the_two_accounts_of_the_log_in_page_are_apart(world: World) -> None:
    for role, compte in (("interne", "procuration"), ("mandataire", "normal")):
        account = world.account(role, 0)
        fields = {"email": account["email"], "password": account["password"], "compte": compte}
        with requests.Session() as browser:
            assert world.send(browser, "gateway", "/connexion", fields).status_code == 422, role


@pytest.mark.rule("ADM-1")
def test_consultation_reads_everything_and_changes_nothing(world: World) -> None:
    browser = world.browser("consultation")
    before = world.census()

    for address in addresses(world, "admin"):
        if address.endpoint in ("connexion.connexion", "connexion.deconnexion"):
            continue
        found = ask(world, browser, address)
        no_accident(found)
        if address.method != "GET":
            assert found.status_code in (403, 404, 422), (address, found.status_code)

    assert world.census() == before


def test_an_intern_reaches_own_data_only(world: World) -> None:
    mine, other = world.browser("interne", 2), world.browser("interne", 3)
    running, ready = world.running["amphi_id"], world.ready["amphi_id"]
    favourites = world.url("gateway", f"/api/v1/amphis/{ready}/favoris")
    numero = world.numero(ready)
    added = other.post(favourites, json={"numero": numero}, timeout=PATIENCE).json()["favoris"]
    before = world.census()

    answers = [
        mine.get(favourites, timeout=PATIENCE),
        mine.post(favourites, json={"numero": numero}, timeout=PATIENCE),
        mine.put(f"{favourites}/{added[0]['id']}", json={"position": 1}, timeout=PATIENCE),
        mine.delete(f"{favourites}/{added[0]['id']}", timeout=PATIENCE),
        mine.get(world.url("gateway", f"/api/v1/amphis/{ready}/passage"), timeout=PATIENCE),
        *(
            mine.post(
                world.url("gateway", f"/api/v1/amphis/{ready}/{command}"),
                json={"numero": numero} if command == "choix" else {},
                headers={"Idempotency-Key": f"etranger-{command}"},
                timeout=PATIENCE,
            )
            for command in ("choix", "renoncement", "retour", "ordre")
        ),
    ]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(403, "pas_dans_l_amphi")}
    in_own_amphi = f"/api/v1/amphis/{running}/favoris/{added[0]['id']}"
    mine.delete(world.url("gateway", in_own_amphi), timeout=PATIENCE)
    assert world.census() == before
    assert other.get(favourites, timeout=PATIENCE).json()["favoris"] == added


def test_a_connected_interns_pages_show_nobody_elses_ine_or_address(world: World) -> None:
    browser, own = world.browser("interne", 2), world.account("interne", 2)["email"]
    for address in addresses(world, "gateway"):
        if address.method == "GET" and not address.path.startswith("/static/"):
            found = ask(world, browser, address)
            told = [each for each in betrayed(found.text) if "@" in each or each[:1].isdigit()]
            others = {each for each in told if each != own}
            assert len(others) <= (1 if address.endpoint == "compte.mes_informations" else 0), (
                address,
                others,
            )
