"""What ARS asked outside the turns of an amphi, with its reasons (CHX-6, CHX-8). Gestionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.session.domain.amphi import Amphi
from services.session.use_cases.boards import found
from services.session.use_cases.engine import Engine
from services.session.use_cases.intervention import CorrectionProposal, PlacementNote


@dataclass(frozen=True, slots=True)
class Interventions:
    """All of an amphi, the oldest first; `reasons` by their hash."""

    amphi: Amphi
    placements: Sequence[PlacementNote]
    corrections: Sequence[CorrectionProposal]
    reasons: Mapping[str, str]


def interventions(engine: Engine, amphi_id: UUID) -> Interventions:
    """As of now; AmphiInconnu."""
    books = engine.books
    with engine.database.transaction() as tx:
        _, amphi = found(engine, tx, amphi_id)
        return Interventions(
            amphi=amphi,
            placements=books.interventions.notes(tx, amphi_id),
            corrections=books.interventions.proposals(tx, amphi_id),
            reasons=books.side_texts.of(tx, amphi_id),
        )
