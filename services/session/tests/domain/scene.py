"""An amphi played by hand: people command, time passes, an engine looks whenever something is due."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Etat, Passage, Phase, Who
from services.session.domain.apply import apply
from services.session.domain.choix import (
    Accepted,
    Answer,
    Asked,
    Choix,
    Correction,
    Echange,
    Placement,
    Refused,
    Settle,
)
from services.session.domain.decide import Decided, decide
from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.moment import Moment, Probes
from services.session.domain.roster import Appele
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice
from services.session.domain.what_follows import next_instant

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
AMPHI = UUID(int=1 << 100)
REASON_HASH = "0" * 64

_ids = count(1)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def interne(rang: int) -> UUID:
    return UUID(int=rang)


def oneself(rang: int) -> Who:
    """The intern, without a mandataire."""
    return interne(rang), None


def mandataire(rang: int) -> Who:
    """Whoever holds this intern's procuration."""
    return interne(rang), UUID(int=(1 << 80) + rang)


def slices(*lasts: int, by_clock: bool = False, every: timedelta = timedelta(hours=1)) -> tuple[Slice, ...]:
    """Sessions that end at these ranks, an hour apart."""
    firsts = (1, *(last + 1 for last in lasts[:-1]))
    return tuple(
        Slice(number, first, last, START + (number - 1) * every, seconds(90), by_clock)
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True), start=1)
    )


def new_id() -> UUID:
    return UUID(int=(1 << 64) + next(_ids))


class Stock:
    """postes: every post is in one ward; `taken` by somebody of another amphi where it has no rank here."""

    def __init__(self, surnombres_max: int | None) -> None:
        self.surnombres_max = surnombres_max
        self.holders: dict[int, UUID] = {}
        self.surnombres = 0

    def give(self, choix: Choix) -> Answer:
        holder = self.holders.get(choix.numero)
        if not choix.type_choix.en_surnombre:
            if holder is not None:
                return Refused("poste_pourvu")
            self.holders[choix.numero] = choix.intern_id
            return Accepted()
        validant = choix.type_choix is TypeChoix.SURNOMBRE_VALIDANT
        if validant and holder is not None and holder != choix.holder_seen:
            return Refused("poste_pris_devant")
        if self.surnombres_max is not None and self.surnombres >= self.surnombres_max:
            return Refused("surnombres_complets")
        self.surnombres += 1
        return Accepted()

    def move(self, asked: Placement | Correction, amphi: Amphi) -> Answer:
        """All of it, or nothing."""
        if isinstance(asked, Placement):
            wanted = {asked.intern_id: asked.numero}
        else:
            wanted = {
                line.intern_id: line.numero
                for line in asked.lines
                if not amphi.passages[line.intern_id].type_choix.en_surnombre
            }
        after = {numero: who for numero, who in self.holders.items() if who not in wanted}
        if set(wanted.values()) & set(after) or len(set(wanted.values())) < len(wanted):
            return Refused("poste_pourvu")
        self.holders = after | {numero: who for who, numero in wanted.items()}
        return Accepted()


def named_in(asked: Placement | Correction) -> frozenset[UUID]:
    if isinstance(asked, Placement):
        return frozenset({asked.intern_id})
    return frozenset(line.intern_id for line in asked.lines)


class Unanswered(Exception):
    """postes has not answered a choice, and what was asked has to wait for it."""


def waits(decided: Settle) -> Choix:
    """The choice that has to be settled first."""
    assert isinstance(decided.asked, Choix)
    return decided.asked


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
        self.leases: dict[Who, datetime] = {}
        self.unanswered: Choix | None = None
        self.moves: list[Placement | Correction] = []
        self.stock = Stock(self.settings.surnombres_max)
        self.probes: Probes | None = Probes(START, 2)

    # what people do

    def validation(self) -> commands.Validate:
        absences = set(self.absences)
        return commands.Validate(
            settings=self.settings,
            opens_at=self.opens_at,
            list_version=1,
            interns=tuple(
                Appele(interne(rang), rang, rang in absences) for rang in range(1, self.internes + 1)
            ),
            slices=self.parts or slices(self.internes),
        )

    def validated(self) -> "Scene":
        self.do(self.validation())
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
        if not isinstance(decided.asked, Choix):
            self.moves.append(decided.asked)
            return self.finish(decided.asked)
        is_new = self.unanswered is None
        self.unanswered = decided.asked
        if not self.postes_up:
            raise Unanswered
        happened = self.answer()
        return happened if is_new else happened + self.do(command)

    def receive(self, rang: int, numero: int) -> Choix:
        """A choice is stored and postes has not answered yet."""
        decided = decide(self.amphi, self._choose(rang, numero), self.moment())
        assert isinstance(decided, Settle)
        self.unanswered = waits(decided)
        return self.unanswered

    def answer(self, answer: Answer | None = None) -> list[events.Event]:
        """postes answers the unanswered choice: free posts are given."""
        choix = self.unanswered
        assert choix is not None
        self.unanswered = None
        return self._answered(choix, answer or self.stock.give(choix))

    def finish(self, asked: Placement | Correction) -> list[events.Event]:
        """postes answers what ARS asked; `Unanswered` where it is away."""
        if not self.postes_up:
            raise Unanswered
        self.moves.remove(asked)
        return self._answered(asked, self.stock.move(asked, self.amphi))

    def choose(self, rang: int, numero: int, who: Who | None = None) -> list[events.Event]:
        return self.do(self._choose(rang, numero, who))

    def place(self, rang: int, numero: int) -> list[events.Event]:
        return self.do(commands.Place(new_id(), rang, numero, REASON_HASH))

    def correct(self, wanted: Mapping[int, int]) -> list[events.Event]:
        """Rank → post, of people who have one, approved by a second person."""
        lines = tuple(
            Echange(AMPHI, interne(rang), rang, self.passage(rang).numero or 0, numero)
            for rang, numero in wanted.items()
        )
        correction = Correction(
            new_id(), lines, self.now, REASON_HASH, "ars:administrateur:a", "ars:administrateur:b"
        )
        return self.do(commands.Correct(correction))

    def rights(self, rang: int, droits: Droits) -> list[events.Event]:
        """Whatever identity says, told at once."""
        who = interne(rang)
        return [
            *self.absence(rang, absent=droits.absent),
            *self.do(commands.SetTypeChoix(who, droits.type_choix)),
            *self.do(commands.SetProcuration(who, droits.procuration, droits.mandataire_id)),
        ]

    def absence(self, rang: int, *, absent: bool) -> list[events.Event]:
        return self.do(commands.SetAbsence(interne(rang), absent))

    def connect(self, *rangs: int) -> None:
        for rang in rangs:
            self.arrive(oneself(rang))

    def arrive(self, who: Who) -> None:
        self.leases[who] = datetime.max.replace(tzinfo=UTC)
        self.do(commands.Connected(who))

    def leave(self, rang: int) -> None:
        self.leases[oneself(rang)] = self.now

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
        happened: list[events.Event] = []
        with suppress(Unanswered):
            happened += self.do(commands.Look())
        for asked in [one for one in self.moves if self.now - one.received_at >= seconds(2)]:
            with suppress(Unanswered):
                happened += self.finish(asked)
        return happened

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
        return self._until(self.amphi.turn.ends_at)

    @property
    def closes_in(self) -> float:
        """Seconds left of the `delai_fin`."""
        assert self.amphi.closing_at is not None
        return self._until(self.amphi.closing_at)

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
        intervening = frozenset().union(*map(named_in, self.moves))
        return Moment(self.now, self.unanswered, dict(self.leases), self.probes, intervening)

    def _until(self, instant: datetime) -> float:
        return (instant - (self.amphi.stopped_since or self.now)).total_seconds()

    def _choose(self, rang: int, numero: int, who: Who | None = None) -> commands.Choose:
        return commands.Choose(who or oneself(rang), numero, new_id())

    def _answered(self, asked: Asked, answer: Answer) -> list[events.Event]:
        decided = decide(self.amphi, commands.Answered(asked, answer), self.moment())
        assert not isinstance(decided, Settle)
        return self._happened(decided.events)

    def _happened(self, happened: Iterable[events.Event]) -> list[events.Event]:
        happened = list(happened)
        for event in happened:
            self.amphi = apply(self.amphi, event)
        self.log.extend(happened)
        return happened
