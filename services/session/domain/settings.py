"""What ARS may set for one amphi, with the rules' defaults."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Settings:
    """Durations of an amphi and how often one may come back (ENG-2, ENG-3, ENG-5, ENG-7)."""

    duree_tour: timedelta = timedelta(seconds=90)
    delai_absent: timedelta = timedelta(seconds=90)
    grace_reseau: timedelta = timedelta(seconds=1)
    delai_fin: timedelta = timedelta(minutes=5)
    retours_max: int = 3
