"""Session and postes on two real databases, a wire between them that a test breaks at will, and a clock."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import psycopg2

from chassis.database import Database
from chassis.errors import DomainError, Kind
from dci.events.v1.events_pb2 import Event
from services.postes.tests.factories import World as Stock
from services.postes.tests.factories import committed, fiche
from services.session.domain.demande import Demande, DemandeCorrection, DemandePlacement
from services.session.domain.moment import Probes
from services.session.tests.world import Clock, World, key
from services.session.use_cases.ports import Settled
from tests.concurrency.dying_replica import DirectPostes
from tests.faults.history import History, Row, Rows
from tests.faults.reading import line, plain_row

POSTS = range(2931, 2941)
INTERNES = 5


class Died(Exception):
    """The replica is no more."""


class Lost(DomainError):
    """Nobody answered."""

    code = "service_indisponible"
    kind = Kind.UNAVAILABLE


def nothing() -> None:
    """The wire is whole."""


@dataclass
class Wire:
    """postes, called on its real database; `before` and `after` raise what happens on the way."""

    database: Database
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    sent: list[Demande] = field(default_factory=list)

    def settle(self, demande: Demande) -> Settled:
        """A call, and a copy of it that may arrive again."""
        self.sent.append(demande)
        return self._carried(DirectPostes(self.database).settle, demande)

    def place(self, demande: DemandePlacement) -> Settled:
        """A placement by ARS."""
        return self._carried(DirectPostes(self.database).place, demande)

    def correct(self, demande: DemandeCorrection) -> Settled:
        """A correction."""
        return self._carried(DirectPostes(self.database).correct, demande)

    def probe(self) -> None:
        """It is there."""

    def heal(self) -> None:
        """Whole again."""
        self.before = self.after = nothing

    def _carried(self, call: Callable[[Any], Settled], question: Any) -> Settled:
        self.before()
        settled = call(question)
        self.after()
        return settled


class Scene:
    """One amphi; what its clients do is noted, as simulated interns note it."""

    def __init__(self, session: Database, postes: Database) -> None:
        self.databases = {"session": session, "postes": postes}
        self.stock = Stock(postes)
        self.stock.given(*(fiche(numero) for numero in POSTS))
        self.wire = Wire(postes)
        self.clients: list[Row] = []
        self.away: list[Row] = []
        self.probes_since: timedelta | None = None
        self.world = self.replica()
        self.amphi_id = self.world.started(INTERNES)

    def replica(self) -> World:
        """One more, on the same databases, with the same clock."""
        clock = self.world.clock if hasattr(self, "world") else Clock()
        world = World(self.databases["session"], postes=cast("Any", self.wire), clock=clock)
        object.__setattr__(world.books, "probes", SimpleNamespace(read=lambda _tx: self._probes(clock)))
        return world

    def _probes(self, clock: Clock) -> Probes:
        """As fresh as can be, or as old as postes has been away."""
        assert clock.stands_at is not None
        ahead = clock.ahead if self.probes_since is None else self.probes_since
        return Probes(clock.stands_at + ahead, 2)

    @property
    def now(self) -> datetime:
        """By the clock that tests move."""
        assert self.world.clock.stands_at is not None
        return self.world.clock.stands_at + self.world.clock.ahead

    def send(self, rang: int, numero: int, under: str | None = None, by: World | None = None) -> None:
        """A client sends a choice, and notes what it is told."""
        world, under = by or self.world, under or key()
        about = {
            "amphi_id": str(self.amphi_id),
            "intern_id": str(UUID(int=rang)),
            "key": under,
            "numero": numero,
        }
        about |= {"client": f"interne {rang}", "at": _text(self.now)}
        self.clients.append({"what": "sent", **about})
        try:
            done = world.choose(self.amphi_id, rang, numero, under)
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                self.clients.append({"what": "answered", **about, "yes": False, "code": error.code})
        except Died:
            pass
        else:
            proof = {"seq": done.seq, "hash": done.hash}
            self.clients.append({"what": "answered", **about, "yes": True, **proof})

    def tick(self) -> None:
        """Another replica looks; whatever keeps it from finishing, it will look again."""
        with suppress(DomainError, LookupError, ValueError, psycopg2.Error, Died):
            self.replica().tick(self.amphi_id)

    def go_on(self, seconds: float = 3.0) -> None:
        """Time passes, and replicas look all along."""
        self.world.later(seconds)
        for _ in range(3):
            self.tick()

    def to_the_end(self) -> None:
        """Nobody chooses any more: turn after turn ends by itself."""
        for _ in range(INTERNES + 2):
            self.go_on(100)

    def gone(self, part: str, seconds: float) -> None:
        """Away for so long."""
        since = self.now
        self.world.asleep(seconds)
        self.away.append({"part": part, "since": _text(since), "until": _text(self.now), "alone": False})

    def history(self) -> History:
        """What the checker is given, once everything has come to rest."""
        places = self._rows("postes", "SELECT * FROM place")
        return History(
            clients=self.clients,
            session={
                name: self._rows("session", f"SELECT * FROM {name}")  # noqa: S608  # our tables
                for name in ("amphi", "command", "decision")
            },
            postes={"place": places, "settlement": self._rows("postes", "SELECT * FROM settlement")},
            record=[
                {**row, "payload": json.loads(row["payload"])}
                for row in self._rows("session", "SELECT * FROM decision ORDER BY seq")
            ],
            published=[
                line(event.decision)
                for row in self._rows("session", "SELECT * FROM outbox ORDER BY id")
                if (event := Event.FromString(bytes.fromhex(row["payload"]))).HasField("decision")
            ],
            away=self.away,
        )

    def _rows(self, database: str, sql: str) -> Rows:
        with self.databases[database].transaction() as tx:
            return [plain_row(row) for row in tx.all(sql)]

    def alter(self, database: str, sql: str, params: list[Any] | None = None) -> None:
        """Something that others did meanwhile."""
        with committed(self.databases[database]) as tx:
            tx.execute(sql, params)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def raising(error: type[Exception], *, times: int = 1) -> Callable[[], None]:
    """So often; then the wire is whole again."""
    left: Mapping[str, list[None]] = {"": [None] * times}

    def happen() -> None:
        if left[""]:
            left[""].pop()
            raise error

    return happen
