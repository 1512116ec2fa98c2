"""Plays a schedule of the model on the real services: session's engine, postes' Settle, two real databases.

Each line of a schedule is one method here. What a replica does runs in a thread of its own, which stands
still where the model has a step: while it waits for postes, or (without a lock) between looking and acting.
"""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from chassis.database import Database
from chassis.errors import DomainError
from services.postes.storage import places
from services.postes.tests.factories import World as Stock
from services.postes.tests.factories import fiche
from services.session.domain.demande import Demande
from services.session.tests.doubles import Unreachable
from services.session.tests.world import World, but, key, staff
from services.session.use_cases.mark_absent import mark_absent
from services.session.use_cases.pause import pause
from services.session.use_cases.ports import Settled
from services.session.use_cases.resume import resume
from tests.concurrency.dying_replica import DirectPostes
from tests.contract.postes import demande as anybodys_demande

RANG: Final = (1, 1, 2)
POST: Final = (2931, 2932, 2931, 2931)
OTHER_AMPHI: Final = 3
A_WHILE: Final = 0.5
LONG: Final = 10.0
WAITS_NO_LONGER: Final = Unreachable()
REST_ROUNDS: Final = 12


class Died(Exception):
    """The replica is gone, and whatever it had not committed."""


class Halt:
    """Where a thread stands still until it is let go; `reached` tells that it is there."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self._go = threading.Event()

    def here(self) -> None:
        """Called by the thread."""
        self.reached.set()
        assert self._go.wait(LONG)

    def let_go(self) -> None:
        """Called by the schedule; before or after the thread came here."""
        self._go.set()


@dataclass
class Call:
    """What a replica is doing: its thread, what it asked postes, what it will hear."""

    thread: threading.Thread
    looks: Halt
    asks: Halt = field(default_factory=Halt)
    demande: Demande | None = None
    reply: Settled | Exception | None = None
    heard: list[Any] = field(default_factory=list)


class Stage:
    """The scene of `turn.pml`; `play` a schedule, then `rest`, then look at what was broken."""

    def __init__(self, session: Database, postes: Database) -> None:
        self._session, self._postes = session, postes
        self.stock = Stock(postes)
        self.stock.given(fiche(POST[0]), fiche(POST[1], publie=False))
        self.direct = DirectPostes(postes)
        self.world = World(session)
        self.amphi_id = self.world.started(internes=2)
        self.turn_id = self.world.turn_id(self.amphi_id)
        self.replicas = [self.world.another(), self.world.another()]
        for replica in self.replicas:
            replica.tick(self.amphi_id)
        self.keys = [key() for _ in RANG]
        self.calls: dict[int, Call] = {}
        self.late: dict[int, Demande] = {OTHER_AMPHI: anybodys_demande(POST[OTHER_AMPHI], rang_appel=9)}
        self.abandoned: dict[int, Demande] = {}
        self.at_postes: dict[int, tuple[threading.Thread, Halt, list[Any]]] = {}
        self.told: dict[int, list[Any]] = {number: [] for number in range(len(RANG))}
        self.asked: list[Demande] = []
        self.paused = self.for_ever = False
        self._coming: tuple[str, ...] = ()

    def play(self, schedule: tuple[str, ...]) -> None:
        """Every step but the last line, which says what is violated."""
        steps = schedule[:-1]
        for number, line in enumerate(steps):
            self._coming = steps[number + 1 :]
            self._step(line)

    def rest(self) -> None:
        """Nothing more goes wrong: calls end, late ones arrive, ARS resumes, replicas look for a while."""
        for r in list(self.calls):
            self.dies(r)
        for choice in list(self.at_postes):
            self._settled(choice)
        for demande in self.late.values():
            self._direct(demande)
        if self.paused and not self.for_ever:
            resume(self.world.engine, self.amphi_id, staff(), full_time=False)
        for _ in range(REST_ROUNDS):
            for replica in self.replicas:
                self._on(replica, self.direct)
                self.world.later(3)
                with suppress(DomainError, ValueError, LookupError):
                    replica.tick(self.amphi_id)

    # the steps, by their lines

    def _step(self, line: str) -> None:
        for pattern, method in STEPS:
            found = re.fullmatch(pattern, line)
            if found is not None:
                method(self, *map(int, found.groups()))
                return
        raise ValueError(f"no such step: {line}")

    def looks(self, r: int) -> None:
        """It reads, and does not act yet; what it will do is the next line of this replica."""
        action = next(line for line in self._coming if line.startswith(f"replica {r}: "))
        does = re.fullmatch(rf"replica {r}: receives choice (\d), asks postes", action)
        if does is not None:
            self._start(r, self._choosing(r, int(does.group(1))), halt_at_look=True)
        else:
            assert action == f"replica {r}: ends turn 0 without a choice", action
            self._start(r, self._ending(r), halt_at_look=True)

    def chooses(self, r: int, choice: int) -> None:
        """The intern's choice reaches this replica; it asks postes, or answers at once."""
        if r not in self.calls:
            self._start(r, self._choosing(r, choice))
        self._go_on(r)

    def finds_unanswered(self, r: int, _choice: int) -> None:
        """A look, some seconds later."""
        replica = self.replicas[r]
        self.world.later(3)

        def look() -> None:
            for stored in replica.look.at(self.amphi_id):
                replica.engine.finish(stored)

        self._start(r, look)
        self._go_on(r)

    def ends_turn(self, r: int, _turn: int) -> None:
        """ARS marks the turn that its page shows as absent, through this replica."""
        if r not in self.calls:
            self._start(r, self._ending(r))
        self._go_on(r)

    def appends(self, r: int, _choice: int) -> None:
        """postes' answer is there."""
        call = self.calls.pop(r, None)
        if call is not None:
            call.asks.let_go()
            self._joined(call)

    def dies(self, r: int, *_: int) -> None:
        """Its memory is lost and its transaction rolled back."""
        call = self.calls.pop(r, None)
        if call is not None:
            if call.demande is not None:
                self.abandoned[self._choice_of(call.demande)] = call.demande
            call.reply = Died()
            call.looks.let_go()
            call.asks.let_go()
            self._joined(call)

    def waits_no_longer(self, r: int, choice: int) -> None:
        """The call's time is over; the thread hears of it at its next step."""
        call = self.calls.get(r)
        if call is not None and call.demande is not None:
            self.abandoned[choice] = call.demande
            call.reply = WAITS_NO_LONGER

    def is_late(self, choice: int) -> None:
        """The call of whoever just gave up is still on its way."""
        if choice in self.abandoned:
            self.late[choice] = self.abandoned[choice]

    def doubles(self, choice: int) -> None:
        """A copy of the live call stays behind."""
        for call in self.calls.values():
            if call.demande is not None and self._choice_of(call.demande) == choice:
                self.late[choice] = call.demande

    def late_call(self, _choice: int) -> None:
        """It arrives: the next line says what postes makes of it."""

    def unheard(self, choice: int) -> None:
        """postes settles the late call."""
        demande = self.late.pop(choice, None)
        if choice in self.at_postes:
            self._settled(choice)
        elif demande is not None:
            self._direct(demande)

    def answers(self, r: int, choice: int) -> None:
        """postes settles a live call; the replica has not heard it yet."""
        call = self.calls.get(r)
        if call is None or call.demande is None:
            return
        call.reply = self._settled(choice) if choice in self.at_postes else self._direct(call.demande)

    def looks_at_post(self, choice: int) -> None:
        """A transaction of postes has looked, and has not written yet."""
        live = [call.demande for call in self.calls.values() if call.demande is not None]
        demande = next((one for one in live if self._choice_of(one) == choice), self.late.get(choice))
        assert demande is not None
        halt, answer = Halt(), list[Any]()
        hold = places.holds_one

        def holds_one(*arguments: Any) -> bool:
            found = hold(*arguments)
            if threading.current_thread() is thread:
                halt.here()
            return found

        held = but(places, holds_one=holds_one)
        direct = DirectPostes(self._postes)
        settle = direct._api._settle
        direct._api._settle = replace(settle, places=held)
        thread = threading.Thread(target=lambda: answer.append(self._direct(demande, direct)))
        thread.start()
        halt.reached.wait(A_WHILE)
        self.at_postes[choice] = (thread, halt, answer)

    def pauses(self) -> None:
        """ARS, through a third replica."""
        pause(self.world.engine, self.amphi_id, staff(), "Incident")
        self.paused = True

    def leaves_it_so(self) -> None:
        """Nobody resumes."""
        self.for_ever = True

    def publishes(self) -> None:
        """ARS adds post 1 live."""
        self.stock.given(fiche(POST[1]))

    def changes_a_right(self) -> None:
        """What a question depends on is another from now on."""
        with self._session.transaction() as tx:
            tx.execute("UPDATE roster SET des_code = '34' WHERE amphi_id = %s", [self.amphi_id])
            tx.commit()

    # how

    def _choosing(self, r: int, choice: int) -> Callable[[], None]:
        replica = self.replicas[r]

        def choose() -> None:
            try:
                replica.choose(self.amphi_id, RANG[choice], POST[choice], self.keys[choice])
            except DomainError as refused:
                if refused.code not in {"reponse_attendue", "autre_choix_attendu", Unreachable.code}:
                    self.told[choice].append(refused.code)
                raise
            self.told[choice].append("given")

        return choose

    def _ending(self, r: int) -> Callable[[], None]:
        replica = self.replicas[r]
        return lambda: void(mark_absent(replica.engine, self.amphi_id, staff(), self.turn_id))

    def _start(self, r: int, work: Callable[[], None], *, halt_at_look: bool = False) -> None:
        assert r not in self.calls, f"replica {r} is at something else"
        looks = Halt()
        if not halt_at_look:
            looks.let_go()

        def run() -> None:
            with suppress(Died, DomainError, ValueError, LookupError):
                work()

        call = Call(threading.Thread(target=run), looks)
        self.calls[r] = call
        self._on(self.replicas[r], Gate(self, call), looks)
        call.thread.start()
        _wait(lambda: looks.reached.is_set() or not call.thread.is_alive())

    def _on(self, replica: World, postes: Any, looks: Halt | None = None) -> None:
        """This replica asks there, and stands still between looking and acting if need be."""
        books = self.world.books

        def read(tx: Any, amphi_id: Any) -> Any:
            moment = self.world.books.moments.read(tx, amphi_id)
            if looks is not None:
                looks.here()
            return moment

        replica.postes = postes
        replica.on(replace(books, hot=replica.books.hot, moments=but(books.moments, read=read)))

    def _go_on(self, r: int) -> None:
        """Until it waits for postes, or is done."""
        call = self.calls[r]
        call.looks.let_go()
        _wait(lambda: call.asks.reached.is_set() or not call.thread.is_alive())
        if not call.thread.is_alive():
            self._joined(self.calls.pop(r))

    def _joined(self, call: Call) -> None:
        call.thread.join(LONG)
        assert not call.thread.is_alive()

    def _settled(self, choice: int) -> Settled | Exception:
        thread, halt, answer = self.at_postes.pop(choice)
        halt.let_go()
        thread.join(LONG)
        return answer[0]  # type: ignore[no-any-return]

    def _direct(self, demande: Demande, postes: DirectPostes | None = None) -> Settled | Exception:
        try:
            return (postes or self.direct).settle(demande)
        except DomainError as unknown:
            return unknown

    def _choice_of(self, demande: Demande) -> int:
        wanted = (demande.choix.rang_appel, demande.choix.numero)
        return list(zip(RANG, POST, strict=False)).index(wanted)


@dataclass
class Gate:
    """postes as a replica meets it: each question stands still until the schedule answers it."""

    stage: Stage
    call: Call

    def settle(self, demande: Demande) -> Settled:
        """What the schedule says; in the dark, silence."""
        self.call.demande = demande
        self.stage.asked.append(demande)
        self.call.asks.here()
        if isinstance(self.call.reply, Settled):
            return self.call.reply
        raise self.call.reply or WAITS_NO_LONGER

    def probe(self) -> None:
        """It is there."""


def void(_: object) -> None:
    """The answer does not matter."""


def _wait(until: Callable[[], bool]) -> None:
    """A step takes a moment; whoever waits for a lock is left waiting."""
    done = threading.Event()
    for _ in range(int(A_WHILE / 0.01)):
        if until():
            return
        done.wait(0.01)


STEPS: Final[tuple[tuple[str, Callable[..., None]], ...]] = (
    (r"replica (\d): looks at the amphi", Stage.looks),
    (r"replica (\d): receives choice (\d), asks postes", Stage.chooses),
    (r"replica (\d): has received choice (\d) already, asks postes", Stage.chooses),
    (r"replica (\d): refuses choice (\d)(?:, sent again)?", Stage.chooses),
    (r"replica (\d): sends the answer of choice (\d) again", Stage.chooses),
    (r"replica (\d): finds choice (\d) unanswered, asks postes", Stage.finds_unanswered),
    (r"replica (\d): finds choice (\d) finished by the other one", Stage.appends),
    (r"replica (\d): ends turn (\d) without a choice", Stage.ends_turn),
    (r"replica (\d): appends that choice (\d) (?:has its place|is refused)", Stage.appends),
    (r"replica (\d): dies, or waits no longer for choice (\d)", Stage.dies),
    (r"replica (\d): waits no longer for choice (\d), takes it as refused", Stage.waits_no_longer),
    (r"network: this call for choice (\d) is late", Stage.is_late),
    (r"network: doubles the call for choice (\d)", Stage.doubles),
    (r"network: a late call for choice (\d) arrives", Stage.late_call),
    (r"postes: looks at the post of choice (\d)", Stage.looks_at_post),
    (r"postes: answers replica (\d) that choice (\d) (?:has its place|is refused)", Stage.answers),
    (r"postes: choice (\d) (?:has its place|is refused), nobody hears it", Stage.unheard),
    (r"ARS: pauses", Stage.pauses),
    (r"ARS: and leaves it so", Stage.leaves_it_so),
    (r"ARS: publishes post 1", Stage.publishes),
    (r"identity: changes a right of the interns", Stage.changes_a_right),
)
