"""Type de choix and procuration, as pages and by the API; what a mandataire gets (PRO-3, PRO-4, PRC-*)."""

import pytest
from flask.testing import FlaskClient

from services.gateway.context import EXTENSION
from services.gateway.live.presence import Place
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, ME, PASSWORD, VERSION, intern_id
from services.gateway.tests.dev.identity import MANDATAIRE, MANDATAIRE_ID
from services.gateway.tests.pages import send, words

GIVEN = {"email": MANDATAIRE, "telephone": "06 11 22 33 44"}
LATER = "prend effet dès que l’amphi répond"
OWN_PAGES = [
    "/mes-informations",
    f"/mes-informations/rangs/{VERSION}",
    "/mes-affectations",
    "/mes-affectations/052027/attestation.pdf",
    "/procuration",
    "/type-de-choix",
]


@pytest.fixture
def mandataire(client: FlaskClient) -> FlaskClient:
    """A browser of the mandataire."""
    found = send(client, "/connexion", email=MANDATAIRE, password=PASSWORD, compte="procuration")
    assert found.location == "/"
    return client


@pytest.mark.rule("PRO-4")
@pytest.mark.rule("PRC-1")
def test_an_intern_gives_a_procuration_sees_to_whom_and_cancels(interne: FlaskClient, world: World) -> None:
    assert "vous ne pouvez plus choisir vous-même" in words(interne.get("/procuration"))
    assert send(interne, "/procuration", **GIVEN).location == "/procuration"
    text = words(interne.get("/procuration"))
    assert f"Vous avez donné procuration à {MANDATAIRE}. C’est pris en compte." in text
    assert "Annuler la procuration" in text

    page = interne.get("/procuration").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    interne.post("/procuration/renvoyer", data={"csrf_token": token})
    assert world.identity.resent == 1
    world.identity.effective = False
    cancelled = interne.post(
        "/procuration/annuler", data={"csrf_token": token, "suite": f"/amphis/{AMPHI}/direct"}
    )
    assert cancelled.location == f"/amphis/{AMPHI}/direct"
    assert LATER in words(interne.get("/procuration"))
    assert not world.identity.rights.HasField("procuration")


@pytest.mark.rule("PRC-3")
def test_a_person_named_by_somebody_else_is_refused_in_words(interne: FlaskClient) -> None:
    found = send(interne, "/procuration", **GIVEN | {"email": "pris@proche.example"})
    assert found.status_code == 422
    assert "Cette personne a déjà une procuration." in words(found)


@pytest.mark.rule("PRO-4")
@pytest.mark.parametrize("field", sorted(GIVEN))
@pytest.mark.parametrize("value", ["", "\x00", "é" * 400])
def test_each_field_refuses_nothing_oversized_and_hostile(
    interne: FlaskClient, world: World, field: str, value: str
) -> None:
    found = send(interne, "/procuration", **GIVEN | {field: value})
    assert found.status_code == 422
    assert f'id="{field}-erreur"' in found.text
    assert not world.identity.rights.HasField("procuration")


@pytest.mark.rule("PRC-2")
@pytest.mark.rule("INS-4")
def test_the_mandataires_link_shows_and_its_button_acts(client: FlaskClient, world: World) -> None:
    assert "Inès MARTIN vous demande de choisir" in words(client.get("/procuration/accepter/lien"))
    assert world.identity.rights.procuration.state == ""
    found = send(client, "/procuration/accepter/lien", password=PASSWORD, password_again=PASSWORD)
    assert found.location == "/connexion?compte=procuration"
    assert world.identity.rights.procuration.state == "active"
    page = client.get(found.location).text
    assert "Vous avez accepté la procuration de Inès MARTIN" in page
    assert client.get("/procuration/accepter/autre").status_code == 404


@pytest.mark.rule("PRO-3")
@pytest.mark.rule("STA-2")
def test_an_intern_asks_for_another_type_de_choix_and_takes_it_back(
    interne: FlaskClient, world: World
) -> None:
    before = words(interne.get("/type-de-choix"))
    assert "En vigueur pour vous : classique." in before
    assert "ne passent pas par cette application" in before
    assert send(interne, "/type-de-choix").status_code == 422
    assert send(interne, "/type-de-choix", type_choix="surnombre_validant").location == "/type-de-choix"
    asked = interne.get("/type-de-choix")
    assert "en cours d’instruction" in words(asked)
    assert "Envoyer ma demande" not in words(asked)

    token = asked.text.split('name="csrf_token" value="')[1].split('"')[0]
    interne.post("/type-de-choix/annuler", data={"csrf_token": token})
    assert world.identity.rights.demandes[0].state == "annulee"
    assert "Envoyer ma demande" in words(interne.get("/type-de-choix"))


@pytest.mark.rule("PRO-3")
def test_a_refusal_shows_its_reason(interne: FlaskClient, world: World) -> None:
    world.identity.rights.demandes.add(
        type_choix="surnombre_validant", state="refusee", reason="Dossier incomplet"
    )
    assert "Motif du refus Dossier incomplet" in words(interne.get("/type-de-choix"))


def test_where_no_semester_is_open_the_pages_say_so(interne: FlaskClient, world: World) -> None:
    world.identity.rights.open = False
    assert "Pas de procuration en ce moment" in words(interne.get("/procuration"))
    assert "Pas de demande en ce moment" in words(interne.get("/type-de-choix"))


@pytest.mark.rule("CNX-1")
@pytest.mark.rule("PRC-3")
def test_the_switch_of_the_log_in_page_chooses_the_account(client: FlaskClient) -> None:
    page = words(client.get("/connexion"))
    assert "Normal" in page
    assert "Procuration" in page
    assert send(client, "/connexion", email=MANDATAIRE, password=PASSWORD, compte="normal").status_code == 422
    wrong = send(client, "/connexion", email=MANDATAIRE, password="faux", compte="procuration")
    assert "incorrect" in words(wrong)


@pytest.mark.rule("PRC-5")
@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_mandataire_sees_nothing_of_the_rest_of_the_account(mandataire: FlaskClient, path: str) -> None:
    found = mandataire.get(path)
    assert found.status_code == 403
    assert "vous avez accès à l’amphi" in words(found)


@pytest.mark.rule("PRC-5")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/procuration"),
        ("POST", "/api/v1/procuration"),
        ("DELETE", "/api/v1/procuration"),
        ("POST", "/api/v1/procuration/renvoi"),
        ("GET", "/api/v1/type-de-choix"),
        ("POST", "/api/v1/type-de-choix/demandes"),
        ("DELETE", "/api/v1/type-de-choix/demandes/en-cours"),
    ],
)
def test_nor_by_the_api(mandataire: FlaskClient, method: str, path: str) -> None:
    body: dict[str, str] | None = {}
    if path.endswith("demandes"):
        body = {"type_choix": "classique"}
    elif method == "POST" and path.endswith("procuration"):
        body = dict(GIVEN)
    elif method != "POST":
        body = None
    found = mandataire.open(path, method=method, json=body)
    assert found.status_code == 403
    assert found.get_json()["code"] == "reserve_a_l_interne"


@pytest.mark.rule("PRC-5")
def test_a_mandataires_menu_has_the_amphi_space_alone(mandataire: FlaskClient) -> None:
    page = mandataire.get("/").text
    assert "Mandataire de" in page
    assert "L’amphi où je choisis" in page
    for path in ("/mes-informations", "/mes-affectations", "/procuration", "/type-de-choix"):
        assert f'href="{path}"' not in page


@pytest.mark.rule("PRC-5")
def test_in_the_amphi_a_mandataire_is_where_the_intern_would_be(mandataire: FlaskClient) -> None:
    assert mandataire.get(f"/amphis/{AMPHI}/direct").status_code == 200
    order = mandataire.get(f"/amphis/{AMPHI}/ordre")
    assert "Comment ce rang est calculé" in words(order)
    assert "/mes-informations" not in order.text
    who = mandataire.get("/api/v1/moi").get_json()["personne"]
    assert (who["intern_id"], who["mandataire"]) == (intern_id(ME), True)


@pytest.mark.rule("LIV-3")
@pytest.mark.rule("PRC-5")
def test_the_presence_of_a_mandataire_is_told_as_one(mandataire: FlaskClient) -> None:
    mandataire.get(f"/api/v1/amphis/{AMPHI}/suite")
    presence = mandataire.application.extensions[EXTENSION].presence
    assert presence.here() == {Place(AMPHI, intern_id(ME), MANDATAIRE_ID)}


@pytest.mark.rule("PRO-4")
@pytest.mark.rule("PRO-3")
def test_the_api_does_what_the_pages_do(interne: FlaskClient) -> None:
    given = interne.post("/api/v1/procuration", json=GIVEN)
    assert given.status_code == 201
    assert given.get_json()["procuration"]["email"] == MANDATAIRE
    assert given.get_json()["pris_en_compte"] is True
    assert interne.get("/api/v1/procuration").get_json()["procuration"]["etat"] == "envoyee"
    assert interne.post("/api/v1/procuration/renvoi", json={}).status_code == 204
    assert interne.get("/api/v1/procuration/offres/lien").get_json()["prenom"] == "Inès"
    accepted = interne.post(
        "/api/v1/procuration/offres/lien", json={"password": PASSWORD, "password_again": PASSWORD}
    )
    assert accepted.get_json() == {"pris_en_compte": True}
    assert interne.delete("/api/v1/procuration").get_json() == {"pris_en_compte": True}
    assert interne.delete("/api/v1/procuration").status_code == 409

    asked = interne.post("/api/v1/type-de-choix/demandes", json={"type_choix": "surnombre_validant"})
    assert (asked.status_code, asked.get_json()["etat"]) == (201, "en_cours")
    assert interne.get("/api/v1/type-de-choix").get_json()["demandes"][0]["etat"] == "en_cours"
    assert interne.delete("/api/v1/type-de-choix/demandes/en-cours").status_code == 204
    assert interne.post("/api/v1/type-de-choix/demandes", json={"type_choix": "x"}).status_code == 422


@pytest.mark.rule("CNX-1")
def test_the_api_logs_a_mandataire_in(client: FlaskClient) -> None:
    found = client.post(
        "/api/v1/connexion", json={"email": MANDATAIRE, "password": PASSWORD, "compte": "procuration"}
    )
    assert found.get_json()["mandataire"] is True
    refused = client.post(
        "/api/v1/connexion", json={"email": MANDATAIRE, "password": PASSWORD, "compte": "autre"}
    )
    assert refused.status_code == 422
