"""The posts of a semester, found and changed; the back office offers only what postes allows (ADM-8)."""

import html
import re
from typing import Any

import pytest

from chassis.errors import Kind
from dci.postes.v1 import postes_pb2 as pb
from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.catalogue import taken
from services.admin.tests.conftest import Browser
from services.admin.tests.doubles import refused

pytestmark = pytest.mark.rule("ADM-8")

LIST = f"/postes/?semestre={campaign.SEMESTRE}"
NEW = f"/postes/{campaign.SEMESTRE}/nouveau"
SHEET = f"/postes/{campaign.SEMESTRE}/2931"
FIELDS: dict[str, Any] = {
    "imotep": "11000336",
    "groupe": campaign.GROUPE[0],
    "des": "33",
    "regimes": ["socle", "approfondissement"],
    "type": "CHU",
    "flechage": "Garde",
    "publie": "y",
}


def text(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_posts_are_listed_with_what_they_are_now(staff: Browser) -> None:
    page = staff.open(LIST).text
    words = text(page)
    assert re.search(r"n°\s2931 libre réservé NECKER", words)
    assert re.search(r"n°\s2932 pourvu 1\ssurnombre", words)
    assert re.search(r"n°\s2933 non publié", words)
    assert "<b>Garde</b>" not in page


def test_a_search_asks_for_what_was_typed(staff: Browser, world: World) -> None:
    staff.open(f"{LIST}&numero=2931&service=visc&des=&etat=libres")
    asked = (campaign.SEMESTRE, {"numero": ["2931"], "service": ["visc"]}, 2)
    assert world.postes.asked[-1] == asked
    staff.open(f"{LIST}&numero=1&etat=ailleurs")
    assert world.postes.asked[-1] == (campaign.SEMESTRE, {"numero": ["1"]}, 0)


def test_a_new_post_gets_its_number(staff: Browser, world: World) -> None:
    answer = staff.send(NEW, FIELDS)
    assert answer.headers["Location"] == f"/postes/{campaign.SEMESTRE}/2934"
    saved = world.postes.posts[2934]
    assert (saved.semestre, saved.des_code, list(saved.regimes)) == (
        campaign.SEMESTRE,
        "33",
        ["socle", "approfondissement"],
    )
    assert (saved.publie, saved.reserve, saved.flechage) == (True, False, "Garde")


def test_a_post_is_changed(staff: Browser, world: World) -> None:
    staff.send(SHEET, FIELDS | {"flechage": "Sans garde", "reserve": "y"})
    assert world.postes.done[-1] == (
        "save",
        pb.Poste(
            semestre=campaign.SEMESTRE,
            numero=2931,
            imotep="11000336",
            groupe_code=campaign.GROUPE[0],
            des_code="33",
            regimes=["socle", "approfondissement"],
            type="CHU",
            flechage="Sans garde",
            reserve=True,
            publie=True,
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"imotep": ""}, "Indiquez le numéro du service."),
        ({"groupe": "99"}, "Groupe de spécialité"),
        ({"regimes": []}, "Choisissez au moins un régime."),
        ({"flechage": "x" * 501}, "500 caractères au plus."),
    ],
)
def test_a_sheet_that_cannot_be_says_where(
    staff: Browser, world: World, wrong: dict[str, Any], said: str
) -> None:
    answer = staff.send(NEW, FIELDS | wrong)
    assert answer.status_code == 422
    assert said in text(answer.text)
    assert world.postes.done == []


def test_what_postes_finds_wrong_is_said_on_its_field(staff: Browser, world: World) -> None:
    world.postes.refusal = refused(
        "fiche_poste_invalide", Kind.INVALID, "À corriger.", imotep="Aucun service ne porte ce numéro."
    )
    answer = staff.send(NEW, FIELDS)
    assert answer.status_code == 422
    assert "Aucun service ne porte ce numéro." in text(answer.text)
    assert 'value="11000336"' in answer.text


def test_a_taken_post_offers_nothing_and_says_why(staff: Browser) -> None:
    page = staff.open(f"/postes/{campaign.SEMESTRE}/2932")
    assert "il ne peut plus être modifié" in text(page.text)
    assert "Enregistrer" not in page.text
    assert "Retirer" not in page.text


def test_taken_meanwhile_it_is_said_and_nothing_is_lost(staff: Browser, world: World) -> None:
    world.postes.refusal = taken()
    answer = staff.send(SHEET, FIELDS)
    assert answer.status_code == 422
    assert "Poste déjà pourvu" in text(answer.text)
    answer = staff.send(
        f"/postes/{campaign.SEMESTRE}/retirer", {"numeros": ["2931"]}, form=LIST, follow_redirects=True
    )
    assert "Poste déjà pourvu" in text(answer.text)


@pytest.mark.parametrize(("action", "what"), [("publier", "publish"), ("retirer", "withdraw")])
def test_ticked_posts_are_published_or_withdrawn_together(
    staff: Browser, world: World, action: str, what: str
) -> None:
    address = f"/postes/{campaign.SEMESTRE}/{action}?service=visc&semestre=112026"
    answer = staff.send(address, {"numeros": ["2933", "2931", "x", "-1", "2931"]}, form=LIST)
    assert world.postes.done[-1] == (what, (campaign.SEMESTRE, [2931, 2933]))
    assert answer.headers["Location"] == f"/postes/?service=visc&semestre={campaign.SEMESTRE}"


def test_without_a_tick_nothing_happens(staff: Browser, world: World) -> None:
    answer = staff.send(f"/postes/{campaign.SEMESTRE}/publier", {}, form=LIST, follow_redirects=True)
    assert "Cochez d’abord des postes" in text(answer.text)
    assert world.postes.done == []


def test_from_its_sheet_one_comes_back_to_it(staff: Browser, world: World) -> None:
    address = f"/postes/{campaign.SEMESTRE}/retirer?fiche=2931"
    answer = staff.send(address, {"numeros": "2931"}, form=SHEET)
    assert answer.headers["Location"] == SHEET
    assert world.postes.done[-1] == ("withdraw", (campaign.SEMESTRE, [2931]))


@pytest.mark.rule("CHX-2")
def test_a_reservation_is_lifted(staff: Browser, world: World) -> None:
    assert "Lever la réservation" in staff.open(SHEET).text
    answer = staff.send(f"{SHEET}/lever", {}, form=SHEET, follow_redirects=True)
    assert world.postes.done[-1] == ("lift", (campaign.SEMESTRE, 2931))
    assert "est ouvert à tous les DES" in text(answer.text)


def test_who_may_only_look_sees_no_action_and_gets_none(reader: Browser, world: World) -> None:
    assert "Nouveau poste" not in reader.open(LIST).text
    sheet = reader.open(SHEET)
    assert sheet.status_code == 200
    assert "Enregistrer" not in sheet.text
    for path in (NEW, SHEET, f"{SHEET}/lever", f"/postes/{campaign.SEMESTRE}/retirer"):
        assert reader.send(path, FIELDS | {"numeros": "2931"}, form=LIST).status_code == 403
    assert world.postes.done == []


@pytest.mark.parametrize("path", [f"/postes/{campaign.SEMESTRE}/9999", "/postes/112030/2931"])
def test_what_does_not_exist_is_not_found(staff: Browser, path: str) -> None:
    assert staff.open(path).status_code == 404
