"""Seniority: what each semester of a cursus is worth, by a table that belongs to the policy (ANC-1…ANC-4)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.ranking.domain.cursus import Nature, SemestreFait
from services.ranking.domain.semestre import Semestre


class Raison(StrEnum):
    """Why a semester counts or doesn't; the pages put it into words."""

    VALIDE = "valide"
    EN_COURS = "en_cours"
    TOUJOURS = "toujours"
    NON_VALIDE = "non_valide"
    JAMAIS = "jamais"
    PLAFOND = "plafond"
    PAS_AVANT = "pas_avant"


@dataclass(frozen=True, slots=True)
class Bareme:
    """What a semester of one nature is worth: a judgement, and a ceiling on how many count in all."""

    judge: Callable[[SemestreFait], tuple[int, Raison]]
    plafond: int | None = None


@dataclass(frozen=True, slots=True)
class SemestreCompte:
    """A semester with what it was worth and why."""

    fait: SemestreFait
    compte: int
    raison: Raison


@dataclass(frozen=True, slots=True)
class Anciennete:
    """The total, in semesters, and how every semester of the cursus contributed, oldest first."""

    total: int
    semestres: tuple[SemestreCompte, ...]


def count_anciennete(
    cursus: Iterable[SemestreFait], choosing: Semestre, baremes: Mapping[Nature, Bareme]
) -> Anciennete:
    """Count a cursus for the choice of `choosing`: only semesters before it are looked at (ANC-2)."""
    counted: list[SemestreCompte] = []
    used: dict[Nature, int] = {}
    for fait in sorted(cursus, key=lambda each: each.semestre):
        semestre = _judge(fait, choosing, baremes[fait.nature], used.get(fait.nature, 0))
        used[fait.nature] = used.get(fait.nature, 0) + semestre.compte
        counted.append(semestre)
    return Anciennete(total=sum(each.compte for each in counted), semestres=tuple(counted))


def _judge(fait: SemestreFait, choosing: Semestre, bareme: Bareme, used: int) -> SemestreCompte:
    if fait.semestre >= choosing:
        return SemestreCompte(fait, 0, Raison.PAS_AVANT)
    worth, raison = bareme.judge(fait)
    if worth and bareme.plafond is not None and used + worth > bareme.plafond:
        return SemestreCompte(fait, 0, Raison.PLAFOND)
    return SemestreCompte(fait, worth, raison)
