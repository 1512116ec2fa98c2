"""Rights as they stand: one's own (PRO-3, PRO-4), those ARS looks at, and all of a semester (decision 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.identity.domain.demande import Demande
from services.identity.domain.droits import Droits, TypeChoix
from services.identity.domain.procuration import Procuration
from services.identity.domain.rehearsals import is_rehearsal
from services.identity.use_cases.errors import TropDeDemandes
from services.identity.use_cases.request_type_choix import type_in_force
from services.identity.use_cases.semestres import semestre_of
from services.identity.use_cases.tools import Tools

MOST = 500


@dataclass(frozen=True, slots=True)
class MyRights:
    """`open`: requests and procurations can be made. Without a current semester there is nothing else."""

    semestre: str = ""
    open: bool = False
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    demandes: Sequence[Demande] = ()
    procuration: Procuration | None = None


@dataclass(frozen=True, slots=True)
class InternRights:
    """What the control room shows of one intern."""

    droits: Droits
    procuration: Procuration | None
    pending: Demande | None


def get_my_rights(tools: Tools, *, intern_id: UUID) -> MyRights:
    """The caller's own, for the semester whose posts are being chosen."""
    with tools.begin() as work:
        known = work.semestres.current()
        if known is None:
            return MyRights()
        return MyRights(
            semestre=known.semestre.code,
            open=not known.closed,
            type_choix=type_in_force(work, intern_id, known.semestre),
            demandes=work.demandes.of_interne(intern_id, known.semestre),
            procuration=work.procurations.standing([intern_id], known.semestre).get(intern_id),
        )


def get_rights(tools: Tools, *, semestre: str, intern_ids: Sequence[UUID]) -> list[InternRights]:
    """Those for whom anything was ever recorded, or is pending; at most 500 asked at once.

    A rehearsal has its types de choix and procurations in session alone: nothing is recorded here (SIM-1).
    """
    if len(intern_ids) > MOST:
        raise TropDeDemandes(maximum=MOST)
    if is_rehearsal(semestre):
        return []
    asked, wanted = semestre_of(semestre), sorted(set(intern_ids))
    with tools.begin() as work:
        droits = work.droits.get([(intern_id, asked.code) for intern_id in wanted])
        procurations = work.procurations.standing(wanted, asked)
        pending = work.demandes.pending(wanted, asked)
    return [
        InternRights(
            droits.get((each, asked.code)) or Droits(each, asked.code, version=0),
            procurations.get(each),
            pending.get(each),
        )
        for each in wanted
        if (each, asked.code) in droits or each in pending
    ]


def list_rights(tools: Tools, *, semestre: str) -> list[Droits]:
    """Everything recorded in a semester, for session to repair its copy."""
    asked = semestre_of(semestre)
    with tools.begin() as work:
        return work.droits.of_semestre(asked)
