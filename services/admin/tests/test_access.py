"""Who gets in, how far, and where they are sent (ADM-1)."""

import pytest

from services.admin.tests import campaign
from services.admin.tests.application import World, make_application, make_settings
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import CODE, EMAIL, PASSWORD

PAGES = [
    "/", "/semestres/", "/imports/", "/listes-d-appel/", "/types-de-choix/", "/amphis/", "/regie/",
    "/courriels/",
]  # fmt: skip
ACTIONS = [
    "/imports/internes",
    "/amphis/nouveau",
    f"/amphis/{campaign.BROUILLON}/reglages",
    f"/amphis/{campaign.BROUILLON}/decoupage",
    f"/amphis/{campaign.BROUILLON}/valider",
    f"/listes-d-appel/{campaign.VERSION[:-1]}2/publier/definitive",
    f"/regie/{campaign.AMPHI}/agir/pause",
]


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("path", [*PAGES, *ACTIONS, f"/regie/{campaign.AMPHI}", "/rien"])
def test_nobody_sees_a_page_without_logging_in(nobody: Browser, path: str) -> None:
    answer = nobody.open(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/connexion")


def test_a_part_asked_without_log_in_is_refused_not_redirected(nobody: Browser) -> None:
    assert nobody.open("/regie/", headers={"X-Part": "1"}).status_code == 401


@pytest.mark.rule("ADM-1")
def test_an_interns_session_opens_nothing_here(nobody: Browser, world: World) -> None:
    world.identity.roles = []
    world.identity.secrets["secret"] = "session"
    nobody.client.set_cookie("dci-admin-session", "secret")
    assert nobody.open("/amphis/").status_code == 302


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("path", PAGES)
def test_consultation_reads(reader: Browser, path: str) -> None:
    assert reader.open(path).status_code == 200


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("path", ACTIONS)
def test_consultation_does_not_act(reader: Browser, world: World, path: str) -> None:
    assert reader.open(path).status_code == 403
    assert reader.send(path, {}, form="/semestres/").status_code == 403
    assert world.session.conduct.asked == []
    assert world.ranking.asked == []


@pytest.mark.rule("ADM-1")
def test_consultation_is_not_offered_what_it_may_not_do(reader: Browser) -> None:
    page = reader.open(f"/regie/{campaign.AMPHI}").text
    assert "Mettre en pause" not in page
    assert "agir/" not in page


def test_the_page_wanted_is_shown_after_log_in(nobody: Browser) -> None:
    path = nobody.open("/amphis/?semestre=052027").location
    answer = nobody.send(path, {"email": EMAIL, "password": PASSWORD, "totp": CODE})
    assert answer.location == "/amphis/?semestre=052027"


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize(
    "elsewhere",
    ["https://mal.example", "//mal.example", "/\\mal.example", "\\\\mal.example", "javascript:alert(1)",
     "http:mal.example", "///mal.example", "/\t/mal.example", "/\n/mal.example", "%2F%2Fmal.example"],
)  # fmt: skip
def test_log_in_never_leads_elsewhere(nobody: Browser, elsewhere: str) -> None:
    data = {"email": EMAIL, "password": PASSWORD, "totp": CODE}
    token = (
        nobody.client.get("/connexion").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    )
    answer = nobody.client.post(
        "/connexion", query_string={"suite": elsewhere}, data=data | {"csrf_token": token}
    )
    assert answer.status_code == 302
    assert answer.location == "/"


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("wrong", [{"email": "autre@ars.example"}, {"password": "faux"}, {"totp": "000000"}])
def test_what_was_wrong_at_log_in_is_not_told(nobody: Browser, wrong: dict[str, str]) -> None:
    answer = nobody.log_in(**wrong)
    assert answer.status_code == 422
    assert "L’adresse e-mail, le mot de passe ou le code est incorrect." in answer.text


@pytest.mark.parametrize(
    "hostile",
    [{"email": ""}, {"password": ""}, {"totp": ""}, {"totp": "12345"}, {"totp": "١٢٣٤٥٦"},
     {"email": "a" * 300}, {"email": "x@y.fr\x00"}, {"password": "p" * 300},
     {"email": "<script>alert(1)</script>"}],
)  # fmt: skip
def test_log_in_refuses_values_that_cannot_be(nobody: Browser, hostile: dict[str, str]) -> None:
    answer = nobody.log_in(**hostile)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_failed_log_ins_from_one_address_are_limited(world: World) -> None:
    app = make_application(world, make_settings(failures=3)).app
    browser = Browser(app.test_client(), world)
    statuses = [browser.log_in(password="faux").status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]


def test_log_out_ends_the_session(staff: Browser, world: World) -> None:
    staff.send("/deconnexion", {}, form="/semestres/")
    assert world.identity.secrets == {}
    assert staff.open("/").status_code == 302


def test_where_identity_cannot_tell_nobody_is_taken_for_logged_out(nobody: Browser, world: World) -> None:
    world.identity.away = True
    nobody.client.set_cookie("dci-admin-session", "secret")
    assert nobody.open("/").status_code == 503


@pytest.mark.rule("SEC-3")
def test_a_form_without_its_token_changes_nothing(staff: Browser, world: World) -> None:
    answer = staff.client.post(f"/regie/{campaign.AMPHI}/agir/pause", data={"reason": "x"})
    assert answer.status_code == 400
    assert world.session.conduct.asked == []


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize("path", ["/", f"/regie/{campaign.AMPHI}", "/rien"])
def test_nothing_inline_nothing_from_elsewhere(staff: Browser, path: str) -> None:
    answer = staff.open(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] in ("no-store", "no-cache")
    assert "<script>" not in answer.text
    assert ' style="' not in answer.text


def test_cookies_are_for_this_service_alone(world: World) -> None:
    app = make_application(world, make_settings(public_url="https://pilotage.example")).app
    browser = Browser(app.test_client(), world)
    token = browser.client.get("/connexion", base_url="https://pilotage.example").text
    found = token.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = browser.client.post(
        "/connexion",
        base_url="https://pilotage.example",
        headers={"Referer": "https://pilotage.example/connexion"},
        data={"email": EMAIL, "password": PASSWORD, "totp": CODE, "csrf_token": found},
    )
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if "session" in each)
    assert cookie.startswith("__Host-dci-admin-session=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
