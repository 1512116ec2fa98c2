"""What the use cases on a brouillon have in common: it is held, and still a brouillon."""

from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Phase
from services.session.domain.fiche import Fiche
from services.session.domain.refusals import AmphiDejaValide
from services.session.use_cases.books import Books
from services.session.use_cases.errors import AmphiInconnu


def held_draft(tx: Transaction, books: Books, amphi_id: UUID) -> Fiche:
    """The sheet of a brouillon, held until the end of the transaction; AmphiInconnu, AmphiDejaValide."""
    row = books.amphis.lock(tx, amphi_id)
    if row is None:
        raise AmphiInconnu
    if row.phase != Phase.BROUILLON:
        raise AmphiDejaValide
    return row.fiche
