"""Session's guards: receive, finish first, append under the lock (architecture, decisions 2 to 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from chassis.errors import DomainError, Kind
from services.session.domain import commands as asked_for
from services.session.domain.choix import Refused
from services.session.domain.decide import Decided, decide
from services.session.domain.demande import Demande, DemandeCorrection, DemandePlacement
from services.session.domain.moment import Moment, Probes
from services.session.storage import amphis, commands, rosters
from services.session.storage.hot import HotAmphis
from services.session.use_cases import sitting
from services.session.use_cases.engine import Engine
from services.session.use_cases.ports import Postes, Settled
from tests.guards.guard import Guard, without_primary_key, without_unique

ENDERS = (
    asked_for.Look,
    asked_for.MarkAbsent,
    asked_for.PassOver,
    asked_for.Renounce,
    asked_for.UndoStart,
)


@contextmanager
def settle_before_receive() -> Iterator[None]:
    """postes is asked while the command is not yet committed: a death in between leaves no trace of it."""
    receive = Engine.receive

    def unsafe(self: Engine, *arguments: Any) -> Any:
        stored = receive(self, *arguments)
        if stored.question is not None:
            self._ask(stored.question)
        return stored

    with patch.object(Engine, "receive", unsafe):
        yield


@contextmanager
def end_over_an_unanswered_choice() -> Iterator[None]:
    """Looks, ARS and the intern end a turn as if no choice were on its way."""

    def blind(amphi: Any, command: Any, moment: Moment) -> Any:
        return decide(amphi, command, replace(moment, unanswered=None) if _ends(command) else moment)

    with patch.object(sitting, "decide", blind):
        yield


def _ends(command: object) -> bool:
    return isinstance(command, ENDERS)


@contextmanager
def wait_while_stopped() -> Iterator[None]:
    """A look does nothing about a choice as long as the amphi is paused or frozen."""

    def idle(amphi: Any, command: Any, moment: Moment) -> Any:
        if isinstance(command, asked_for.Look) and amphi.paused:
            return Decided((), ())
        return decide(amphi, command, moment)

    with patch.object(sitting, "decide", idle):
        yield


@dataclass(frozen=True)
class Guessing:
    """Takes silence for a refusal."""

    postes: Postes

    def settle(self, demande: Demande) -> Settled:
        """postes' answer, or one made up."""
        try:
            return self.postes.settle(demande)
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            return Settled(Refused(error.code), error.text)

    def place(self, demande: DemandePlacement) -> Settled:
        """As it is."""
        return self.postes.place(demande)

    def correct(self, demande: DemandeCorrection) -> Settled:
        """As it is."""
        return self.postes.correct(demande)

    def probe(self) -> None:
        """As it is."""
        self.postes.probe()


@contextmanager
def guess_the_answer() -> Iterator[None]:
    """A timeout counts as postes' refusal."""
    finish = Engine.finish

    def guessing(self: Engine, stored: Any) -> Any:
        return finish(replace(self, postes=Guessing(self.postes)), stored)

    with patch.object(Engine, "finish", guessing):
        yield


@contextmanager
def judge_again_when_asked_again() -> Iterator[None]:
    """What postes is asked is made of what session knows now, each time."""
    find, unanswered = commands.find, commands.unanswered

    def anew(tx: Any, stored: Any) -> Any:
        if stored is None or not isinstance(stored.question, Demande):
            return stored
        inscrit = rosters.one(tx, stored.amphi_id, stored.question.choix.intern_id)
        assert inscrit is not None
        return replace(stored, question=replace(stored.question, des_code=inscrit.des_code))

    def all_anew(tx: Any, amphi_id: Any) -> Any:
        return [anew(tx, stored) for stored in unanswered(tx, amphi_id)]

    with (
        patch.object(commands, "find", lambda tx, *which: anew(tx, find(tx, *which))),
        patch.object(commands, "unanswered", all_anew),
    ):
        yield


@contextmanager
def no_lock_on_the_amphi() -> Iterator[None]:
    """Rows are read without being held."""
    with patch.object(amphis, "lock", amphis.find), patch.object(amphis, "lock_if_free", amphis.find):
        yield


@contextmanager
def trust_memory() -> Iterator[None]:
    """A replica believes what it has in memory, however old."""
    state = HotAmphis.state

    def known(self: HotAmphis, tx: Any, amphi_id: Any, seq: int) -> Any:
        remembered = self._states.get(amphi_id)
        return state(self, tx, amphi_id, seq) if remembered is None else remembered

    with patch.object(HotAmphis, "state", known):
        yield


@contextmanager
def receive_a_second_choice() -> Iterator[None]:
    """A choice is received although another one of the turn is on its way."""
    judge = Engine._judge

    def blind(self: Engine, tx: Any, sittings: Any, sat: Any, command: Any, asked: Any) -> Any:
        if isinstance(command, asked_for.Choose):
            sat.unanswered = []
        return judge(self, tx, sittings, sat, command, asked)

    with patch.object(Engine, "_judge", blind):
        yield


@contextmanager
def forget_keys() -> Iterator[None]:
    """A command sent again is another command."""
    with patch.object(Engine, "_earlier", lambda *_: None):
        yield


@contextmanager
def give_no_time_back() -> Iterator[None]:
    """A stop of the engine counts against whoever's turn it is."""

    def harsh(amphi: Any, command: Any, moment: Moment) -> Any:
        return Decided((), ()) if isinstance(command, asked_for.Wake) else decide(amphi, command, moment)

    with patch.object(sitting, "decide", harsh):
        yield


@contextmanager
def believe_postes_is_there() -> Iterator[None]:
    """Time runs and deadlines are judged however long postes is away (either alone holds)."""

    def hopeful(amphi: Any, command: Any, moment: Moment) -> Any:
        return decide(amphi, command, replace(moment, probes=Probes(moment.now, 2)))

    with patch.object(sitting, "decide", hopeful):
        yield


GUARDS = (
    Guard(
        "receive_before_settle",
        "a place given for a choice that nobody remembers, after a death in between (G-1, G-2)",
        settle_before_receive,
    ),
    Guard(
        "finish_first",
        "an absence while the place of the same turn is given (ENG-3, G-2)",
        end_over_an_unanswered_choice,
    ),
    Guard(
        "finish_while_paused",
        "a choice without an answer as long as a pause lasts (ENG-4)",
        wait_while_stopped,
    ),
    Guard(
        "only_stored_answers",
        "a refusal told, and later an absence, while the place is given (G-1)",
        guess_the_answer,
    ),
    Guard(
        "frozen_payload",
        "a turn that never ends: its choice asked again is another question (G-2)",
        judge_again_when_asked_again,
    ),
    Guard(
        "amphi_lock",
        "a choice received after its turn ended, and then both a choice and an absence (ENG-3, G-5)",
        no_lock_on_the_amphi,
    ),
    Guard(
        "log_primary_key",
        "two histories in one log (G-5)",
        sql_off={"session": [without_primary_key("decision")]},
        behind=("amphi_lock",),
    ),
    Guard(
        "fresh_memory",
        "a command judged on what another replica has changed since (G-5)",
        trust_memory,
    ),
    Guard(
        "one_unanswered",
        "a second choice of a turn, which nobody can ever answer: the amphi stands still (TRN-7, G-2)",
        receive_a_second_choice,
        {"session": [without_unique("command", "turn_id")]},
    ),
    Guard(
        "idempotency_keys",
        "a command done twice, or another answer to the same command (G-3)",
        forget_keys,
        {"session": [without_primary_key("command")]},
    ),
    Guard(
        "reprise",
        "an absence marked for time that the engine itself was away (G-4)",
        give_no_time_back,
    ),
    Guard(
        "freeze",
        "a turn that runs out while postes is away (G-6)",
        believe_postes_is_there,
    ),
)
