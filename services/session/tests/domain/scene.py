"""An amphi played by hand: people command, time passes, an engine looks whenever something is due."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Etat, Passage, Phase
from services.session.domain.apply import apply
from services.session.domain.choix import Accepted, Answer, Choix, Refused, Settle
from services.session.domain.decide import Decided, decide
from services.session.domain.moment import Moment, Probes
from services.session.domain.roster import Appele
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice
from services.session.domain.what_follows import next_instant

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
AMPHI = UUID(int=1 << 100)
REASON_HASH = "0" * 64

_choices = count(1)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def interne(rang: int) -> UUID:
    return UUID(int=rang)


def slices(*lasts: int, by_clock: bool = False, every: timedelta = timedelta(hours=1)) -> tuple[Slice, ...]:
    """Sessions that end at these ranks, an hour apart."""
    firsts = (1, *(last + 1 for last in lasts[:-1]))
    return tuple(
        Slice(number, first, last, START + (number - 1) * every, seconds(90), by_clock)
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True), start=1)
    )


class Unanswered(Exception):
    """postes has not answered a choice, and what was asked has to wait for it."""


@dataclass
class Scene:
    """Five interns in one session by hand, everybody away, postes there; say what differs."""

    internes: int = 5
    settings: Settings = field(default_factory=Settings)
    parts: tuple[Slice, ...] | None = None
    absences: Iterable[int] = ()
    opens_at: datetime = START - timedelta(days=1)
    postes_up: bool = True

    def __post_init__(self) -> None:
        self.now = START
        self.amphi = Amphi(AMPHI)
        self.log: list[events.Event] = []
        self.leases: dict[UUID, datetime] = {}
        self.unanswered: Choix | None = None
        self.taken: set[int] = set()
        self.probes: Probes | None = Probes(START, 2)

    # what people do

    def validated(self) -> "Scene":
        absences = set(self.absences)
        self.do(
            commands.Validate(
                settings=self.settings,
                opens_at=self.opens_at,
                list_version=1,
                interns=tuple(
                    Appele(interne(rang), rang, rang in absences) for rang in range(1, self.internes + 1)
                ),
                slices=self.parts or slices(self.internes),
            )
        )
        return self

    def started(self) -> "Scene":
        self.validated()
        self.do(commands.Start())
        return self

    def do(self, command: commands.Command) -> list[events.Event]:
        """One command, as a use case does it: finish what has to be finished, then judge again.

        `Unanswered` where postes is away and so nobody knows.
        """
        decided = decide(self.amphi, command, self.moment())
        if not isinstance(decided, Settle):
            return self._happened(decided.events)
        is_new = self.unanswered is None
        self.unanswered = decided.choix
        if not self.postes_up:
            raise Unanswered
        happened = self.answer()
        return happened if is_new else happened + self.do(command)

    def receive(self, rang: int, numero: int) -> Choix:
        """A choice is stored and postes has not answered yet."""
        decided = decide(self.amphi, self._choose(rang, numero), self.moment())
        assert isinstance(decided, Settle)
        self.unanswered = decided.choix
        return decided.choix

    def answer(self, answer: Answer | None = None) -> list[events.Event]:
        """postes answers the unanswered choice: free posts are given."""
        choix = self.unanswered
        assert choix is not None
        if answer is None:
            answer = Refused("poste_pourvu") if choix.numero in self.taken else Accepted()
        decided = decide(self.amphi, commands.Answered(choix, answer), self.moment())
        assert not isinstance(decided, Settle)
        self.unanswered = None
        if isinstance(answer, Accepted):
            self.taken.add(choix.numero)
        return self._happened(decided.events)

    def choose(self, rang: int, numero: int) -> list[events.Event]:
        return self.do(self._choose(rang, numero))

    def connect(self, *rangs: int) -> None:
        for rang in rangs:
            self.leases[interne(rang)] = datetime.max.replace(tzinfo=UTC)
            self.do(commands.Connected(interne(rang)))

    def leave(self, rang: int) -> None:
        self.leases[interne(rang)] = self.now

    def pause(self) -> None:
        self.do(commands.Pause(REASON_HASH))

    def resume(self, *, full_time: bool = False) -> None:
        self.do(commands.Resume(full_time))

    # time

    def wait(self, how_long: float) -> None:
        """Time passes while an engine looks, each second and whenever something is due."""
        target = self.now + seconds(how_long)
        while self.now < target:
            due = next_instant(self.amphi)
            at_due = due if due is not None and due > self.now else target
            self.now = min(target, self.now + seconds(1), at_due)
            self.look()

    def look(self) -> list[events.Event]:
        self.probe()
        try:
            return self.do(commands.Look())
        except Unanswered:
            return []

    def probe(self) -> None:
        """postes is asked, and counts as back after two answers."""
        if self.postes_up:
            went_on = self.probes is not None and self.now - self.probes.seen_at <= seconds(2)
            self.probes = Probes(self.now, (self.probes.successes if self.probes and went_on else 0) + 1)

    def sleep(self, how_long: float) -> None:
        """The engine itself is away; whoever comes back first wakes the amphi (G-4)."""
        seen_at = self.now
        self.now += seconds(how_long)
        self.probe()
        self.probe()
        self.do(commands.Wake(seen_at))

    def happened(self, decided: Decided) -> None:
        """These events, decided elsewhere."""
        self._happened(decided.events)

    # what one sees

    def phase(self) -> Phase:
        return self.amphi.phase

    def turn_of(self) -> int | None:
        return None if self.amphi.turn is None else self.amphi.turn.rang_appel

    @property
    def left(self) -> float:
        """Seconds left of the turn."""
        assert self.amphi.turn is not None
        return (self.amphi.turn.ends_at - (self.amphi.stopped_since or self.now)).total_seconds()

    @property
    def turn_id(self) -> UUID:
        assert self.amphi.turn is not None
        return self.amphi.turn.turn_id

    def passage(self, rang: int) -> Passage:
        return self.amphi.passages[interne(rang)]

    def etat(self, rang: int) -> Etat:
        return self.passage(rang).etat

    def last(self, kind: type[Any]) -> Any:
        return next(event for event in reversed(self.log) if isinstance(event, kind))

    def moment(self) -> Moment:
        return Moment(self.now, self.unanswered, dict(self.leases), self.probes)

    def _choose(self, rang: int, numero: int) -> commands.Choose:
        return commands.Choose(interne(rang), numero, UUID(int=(1 << 64) + next(_choices)))

    def _happened(self, happened: Iterable[events.Event]) -> list[events.Event]:
        happened = list(happened)
        for event in happened:
            self.amphi = apply(self.amphi, event)
        self.log.extend(happened)
        return happened
