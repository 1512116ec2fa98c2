"""An amphi that is open, and the parts of those who sit in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deploy.local.demo import cast

SURNOMBRES: Final = ("surnombre_validant", "surnombre_non_validant")


@dataclass(frozen=True, slots=True)
class Durations:
    """Settings of every amphi, in seconds."""

    duree_tour: float = 15.0
    delai_absent: float = 8.0
    delai_fin: float = 4.0


USUAL: Final = Durations()


@dataclass(frozen=True, slots=True)
class Stock:
    """Amphis that share one offer and go on at once (CHX-9), and how many interns they have in all."""

    internes: int
    amphis: int = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """One of them: `ids` and everything below by rank; nobody has two parts."""

    amphi_id: str
    offer_id: str
    seats: tuple[cast.Seat, ...]
    ids: dict[int, str]

    @property
    def by_rang(self) -> dict[int, str]:
        """Call rank → e-mail."""
        return {seat.rang_appel: seat.person.email for seat in self.seats}

    @property
    def in_surnombre(self) -> dict[int, str]:
        """Rank → type de choix, of those who do not choose as the others do (CHX-3, CHX-4)."""
        return {rang: SURNOMBRES[place % len(SURNOMBRES)] for place, rang in enumerate(self._every(3, 7))}

    @property
    def accepted_beforehand(self) -> dict[int, str]:
        """Those of them whose request ARS has accepted already; the others' is accepted live (STA-3)."""
        return dict(list(self.in_surnombre.items())[::2])

    @property
    def mandataires(self) -> dict[int, str]:
        """Rank → e-mail of the mandataire, of those who gave a procuration beforehand."""
        return {rang: self.mandataire(rang) for rang in self._every(4, 7)}

    @property
    def may_give_procuration(self) -> tuple[int, ...]:
        """Those who give one while the amphi runs."""
        return tuple(self._every(5, 7))

    @property
    def placed_beforehand(self) -> int:
        """Whom ARS places before the amphi is validated (CHX-8)."""
        return self.seats[-2].rang_appel

    def mandataire(self, rang: int) -> str:
        """The e-mail of whoever this intern names."""
        return f"mandataire.{rang}.{self.amphi_id[:8]}@mandataire.example"

    def _every(self, first: int, step: int) -> Iterator[int]:
        return (seat.rang_appel for seat in self.seats[first:-2:step])
