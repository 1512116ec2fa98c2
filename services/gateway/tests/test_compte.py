"""Inscription, log-in, own information (INS-*, CNX-*, PRO-2)."""

import pytest
from flask.testing import FlaskClient

from chassis.web.serving import Assembled
from services.gateway.tests.dev.application import World, make_application, make_settings
from services.gateway.tests.dev.campaign import AMPHI, EMAIL, ME, PASSWORD, VERSION
from services.gateway.tests.dev.identity import MANDATAIRE
from services.gateway.tests.pages import send, words

IDENTITY = {
    "prenom": "Inès",
    "nom": "Martin",
    "date_naissance": "24/03/1999",
    "email": EMAIL,
    "ine": "0000",
    "telephone": "06.12.34.56.78",
}
ACCOUNT = {
    "password": PASSWORD,
    "password_again": PASSWORD,
    "date_naissance": "24/03/1999",
    "telephone": "0612345678",
    "adresse": "1, rue de la Paix\n75002 Paris",
    "ufr": "Paris Cité",
    "question": "autre",
    "own_question": "Le titre de ma thèse ?",
    "answer": "Aucune",
}


@pytest.mark.rule("INS-1")
def test_an_intern_registers_step_by_step(client: FlaskClient, world: World) -> None:
    first = send(client, "/inscription", **IDENTITY)
    assert first.location == "/inscription/adresse"
    assert world.identity.checked[0].date_naissance == "1999-03-24"

    second = send(client, "/inscription/adresse", email=EMAIL, email_again=EMAIL.upper())
    assert second.location == "/inscription/envoye"
    assert world.identity.mails == 1

    assert send(client, "/inscription/envoye").location == "/inscription/envoye"
    assert world.identity.mails == 2

    last = send(client, "/inscription/finaliser/lien", **ACCOUNT)
    assert last.location == "/connexion"
    assert world.identity.finalised[0].question == "Le titre de ma thèse ?"
    assert "Votre compte est créé, Inès" in words(client.get("/connexion"))


@pytest.mark.rule("INS-3")
def test_no_match_says_nothing_of_the_cause_and_whom_to_call(client: FlaskClient) -> None:
    text = words(send(client, "/inscription", **IDENTITY | {"nom": "Inconnu"}))

    assert "ne correspondent pas à celles dont dispose l’ARS" in text
    assert "ars-idf-internes@ars.example" in text


@pytest.mark.rule("INS-4")
def test_looking_at_a_link_uses_nothing_up(client: FlaskClient, world: World) -> None:
    for _ in range(3):
        assert client.get("/inscription/finaliser/lien").status_code == 200
    assert world.identity.finalised == []


@pytest.mark.rule("INS-1")
@pytest.mark.parametrize("field", sorted(IDENTITY))
@pytest.mark.parametrize("value", ["", "   ", "\x00", "é" * 400])
def test_each_field_of_step_1_refuses_nothing_oversized_and_hostile(
    client: FlaskClient, world: World, field: str, value: str
) -> None:
    found = send(client, "/inscription", **IDENTITY | {field: value})

    assert found.status_code == 422
    assert f'id="{field}-erreur"' in found.text
    assert world.identity.checked == []


@pytest.mark.rule("INS-5")
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("password", "court", "12 caractères au moins"),
        ("password_again", "un autre mot de passe", "Les deux mots de passe sont différents"),
        ("ufr", "Hogwarts", "choice"),
        ("own_question", "", "Écrivez votre question"),
        ("date_naissance", "31/02/1999", "Date de naissance"),
        ("answer", "", "Donnez la réponse"),
    ],
)
def test_the_last_step_says_what_is_wrong_at_its_field(
    client: FlaskClient, world: World, field: str, value: str, said: str
) -> None:
    found = send(client, "/inscription/finaliser/lien", **ACCOUNT | {field: value})

    assert found.status_code == 422
    assert said in words(found)
    assert world.identity.finalised == []
    assert PASSWORD not in found.text


def test_what_identity_refuses_stands_at_its_field(client: FlaskClient) -> None:
    refused = ACCOUNT | {"password": "motdepassecourant", "password_again": "motdepassecourant"}
    found = send(client, "/inscription/finaliser/lien", **refused)

    assert found.status_code == 422
    assert 'href="#password"' in found.text
    assert "Ce mot de passe est trop courant." in words(found)


@pytest.mark.rule("CNX-1")
def test_wrong_email_and_wrong_password_look_alike(client: FlaskClient) -> None:
    one = send(client, "/connexion", email="personne@exemple.fr", password=PASSWORD)
    other = send(client, "/connexion", email=EMAIL, password="faux")

    assert one.status_code == other.status_code == 422
    assert words(one) == words(other)


@pytest.mark.rule("CNX-1")
def test_logging_in_goes_where_one_wanted_and_nowhere_else(client: FlaskClient) -> None:
    asked = client.get("/mes-informations")
    assert asked.location == "/connexion?suite=/mes-informations"

    wanted = send(client, asked.location, email=EMAIL, password=PASSWORD)
    assert wanted.location == "/mes-informations"
    assert "Mes rangs" in words(client.get("/mes-informations"))


@pytest.mark.parametrize(
    "suite", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_foreign_address_is_never_gone_to(client: FlaskClient, suite: str) -> None:
    found = send(client, f"/connexion?suite={suite}", email=EMAIL, password=PASSWORD)
    assert found.location == "/"


@pytest.mark.rule("PRO-2")
def test_ranks_are_shown_with_what_each_is_and_explained(interne: FlaskClient) -> None:
    text = words(interne.get("/mes-informations"))
    for rank in (
        "Rang actualisé",
        "Effectif promo théorique",
        "Promotion théorique",
        "Rang local",
        "Ancienneté",
    ):
        assert rank in text
    explained = words(interne.get(f"/mes-informations/rangs/{VERSION}"))
    assert "31 ÷ 100 × 150 = 46,50" in explained
    assert "ne compte pas" in explained


@pytest.mark.rule("AMV-2")
def test_the_order_of_passage_is_verified_once(interne: FlaskClient, world: World) -> None:
    world.session.acknowledged = False
    assert interne.get(f"/amphis/{AMPHI}/direct").location == f"/amphis/{AMPHI}/ordre"

    assert send(interne, f"/amphis/{AMPHI}/ordre").location == f"/amphis/{AMPHI}/direct"
    assert interne.get(f"/amphis/{AMPHI}/direct").status_code == 200


def test_logging_out_ends_the_session_everywhere(interne: FlaskClient, world: World) -> None:
    secret = next(iter(world.identity.secrets))
    found = send_log_out(interne)
    assert found == "/"
    assert secret not in world.identity.secrets
    assert interne.get("/mes-informations").status_code == 302


@pytest.mark.rule("CNX-3")
def test_a_log_in_ends_the_session_that_the_browser_had(interne: FlaskClient, world: World) -> None:
    (before,) = world.identity.secrets

    interne.post(
        "/api/v1/connexion", json={"email": MANDATAIRE, "password": PASSWORD, "compte": "procuration"}
    )

    assert before not in world.identity.secrets
    assert len(world.identity.secrets) == 1


def send_log_out(client: FlaskClient) -> str:
    """Press the menu's button."""
    page = client.get("/").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post("/deconnexion", data={"csrf_token": token}).location


@pytest.mark.rule("CNX-3")
def test_a_session_ended_elsewhere_is_refused(
    interne: FlaskClient, world: World, assembled: Assembled
) -> None:
    world.identity.ended += list(world.identity.secrets.values())
    assembled.app.extensions["gateway"].log_in.sessions.look()

    assert interne.get("/mes-informations").status_code == 302
    assert interne.get("/api/v1/moi").status_code == 401


@pytest.mark.rule("PRO-5", "CHX-6")
def test_ones_own_says_whether_ars_corrected_it(interne: FlaskClient, world: World) -> None:
    numero = world.postes.free()[0]
    world.postes.take(numero, ME)
    assert "Corrigé par l’ARS" not in interne.get("/mes-affectations").text
    world.postes.corrected.add(numero)
    assert "Corrigé par l’ARS" in interne.get("/mes-affectations").text


@pytest.mark.rule("PRO-5")
def test_the_attestation_downloads_as_a_file(interne: FlaskClient) -> None:
    found = interne.get("/mes-affectations/052027/attestation.pdf")

    assert found.mimetype == "application/pdf"
    assert found.data.startswith(b"%PDF")
    assert "attachment" in found.headers["Content-Disposition"]
    assert found.headers["Cache-Control"] == "no-store"
    assert interne.get("/mes-affectations/12/attestation.pdf").status_code == 404


@pytest.mark.rule("SEC-4")
def test_failures_from_one_address_are_limited_and_successes_are_not(world: World) -> None:
    client = make_application(world, make_settings(failures=3)).app.test_client()
    good = {"email": EMAIL, "password": PASSWORD}
    for _ in range(5):
        assert client.post("/api/v1/connexion", json=good).status_code == 200
    for _ in range(3):
        assert client.post("/api/v1/connexion", json=good | {"password": "faux"}).status_code == 422
    assert client.post("/api/v1/connexion", json=good | {"password": "faux"}).status_code == 429
