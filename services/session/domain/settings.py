"""What ARS may set for one amphi, with the rules' defaults."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class ApresArret(StrEnum):
    """What a turn is given when the engine comes back after a stop (G-4): its time, and perhaps a pause."""

    RENDRE = "rendre"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Settings:
    """Durations of an amphi, how often one may come back, what a ward admits (ENG-2, 3, 5, 7; CHX-5; G-4).

    `surnombres_max`: of both kinds together in one ward; None sets no limit.
    """

    duree_tour: timedelta = timedelta(seconds=90)
    delai_absent: timedelta = timedelta(seconds=90)
    grace_reseau: timedelta = timedelta(seconds=1)
    delai_fin: timedelta = timedelta(minutes=5)
    retours_max: int = 3
    surnombres_max: int | None = None
    apres_arret: ApresArret = ApresArret.RENDRE
