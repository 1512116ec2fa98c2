"""`/api/v1`: the same rules as the pages, JSON, described by its document."""

import re

import pytest
from flask.testing import FlaskClient

from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, ME, OFFER, intern_id
from services.gateway.tests.dev.identity import MANDATAIRE_ID

KEY = {"Idempotency-Key": "0123456789abcdef"}
BASE = f"/api/v1/amphis/{AMPHI}"
ENGLISH = re.compile(r"\b(not|must|missing|invalid|unknown|field|longer|match)\b", re.IGNORECASE)


@pytest.mark.rule("IFC-5")
def test_the_document_describes_every_address(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").get_json()

    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) >= {
        "/api/v1/connexion",
        "/api/v1/deconnexion",
        "/api/v1/moi",
        "/api/v1/amphis",
        "/api/v1/amphis/{amphi_id}",
        "/api/v1/amphis/{amphi_id}/tableau",
        "/api/v1/amphis/{amphi_id}/offre",
        "/api/v1/amphis/{amphi_id}/suite",
        "/api/v1/amphis/{amphi_id}/passage",
        "/api/v1/amphis/{amphi_id}/favoris",
        "/api/v1/amphis/{amphi_id}/favoris/{favourite_id}",
        "/api/v1/amphis/{amphi_id}/choix",
        "/api/v1/amphis/{amphi_id}/renoncement",
        "/api/v1/amphis/{amphi_id}/retour",
        "/api/v1/amphis/{amphi_id}/ordre",
    }


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("get", "/api/v1/moi", None),
        ("get", f"{BASE}/passage", None),
        ("get", f"{BASE}/favoris", None),
        ("post", f"{BASE}/favoris", {"numero": 2901}),
        ("post", f"{BASE}/choix", {"numero": 2901}),
        ("post", f"{BASE}/renoncement", {}),
        ("post", f"{BASE}/retour", {}),
        ("post", f"{BASE}/ordre", {}),
    ],
)
def test_without_a_session_nothing_of_an_interns_is_open(
    client: FlaskClient, method: str, path: str, content: dict[str, int] | None
) -> None:
    found = client.open(path, method=method.upper(), json=content, headers=KEY)

    assert found.status_code == 401
    assert found.get_json()["code"] == "session_expiree"


def test_an_intern_knows_who_and_where(interne: FlaskClient) -> None:
    found = interne.get("/api/v1/moi").get_json()

    assert found["amphis"][0]["rang_appel"] == ME
    assert found["amphis"][0]["amphi"]["offer_id"] == OFFER


@pytest.mark.rule("TRN-4")
def test_choosing_on_ones_turn_gives_the_decision(interne: FlaskClient, world: World) -> None:
    world.session.announce(ME)
    numero = world.postes.free()[0]

    found = interne.post(f"{BASE}/choix", json={"numero": numero}, headers=KEY)

    assert found.status_code == 200
    assert found.get_json()["numero"] == numero
    assert found.get_json()["seq"] == world.session.seq
    assert found.get_json()["recu_a"].endswith("Z")


@pytest.mark.rule("G-3")
def test_the_same_key_gives_the_first_answer(interne: FlaskClient, world: World) -> None:
    world.session.announce(ME)
    numero = world.postes.free()[0]
    first = interne.post(f"{BASE}/choix", json={"numero": numero}, headers=KEY)
    again = interne.post(f"{BASE}/choix", json={"numero": numero}, headers=KEY)

    assert again.get_json() == first.get_json()
    assert world.postes.taken == [(numero, ME)]


@pytest.mark.rule("TRN-4")
def test_a_refusal_says_which(interne: FlaskClient, world: World) -> None:
    numero = world.postes.free()[0]
    early = interne.post(f"{BASE}/choix", json={"numero": numero}, headers=KEY)
    assert (early.status_code, early.get_json()["code"]) == (409, "pas_votre_tour")

    world.session.announce(ME)
    world.postes.take(numero, 3)
    taken = interne.post(f"{BASE}/choix", json={"numero": numero}, headers={"Idempotency-Key": "k" * 16})
    assert (taken.status_code, taken.get_json()["code"]) == (409, "poste_pourvu")


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        ({"numero": 2901}, {}, 422),
        ({"numero": 2901}, {"Idempotency-Key": "court"}, 422),
        ({"numero": 2901}, {"Idempotency-Key": "x" * 65}, 422),
        ({"numero": 2901}, {"Idempotency-Key": "ab cd;ef'gh"}, 422),
        ({}, KEY, 422),
        ({"numero": "2901"}, KEY, 422),
        ({"numero": -1}, KEY, 422),
        ({"numero": 2**70}, KEY, 422),
        ({"numero": None}, KEY, 422),
        ({"numero": 2901, "intern_id": "autre"}, KEY, 422),
        ([2901], KEY, 422),
    ],
)
def test_a_malformed_choice_is_refused_at_its_place(
    interne: FlaskClient, world: World, content: object, headers: dict[str, str], status: int
) -> None:
    world.session.announce(ME)

    found = interne.post(f"{BASE}/choix", json=content, headers=headers)

    assert found.status_code == status
    assert found.get_json()["code"] == "valeurs_refusees"
    assert all(not ENGLISH.search(text) for text in found.get_json()["details"].values())
    assert found.get_json()["details"]
    assert world.postes.taken == []


@pytest.mark.rule("SEC-3")
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_sites_page_changes_nothing(
    interne: FlaskClient, world: World, headers: dict[str, str]
) -> None:
    world.session.announce(ME)
    found = interne.post(f"{BASE}/choix", json={"numero": 2901}, headers=KEY | headers)

    assert (found.status_code, found.get_json()["code"]) == (403, "requete_etrangere")
    assert world.postes.taken == []


@pytest.mark.rule("SEC-3")
def test_a_form_cannot_pass_for_json(interne: FlaskClient) -> None:
    found = interne.post(f"{BASE}/choix", data='{"numero": 2901}', content_type="text/plain", headers=KEY)
    assert found.get_json()["code"] == "json_attendu"


@pytest.mark.rule("SEC-6")
def test_what_is_not_json_or_too_much_is_said(interne: FlaskClient) -> None:
    broken = interne.post(f"{BASE}/choix", data="{", content_type="application/json", headers=KEY)
    assert broken.status_code in (400, 422)
    large = interne.post(f"{BASE}/choix", data="x" * 100_000, content_type="application/json", headers=KEY)
    assert large.status_code == 413
    assert large.get_json()["code"] == "trop_volumineux"


@pytest.mark.rule("FAV-2")
def test_favourites_are_starred_moved_and_removed(interne: FlaskClient) -> None:
    path = f"{BASE}/favoris"
    interne.post(path, json={"imotep": "11000300"})
    listed = interne.post(path, json={"numero": 2902}).get_json()["favoris"]
    assert [each["numero"] for each in listed] == [None, 2902]

    moved = interne.put(f"{path}/{listed[1]['id']}", json={"position": 1}).get_json()["favoris"]
    assert [(each["position"], each["numero"]) for each in moved] == [(1, 2902), (2, None)]

    left = interne.delete(f"{path}/{moved[0]['id']}").get_json()["favoris"]
    assert [each["imotep"] for each in left] == ["11000300"]


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("content", [{}, {"imotep": "1", "numero": 2}, {"imotep": "x"}, {"numero": 0}])
def test_a_favourite_is_a_ward_or_a_post(interne: FlaskClient, content: dict[str, object]) -> None:
    assert interne.post(f"{BASE}/favoris", json=content).status_code == 422


@pytest.mark.rule("FAV-1")
@pytest.mark.parametrize("etat", [pb.AMPHI_STATE_VALIDE, pb.AMPHI_STATE_BROUILLON])
def test_favourites_change_only_once_the_amphi_opened_them(
    interne: FlaskClient, world: World, etat: pb.AmphiState.ValueType
) -> None:
    favourite = world.postes.add_favourite(OFFER, 2902)[0].favourite_id
    world.session.running.state = etat
    path = f"{BASE}/favoris"

    refused = [
        interne.post(path, json={"numero": 2901}),
        interne.put(f"{path}/{favourite}", json={"position": 1}),
        interne.delete(f"{path}/{favourite}"),
    ]

    assert {each.status_code for each in refused} <= {404, 409}
    assert {each.get_json()["code"] for each in refused} <= {"favoris_pas_ouverts", "amphi_inconnu"}
    assert [each.numero for each in world.postes.favourites(OFFER)] == [2902]


@pytest.mark.rule("FAV-1")
def test_favourites_are_only_for_ones_own_amphi(interne: FlaskClient, world: World) -> None:
    world.session.elsewhere.add(AMPHI)
    path = f"{BASE}/favoris"

    refused = [interne.get(path), interne.post(path, json={"numero": 2901})]

    assert {(each.status_code, each.get_json()["code"]) for each in refused} == {(403, "pas_dans_l_amphi")}
    assert world.postes.favourites(OFFER) == []


@pytest.mark.rule("FAV-1")
@pytest.mark.parametrize("target", [{"numero": 2901}, {"imotep": "11000300"}])
def test_a_favourite_is_of_the_amphis_own_regimes(
    interne: FlaskClient, world: World, target: dict[str, object]
) -> None:
    world.session.running.regimes[:] = ["ancien"]

    found = interne.post(f"{BASE}/favoris", json=target)

    assert (found.status_code, found.get_json()["code"]) == (404, "favori_hors_offre")
    assert world.postes.favourites(OFFER) == []


@pytest.mark.rule("AMP-2")
@pytest.mark.parametrize("part", ["tableau", "offre", "suite"])
def test_a_brouillon_has_no_board_for_anybody(interne: FlaskClient, world: World, part: str) -> None:
    world.session.running.state = pb.AMPHI_STATE_BROUILLON

    found = interne.get(f"{BASE}/{part}")

    assert (found.status_code, found.get_json()["code"]) == (404, "amphi_inconnu")


@pytest.mark.rule("LIV-2")
def test_boards_show_names_as_the_viewer_may_see_them(client: FlaskClient, world: World) -> None:
    public = client.get(f"{BASE}/tableau").get_json()
    assert public["names"]["1"] == "Mehdi L"
    assert public["number"] == world.session.seq
    assert client.get(f"{BASE}/offre").get_json()["number"] == 1


@pytest.mark.rule("LIV-1")
def test_a_client_that_polls_gets_what_came_since(client: FlaskClient) -> None:
    first = client.get(f"{BASE}/suite").get_json()
    assert first["amphi"]["snapshot"]["number"] == 10
    assert first["now"] > 1_700_000_000_000

    nothing = client.get(f"{BASE}/suite?apres=10&version=1").get_json()
    assert nothing["amphi"] == {"deltas": []}
    assert nothing["offre"] == {"deltas": []}


@pytest.mark.rule("G-6")
def test_the_amphi_is_told_while_its_offer_is_away(client: FlaskClient, world: World) -> None:
    world.postes.away = True
    assert client.get(f"{BASE}/suite").get_json()["offre"] is None

    world.postes.away = False
    found = client.get(f"{BASE}/suite?apres=10").get_json()
    assert (found["amphi"], found["offre"]["snapshot"]["number"]) == ({"deltas": []}, 1)


@pytest.mark.rule("ENG-6")
def test_a_page_hears_whom_the_server_takes_it_for(interne: FlaskClient, world: World) -> None:
    assert interne.get(f"{BASE}/suite").get_json()["compte"] == intern_id(ME)
    interne.application.extensions["gateway"].log_in.sessions._known.clear()
    world.identity.away = True
    assert interne.get(f"{BASE}/suite").get_json()["compte"] is None


@pytest.mark.rule("ENG-6")
@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("post", f"{BASE}/choix", {"numero": 2901}),
        ("post", f"{BASE}/renoncement", {}),
        ("post", f"{BASE}/retour", {}),
        ("post", f"{BASE}/favoris", {"numero": 2901}),
        ("delete", "/api/v1/procuration", None),
    ],
)
def test_a_page_drawn_for_another_account_does_nothing_for_this_one(
    interne: FlaskClient, world: World, method: str, path: str, content: dict[str, int] | None
) -> None:
    world.session.announce(ME)
    headers = {**KEY, "Dci-Compte": MANDATAIRE_ID}

    found = interne.open(path, method=method.upper(), json=content, headers=headers)

    assert (found.status_code, found.get_json()["code"]) == (409, "autre_compte")
    assert world.postes.favourites(OFFER) == []


@pytest.mark.rule("LIV-3")
def test_polling_with_a_session_counts_as_presence(interne: FlaskClient, world: World) -> None:
    presence = interne.application.extensions["gateway"].presence
    interne.get(f"{BASE}/suite")
    presence.report()

    assert [each.amphi_id for each in world.session.told[0].joined] == [AMPHI]


def test_an_unknown_amphi_is_not_found(client: FlaskClient) -> None:
    unknown = "/api/v1/amphis/11111111-1111-4111-8111-111111111111"
    for path in ("", "/tableau", "/offre", "/suite"):
        assert client.get(unknown + path).status_code == 404
