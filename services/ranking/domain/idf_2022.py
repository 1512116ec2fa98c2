"""Policy `idf-2022`: how Île-de-France has ordered its call lists since 2022."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from services.ranking.domain.anciennete import Anciennete, Bareme, Raison, count_anciennete
from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.interne import Interne, PlaceLocale
from services.ranking.domain.rang_actualise import rang_actualise
from services.ranking.domain.rang_local import Fixe, ValeursLocales, rank_locally
from services.ranking.domain.semestre import NOVEMBRE, Semestre

RECHERCHE_COUNTED = 4
SEMESTRES_A_YEAR = 2


def _if_validated(fait: SemestreFait) -> tuple[int, Raison]:
    match fait.valide:
        case Validation.OUI:
            return 1, Raison.VALIDE
        case Validation.EN_COURS:
            return 1, Raison.EN_COURS
        case Validation.NON:
            return 0, Raison.NON_VALIDE


def _always(_fait: SemestreFait) -> tuple[int, Raison]:
    return 1, Raison.TOUJOURS


def _never(_fait: SemestreFait) -> tuple[int, Raison]:
    return 0, Raison.JAMAIS


BAREMES: Mapping[Nature, Bareme] = MappingProxyType(
    {
        Nature.STAGE: Bareme(_if_validated),
        Nature.SURNOMBRE_VALIDANT: Bareme(_if_validated),
        Nature.SURNOMBRE_NON_VALIDANT: Bareme(_always),
        Nature.RECHERCHE: Bareme(_always, plafond=RECHERCHE_COUNTED),
        Nature.DISPONIBILITE: Bareme(_never),
        Nature.INTERRUPTION: Bareme(_never),
    }
)


@dataclass(frozen=True, slots=True)
class Idf2022:
    """ANC-1…ANC-4 and RNG-2…RNG-6 as they stand."""

    name: str = "idf-2022"
    baremes: Mapping[Nature, Bareme] = field(default_factory=lambda: BAREMES)

    def anciennete(self, cursus: Iterable[SemestreFait], choosing: Semestre) -> Anciennete:
        """What the table says each semester is worth, summed (ANC-3, IFC-7)."""
        return count_anciennete(cursus, choosing, self.baremes)

    def promotion_theorique(self, anciennete: int, choosing: Semestre) -> int:
        """`newest + floor((E − ancienneté) / 2)`: one semester less keeps the promotion, two lose a year."""
        newest, full = newest_promotion(choosing)
        return newest + (full - anciennete) // SEMESTRES_A_YEAR

    def formule_promotion(self, anciennete: int, choosing: Semestre) -> str:
        """« 2026 + (1 − 3) ÷ 2 = 2025 », the half taken down to a whole number."""
        newest, full = newest_promotion(choosing)
        promotion = self.promotion_theorique(anciennete, choosing)
        return f"{newest} + ({full} − {anciennete}) ÷ 2 = {promotion}"

    def rangs_locaux(
        self, internes: Iterable[Interne], fixes: Mapping[str, Fixe]
    ) -> Mapping[str, ValeursLocales]:
        """Places in one's own promotion, shared by equals: 1, 2, 2, 4 (RNG-2)."""
        return rank_locally(internes, fixes)

    def rang_actualise(self, place: PlaceLocale, effectif_promo_theorique: int) -> Fraction:
        """The local place brought to the size of the promotion théorique (RNG-5)."""
        return rang_actualise(place, effectif_promo_theorique)

    def criteria(
        self, interne: Interne, anciennete: int, rang_actualise: Fraction
    ) -> tuple[tuple[str, Any], ...]:
        """Most senior, then lowest rang actualisé; ties down to the INE, which nobody shares (RNG-6)."""
        return (
            ("anciennete", -anciennete),
            ("rang_actualise", rang_actualise),
            ("promotion", interne.promotion),
            ("rang_concours", interne.rang_concours),
            ("date_naissance", interne.date_naissance),
            ("ine", interne.ine),
        )


def newest_promotion(choosing: Semestre) -> tuple[int, int]:
    """The newest promotion that chooses this semester and the full seniority it can have (RNG-3)."""
    if choosing.mois == NOVEMBRE:
        return choosing.annee, 0
    return choosing.annee - 1, 1
