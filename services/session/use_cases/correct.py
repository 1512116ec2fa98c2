"""Correct confirmed choices: one person proposes, another approves, then all of it happens at once (CHX-6).

Administrateur. Refused: AmphiInconnu, MotifInvalide, CorrectionVide, AutreOffre, AutreDemande, PasDePoste,
AutrePoste, InterventionEnCours, PlusEnAttente, MemePersonne; by postes, with its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Transaction
from services.session.domain import commands
from services.session.domain.amphi import PLACED
from services.session.domain.choix import Correction, Echange
from services.session.domain.deciding.common import passage_ranked
from services.session.domain.refusals_to_ars import CorrectionVide, PasDePoste
from services.session.use_cases.asked import Done
from services.session.use_cases.boards import found
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import (
    AmphiInconnu,
    AutreDemande,
    AutreOffre,
    MemePersonne,
    MotifInvalide,
    PlusEnAttente,
)
from services.session.use_cases.ids import new_id
from services.session.use_cases.intervention import CorrectionProposal, State
from services.session.use_cases.reasons import reason_beside


@dataclass(frozen=True, slots=True)
class Wanted:
    """The intern of this rank in this amphi shall have this post."""

    amphi_id: UUID
    rang_appel: int
    numero: int


def propose_correction(
    engine: Engine, amphi_id: UUID, by: By, wanted: Sequence[Wanted], reason: str
) -> CorrectionProposal:
    """Nothing happens yet; what each intern has now is noted, and must still be so at the approval."""
    beside = reason_beside(reason)
    if beside is None:
        raise MotifInvalide
    if not wanted or len({(one.amphi_id, one.rang_appel) for one in wanted}) < len(wanted):
        raise CorrectionVide
    with engine.database.transaction() as tx:
        lines = tuple(_line(engine, tx, amphi_id, one) for one in wanted)
        proposal = CorrectionProposal(new_id(), amphi_id, by.key, lines, beside.hash, by.actor)
        if engine.books.interventions.propose(tx, proposal):
            engine.books.side_texts.add(tx, amphi_id, beside)
        proposals = engine.books.interventions.proposals(tx, amphi_id)
        tx.commit()
    kept = next(one for one in proposals if one.key == by.key)
    if (kept.proposed_by, [_wanted_in(line) for line in kept.lines]) != (by.actor, list(wanted)):
        raise AutreDemande
    return kept


def approve_correction(engine: Engine, amphi_id: UUID, by: By, correction_id: UUID) -> Done:
    """By another person than who proposed it; all or nothing. The engine asks whether it still waits."""
    with engine.database.transaction() as tx:
        proposal = engine.books.interventions.proposal(tx, amphi_id, correction_id)
        now = engine.books.amphis.now(tx)
    if proposal is None:
        raise PlusEnAttente
    if _person(by.actor) == _person(proposal.proposed_by):
        raise MemePersonne
    correction = Correction(
        correction_id=correction_id,
        lines=proposal.lines,
        received_at=now,
        reason_hash=proposal.reason_hash,
        proposed_by=proposal.proposed_by,
        approved_by=by.actor,
    )
    return engine.act(amphi_id, commands.Correct(correction), by.asking(f"correct {correction_id}"))


def withdraw_correction(engine: Engine, amphi_id: UUID, correction_id: UUID) -> None:
    """By anybody who could propose one, under the lock under which one is approved; PlusEnAttente."""
    with engine.database.transaction() as tx:
        if engine.books.amphis.lock(tx, amphi_id) is None:
            raise AmphiInconnu
        proposal = engine.books.interventions.proposal(tx, amphi_id, correction_id)
        if proposal is None or proposal.state is not State.NOTED:
            raise PlusEnAttente
        engine.books.interventions.withdraw_proposal(tx, correction_id)
        tx.commit()


def _line(engine: Engine, tx: Transaction, amphi_id: UUID, wanted: Wanted) -> Echange:
    row, amphi = found(engine, tx, wanted.amphi_id)
    own, _ = found(engine, tx, amphi_id)
    if row.fiche.offer_id != own.fiche.offer_id:
        raise AutreOffre
    passage = passage_ranked(amphi, wanted.rang_appel)
    if passage.etat not in PLACED or passage.numero is None:
        raise PasDePoste(rang_appel=passage.rang_appel)
    return Echange(wanted.amphi_id, passage.intern_id, passage.rang_appel, passage.numero, wanted.numero)


def _wanted_in(line: Echange) -> Wanted:
    return Wanted(line.amphi_id, line.rang_appel, line.numero)


def _person(actor: str) -> str:
    """« ars:administrateur:<id> » → the id, whatever the role."""
    return actor.rpartition(":")[2]
