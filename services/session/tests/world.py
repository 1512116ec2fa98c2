"""Session on a real database, with doubles of the other services and a clock that tests move."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

from chassis.database import Database, Transaction
from services.session.bootstrap import all_books, receipts_with
from services.session.domain.amphi import Amphi, Etat, Who
from services.session.domain.moment import Moment, Probes
from services.session.domain.record import first_break, replay
from services.session.domain.settings import Settings
from services.session.domain.timetable import Timetable
from services.session.storage import amphis, decisions, moments, probes
from services.session.tests.doubles import FakeCallLists, FakeOffers, FakePostes, FakeRightsDesk
from services.session.use_cases import boards
from services.session.use_cases.asked import Done
from services.session.use_cases.books import Amphis, Books
from services.session.use_cases.by import By
from services.session.use_cases.choose import choose
from services.session.use_cases.create_amphi import Wish, create_amphi
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.engine import Engine
from services.session.use_cases.look import Look
from services.session.use_cases.presence import Told, presence
from services.session.use_cases.start import start
from services.session.use_cases.validate import validate
from services.session.use_cases.watch_postes import WatchPostes

STAFF = UUID(int=7)
RECEIPTS = receipts_with(["c2Vzc2lvbidzIGtleSBmb3IgdGVzdHMsIGFuZCBubyA="])
_keys = count(1)


def key() -> str:
    return f"key-{next(_keys):08}"


def staff() -> By:
    return By(f"ars:gestionnaire:{STAFF}", key())


def oneself(rang: int) -> Who:
    """The intern, without a mandataire."""
    return UUID(int=rang), None


@dataclass
class Clock:
    """Stands still unless a test moves it, however slow the machine; in `real_time` it is the database's."""

    real_time: bool = False
    ahead: timedelta = timedelta(0)
    stands_at: datetime | None = None

    def now(self, tx: Transaction) -> datetime:
        if self.real_time or self.stands_at is None:
            self.stands_at = amphis.now(tx)
        return self.stands_at + self.ahead


@dataclass
class World:
    """One replica; `another()` is a second one on the same database, with the same postes and clock."""

    database: Database
    postes: FakePostes = field(default_factory=FakePostes)
    lists: FakeCallLists = field(default_factory=FakeCallLists)
    desk: FakeRightsDesk = field(default_factory=FakeRightsDesk)
    offers: FakeOffers = field(default_factory=FakeOffers)
    clock: Clock = field(default_factory=Clock)
    really_probed: bool = False

    def __post_init__(self) -> None:
        self.on(self._books())
        self._n = 0

    def on(self, books: Books) -> None:
        """Works on these books: tests of races put some with a guard taken out."""
        self.books = books
        self.engine = Engine(self.database, books, self.postes)
        self.watch = WatchPostes(self.database, books, self.postes, reached=True)
        self.look = Look(self.engine)

    def another(self) -> "World":
        return replace(self)

    def another_like_this(self) -> "World":
        """A second replica on the same books (with a guard taken out, where this one has it out)."""
        other = self.another()
        other.on(replace(self.books, hot=other.books.hot))
        return other

    # building

    def draft(self, internes: int = 5, settings: Settings | None = None, **wish: Any) -> UUID:
        self.lists.internes = internes
        usual: dict[str, Any] = {
            "code": f"A{uuid4().hex[:6]}",
            "libelle": "Spécialités chirurgicales",
            "formation": "medecin",
            "call_list_version_id": uuid4(),
            "settings": settings or Settings(),
            "favoris_at": datetime.now(UTC) - timedelta(days=1),
        }
        return create_amphi(self.engine, self.lists, Wish(**(usual | wish))).amphi_id

    def validated(self, internes: int = 5, settings: Settings | None = None, par_session: int = 100) -> UUID:
        amphi_id = self.draft(internes, settings)
        cut_into_sessions(self.engine, amphi_id, timetable(par_session))
        validate(self.engine, self.lists, amphi_id, staff())
        return amphi_id

    def started(self, internes: int = 5, settings: Settings | None = None, par_session: int = 100) -> UUID:
        amphi_id = self.validated(internes, settings, par_session)
        start(self.engine, amphi_id, staff())
        return amphi_id

    # living

    def choose(self, amphi_id: UUID, rang: int, numero: int, under: str | None = None) -> Done:
        return choose(self.engine, self.watch, amphi_id, oneself(rang), under or key(), numero)

    def connect(self, amphi_id: UUID, *rangs: int) -> None:
        self._n += 1
        joined = [(amphi_id, oneself(rang)) for rang in rangs]
        presence(self.engine, Told("pod", "boot", self._n, full=False, joined=joined, left=[]))

    def later(self, seconds: float) -> None:
        """Time passes, while engines look all along."""
        self.clock.ahead += timedelta(seconds=seconds)
        with self.database.transaction() as tx:
            tx.execute("UPDATE amphi SET seen_at = seen_at + %s", [timedelta(seconds=seconds)])
            tx.execute("UPDATE presence_lease SET until = until + %s", [timedelta(seconds=seconds)])
            tx.commit()

    def asleep(self, seconds: float) -> None:
        """Time passes, and no engine looks."""
        self.clock.ahead += timedelta(seconds=seconds)

    def tick(self, amphi_id: UUID) -> None:
        """A look, and what it finds unanswered."""
        for unanswered in self.look.at(amphi_id):
            self.engine.finish(unanswered)

    # seeing

    def amphi(self, amphi_id: UUID) -> Amphi:
        return boards.snapshot(self.engine, amphi_id).amphi

    def etat(self, amphi_id: UUID, rang: int) -> Etat:
        return self.amphi(amphi_id).passages[UUID(int=rang)].etat

    def turn_of(self, amphi_id: UUID) -> int | None:
        turn = self.amphi(amphi_id).turn
        return None if turn is None else turn.rang_appel

    def turn_id(self, amphi_id: UUID) -> UUID:
        turn = self.amphi(amphi_id).turn
        assert turn is not None
        return turn.turn_id

    def left(self, amphi_id: UUID) -> float:
        """Seconds left of the turn, to the tenth."""
        with self.database.transaction() as tx:
            now = self.clock.now(tx)
        amphi = self.amphi(amphi_id)
        assert amphi.turn is not None
        return round((amphi.turn.ends_at - (amphi.stopped_since or now)).total_seconds(), 1)

    def types(self, amphi_id: UUID) -> list[str]:
        with self.database.transaction() as tx:
            return [one.type for one in decisions.after(tx, amphi_id, 0, None, None)]

    def actors(self, amphi_id: UUID) -> list[tuple[str, str]]:
        """Each decision with who took it."""
        with self.database.transaction() as tx:
            return [(one.type, one.actor) for one in decisions.after(tx, amphi_id, 0, None, None)]

    def check_log(self, amphi_id: UUID) -> None:
        """The chain holds, and what is in memory is what the log says (ENG-8, ENG-9)."""
        with self.database.transaction() as tx:
            log = decisions.after(tx, amphi_id, 0, None, None)
        assert first_break(log) is None
        assert replay(Amphi(amphi_id), log) == self.amphi(amphi_id)

    def events(self) -> int:
        with self.database.transaction() as tx:
            return int(tx.value("SELECT count(*) FROM outbox"))

    def _books(self) -> Books:
        clocked = cast("Amphis", SimpleNamespace(**{**vars(amphis), "now": self.clock.now}))
        stamps = probes if self.really_probed else but(probes, read=self._fresh)
        momentary = but(moments, read=self._moment)
        return replace(all_books(RECEIPTS), amphis=clocked, moments=momentary, probes=stamps)

    def _moment(self, tx: Transaction, amphi_id: UUID) -> Moment:
        found = moments.read(tx, amphi_id)
        return replace(found, now=self.clock.now(tx), probes=self.books.probes.read(tx))

    def _fresh(self, tx: Transaction) -> Probes:
        return Probes(self.clock.now(tx), 2)


def but(module: object, **changes: Any) -> Any:
    """The same functions, except these."""
    return SimpleNamespace(**{**getattr(module, "__dict__", {}), **changes})


def timetable(par_session: int = 100, *, by_clock: bool = False) -> Timetable:
    return Timetable(
        starts_at=datetime.now(UTC) + timedelta(hours=1),
        internes_par_session=par_session,
        temps_par_interne=timedelta(seconds=90),
        pause_entre_sessions=timedelta(minutes=5),
        by_clock=by_clock,
    )
