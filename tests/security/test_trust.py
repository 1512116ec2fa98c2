"""What no honest page does: guess accounts, lead elsewhere, choose for others, flood (SEC-3, SEC-4)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import requests
import socketio

from tests.security.world import PATIENCE, SESSION_COOKIE, World, betrayed, no_accident

pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

ELSEWHERE: Final = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "\t//evil.example",
    "///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\r\nLocation: https://evil.example",
    "//localhost@evil.example",
    "",
]


def words(found: requests.Response) -> str:
    """The page without its tags, its forms' tokens, what was typed, and its own id."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|[0-9a-f]{32}", " ", found.text))


def log_in(world: World, email: str, password: str, **options: Any) -> requests.Response:
    """Try to log in by the page."""
    browser = requests.Session()
    fields = {"email": email, "password": password}
    return world.send(browser, "gateway", "/connexion", fields, **options)


@pytest.mark.rule("CNX-1")
def test_log_in_does_not_tell_whether_an_account_exists(world: World) -> None:
    known, unknown = world.account("interne", 3)["email"], "personne@interne.example"

    answers = [log_in(world, email, "un autre mot de passe") for email in (known, unknown, known.upper())]

    assert {each.status_code for each in answers} == {422}
    assert len({words(each) for each in answers}) == 1
    assert not any(
        "Set-Cookie" in each.headers and "session" in each.headers["Set-Cookie"] for each in answers
    )


@pytest.mark.rule("ADM-1")
def test_staffs_log_in_does_not_tell_what_was_wrong(world: World) -> None:
    account = world.account("administrateur")
    tries = [
        {"email": account["email"], "password": "faux mot de passe", "totp": "000000"},
        {"email": account["email"], "password": account["password"], "totp": "000000"},
        {"email": "personne@ars.example", "password": account["password"], "totp": "000000"},
        {"email": world.account("interne")["email"], "password": account["password"], "totp": "000000"},
    ]
    answers = [world.send(requests.Session(), "admin", "/connexion", fields) for fields in tries]
    assert {each.status_code for each in answers} == {422}
    assert len({words(each) for each in answers}) == 1


@pytest.mark.rule("INS-3")
def test_inscription_refuses_in_the_same_words_whatever_differs(world: World) -> None:
    right = world.newcomer
    wrong = [
        {**right, "nom": "INCONNUE"},
        {**right, "ine": "9999999999Z"},
        {**right, "date_naissance": "01/01/1990"},
        {**right, "email": "autre@exemple.fr", "telephone": "06 00 00 00 00"},
        {**right, "ine": "0000", "prenom": "Autre"},
    ]
    answers = [world.send(requests.Session(), "gateway", "/inscription", fields) for fields in wrong]
    assert {each.status_code for each in answers} == {422}
    assert len({words(each) for each in answers}) == 1


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_log_in_never_leads_to_another_site(world: World, wanted: str) -> None:
    account, browser = world.account("interne", 3), requests.Session()
    fields = {"email": account["email"], "password": account["password"]}
    world.token(browser, "gateway")
    found = browser.post(
        world.url("gateway", "/connexion"),
        params={"suite": wanted},
        data={"csrf_token": world.token(browser, "gateway"), **fields},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert found.status_code == 302
    stays_here(found.headers["Location"])
    again = browser.get(
        world.url("gateway", "/connexion"), params={"suite": wanted}, allow_redirects=False, timeout=PATIENCE
    )
    stays_here(again.headers["Location"])


def stays_here(location: str) -> None:
    """As a browser reads it: tabs and ends of lines left out, backslashes as slashes."""
    read = re.sub(r"[\t\r\n]", "", location).replace("\\", "/").strip()
    assert not read.startswith("//"), location
    assert urlsplit(read).scheme == "", location
    assert urlsplit(read).netloc == "", location


@pytest.mark.rule("SEC-3")
def test_a_log_in_gives_a_new_secret_out_of_scripts_reach(world: World) -> None:
    name = SESSION_COOKIE["gateway"]
    planted = requests.Session()
    planted.cookies.set(name, "x" * 43, domain="localhost.local", path="/")
    account = world.account("interne", 3)
    found = world.send(planted, "gateway", "/connexion", {key: account[key] for key in ("email", "password")})

    cookie = next(part for part in found.raw.headers.getlist("Set-Cookie") if part.startswith(name))
    assert "x" * 43 not in cookie
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    secrets = [world.log_in("interne", 3).cookies.get(name) for _ in range(2)]
    assert len({*secrets, cookie.split(";")[0]}) == 3
    assert all(len(str(secret)) >= 43 for secret in secrets)


@pytest.mark.rule("TRN-4")
def test_nobody_chooses_out_of_turn_or_for_somebody_else(world: World) -> None:
    amphi_id, browser = world.running["amphi_id"], world.browser("interne", 2)
    url = world.url("gateway", f"/api/v1/amphis/{amphi_id}/choix")
    numero = world.numero(amphi_id)

    early = choose(browser, url, "hors-tour-1", {"numero": numero})
    for_another = [
        choose(
            browser,
            url,
            f"pour-autrui-{number}",
            {"numero": numero, name: "00000000-0000-4000-8000-000000000001"},
        )
        for number, name in enumerate(("intern_id", "turn_id", "rang_appel", "actor"))
    ]
    by_header = browser.post(
        url,
        json={"numero": numero},
        headers={"Idempotency-Key": "hors-tour-2", "X-Forwarded-User": "1", "Authorization": "Bearer x"},
        timeout=PATIENCE,
    )

    assert (early.status_code, early.json()["code"]) == (409, "pas_votre_tour")
    assert {each.status_code for each in for_another} == {422}
    assert (by_header.status_code, by_header.json()["code"]) == (409, "pas_votre_tour")
    mine = browser.get(world.url("gateway", "/api/v1/moi"), timeout=PATIENCE).json()["personne"]["intern_id"]
    assert world.ask("postes", "SELECT count(*) FROM place WHERE intern_id = %s", mine) == 0


@pytest.mark.rule("G-3")
def test_a_key_serves_one_person_for_one_command(world: World) -> None:
    amphi_id = world.running["amphi_id"]
    url = world.url("gateway", f"/api/v1/amphis/{amphi_id}/choix")
    numero, first, second = world.numero(amphi_id), world.browser("interne", 2), world.browser("interne", 1)

    answer = choose(first, url, "cle-partagee-1", {"numero": numero})
    same = choose(first, url, "cle-partagee-1", {"numero": numero})
    other_content = choose(first, url, "cle-partagee-1", {"numero": numero - 1})
    other_person = choose(second, url, "cle-partagee-1", {"numero": numero})
    other_command = first.post(
        url.replace("/choix", "/renoncement"),
        json={},
        headers={"Idempotency-Key": "cle-partagee-1"},
        timeout=PATIENCE,
    )

    assert same.json()["code"] == answer.json()["code"]
    for refused in (other_content, other_person, other_command):
        assert (refused.status_code, refused.json()["code"]) == (409, "autre_demande")


def choose(browser: requests.Session, url: str, key: str, content: dict[str, Any]) -> requests.Response:
    """Send a choice."""
    found = browser.post(url, json=content, headers={"Idempotency-Key": key}, timeout=PATIENCE)
    no_accident(found)
    return found


@contextmanager
def connected(world: World, **options: Any) -> Iterator[socketio.SimpleClient]:
    """A socket, closed afterwards."""
    client = socketio.SimpleClient()
    try:
        client.connect(world.demo["gateway"], transports=["websocket"], **options)
        yield client
    finally:
        client.disconnect()


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_another_sites_page_gets_no_socket(world: World, origin: str, transport: str) -> None:
    client = socketio.SimpleClient()
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(world.demo["gateway"], transports=[transport], headers={"Origin": origin})


@pytest.mark.rule("SEC-5")
def test_a_stranger_gets_no_socket_of_the_back_office(world: World) -> None:
    client = socketio.SimpleClient()
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(world.demo["admin"], transports=["websocket"])


@pytest.mark.rule("SEC-6")
def test_senseless_questions_over_the_socket_get_an_answer_or_nothing(world: World) -> None:
    amphi_id = world.running["amphi_id"]
    with connected(world) as client:
        for asked in (None, 5, "x", [1], {"amphi_id": [[[1]]]}, {"amphi_id": "\ud800"}, {"amphi_id": "\x00"}):
            assert client.call("join", asked, timeout=PATIENCE)["error"]["code"] == "identifiant_invalide"
        unknown = client.call("join", {"amphi_id": amphi_id[::-1]}, timeout=PATIENCE)
        assert unknown["error"]["code"] == "amphi_inconnu"
        for position in ({"seq": -1}, {"seq": 10**30, "version": 10**30}, {"seq": "1", "version": []}):
            answer = client.call("join", {"amphi_id": amphi_id, **position}, timeout=PATIENCE)
            assert "snapshot" in answer["amphi"]
            assert betrayed(str(answer)) == []
        client.emit("inconnu", {"x": 1})
        assert client.call("clock", {"x": 1}, timeout=PATIENCE)["now"] > 0


@pytest.mark.rule("SEC-4")
def test_a_flood_is_cut_and_costs_the_others_nothing(world: World) -> None:
    amphi_id = world.running["amphi_id"]
    with connected(world) as flooding, connected(world) as other:
        for _ in range(400):
            flooding.emit("join", {"amphi_id": amphi_id})
        assert other.call("clock", timeout=PATIENCE)["now"] > 0
        assert "amphi" in other.call("join", {"amphi_id": amphi_id}, timeout=PATIENCE)
        with pytest.raises((socketio.exceptions.DisconnectedError, socketio.exceptions.TimeoutError)):
            flooding.call("clock", timeout=3)
    assert requests.get(world.url("gateway", "/"), timeout=PATIENCE).status_code == 200


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "packet", ["42[", "42" + "[" * 8000, "9xx", "45999999999-[]", "42" + "9" * 7000, "4" * 9000]
)
def test_what_is_not_of_the_protocol_harms_nobody(world: World, packet: str) -> None:
    address = world.url("gateway", "/socket.io/?EIO=4&transport=polling")
    with requests.Session() as browser:
        opened = browser.get(address, timeout=PATIENCE)
        no_secret_header(opened)
        sid = re.findall(r'"sid":"([^"]+)"', opened.text)[0]
        try:
            found = browser.post(f"{address}&sid={sid}", data=packet, timeout=1)
        except requests.exceptions.ReadTimeout:
            pass  # kept waiting, alone, until its socket's time is over
        else:
            assert found.status_code in (200, 400)
            assert "Traceback" not in found.text
    with connected(world) as client:
        assert client.call("clock", timeout=PATIENCE)["now"] > 0


def no_secret_header(found: requests.Response) -> None:
    """The protocol's own answers bear the headers too, and no cookie of their own."""
    assert "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in found.headers
