"""The product's call lists against a plain second telling of the rules, over registers at random."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.interne import Regime
from services.ranking.domain.liste_appel import Ligne, Perimetre, compute_liste_appel
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.domain.semestre import Semestre
from services.ranking.tests.domain.oracle import Expected, Oracle
from services.ranking.tests.domain.strategies import fixes_of, registers
from services.ranking.tests.factories import CHIRURGIE


def as_expected(ligne: Ligne) -> Expected:
    place = ligne.locales.place
    return Expected(
        ligne.interne.intern_id,
        ligne.anciennete.total,
        place.rang,
        place.effectif,
        ligne.promotion_theorique,
        ligne.effectif_promo_theorique,
        show_cut(ligne.rang_actualise),
    )


@pytest.mark.rule("ANC-1")
@pytest.mark.rule("RNG-2")
@pytest.mark.rule("RNG-3")
@pytest.mark.rule("RNG-4")
@pytest.mark.rule("RNG-5")
@pytest.mark.rule("RNG-6")
@pytest.mark.rule("TST-2")
@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(["112026", "052027"]), st.sets(st.sampled_from(Regime), min_size=1))
def test_the_product_agrees_with_the_oracle(data: Any, choosing: str, regimes: set[Regime]) -> None:
    register = data.draw(registers())
    fixes = data.draw(fixes_of(register))
    perimetre = Perimetre(Semestre.parse(choosing), CHIRURGIE.code, frozenset(regimes))
    lines = compute_liste_appel(Idf2022(), perimetre, register, fixes).lignes
    expected = Oracle(register, fixes, choosing).call_list(CHIRURGIE.code, sorted(regimes))
    assert [as_expected(ligne) for ligne in lines] == expected
