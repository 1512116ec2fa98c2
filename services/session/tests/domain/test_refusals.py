"""Every refusal has its own code and its own words, which say what is still possible (TRN-4)."""

import re

import pytest

from services.session.domain import refusals, refusals_to_ars
from services.session.domain.deciding.whose_turn import ONLY_BY_ARS, RETURN_POSSIBLE
from services.session.domain.refusals import Refusal
from services.session.domain.refusals_to_ars import to_ars


def refusals_in(module: object) -> list[type[Refusal]]:
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Refusal) and one is not Refusal
    ]


ALL = list(dict.fromkeys([*refusals_in(refusals), *refusals_in(refusals_to_ars)]))

STILL_POSSIBLE = {
    "amphi_pas_commence": "vous pourrez choisir à votre tour",
    "amphi_termine": "l’ARS, qui seule peut encore vous affecter",
    "amphi_en_pause": "Vous pourrez choisir dès la reprise",
    "amphi_gele": "Vous pourrez choisir dès leur retour",
    "pas_votre_tour": "vous pourrez choisir quand il viendra",
    "temps_ecoule": "{suite}",
    "note_absent": "{suite}",
    "tour_passe": "{suite}",
    "tour_rendu": "{suite}",
    "rien_a_rendre": "{suite}",
    "absence_prevue": "appelez l’ARS, qui peut encore vous mettre dans la file",
    "vous_avez_choisi": "l’ARS, qui seule peut le corriger",
    "vous_etes_affecte": "vous n’avez pas à choisir",
    "pas_dans_l_amphi": "contactez l’ARS",
    "tour_pas_manque": "vous pourrez choisir quand votre tour viendra",
    "c_est_votre_tour": "vous pouvez choisir maintenant",
    "plus_de_retour": "l’ARS, qui peut encore vous remettre dans la file",
    "procuration_donnee": "annulez la procuration ; vous pourrez choisir aussitôt",
    "procuration_terminee": "Contactez-le",
}
"""What interns and mandataires are refused, with what each still leaves them."""

TO_BOTH = {
    "amphi_pas_commence",
    "amphi_termine",
    "amphi_en_pause",
    "amphi_gele",
    "temps_ecoule",
    "pas_dans_l_amphi",
}
"""Of these, what staff are refused too."""

TO_THE_INTERN = re.compile(
    r"\b(vous avez (déjà )?choisi|votre tour|votre temps|votre choix|vos retours)\b", re.IGNORECASE
)


@pytest.mark.rule("TRN-4")
def test_no_two_refusals_share_a_code_or_a_text() -> None:
    assert len({one.code for one in ALL}) == len({one.text for one in ALL}) == len(set(ALL))


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("refusal", ALL)
def test_a_refusal_says_in_a_sentence_what_it_is(refusal: type[Refusal]) -> None:
    assert refusal.text.removesuffix(" {suite}").endswith((".", "!", "?"))
    assert refusal.text != Refusal.text


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("refusal", ALL)
def test_a_refusal_speaks_to_the_intern_and_says_what_is_still_possible_or_speaks_to_ars(
    refusal: type[Refusal],
) -> None:
    possible = STILL_POSSIBLE.get(refusal.code)
    if possible is None:
        assert not TO_THE_INTERN.search(refusal.text)
    else:
        assert possible in refusal.text


@pytest.mark.rule("TRN-4")
@pytest.mark.parametrize("suite", [RETURN_POSSIBLE, ONLY_BY_ARS])
def test_what_follows_a_missed_turn_is_a_return_or_a_call(suite: str) -> None:
    assert "demandez à passer" in suite or "appelez l’ARS" in suite


@pytest.mark.rule("ADM-9")
@pytest.mark.parametrize("refusal", [one for one in ALL if one.code in TO_BOTH])
def test_staff_read_the_same_refusal_in_words_for_them(refusal: type[Refusal]) -> None:
    said = to_ars(refusal())
    assert (said.code, said.kind) == (refusal.code, refusal.kind)
    assert said.text != refusal.text
    assert not TO_THE_INTERN.search(said.text)
    assert "ontactez l’ARS" not in said.text


@pytest.mark.rule("ADM-9")
def test_what_speaks_to_staff_already_is_left_alone() -> None:
    refusal = refusals_to_ars.DejaUnPoste(rang_appel=4)
    assert to_ars(refusal) is refusal
