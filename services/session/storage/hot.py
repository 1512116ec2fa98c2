"""States of amphis in memory, valid while their seq is the newest (decision 2)."""

from threading import Lock
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Amphi
from services.session.domain.record import replay
from services.session.storage import decisions

MOST_KEPT = 200


class HotAmphis:
    """Of one process; shared by its threads."""

    def __init__(self) -> None:
        self._states: dict[UUID, Amphi] = {}
        self._lock = Lock()

    def state(self, tx: Transaction, amphi_id: UUID, seq: int) -> Amphi:
        """The state at this decision: from memory, and from the log what memory misses."""
        known = self._states.get(amphi_id)
        if known is None or known.seq > seq:
            known = Amphi(amphi_id)
        if known.seq == seq:
            return known
        state = replay(known, decisions.after(tx, amphi_id, known.seq, seq, None))
        if state.seq != seq:
            raise ValueError(f"amphi {amphi_id}: its log ends at {state.seq}, its row says {seq}")
        self.keep(state)
        return state

    def keep(self, amphi: Amphi) -> None:
        """Remember a committed state; the oldest makes room."""
        with self._lock:
            known = self._states.pop(amphi.amphi_id, None)
            self._states[amphi.amphi_id] = amphi if known is None or known.seq <= amphi.seq else known
            while len(self._states) > MOST_KEPT:
                self._states.pop(next(iter(self._states)))
