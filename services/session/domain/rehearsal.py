"""What a rehearsal copies of an amphi, and how its time runs faster (SIM-1).

It is its own world (architecture, decision 18): a semestre that no campaign has, and new ids for everybody.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.roster import Inscrit
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice

SLOWEST, FASTEST = 0.1, 100.0
SHORTEST_TURN: Final = timedelta(seconds=1)
STARTS_IN: Final = timedelta(minutes=1)
"""After it was made; by hand in any case, so that nothing begins unwatched."""
ABSENT: Final = "absence prévue"
SURNOMBRES: Final = (TypeChoix.SURNOMBRE_VALIDANT, TypeChoix.SURNOMBRE_NON_VALIDANT)
_SEMESTRE: Final = re.compile(r"essai-[0-9a-f]{8}")


def is_rehearsal(semestre: str) -> bool:
    """« essai-… », which no semester of choices is called."""
    return _SEMESTRE.fullmatch(semestre) is not None


def semestre_of(rehearsal_id: UUID) -> str:
    """The semestre of a new rehearsal."""
    return f"essai-{rehearsal_id.hex[-8:]}"


def faster(settings: Settings, speed: float) -> Settings:
    """The same rules with durations divided; the network's grace stays, since the network is no faster."""
    return replace(
        settings,
        duree_tour=max(settings.duree_tour / speed, SHORTEST_TURN),
        delai_absent=max(settings.delai_absent / speed, SHORTEST_TURN),
        delai_fin=settings.delai_fin / speed,
    )


def moved(slices: Iterable[Slice], speed: float, now: datetime) -> tuple[Slice, ...]:
    """The same sessions from now on, closer together, each started by hand."""
    parts = tuple(slices)
    first = parts[0].starts_at
    return tuple(
        Slice(
            number=part.number,
            first_rang=part.first_rang,
            last_rang=part.last_rang,
            starts_at=now + STARTS_IN + (part.starts_at - first) / speed,
            par_interne=part.par_interne / speed,
            by_clock=False,
        )
        for part in parts
    )


def renamed(inscrits: Iterable[Inscrit], new_id: Callable[[], UUID]) -> dict[UUID, Inscrit]:
    """Real intern → participant: another id, the same place; why somebody will be absent is nobody's here."""
    return {
        inscrit.intern_id: replace(
            inscrit, intern_id=new_id(), absence_motif=ABSENT if inscrit.absence_motif else ""
        )
        for inscrit in inscrits
    }


def droits_of_copies(
    real: Mapping[UUID, Droits], copies: Mapping[UUID, Inscrit], new_id: Callable[[], UUID]
) -> dict[UUID, Droits]:
    """Participant → the rights of whom he or she stands for, with a mandataire of its own."""
    return {
        copies[intern_id].intern_id: replace(
            droits, mandataire_id=None if droits.mandataire_id is None else new_id()
        )
        for intern_id, droits in real.items()
        if intern_id in copies
    }


def invented_droits(
    copies: Iterable[Inscrit],
    known: Mapping[UUID, Droits],
    procurations: int,
    surnombres: int,
    new_id: Callable[[], UUID],
) -> dict[UUID, Droits]:
    """So many more with a mandataire, so many more in surnombre of either kind, spread over the list."""
    free = [one.intern_id for one in copies if one.intern_id not in known and not one.absence_motif]
    by_proxy = _spread(free, procurations)
    others = [intern_id for intern_id in free if intern_id not in by_proxy]
    invented = {intern_id: Droits(procuration=True, mandataire_id=new_id()) for intern_id in by_proxy}
    for place, intern_id in enumerate(_spread(others, surnombres)):
        invented[intern_id] = Droits(type_choix=SURNOMBRES[place % len(SURNOMBRES)])
    return invented


def _spread(everybody: list[UUID], many: int) -> list[UUID]:
    if many <= 0 or not everybody:
        return []
    step = max(len(everybody) // many, 1)
    return everybody[step - 1 :: step][:many]
