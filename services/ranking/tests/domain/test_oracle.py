"""The product's call lists against a plain second telling of the rules, over registers at random."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.interne import Regime
from services.ranking.domain.liste_appel import Ligne, Perimetre, compute_liste_appel
from services.ranking.domain.rang_actualise import show_cut
from services.ranking.domain.semestre import Semestre
from services.ranking.tests.domain.oracle import Expected, Oracle
from services.ranking.tests.domain.strategies import chances, fixes_of, register
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
@settings(max_examples=400)
@given(chances(), st.sampled_from(["112026", "052027"]), st.sets(st.sampled_from(list(Regime)), min_size=1))
def test_the_product_agrees_with_the_oracle(chance: Random, choosing: str, regimes: set[Regime]) -> None:
    internes = register(chance)
    fixes = fixes_of(chance, internes)
    perimetre = Perimetre(Semestre.parse(choosing), CHIRURGIE.code, frozenset(regimes))
    lines = compute_liste_appel(Idf2022(), perimetre, internes, fixes).lignes
    expected = Oracle(internes, fixes, choosing).call_list(CHIRURGIE.code, sorted(regimes))
    assert [as_expected(ligne) for ligne in lines] == expected
