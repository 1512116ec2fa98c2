"""Requests for a type de choix at ARS's desk, and the end of a semester (ADM-11, ADM-3)."""

import pytest

from services.admin.tests import campaign
from services.admin.tests.application import World
from services.admin.tests.conftest import Browser

LIST = "/types-de-choix/"
ONE = f"{LIST}{campaign.DEMANDE}"
LATER = "prend effet dès que l’amphi répond"


@pytest.mark.rule("ADM-11")
def test_a_request_shows_who_asks_for_what_and_how_to_reach_them(staff: Browser) -> None:
    page = staff.open(LIST).text
    person = campaign.contact(7)
    for said in (person.prenom, person.nom, person.email, "surnombre validant", "pas encore reçus"):
        assert said in page


@pytest.mark.rule("ADM-11")
def test_papers_are_ticked_with_a_note(staff: Browser, world: World) -> None:
    staff.send(f"{ONE}/justificatifs", {"recus": "y", "note": "reçu le 3"}, form=LIST)
    (asked,) = world.identity.asked
    assert (asked.papers_received, asked.note) == (True, "reçu le 3")
    assert "reçu le 3" in staff.open(LIST).text
    staff.send(f"{ONE}/justificatifs", {"note": ""}, form=LIST)
    assert (asked.papers_received, asked.note) == (False, "")


@pytest.mark.rule("STA-3")
@pytest.mark.parametrize(("effective", "said"), [(True, "C’est pris en compte."), (False, LATER)])
def test_an_acceptance_says_whether_it_counts_already(
    staff: Browser, world: World, effective: bool, said: str
) -> None:
    world.identity.effective = effective
    assert staff.send(f"{ONE}/accepter", {}, form=LIST).status_code == 302
    assert world.identity.asked[0].state == "acceptee"
    assert said in staff.open(LIST).text
    assert staff.send(f"{ONE}/accepter", {}, form=LIST).status_code == 409


@pytest.mark.rule("STA-2")
@pytest.mark.rule("ADM-11")
def test_a_refusal_needs_a_reason(staff: Browser, world: World) -> None:
    for wrong, said in (("", "Indiquez le motif du refus."), ("x" * 301, "300 caractères au plus.")):
        staff.send(f"{ONE}/refuser", {"reason": wrong}, form=LIST)
        assert said in staff.open(LIST).text
        assert world.identity.asked[0].state == "en_cours"
    staff.send(f"{ONE}/refuser", {"reason": "<b>Dossier</b> incomplet"}, form=LIST)
    assert world.identity.asked[0].state == "refusee"
    assert "&lt;b&gt;Dossier&lt;/b&gt; incomplet" in staff.open(LIST).text


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("action", ["accepter", "refuser", "justificatifs"])
def test_consultation_reads_and_does_not_judge(reader: Browser, world: World, action: str) -> None:
    page = reader.open(LIST).text
    assert "surnombre validant" in page
    assert "Accepter" not in page
    assert reader.send(f"{ONE}/{action}", {"reason": "non"}, form="/semestres/").status_code == 403
    assert world.identity.asked[0].state == "en_cours"


@pytest.mark.rule("ADM-3")
def test_a_gestionnaire_closes_the_semester(staff: Browser, world: World) -> None:
    assert "Les comptes restent." in staff.open("/semestres/").text
    staff.send(f"/semestres/{campaign.SEMESTRE}/clore", {}, form="/semestres/")
    assert world.identity.known[0].closed
    page = staff.open("/semestres/").text
    assert "choix clos" in page
    assert "les procurations ont expiré" in page.replace("\n", " ")


@pytest.mark.rule("ADM-3")
def test_consultation_closes_nothing(reader: Browser, world: World) -> None:
    assert "Clore" not in reader.open("/semestres/").text
    path = f"/semestres/{campaign.SEMESTRE}/clore"
    assert reader.send(path, {}, form="/semestres/").status_code == 403
    assert not world.identity.known[0].closed
