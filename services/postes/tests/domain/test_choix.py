"""CHX-1, CHX-2, CHX-7, CHX-9: the table of cases that the page's script runs too."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.postes.domain.choix import Candidat, closed_to, settle_refusal
from services.postes.domain.offre import OffreAmphi
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus

CASES = json.loads(
    (Path(__file__).parents[4] / "tests" / "contract" / "chx_cases.json").read_text(encoding="utf-8")
)["cases"]


def poste(fields: dict[str, Any]) -> Poste:
    semestre, groupe = fields["offer_id"].split(":")
    return Poste(
        semestre=semestre,
        numero=fields["numero"],
        groupe=groupe,
        des=fields["des"],
        regimes=frozenset(fields["regimes"]),
        reserve=fields["reserve"],
        publie=fields["publie"],
    )


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.rule(case["rule"]), id=case["name"]) for case in CASES]
)
def test_case(case: dict[str, Any]) -> None:
    offre = OffreAmphi(case["amphi"]["offer_id"], frozenset(case["amphi"]["regimes"]))
    answer = closed_to(
        Candidat(case["interne"]["des"]), poste(case["poste"]), offre, pourvu=case["poste"]["pourvu"]
    )
    assert answer == case["refus"]


def test_a_post_that_does_not_exist_is_outside_the_offer() -> None:
    offre = OffreAmphi("052027:3", frozenset({"socle"}))
    assert closed_to(Candidat("33"), None, offre, pourvu=False) is Refus.HORS_OFFRE


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
    assert refus.texte.endswith(".")
