"""Absence, type de choix, procuration: what identity decided counts at once (decision 6).

identity. The highest version wins; the same one again finishes what a crash may have left.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from services.session.domain import commands
from services.session.domain.amphi import Phase
from services.session.domain.droits import Decideurs, Droits, Par
from services.session.domain.record import ENGINE
from services.session.use_cases.books import WITHOUT_A_REASON, Rights
from services.session.use_cases.engine import Engine

UNKNOWN = Decideurs()


def apply_rights(
    engine: Engine,
    intern_id: UUID,
    semestre: str,
    version: int,
    droits: Droits,
    motif: str,
    par: Decideurs = UNKNOWN,
) -> None:
    """In every amphi of the semester in whose call list the intern is; its log says who decided what.

    An amphi that is being validated either has these rights in its first decision, or is in the list here.
    """
    told = Rights(droits, (motif or WITHOUT_A_REASON) if droits.absent else "")
    with engine.database.transaction() as tx:
        engine.books.amphis.hold_brouillons(tx, semestre)
        rights = engine.books.rights.accept(tx, intern_id, semestre, version, told)
        if rights is None:
            return
        concerned = []
        for amphi_id in engine.books.rosters.amphis_of(tx, intern_id):
            row = engine.books.amphis.find(tx, amphi_id)
            inscrit = engine.books.rosters.one(tx, amphi_id, intern_id)
            if row is None or inscrit is None or row.fiche.semestre != semestre:
                continue
            if row.phase != Phase.TERMINE:
                engine.books.rosters.set_motif(tx, amphi_id, intern_id, rights.motif)
                concerned.append((amphi_id, row.phase, inscrit.rang_appel))
        tx.commit()
    for amphi_id, phase, rang in concerned:
        if phase != Phase.BROUILLON:
            decided = [(command, _actor(by, rang)) for command, by in _each(intern_id, rights.droits, par)]
            _decide(engine, amphi_id, (intern_id, semestre, version), decided)


def _decide(
    engine: Engine,
    amphi_id: UUID,
    told: tuple[UUID, str, int],
    decided: Sequence[tuple[commands.Command, str]],
) -> None:
    """Unless a higher version was told meanwhile: whoever told it decides."""
    intern_id, semestre, version = told
    with engine.database.transaction() as tx:
        sitting = engine.sit(tx, amphi_id)
        if engine.books.rights.version(tx, intern_id, semestre) != version:
            return
        for command, actor in decided:
            sitting.judge(command, actor)
        amphi = sitting.keep()
        tx.commit()
        engine.books.hot.keep(amphi)


def _each(intern_id: UUID, droits: Droits, par: Decideurs) -> Iterator[tuple[commands.Command, str]]:
    yield commands.SetAbsence(intern_id, droits.absent), par.absence
    yield commands.SetTypeChoix(intern_id, droits.type_choix), par.type_choix
    yield commands.SetProcuration(intern_id, droits.procuration, droits.mandataire_id), par.procuration


def _actor(by: str, rang_appel: int) -> str:
    """As the log writes it (ENG-8)."""
    return f"{by}:{rang_appel}" if by in {Par.INTERNE, Par.MANDATAIRE} else by or ENGINE
