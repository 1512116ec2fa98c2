"""Who takes part in a rehearsal, for whoever plays them (SIM-1). Gestionnaire.

Refused: AmphiInconnu, RepetitionInconnue: nobody gets a real list this way.
"""

from dataclasses import dataclass
from uuid import UUID

from services.session.domain.droits import Droits
from services.session.domain.roster import Inscrit
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AmphiInconnu, RepetitionInconnue


@dataclass(frozen=True, slots=True)
class Participant:
    """One line of the copied list, with what this one may do."""

    inscrit: Inscrit
    droits: Droits

    @property
    def absent(self) -> bool:
        """Nobody will come."""
        return self.droits.absent or bool(self.inscrit.absence_motif)


def participants(engine: Engine, amphi_id: UUID) -> list[Participant]:
    """By call rank."""
    books = engine.books
    with engine.database.transaction() as tx:
        row = books.amphis.find(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        if not row.fiche.rehearsal:
            raise RepetitionInconnue
        inscrits = books.rosters.of(tx, amphi_id)
        rights = books.rights.of(tx, row.fiche.semestre)
    droits = {intern_id: one.droits for intern_id, one in rights.items()}
    return [Participant(inscrit, droits.get(inscrit.intern_id, Droits())) for inscrit in inscrits]
