"""Seniority: the examples of the rules, and each line of the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ranking.domain.anciennete import Bareme, Raison, count_anciennete
from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.idf_2022 import BAREMES, Idf2022
from services.ranking.domain.semestre import Semestre
from services.ranking.tests.factories import MAY_2027, cursus, validated

OUI, NON, EN_COURS = Validation.OUI, Validation.NON, Validation.EN_COURS
POLICY = Idf2022()


def anciennete(*done: tuple[Nature, Validation]) -> int:
    return POLICY.anciennete(cursus(*done), MAY_2027).total


@pytest.mark.rule("ANC-4")
@pytest.mark.rule("ANC-1")
def test_six_validated_and_two_of_research_make_eight() -> None:
    done = [(Nature.STAGE, OUI)] * 5 + [(Nature.RECHERCHE, OUI)] * 2 + [(Nature.STAGE, EN_COURS)]
    assert anciennete(*done) == 8


@pytest.mark.rule("ANC-4")
@pytest.mark.rule("ANC-2")
def test_one_validated_one_surnombre_non_validant_then_personal_leave_make_two() -> None:
    done = [(Nature.STAGE, OUI), (Nature.SURNOMBRE_NON_VALIDANT, NON), (Nature.DISPONIBILITE, EN_COURS)]
    assert anciennete(*done) == 2


@pytest.mark.rule("ANC-4")
@pytest.mark.rule("ANC-1")
def test_three_validated_and_six_of_research_make_seven() -> None:
    assert anciennete(*[(Nature.STAGE, OUI)] * 3, *[(Nature.RECHERCHE, OUI)] * 6) == 7


@pytest.mark.rule("ANC-1")
@pytest.mark.rule("ANC-2")
@pytest.mark.rule("IFC-7")
@pytest.mark.parametrize(
    ("nature", "if_oui", "if_en_cours", "if_non"),
    [
        (Nature.STAGE, 1, 1, 0),
        (Nature.SURNOMBRE_VALIDANT, 1, 1, 0),
        (Nature.SURNOMBRE_NON_VALIDANT, 1, 1, 1),
        (Nature.RECHERCHE, 1, 1, 1),
        (Nature.DISPONIBILITE, 0, 0, 0),
        (Nature.INTERRUPTION, 0, 0, 0),
    ],
)
def test_what_a_semester_is_worth(nature: Nature, if_oui: int, if_en_cours: int, if_non: int) -> None:
    assert [anciennete((nature, valide)) for valide in (OUI, EN_COURS, NON)] == [if_oui, if_en_cours, if_non]


@pytest.mark.rule("ANC-2")
def test_the_semester_being_chosen_and_later_ones_are_not_looked_at() -> None:
    later = [
        SemestreFait(Semestre.parse(code), Nature.STAGE, OUI)
        for code in ("112026", "052027", "112027", "052028")
    ]
    counted = POLICY.anciennete(later, MAY_2027)
    assert counted.total == 1
    assert [each.raison for each in counted.semestres] == [Raison.VALIDE] + [Raison.PAS_AVANT] * 3


@pytest.mark.rule("RNG-7")
def test_every_semester_says_why_it_counts_or_does_not() -> None:
    done = cursus(
        *[(Nature.RECHERCHE, OUI)] * 5,
        (Nature.STAGE, OUI),
        (Nature.STAGE, NON),
        (Nature.INTERRUPTION, NON),
        (Nature.STAGE, EN_COURS),
    )
    counted = POLICY.anciennete(reversed(done), MAY_2027)
    assert [(each.compte, each.raison) for each in counted.semestres] == [
        *[(1, Raison.TOUJOURS)] * 4,
        (0, Raison.PLAFOND),
        (1, Raison.VALIDE),
        (0, Raison.NON_VALIDE),
        (0, Raison.JAMAIS),
        (1, Raison.EN_COURS),
    ]


@pytest.mark.rule("ANC-3")
def test_another_reading_of_the_law_is_another_table_that_may_look_at_the_reason() -> None:
    def maternity_counts(fait: SemestreFait) -> tuple[int, Raison]:
        return (1, Raison.TOUJOURS) if fait.motif == "maternité" else (0, Raison.JAMAIS)

    other = Idf2022(name="autre", baremes={**BAREMES, Nature.INTERRUPTION: Bareme(maternity_counts)})
    away = SemestreFait(MAY_2027.previous, Nature.INTERRUPTION, NON, motif="maternité")
    assert other.anciennete([away], MAY_2027).total == 1
    assert POLICY.anciennete([away], MAY_2027).total == 0


@pytest.mark.rule("ANC-1")
@given(st.permutations(cursus(*[(Nature.RECHERCHE, OUI)] * 6, *[(Nature.STAGE, OUI)] * 3)))
def test_the_order_of_the_file_changes_nothing(done: list[SemestreFait]) -> None:
    assert POLICY.anciennete(done, MAY_2027) == POLICY.anciennete(
        sorted(done, key=lambda s: s.semestre), MAY_2027
    )


def test_nobody_starts_with_seniority() -> None:
    assert count_anciennete((), MAY_2027, BAREMES).total == 0
    assert POLICY.anciennete(validated(7), MAY_2027).total == 7
