"""The decision log as a hash chain that anybody can check (ENG-8, IFC-13).

What is hashed is the UTF-8 of the canonical JSON (see `codec`) of one object with these keys:

    {"actor":…,"amphi_id":…,"at":…,"payload":{…},"prev_hash":…,"seq":…,"type":…}

`hash` is its SHA-256 in lower-case hexadecimal; `prev_hash` of decision 1 is 64 zeros, of any other the
`hash` of the one before. `at` never goes below the one before, whatever the clock does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from services.session.domain.amphi import Amphi
from services.session.domain.apply import apply
from services.session.domain.codec import Json, canonical, event_from, instant, payload, type_name
from services.session.domain.events import Event

FIRST_PREV_HASH = "0" * 64
ENGINE = "moteur"
STAFF = "ars:"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the log. `actor`: « moteur », « interne:<rang> », « ars:<role>:<id> »."""

    amphi_id: UUID
    seq: int
    at: datetime
    actor: str
    type: str
    payload: Json
    prev_hash: str
    hash: str

    @property
    def event(self) -> Event:
        """What happened, as the engine knows it."""
        return event_from(self.type, self.payload)


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of a chain, from which it goes on."""

    seq: int = 0
    hash: str = FIRST_PREV_HASH
    at: datetime | None = None


def next_decision(amphi_id: UUID, tip: Tip, event: Event, actor: str, now: datetime) -> Decision:
    """The event as the decision that comes after this tip."""
    seq, at = tip.seq + 1, now if tip.at is None else max(now, tip.at)
    content = payload(event)
    digest = decision_hash(amphi_id, seq, at, actor, type_name(event), content, tip.hash)
    return Decision(amphi_id, seq, at, actor, type_name(event), content, tip.hash, digest)


def tip_of(decision: Decision) -> Tip:
    """The chain's end where this decision is the newest."""
    return Tip(decision.seq, decision.hash, decision.at)


def decision_hash(
    amphi_id: UUID, seq: int, at: datetime, actor: str, kind: str, content: Json, prev_hash: str
) -> str:
    """The SHA-256 of what the module's first lines describe."""
    hashed = {
        "actor": actor,
        "amphi_id": str(amphi_id),
        "at": instant(at),
        "payload": content,
        "prev_hash": prev_hash,
        "seq": seq,
        "type": kind,
    }
    return sha256(canonical(hashed).encode()).hexdigest()


def first_break(decisions: Iterable[Decision]) -> int | None:
    """The `seq` at which a log is changed, missing or out of order; None where the chain holds."""
    tip = Tip()
    for expected, decision in enumerate(decisions, start=1):
        digest = decision_hash(
            decision.amphi_id,
            decision.seq,
            decision.at,
            decision.actor,
            decision.type,
            decision.payload,
            decision.prev_hash,
        )
        if decision.seq != expected or decision.prev_hash != tip.hash or decision.hash != digest:
            return expected
        tip = tip_of(decision)
    return None


def replay(amphi: Amphi, decisions: Iterable[Decision]) -> Amphi:
    """The state after these decisions, which must follow the amphi's own `seq` without a gap (ENG-9)."""
    for decision in decisions:
        if decision.seq != amphi.seq + 1:
            raise ValueError(f"amphi {amphi.amphi_id}: decision {amphi.seq + 1} is missing")
        amphi = apply(amphi, decision.event)
    return amphi
