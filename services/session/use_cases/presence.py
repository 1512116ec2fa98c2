"""Who is connected, told by live pods (decision 11, LIV-3). gateway.

Leases of 30 s: a pod that dies ends nobody's turn. A connection enters the log only where it changes
something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chassis.errors import DomainError
from services.session.domain import commands
from services.session.domain.amphi import Who
from services.session.domain.deciding.returning import connection_matters
from services.session.use_cases.asked import Asked
from services.session.use_cases.engine import Engine

LEASE = timedelta(seconds=30)

Connection = tuple[UUID, Who]
"""(amphi, who): the intern, or the mandataire."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a pod. `full`: `joined` is the whole list. A lower `n` of the same boot is ignored."""

    pod: str
    boot: str
    n: int
    full: bool
    joined: Sequence[Connection]
    left: Sequence[Connection]


def presence(engine: Engine, told: Told) -> bool:
    """Note it; whether the pod should send its full list next."""
    presences = engine.books.presences
    with engine.database.transaction() as tx:
        follows = presences.accept(tx, told.pod, told.boot, told.n, full=told.full)
        if follows is None:
            return False
        presences.renew(tx, told.pod, told.joined, LEASE)
        if told.full:
            presences.end_others(tx, told.pod, told.joined)
        presences.end(tx, told.pod, told.left)
        tx.commit_unflushed()
    _connect(engine, _that_matter(engine, told.joined))
    return not follows


def _connect(engine: Engine, joined: Sequence[Connection]) -> None:
    """Everybody, also where one amphi does not answer: then the pod hears of it, and tells them all again."""
    failed: DomainError | None = None
    for amphi_id, who in joined:
        try:
            engine.act(amphi_id, commands.Connected(who), Asked())
        except DomainError as error:
            failed = error
    if failed is not None:
        raise failed


def _that_matter(engine: Engine, joined: Sequence[Connection]) -> list[Connection]:
    """Most connections change nothing: they are sorted out in memory, without a lock."""
    if not joined:
        return []
    with engine.database.transaction() as tx:
        heads = engine.books.amphis.heads(tx)
        amphis = {
            amphi_id: engine.books.hot.state(tx, amphi_id, heads[amphi_id])
            for amphi_id in {amphi_id for amphi_id, _ in joined}
            if amphi_id in heads
        }
    return [
        (amphi_id, who)
        for amphi_id, who in joined
        if amphi_id in amphis and connection_matters(amphis[amphi_id], who)
    ]
