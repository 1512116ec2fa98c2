"""What tells one request of session from another that bears the same id (G-3)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.postes.domain.correction import Correction, PlaceCorrigee
from services.postes.domain.reglement import Demande, Par
from services.postes.domain.type_choix import TypeChoix

DEMANDE = Demande(
    id=UUID(int=1),
    turn_id=UUID(int=2),
    amphi_id=UUID(int=3),
    offer_id="052027:3",
    regimes=frozenset({"socle", "ancien"}),
    numero=2931,
    intern_id=UUID(int=4),
    rang_appel=12,
    des="33",
    type_choix=TypeChoix.CLASSIQUE,
    received_at=datetime(2027, 4, 12, 9, 30, 15, 123456, tzinfo=UTC),
)
STORED_BEFORE_SURNOMBRES = "2a08389a5711150f80f9b1502d56bd69e2d91ce5c03cd177e0b157ae8e520010"
"""What the version that knew classique choices only stored for this very request."""

STORED_BEFORE_LIMITS_OF_CORRECTIONS = "8b4ee02247e3886635d605e1795c18800978de5a3ce28e2e811c9157f87bdd89"
"""What the version that asked corrections for no limit stored for the one below."""


@pytest.mark.rule("G-3")
def test_an_id_stored_by_the_version_before_is_still_known() -> None:
    assert DEMANDE.digest == STORED_BEFORE_SURNOMBRES


@pytest.mark.rule("G-3")
@pytest.mark.parametrize(
    "other",
    [
        {"numero": 2932},
        {"turn_id": None},
        {"type_choix": TypeChoix.SURNOMBRE_VALIDANT},
        {"par": Par.MANDATAIRE},
        {"holder_seen": UUID(int=5)},
        {"surnombres_max": 0},
        {"surnombres_max": 1},
    ],
)
def test_whatever_is_asked_otherwise_is_another_request(other: dict[str, Any]) -> None:
    assert replace(DEMANDE, **other).digest != DEMANDE.digest


@pytest.mark.rule("CHX-6")
def test_a_correction_is_told_from_another() -> None:
    place = PlaceCorrigee(UUID(int=4), 2931, 2932, UUID(int=3), frozenset({"socle", "ancien"}), 12, "33")
    asked = Correction(UUID(int=1), "052027:3", (place,), DEMANDE.received_at)
    assert asked.digest == STORED_BEFORE_LIMITS_OF_CORRECTIONS
    for other in (
        {"numero": 2933},
        {"before": 2930},
        {"regimes": frozenset({"socle"})},
        {"surnombres_max": 0},
        {"surnombres_max": 1},
    ):
        assert replace(asked, places=(replace(place, **other),)).digest != asked.digest
    assert replace(asked, places=(place, place)).digest != asked.digest
