"""What the service answers besides the engine's refusals says what is still possible, too (TRN-4)."""

import pytest

from chassis.errors import DomainError
from services.session.use_cases import errors

TO_WHOEVER_CHOOSES: list[tuple[type[DomainError], str]] = [
    (errors.AmphiInconnu, "Retrouvez-le"),
    (errors.AutreMonde, "Retrouvez le vôtre"),
    (errors.AutreDemande, "Recommencez"),
    (errors.CleInvalide, "Recommencez"),
    (errors.PostesInjoignables, "Réessayez dans un instant"),
    (errors.PlaceAuxVraisAmphis, "réessayez dans un instant"),
    (errors.ReponseAttendue, "ne quittez pas la page"),
    (errors.AutreChoixAttendu, "ne quittez pas la page"),
]


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize(("error", "possible"), TO_WHOEVER_CHOOSES)
def test_what_keeps_a_choice_from_being_received_says_what_to_do(
    error: type[DomainError], possible: str
) -> None:
    assert possible in error.text


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize("error", [errors.ReponseAttendue, errors.AutreChoixAttendu])
def test_staff_who_wait_for_an_answer_read_words_for_staff(error: type[errors.ReponseAttendue]) -> None:
    assert error.text_ars != error.text
    assert not any(word in error.text_ars for word in ("votre choix", "votre temps", "vos appareils"))
