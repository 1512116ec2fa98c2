"""CHX-1…5, CHX-7, CHX-9: the table of cases that the page's script runs too."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.postes.domain.choix import Candidat, Occupation, closed_to, settle_refusal
from services.postes.domain.offre import OffreAmphi
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus
from services.postes.domain.type_choix import TypeChoix

CASES = json.loads(
    (Path(__file__).parents[4] / "tests" / "contract" / "chx_cases.json").read_text(encoding="utf-8")
)["cases"]


def poste(fields: dict[str, Any]) -> Poste:
    semestre, groupe = fields["offer_id"].split(":")
    return Poste(
        semestre=semestre,
        numero=fields["numero"],
        imotep="11000336",
        groupe=groupe,
        des=fields["des"],
        regimes=frozenset(fields["regimes"]),
        reserve=fields["reserve"],
        publie=fields["publie"],
    )


HOLDER = UUID(int=1)


def candidat(case: dict[str, Any]) -> Candidat:
    """The intern, with the holder whom session, which knows the call list, counts as behind (CHX-4)."""
    interne, poste = case["interne"], case["poste"]
    type_choix = TypeChoix(interne.get("type_choix", "classique"))
    behind = (
        type_choix is TypeChoix.SURNOMBRE_VALIDANT
        and poste["pourvu"]
        and poste["amphi"] == case["amphi"]["amphi_id"]
        and poste["rang"] > interne["rang"]
    )
    return Candidat(interne["des"], type_choix, HOLDER if behind else None)


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.rule(case["rule"]), id=case["name"]) for case in CASES]
)
def test_case(case: dict[str, Any]) -> None:
    amphi = case["amphi"]
    offre = OffreAmphi(amphi["offer_id"], frozenset(amphi["regimes"]), amphi.get("surnombres_max"))
    occupation = Occupation(HOLDER if case["poste"]["pourvu"] else None, case.get("surnombres", 0))
    assert closed_to(candidat(case), poste(case["poste"]), offre, occupation) == case["refus"]


@pytest.mark.parametrize("type_choix", list(TypeChoix))
def test_a_post_that_does_not_exist_is_outside_the_offer(type_choix: TypeChoix) -> None:
    offre = OffreAmphi("052027:3", frozenset({"socle"}))
    assert closed_to(Candidat("33", type_choix), None, offre, Occupation()) is Refus.HORS_OFFRE


@pytest.mark.rule("CHX-4")
def test_a_holder_whom_session_has_not_seen_is_ahead() -> None:
    """Whoever came after session looked: placed by ARS, or from another amphi of the groupe."""
    seen, other = UUID(int=1), UUID(int=2)
    offre = OffreAmphi("052027:3", frozenset({"socle"}))
    candidat = Candidat("33", TypeChoix.SURNOMBRE_VALIDANT, seen)
    free = poste(CASES[0]["poste"])
    assert closed_to(candidat, free, offre, Occupation(other)) is Refus.PRIS_DEVANT
    assert closed_to(candidat, free, offre, Occupation(seen)) is None
    assert closed_to(candidat, free, offre, Occupation(None)) is None


@pytest.mark.rule("CHX-7")
def test_a_turn_gives_one_place() -> None:
    assert settle_refusal(None, tour_servi=True, deja_affecte=False) is Refus.TOUR_SERVI


@pytest.mark.rule("CHX-7")
def test_an_intern_has_one_affectation_a_semester() -> None:
    assert settle_refusal(None, tour_servi=False, deja_affecte=True) is Refus.DEJA_AFFECTE


def test_otherwise_the_post_decides() -> None:
    assert settle_refusal(Refus.POURVU, tour_servi=False, deja_affecte=False) is Refus.POURVU
    assert settle_refusal(None, tour_servi=False, deja_affecte=False) is None


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("refus", list(Refus))
def test_every_refusal_has_words(refus: Refus) -> None:
    for texte in (refus.texte, refus.texte_ars):
        assert texte.endswith(".")
        assert "'" not in texte


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("refus", list(Refus))
def test_every_refusal_says_what_is_still_possible(refus: Refus) -> None:
    """Another post in the same turn, or the post that one has already."""
    assert ("votre tour continue" in refus.texte) is (refus not in HAS_A_POST)
    assert ("« Mes affectations et attestations »" in refus.texte) is (refus in HAS_A_POST)


HAS_A_POST = {Refus.DEJA_AFFECTE, Refus.TOUR_SERVI, Refus.AUTRE_AFFECTATION}


@pytest.mark.rule("TRN-4")
def test_words_for_ars_do_not_speak_of_a_turn_that_goes_on() -> None:
    assert not [refus for refus in Refus if "votre" in refus.texte_ars.lower()]
