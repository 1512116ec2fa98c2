"""Forms and addresses with values that no honest browser sends: refused at their place (SEC-6)."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import pytest
import requests

from tests.security.addresses import KEY, Address, addresses
from tests.security.world import PATIENCE, World, no_accident

pytestmark = [pytest.mark.real, pytest.mark.timeout(300), pytest.mark.rule("SEC-6")]

HOSTILE: Final = {
    "empty": "",
    "spaces": " \t\u00a0 ",
    "html": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror='alert(1)'>",
    "sql": "' OR 1=1; DROP TABLE post; --",
    "nul": "a\x00b",
    "direction marks": "\u202egpj.exe\u200f",
    "header": "a\r\nSet-Cookie: dci=1",
    "template": "{{7*7}}${7*7}%s{0}#{1}",
    "path": "../../../../etc/passwd",
    "emoji": "👩🏽‍⚕️" * 50,
    "other digits": "١٢٣٤٥٦",
    "number of thousands of digits": "9" * 5000,
    "negative": "-1",
    "long": "é" * 20_000,
    "formula": '=cmd|" /C calc"!A0',
}
PARAMETERS: Final = (
    "semestre", "page", "taille", "tri", "vue", "etat", "nom", "amphi", "regime", "formation", "offre",
    "code", "suite", "apres", "version", "groupe", "des", "prenom", "service", "imotep", "problemes", "rang",
    "etablissement", "departement", "chef_de_service", "flechage", "type", "des_poste", "des_interne",
)  # fmt: skip
IN_AN_ADDRESS: Final = ("html", "sql", "nul", "direction marks", "other digits", "negative", "long")
WITHOUT_VALUES: Final = {
    "amphis.etape", "listes.publier", "interventions.retirer_affectation", "interventions.etape_correction",
    "repetitions.oublier",
}  # fmt: skip
"""Forms that ask « sure? »: nothing is typed there, so that any value is right."""
ANSWERS_ANYTHING: Final = {"attestation.verifier"}
"""Forms that say what a text is worth: every text has an answer."""
FILES: Final = ("imports.", "attestation.proces_verbal")
"""Forms that take files, larger than any form."""
LONGEST_ADDRESS: Final = 3500
LARGEST_FORM: Final = 64 * 1024
_FIELD: Final = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([a-z_]+)"')


def forms(world: World, front: str) -> Iterator[Address]:
    """Every page with a form of typed values."""
    found = addresses(world, front)
    posted = {each.endpoint for each in found if each.method == "POST"}
    for each in found:
        if each.method == "GET" and each.endpoint in posted and each.endpoint not in WITHOUT_VALUES:
            yield each


def shown(value: str) -> str:
    """As much of it as fits an address in which every parameter has it twice."""
    room = LONGEST_ADDRESS // len(PARAMETERS) // 2 - 12
    return next((value[:size] for size in range(25, 0, -1) if len(quote(value[:size])) <= room), "")


def visitor(world: World, front: str) -> requests.Session:
    """Somebody to whom these forms are open."""
    if front == "admin":
        return world.browser("gestionnaire")
    browser = requests.Session()
    newcomer = world.newcomer
    world.send(browser, "gateway", "/inscription", newcomer)
    return browser


def fields_of(page: str) -> set[str]:
    """The fields of the page's forms."""
    return set(_FIELD.findall(page)) - {"csrf_token"}


def says_so(found: requests.Response) -> None:
    """Refused, in French, in the form itself."""
    no_accident(found)
    assert found.status_code in (413, 422), (found.url, found.status_code)
    assert 'lang="fr"' in found.text
    assert 'role="alert"' in found.text or "Envoi trop volumineux" in found.text, found.url
    assert "<script>alert" not in found.text
    assert "<img src=x" not in found.text


@pytest.mark.parametrize("front", ["gateway", "admin"])
def test_forms_refuse_hostile_values_at_their_place(world: World, front: str) -> None:
    browser, tried = visitor(world, front), 0
    log_in = requests.Session()
    before = world.census()

    for form in forms(world, front):
        who = log_in if form.endpoint.endswith(".connexion") else browser
        page = who.get(world.url(front, form.path), allow_redirects=False, timeout=PATIENCE)
        if page.status_code != 200 or not fields_of(page.text):
            continue
        refused = no_accident if form.endpoint in ANSWERS_ANYTHING else says_so
        for value in HOSTILE.values():
            refused(world.send(who, front, form.path, dict.fromkeys(fields_of(page.text), value)))
        files = {name: (name, b"z" * 100) for name in fields_of(page.text) - {"file"}}
        refused(world.send(who, front, form.path, {}, files=files))
        tried += 1

    assert tried >= (3 if front == "gateway" else 6)
    assert world.census() == before


@pytest.mark.parametrize("front", ["gateway", "admin"])
@pytest.mark.rule("SEC-3")
def test_forms_refuse_what_has_no_token_is_too_large_or_no_form(world: World, front: str) -> None:
    browser = visitor(world, front)
    before = world.census()

    for form in addresses(world, front):
        if form.method == "GET" or form.is_api:
            continue
        url, token = world.url(front, form.path), world.token(browser, front)
        multipart = {"Content-Type": "multipart/form-data; boundary=x"}
        for options, expected in (
            ({"data": {}}, 400),
            ({"data": {"csrf_token": "x" * 90}}, 400),
            ({"data": {"csrf_token": token, "x": "y" * (2 * LARGEST_FORM)}}, 413),
            ({"data": [("csrf_token", token)] + [("x", "y")] * 100_000}, 413),
            ({"data": b"\xff\xfe&&&=%ff"}, 400),
            ({"data": b'--x\r\nContent-Disposition: form-data; name="', "headers": multipart}, 400),
            ({"data": "{}", "headers": {"Content-Type": "application/json"}}, 400),
        ):
            if expected == 413 and form.endpoint.startswith(FILES):
                continue
            found = browser.post(url, allow_redirects=False, timeout=PATIENCE, **options)
            no_accident(found)
            assert found.status_code == expected, (form, found.status_code)

    assert world.census() == before


@pytest.mark.parametrize("front", ["gateway", "admin"])
def test_addresses_take_any_parameter_without_an_accident(world: World, front: str) -> None:
    browser = world.browser("consultation") if front == "admin" else world.browser("interne", 2)
    for address in addresses(world, front):
        if address.method != "GET" or address.path.startswith("/static/"):
            continue
        for value in map(HOSTILE.__getitem__, IN_AN_ADDRESS):
            query = urlencode([(each, shown(value)) for each in PARAMETERS for _ in range(2)])
            url = world.url(front, f"{address.path}?{query}")
            found = browser.get(url, allow_redirects=False, timeout=PATIENCE)
            no_accident(found)
            assert "<script>alert" not in found.text
            assert "<img src=x" not in found.text


@pytest.mark.parametrize(
    "path",
    [
        "/verifier/%00",
        "/verifier/%0d%0aSet-Cookie:x",
        "/verifier/..%2f..%2fetc%2fpasswd",
        "/verifier/" + "a" * 3000,
        "/inscription/finaliser/%00",
        "/inscription/finaliser/%ff%fe",
        "/inscription/finaliser/" + "a" * 3000,
        "/static/x/chassis/web/static/../../errors.py",
        "/static/x/chassis/web/static/%2e%2e/%2e%2e/errors.py",
        "/static/x/chassis/web/static/..%5c..%5cerrors.py",
        "/static/x/chassis/web/static/%00",
        "/static/x//etc/passwd",
        "/static/x/services/gateway/config.py",
        "/mes-affectations/²²²²²²/attestation.pdf",
        "/mes-affectations/..%2f..%2f/attestation.pdf",
        "/listes-d-appel/00000000-0000-4000-8000-000000000000?nom=%00",
        "/api/v1/amphis/{brace}",
        "/api/v1/amphis/00000000-0000-4000-8000-000000000000/tableau",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/%2f..",
    ],
)
def test_odd_paths_lead_nowhere(world: World, path: str) -> None:
    browser = world.browser("interne", 2)
    request = requests.Request("GET", world.url("gateway", "/"), cookies=browser.cookies).prepare()
    request.url = world.url("gateway", path)
    with requests.Session() as sender:
        found = sender.send(request, allow_redirects=False, timeout=PATIENCE)
    no_accident(found)
    assert found.status_code in (308, 404, 422), found.status_code
    assert urlsplit(found.headers.get("Location", "")).netloc in ("", request.url.split("/")[2])
    assert "root:" not in found.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_other_methods_are_not_taken(world: World, method: str) -> None:
    found = requests.request(method, world.url("gateway", "/postes"), timeout=PATIENCE)
    no_accident(found)
    assert found.status_code == 405


JSON: Final[dict[str, str | bytes]] = {
    "deep": "[" * 30_000,
    "deep objects": '{"a":' * 9_000,
    "half a character": '{"numero": "\\ud800", "email": "\\ud800", "password": "\\ud800"}',
    "huge number": '{"numero": ' + "9" * 6_000 + "}",
    "infinite": '{"numero": 1e999, "position": 1e999}',
    "not a number": '{"numero": NaN, "position": NaN}',
    "wrong types": '{"numero": true, "position": [], "email": 5, "password": {}, "imotep": 1}',
    "fractions": '{"numero": 1.5, "position": 0.1}',
    "text for a number": '{"numero": "1; DROP", "position": "1"}',
    "beyond bounds": '{"numero": 99999999999999999999, "position": -1}',
    "unknown names": '{"__proto__": {}, "intern_id": "x", "turn_id": "y"}',
    "a list": "[1, 2]",
    "nothing": "",
    "null": "null",
    "cut off": '{"numero": ',
    "bytes": b'{"numero": "\xff\xfe"}',
    "UTF-16": '{"numero": 1}'.encode("utf-16"),
    "compressed": b"\x1f\x8b\x08\x00",
    "large": '{"numero": "' + "x" * 10_000_000 + '"}',
}


def test_the_api_refuses_json_that_makes_no_sense(world: World) -> None:
    browser = world.browser("interne", 2)
    before = world.census()

    for address in addresses(world, "gateway"):
        if not address.is_api or address.method in ("GET", "DELETE") or not address.body:
            continue
        for name, body in JSON.items():
            found = browser.request(
                address.method,
                world.url("gateway", address.path),
                data=body,
                headers={**KEY, "Content-Type": "application/json"},
                timeout=PATIENCE,
            )
            no_accident(found)
            assert found.status_code in (400, 413, 422), (address, name, found.status_code)
            assert_french(found.json())

    assert world.census() == before


def assert_french(said: dict[str, Any]) -> None:
    """A code, a text, and what is wrong with which field: nothing in the library's own words."""
    assert said["code"]
    assert said["message"]
    english = re.compile(r"\b(not|must|missing|invalid|unknown|field|longer|required)\b", re.IGNORECASE)
    assert not english.search(json.dumps([said["message"], *said["details"].values()])), said


@pytest.mark.rule("SEC-3")
def test_the_api_refuses_other_sites_pages(world: World) -> None:
    browser = world.browser("interne", 2)
    before = world.census()
    foreign: list[dict[str, str]] = [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": world.demo["gateway"] + ".evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ]

    for address in addresses(world, "gateway"):
        if not address.is_api or address.method == "GET":
            continue
        for headers in foreign:
            if address.method == "DELETE" and "Content-Type" in headers:
                continue
            found = browser.request(
                address.method,
                world.url("gateway", address.path),
                data=json.dumps(address.body),
                headers={**KEY, "Content-Type": "application/json", **headers},
                timeout=PATIENCE,
            )
            no_accident(found)
            assert found.json()["code"] in ("requete_etrangere", "json_attendu"), (address, headers)
            assert "Access-Control-Allow-Origin" not in found.headers

    assert world.census() == before


@pytest.mark.parametrize(
    "cookie", ["\xff\xfe", '"\\000abc"', '"\\377\\355\\240\\200"', "a" * 7000, "", "=;,"]
)
def test_odd_cookies_are_nobodys(world: World, cookie: str) -> None:
    for front, name in (("gateway", "dci-gateway-session"), ("admin", "dci-admin-session")):
        headers = {"Cookie": f"{name}={cookie}; dci-{front}-form=x.y.z"}
        path = "/mes-informations" if front == "gateway" else "/"
        found = requests.get(world.url(front, path), headers=headers, allow_redirects=False, timeout=PATIENCE)
        no_accident(found)
        assert found.status_code == 302
