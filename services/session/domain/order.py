"""Who comes next (ENG-1), and how many are ahead (TRN-1)."""

from collections.abc import Iterator

from services.session.domain.amphi import WAITING, Amphi, Etat, Passage
from services.session.domain.slice import Slice, SliceState


def queue(amphi: Amphi) -> Iterator[Passage]:
    """Everybody who waits, in the order of their turns: those put back, then by call rank."""
    passages = amphi.passages.values()
    yield from (passage for passage in passages if passage.etat is Etat.EN_RETARD)
    yield from (passage for passage in passages if passage.etat is Etat.EN_ATTENTE)


def next_up(amphi: Amphi) -> Passage | None:
    """Whose turn may come now: nobody between two sessions."""
    first = next(queue(amphi), None)
    if first is None or not _in_reach(amphi, first):
        return None
    return first


def ahead(amphi: Amphi, passage: Passage) -> list[Passage]:
    """Who passes before this one, the current turn included; nobody for who is not waiting."""
    if passage.etat not in WAITING:
        return []
    before: list[Passage] = [] if amphi.turn is None else [amphi.passages[amphi.turn.intern_id]]
    for other in queue(amphi):
        if other.intern_id == passage.intern_id:
            break
        before.append(other)
    return before


def current_slice(amphi: Amphi) -> Slice | None:
    """The session that runs."""
    return next((part for part in amphi.slices if part.state is SliceState.EN_COURS), None)


def next_slice(amphi: Amphi) -> Slice | None:
    """The first session still to come."""
    return next((part for part in amphi.slices if part.state is SliceState.PREVUE), None)


def slice_of(amphi: Amphi, rang_appel: int) -> Slice:
    """The session of a call rank."""
    return next(part for part in amphi.slices if part.first_rang <= rang_appel <= part.last_rang)


def _in_reach(amphi: Amphi, passage: Passage) -> bool:
    running = current_slice(amphi)
    if running is None:
        return next_slice(amphi) is None
    return passage.etat is Etat.EN_RETARD or passage.rang_appel <= running.last_rang
