"""Validate an amphi: its log begins with one définitive call list, taken whole (AMP-2, ENG-8).

Gestionnaire. Refused: AmphiInconnu, AmphiDejaValide, PasDecoupe, ListeChangee, ListeVide, DecoupageIncomplet,
OuvertureTropTard, and what ranking says of the list.
"""

from dataclasses import replace
from uuid import UUID

from chassis.database import Transaction
from services.session.domain import commands
from services.session.domain.fiche import Fiche
from services.session.domain.roster import Appele, Inscrit
from services.session.use_cases.asked import Done
from services.session.use_cases.by import By
from services.session.use_cases.change_settings import with_call_list
from services.session.use_cases.drafts import held_draft
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu, ListeChangee, PasDecoupe
from services.session.use_cases.ports import Absence, Books, CallList, CallLists


def validate(engine: Engine, call_lists: CallLists, amphi_id: UUID, by: By) -> Done:
    """ranking is asked before the lock is taken; what it gave is taken whole."""
    call_list = call_lists.definitive(_version_of(engine, amphi_id))
    with engine.database.transaction() as tx:
        fiche = with_call_list(held_draft(tx, engine.books, amphi_id), call_list)
        sitting = engine.sit(tx, amphi_id)
        sitting.judge(_command(tx, engine.books, fiche, call_list), by.actor)
        amphi = sitting.keep()
        done = sitting.done()
        tx.commit()
        engine.books.hot.keep(amphi)
    return done


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
    absences = books.rights.of(tx, fiche.semestre)
    inscrits = [_as_of_today(inscrit, absences.get(inscrit.intern_id)) for inscrit in call_list.inscrits]
    books.rosters.replace(tx, fiche.amphi_id, inscrits)
    return commands.Validate(
        settings=fiche.settings,
        opens_at=fiche.favoris_at,
        list_version=call_list.number,
        interns=tuple(
            Appele(inscrit.intern_id, inscrit.rang_appel, bool(inscrit.absence_motif)) for inscrit in inscrits
        ),
        slices=slices,
    )


def _as_of_today(inscrit: Inscrit, absence: Absence | None) -> Inscrit:
    """What identity told session itself is newer than what came with the list."""
    if absence is None:
        return inscrit
    return replace(inscrit, absence_motif=absence.motif if absence.absent else "")
