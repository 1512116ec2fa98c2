"""The whole question for postes about what was admitted, from sheets and rosters (decisions 4 and 5)."""

from uuid import UUID

from chassis.database import Transaction
from services.session.domain.choix import Asked, Choix, Correction, Placement
from services.session.domain.demande import Concerne, Demande, DemandeCorrection, DemandePlacement, Question
from services.session.domain.roster import Inscrit
from services.session.use_cases.books import Books
from services.session.use_cases.errors import AmphiInconnu
from services.session.use_cases.sitting import Sitting


def question_about(tx: Transaction, books: Books, sitting: Sitting, asked: Asked) -> Question:
    """Stored as it is now, and repeated word for word."""
    fiche = sitting.fiche
    match asked:
        case Choix():
            return Demande(
                amphi_id=fiche.amphi_id,
                offer_id=fiche.offer_id,
                regimes=fiche.regimes,
                des_code=_inscrit(tx, books, fiche.amphi_id, asked.intern_id).des_code,
                choix=asked,
                surnombres_max=sitting.amphi.settings.surnombres_max,
            )
        case Placement():
            return DemandePlacement(
                amphi_id=fiche.amphi_id,
                offer_id=fiche.offer_id,
                regimes=fiche.regimes,
                des_code=_inscrit(tx, books, fiche.amphi_id, asked.intern_id).des_code,
                placement=asked,
            )
        case Correction():
            return DemandeCorrection(
                amphi_id=fiche.amphi_id,
                offer_id=fiche.offer_id,
                correction=asked,
                concernes=tuple(_concerne(tx, books, line.amphi_id, line.intern_id) for line in asked.lines),
            )


def _concerne(tx: Transaction, books: Books, amphi_id: UUID, intern_id: UUID) -> Concerne:
    row = books.amphis.find(tx, amphi_id)
    if row is None:
        raise AmphiInconnu
    return Concerne(
        amphi_id=amphi_id,
        intern_id=intern_id,
        regimes=row.fiche.regimes,
        des_code=_inscrit(tx, books, amphi_id, intern_id).des_code,
        surnombres_max=row.fiche.settings.surnombres_max,
    )


def _inscrit(tx: Transaction, books: Books, amphi_id: UUID, intern_id: UUID) -> Inscrit:
    inscrit = books.rosters.one(tx, amphi_id, intern_id)
    if inscrit is None:
        raise ValueError(f"intern {intern_id} of amphi {amphi_id} is not in its roster")
    return inscrit
