"""CHX-1…5 against a reading of the rules that was written another way: the posts left after each rule."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.postes.domain.choix import Candidat, Occupation, closed_to
from services.postes.domain.offre import OffreAmphi
from services.postes.domain.poste import Poste
from services.postes.domain.type_choix import TypeChoix

ME = 5
REGIMES = ("ancien", "socle")


@dataclass(frozen=True)
class Held:
    """A post, who holds it (rank in which amphi), and how many surnombres its ward has."""

    poste: Poste
    holder: tuple[str, int] | None
    surnombres: int


posts = st.builds(
    Held,
    poste=st.builds(
        Poste,
        semestre=st.just("052027"),
        numero=st.just(1),
        imotep=st.just("11000336"),
        groupe=st.sampled_from(["3", "7"]),
        des=st.sampled_from(["33", "34"]),
        regimes=st.sets(st.sampled_from(REGIMES), min_size=1).map(frozenset),
        reserve=st.booleans(),
        publie=st.booleans(),
    ),
    holder=st.none() | st.tuples(st.sampled_from("AB"), st.integers(1, 9).filter(lambda rang: rang != ME)),
    surnombres=st.integers(0, 3),
)


def naive(held: Held, type_choix: str, des: str, limit: int | None) -> bool:
    """Whether rank 5 of amphi A (socle, groupe 3) may take it, rule after rule as they are told."""
    left = [held]
    left = [one for one in left if one.poste.groupe == "3" and "socle" in one.poste.regimes]
    left = [one for one in left if one.poste.publie]
    left = [one for one in left if not one.poste.reserve or one.poste.des == des]
    if type_choix == "classique":
        return any(one.holder is None for one in left)
    if type_choix == "surnombre_validant":
        free = [one for one in left if one.holder is None]
        behind = [one for one in left if one.holder and one.holder[0] == "A" and one.holder[1] > ME]
        left = free + behind
    if limit is not None:
        left = [one for one in left if one.surnombres + 1 <= limit]
    return bool(left)


@pytest.mark.rule("CHX-2")
@pytest.mark.rule("CHX-3")
@pytest.mark.rule("CHX-4")
@pytest.mark.rule("CHX-5")
@given(
    held=posts,
    type_choix=st.sampled_from(list(TypeChoix)),
    des=st.sampled_from(["33", "34"]),
    limit=st.none() | st.integers(0, 3),
)
def test_a_post_is_open_exactly_where_no_rule_takes_it_away(
    held: Held, type_choix: TypeChoix, des: str, limit: int | None
) -> None:
    holder = UUID(int=held.holder[1]) if held.holder else None
    behind = held.holder is not None and held.holder[0] == "A" and held.holder[1] > ME
    candidat = Candidat(des, type_choix, holder if behind else None)
    offre = OffreAmphi("052027:3", frozenset({"socle"}), limit)
    refus = closed_to(candidat, held.poste, offre, Occupation(holder, held.surnombres))
    assert (refus is None) == naive(held, type_choix, des, limit)
