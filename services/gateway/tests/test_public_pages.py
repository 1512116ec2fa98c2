"""What everybody sees without an account (PUB-2, PUB-3)."""

import re

import pytest
from flask.testing import FlaskClient

from chassis.errors import Kind
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI, OTHER_AMPHI, VERSION
from services.gateway.tests.dev.refusals import Refused
from services.gateway.tests.pages import words

PAGES = [
    "/",
    "/postes",
    "/postes?vue=poste&etat=libres&etablissement=NECKER&tri=-numero&page=2",
    "/amphis",
    f"/amphis/{AMPHI}",
    f"/amphis/{OTHER_AMPHI}",
    f"/amphis/{AMPHI}/direct",
    f"/listes-d-appel/{VERSION}",
    f"/listes-d-appel/{VERSION}/3",
    "/affectations",
    "/connexion",
    "/inscription",
    "/inscription/finaliser/lien",
    "/verifier",
    "/verifier/ABCD-1234",
    "/verifier/ABCD-OLD",
]


@pytest.mark.rule("PUB-2")
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_holds_nothing_inline(client: FlaskClient, path: str, world: World) -> None:
    world.postes.take(world.postes.free()[0], 3)
    found = client.get(path)

    assert found.status_code == 200
    assert len(re.findall(r"<h1", found.text)) == 1
    assert 'lang="fr"' in found.text
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", found.text)
    assert not re.search(r"\s(style|on\w+)=", found.text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", found.text)


@pytest.mark.rule("PUB-3")
@pytest.mark.parametrize("path", [f"/listes-d-appel/{VERSION}", "/affectations"])
def test_without_an_account_people_are_a_first_name_and_an_initial(
    client: FlaskClient, path: str, world: World
) -> None:
    world.postes.take(world.postes.free()[0], 1)
    text = words(client.get(path))

    assert "Mehdi" in text
    assert not re.search(r"MARTIN|BENALI|LEFÈVRE|DIALLO|ROUSSEAU", text)


@pytest.mark.rule("AFF-1", "CHX-6")
def test_a_corrected_affectation_says_so_and_nothing_of_why(client: FlaskClient, world: World) -> None:
    first, second = world.postes.free()[:2]
    world.postes.take(first, 1)
    world.postes.take(second, 2)
    world.postes.corrected.add(second)
    assert words(client.get("/affectations")).count("corrigée par l’ARS") == 1


@pytest.mark.rule("RNG-7")
def test_anybody_has_any_line_explained_without_full_names(client: FlaskClient) -> None:
    assert f"/listes-d-appel/{VERSION}/3" in client.get(f"/listes-d-appel/{VERSION}").text
    text = words(client.get(f"/listes-d-appel/{VERSION}/3"))

    assert "Rang actualisé 12,00" in text
    assert "12 ÷ 100 × 100" in text
    assert not re.search(r"MARTIN|BENALI|LEFÈVRE|DIALLO|ROUSSEAU", text)


@pytest.mark.rule("AMP-1")
def test_amphis_are_filtered_and_sorted_by_the_address(client: FlaskClient) -> None:
    assert (
        "CHIR-A"
        not in words(client.get("/amphis?regime=socle")).split("Listes d’appel")[0].split("amphi pour")[1]
    )
    text = words(client.get("/amphis?tri=-code"))
    rows = text[text.index("amphis pour") :]
    assert rows.index("POI-S") < rows.index("CHIR-A")


@pytest.mark.rule("AMP-3")
def test_an_amphi_that_is_not_cut_says_so(client: FlaskClient) -> None:
    assert "pas encore découpé en sessions" in words(client.get(f"/amphis/{OTHER_AMPHI}"))
    assert "Session 3" in words(client.get(f"/amphis/{AMPHI}"))


@pytest.mark.rule("AMP-2")
def test_a_call_list_finds_an_intern_and_says_what_it_is(client: FlaskClient) -> None:
    text = words(client.get(f"/listes-d-appel/{VERSION}?nom=awa"))

    assert "définitive" in text
    assert "Version 3" in text
    assert "Awa" in text
    assert "Mehdi" not in text


@pytest.mark.rule("POS-1")
def test_posts_are_grouped_by_ward_with_free_counts(client: FlaskClient, world: World) -> None:
    numero = min(world.postes.all)
    world.postes.take(numero, 1)
    text = words(client.get("/postes"))

    assert "NECKER – ENFANTS MALADES" in text
    assert "1 poste – 0 disponible" in text.replace("\u00a0", " ")


@pytest.mark.rule("POS-5")
def test_the_address_carries_filters_into_every_link(client: FlaskClient) -> None:
    page = client.get("/postes?vue=poste&etablissement=NECKER&etat=libres").text

    links = re.findall(r'href="(/postes\?[^"]+)"', page)
    sorts = [link for link in links if "tri=" in link]
    assert sorts
    assert all("etablissement=NECKER" in link and "etat=libres" in link for link in sorts)


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "path",
    [
        "/postes?etablissement=%00%3Cscript%3E&tri=drop+table&page=-9&taille=abc&etat=x&vue=y&semestre=%F0%9F%92%A5",
        "/affectations?tri=';--&prenom=" + "a" * 5000,
        "/amphis?tri=__class__&regime=%3Cb%3E&amphi=" + "x" * 3000,
        f"/listes-d-appel/{VERSION}?nom=" + "%E2%80%AE" * 200,
    ],
)
def test_senseless_addresses_show_a_page_all_the_same(client: FlaskClient, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 200
    assert "<script>" not in found.text


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "path",
    [
        "/amphis/x",
        f"/amphis/{VERSION}",
        f"/listes-d-appel/{AMPHI}",
        "/verifier/ZZZ",
        "/inscription/finaliser/x",
    ],
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.rule("CHX-6")
def test_an_attestation_that_a_correction_replaced_says_so_and_no_more(client: FlaskClient) -> None:
    replaced, valid = (words(client.get(f"/verifier/ABCD-{code}")) for code in ("OLD", "1234"))
    assert "Cette attestation a été remplacée" in replaced
    assert "Demandez à l’interne sa nouvelle attestation." in replaced
    assert ("Inès M" in replaced, "2931" in replaced) == (True, True)
    assert "valable" not in replaced
    assert "Cette attestation est valable" in valid
    assert "remplacée" not in valid


def test_where_a_service_is_away_the_page_says_so(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise Refused("service_indisponible", Kind.UNAVAILABLE, "session ne répond pas.")

    monkeypatch.setattr(world.session, "amphis", away)
    found = client.get("/")
    assert found.status_code == 503
    assert "momentanément indisponible" in words(found)
