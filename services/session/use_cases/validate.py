"""Validate an amphi: its log begins with one définitive call list, taken whole (AMP-2, ENG-8).

Gestionnaire. Refused: AmphiInconnu, AmphiDejaValide, PasDecoupe, ListeChangee, ListeRemplacee, ListeVide,
DecoupageIncomplet, OuvertureTropTard, and what ranking says of the list.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from chassis.database import Transaction
from chassis.errors import DomainError, Kind
from services.session.domain import commands
from services.session.domain.droits import Droits
from services.session.domain.fiche import Fiche
from services.session.domain.refusals import Refusal as EngineRefusal
from services.session.domain.roster import Appele, Inscrit
from services.session.use_cases.asked import Asked, Done, Stored, refusal_of
from services.session.use_cases.books import Books, Rights
from services.session.use_cases.by import By
from services.session.use_cases.change_settings import with_call_list
from services.session.use_cases.drafts import held_draft
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu, ListeChangee, ListeRemplacee, PasDecoupe
from services.session.use_cases.intervention import State
from services.session.use_cases.ports import CallList, CallLists, RightsDesk
from services.session.use_cases.repair_rights import repair_rights
from services.session.use_cases.sitting import Sitting

log = structlog.get_logger(__name__)


def validate(
    engine: Engine, call_lists: CallLists, amphi_id: UUID, by: By, desk: RightsDesk | None = None
) -> Done:
    """ranking is asked before the lock is taken; what it gave is taken whole.

    So is identity, for rights that session missed; not for a rehearsal, which has no `desk`.
    """
    call_list = call_lists.definitive(_version_of(engine, amphi_id))
    if desk is not None:
        repair_rights(engine, desk, call_list.semestre)
    with engine.database.transaction() as tx:
        fiche = held_draft(tx, engine.books, amphi_id)
        if fiche.call_list_version_id != call_list.version_id:
            raise ListeRemplacee
        fiche = with_call_list(fiche, call_list)
        sitting = engine.sit(tx, amphi_id)
        sitting.judge(_command(tx, engine.books, fiche, call_list), by.actor)
        done = sitting.done()
        placements = _placements(engine, tx, sitting)
        amphi = sitting.keep()
        tx.commit()
        engine.books.hot.keep(amphi)
    _finish(engine, placements)
    return done


def _placements(engine: Engine, tx: Transaction, sitting: Sitting) -> list[Stored]:
    """What was noted beforehand is received now, before anybody can choose (CHX-8, decision 5).

    Under a key of its own: that of its note answers for the note.
    """
    received: list[Stored] = []
    books = engine.books
    for note in books.interventions.notes(tx, sitting.amphi_id):
        if note.state is not State.NOTED:
            continue
        key = str(note.placement_id)
        asked = Asked(note.actor, key, f"place {note.rang_appel} {note.numero}")
        command = commands.Place(note.placement_id, note.rang_appel, note.numero, note.reason_hash)
        books.interventions.note_received(tx, note.placement_id)
        try:
            settle = sitting.judge(command, note.actor)
        except EngineRefusal as error:
            engine.remember(tx, sitting, asked, refusal_of(error), note.placement_id)
            continue
        if settle is not None:
            received.append(engine.receive(tx, sitting, settle, asked))
    return received


def _finish(engine: Engine, placements: Sequence[Stored]) -> None:
    """Now, as long as postes answers; else the looks finish the rest, and nobody gets a turn before."""
    for done, placement in enumerate(placements):
        try:
            engine.finish(placement)
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            log.info("placements wait for postes", many=len(placements) - done, error=error.code)
            return


def _version_of(engine: Engine, amphi_id: UUID) -> UUID:
    with engine.database.transaction() as tx:
        row = engine.books.amphis.find(tx, amphi_id)
    if row is None:
        raise AmphiInconnu
    return row.fiche.call_list_version_id


def _command(tx: Transaction, books: Books, fiche: Fiche, call_list: CallList) -> commands.Validate:
    slices = books.slices.of(tx, fiche.amphi_id)
    if not slices:
        raise PasDecoupe
    if slices[-1].last_rang != len(call_list.inscrits):
        raise ListeChangee
    rights = books.rights.of(tx, fiche.semestre)
    inscrits = [_as_of_today(inscrit, rights.get(inscrit.intern_id)) for inscrit in call_list.inscrits]
    books.rosters.replace(tx, fiche.amphi_id, inscrits)
    return commands.Validate(
        settings=fiche.settings,
        opens_at=fiche.favoris_at,
        list_version=call_list.number,
        interns=tuple(_appele(inscrit, rights.get(inscrit.intern_id)) for inscrit in inscrits),
        slices=slices,
    )


def _as_of_today(inscrit: Inscrit, rights: Rights | None) -> Inscrit:
    """What identity told session itself is newer than what came with the list."""
    return inscrit if rights is None else replace(inscrit, absence_motif=rights.motif)


def _appele(inscrit: Inscrit, rights: Rights | None) -> Appele:
    droits = Droits() if rights is None else rights.droits
    return Appele(
        intern_id=inscrit.intern_id,
        rang_appel=inscrit.rang_appel,
        absence_prevue=bool(inscrit.absence_motif),
        type_choix=droits.type_choix,
        procuration=droits.procuration,
        mandataire_id=droits.mandataire_id,
    )
