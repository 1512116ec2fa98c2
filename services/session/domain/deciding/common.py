"""What several commands have to find out first."""

from uuid import UUID

from services.session.domain.amphi import Amphi, Passage, Phase
from services.session.domain.refusals import (
    AmphiPasCommence,
    AmphiTermine,
    PasDansLAmphi,
    RangInconnu,
    TourTermine,
)
from services.session.domain.turn import Turn


def require_started(amphi: Amphi) -> None:
    """The amphi runs, perhaps paused."""
    if amphi.phase is Phase.TERMINE:
        raise AmphiTermine
    if amphi.phase is not Phase.EN_COURS:
        raise AmphiPasCommence


def passage_of(amphi: Amphi, intern_id: UUID) -> Passage:
    """The place of an intern who must be in the call list."""
    passage = amphi.passages.get(intern_id)
    if passage is None:
        raise PasDansLAmphi
    return passage


def passage_ranked(amphi: Amphi, rang_appel: int) -> Passage:
    """The place of this call rank, which must be in the list."""
    passage = next((one for one in amphi.passages.values() if one.rang_appel == rang_appel), None)
    if passage is None:
        raise RangInconnu(rang_appel=rang_appel)
    return passage


def turn_named(amphi: Amphi, turn_id: UUID) -> Turn:
    """The current turn, if it is the one that ARS saw."""
    require_started(amphi)
    if amphi.turn is None or amphi.turn.turn_id != turn_id:
        raise TourTermine
    return amphi.turn
