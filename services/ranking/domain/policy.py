"""The rules of ranks as a named object: another region's or year's rule stands beside it (RNG-8)."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Protocol

from services.ranking.domain.anciennete import Anciennete
from services.ranking.domain.cursus import SemestreFait
from services.ranking.domain.interne import Interne, PlaceLocale
from services.ranking.domain.rang_local import Fixe, ValeursLocales
from services.ranking.domain.semestre import Semestre


class Policy(Protocol):
    """What a call list asks of its rules. Every answer depends on the arguments alone."""

    @property
    def name(self) -> str:
        """The name under which versions remember it."""

    def anciennete(self, cursus: Iterable[SemestreFait], choosing: Semestre) -> Anciennete:
        """Seniority in semesters for the choice of `choosing` (ANC-1…ANC-3)."""

    def promotion_theorique(self, anciennete: int, choosing: Semestre) -> int:
        """The promotion that somebody of this seniority chooses with (RNG-3)."""

    def formule_promotion(self, anciennete: int, choosing: Semestre) -> str:
        """How that promotion was found, with its numbers (RNG-7)."""

    def rangs_locaux(
        self, internes: Iterable[Interne], fixes: Mapping[str, Fixe]
    ) -> Mapping[str, ValeursLocales]:
        """The local values of everybody in the register, by intern_id (RNG-2)."""

    def rang_actualise(self, place: PlaceLocale, effectif_promo_theorique: int) -> Fraction:
        """The figure that orders equals in seniority (RNG-5)."""

    def criteria(
        self, interne: Interne, anciennete: int, rang_actualise: Fraction
    ) -> tuple[tuple[str, Any], ...]:
        """What orders the list, most important first, lowest first: pairs of name and value (RNG-6)."""
