"""Receive, settle, append: how every command reaches an amphi (architecture, decisions 2 to 5).

A command takes the amphi's lock for one short transaction. A choice takes two, and the call to postes between
them and no lock held: received and stored without an answer, settled under its id, then appended together
with its answer. Whoever finds a choice without an answer finishes it before anything that could end its turn.
ARS's placements and corrections go the same way; a correction holds every amphi that it names, in the order
of their ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from services.session.domain import commands
from services.session.domain.choix import Accepted, Settle
from services.session.domain.demande import (
    Demande,
    DemandeCorrection,
    DemandePlacement,
    Question,
    asked_in,
    id_of,
)
from services.session.domain.refusals import Refusal as EngineRefusal
from services.session.domain.refusals_to_ars import to_ars
from services.session.use_cases.asked import Answer, Asked, Done, Refusal, Stored, refusal_of
from services.session.use_cases.books import Books
from services.session.use_cases.errors import (
    AmphiInconnu,
    AutreChoixAttendu,
    AutreDemande,
    PlusEnAttente,
    ReponseAttendue,
)
from services.session.use_cases.ids import new_id
from services.session.use_cases.intervention import State
from services.session.use_cases.ports import Postes, Settled
from services.session.use_cases.questions import question_about
from services.session.use_cases.sitting import Sitting

MOST_CHOICES_TO_FINISH = 5
"""Each device of an intern may have one on its way; a turn has never more than a few."""


@dataclass(frozen=True, slots=True)
class Engine:
    """All of it, for every use case and for the engine's own looks."""

    database: Database
    books: Books
    postes: Postes

    def act(self, amphi_id: UUID, command: commands.Command, asked: Asked) -> Done:
        """Take the command, or give the answer it had (G-3).

        Refusals; `AutreDemande`; `ReponseAttendue`, or `AutreChoixAttendu` where an earlier one is awaited.
        """
        for _ in range(MOST_CHOICES_TO_FINISH):
            outcome = self._try(amphi_id, command, asked)
            if isinstance(outcome, Stored):
                answer = self._finish_now(outcome, asked)
                if outcome.key != asked.key:
                    continue
                outcome = answer
            if isinstance(outcome, Refusal):
                raise outcome.error()
            return outcome
        raise _awaited(AutreChoixAttendu, asked)

    def finish(self, stored: Stored) -> Answer:
        """Ask postes about what was received and append what it answers, unless somebody has meanwhile.

        The answer to the command. A `DomainError` of kind UNAVAILABLE: unknown, and still to be finished.
        """
        question = _question_of(stored)
        settled = self._ask(question)
        with self.database.transaction() as tx:
            sittings = self._sit_at(tx, _amphis_of(question))
            if not sittings[stored.amphi_id].answered(stored):
                return self._finished_by_others(tx, stored)
            return self._append(tx, sittings, stored, question, settled)

    def sit(self, tx: Transaction, amphi_id: UUID) -> Sitting:
        """The amphi under its lock; `AmphiInconnu`."""
        row = self.books.amphis.lock(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        return Sitting(tx, self.books, row)

    def receive(self, tx: Transaction, sitting: Sitting, settle: Settle, asked: Asked) -> Stored:
        """From here on this is finished, whatever happens to us."""
        question = question_about(tx, self.books, sitting, settle.asked)
        stored = _stored(id_of(question), sitting.amphi_id, asked, question=question)
        sitting.received(stored)
        if asked.beside is not None:
            for amphi_id in _amphis_of(question):
                self.books.side_texts.add(tx, amphi_id, asked.beside)
        return stored

    def remember(
        self,
        tx: Transaction,
        sitting: Sitting,
        asked: Asked,
        answer: Answer,
        command_id: UUID | None = None,
    ) -> None:
        """Keep the answer under the command's key, where it has one (G-3)."""
        if asked.key is not None:
            stored = _stored(command_id or new_id(), sitting.amphi_id, asked, answer=answer)
            self.books.commands.add(tx, stored, sitting.now)

    def _try(self, amphi_id: UUID, command: commands.Command, asked: Asked) -> Answer | Stored:
        """One transaction: the answer, or what has to be finished first."""
        with self.database.transaction() as tx:
            sittings = self._sit_at(tx, _amphis_concerned(amphi_id, command))
            sitting = sittings[amphi_id]
            asked = asked.named_in(sitting.amphi)
            earlier = self._earlier(tx, amphi_id, asked)
            if earlier is not None:
                return earlier.answer or earlier
            self._require_proposed(tx, amphi_id, command)
            outcome = self._judge(tx, sittings, sitting, command, asked)
            self._commit(tx, sittings.values(), asked)
            return outcome

    def _judge(
        self,
        tx: Transaction,
        sittings: dict[UUID, Sitting],
        sitting: Sitting,
        command: commands.Command,
        asked: Asked,
    ) -> Answer | Stored:
        try:
            for other in sittings.values():
                if other is not sitting:
                    other.judge(command, asked.actor)
            settle = sitting.judge(command, asked.actor)
        except EngineRefusal as error:
            said = to_ars(error) if asked.by_ars else error
            if error.kind is not Kind.CONFLICT:
                raise said from None
            refusal = refusal_of(said)
            self.remember(tx, sitting, asked, refusal)
            return refusal
        if settle is None:
            done = sitting.done()
            self.remember(tx, sitting, asked, done)
            return done
        waiting = sitting.choice
        if waiting is not None and waiting.question and asked_in(waiting.question) == settle.asked:
            return waiting
        return self.receive(tx, sitting, settle, asked)

    def _ask(self, question: Question) -> Settled:
        match question:
            case Demande():
                return self.postes.settle(question)
            case DemandePlacement():
                return self.postes.place(question)
            case DemandeCorrection():
                return self.postes.correct(question)

    def _append(
        self,
        tx: Transaction,
        sittings: dict[UUID, Sitting],
        stored: Stored,
        question: Question,
        settled: Settled,
    ) -> Answer:
        """The decision, in every amphi that it concerns, and the command's answer commit together."""
        own, asked = sittings[stored.amphi_id], asked_in(question)
        accepted = isinstance(settled.answer, Accepted)
        for sitting in sittings.values():
            if accepted or sitting is own:
                sitting.judge(commands.Answered(asked, settled.answer), stored.actor)
        done = own.done()
        if isinstance(settled.answer, Accepted):
            answer: Answer = Done(done.seq, done.hash, done.at, asked.received_at)
        else:
            answer = Refusal(settled.answer.code, Kind.CONFLICT.value, settled.text)
        self.books.commands.answer(tx, stored.command_id, answer)
        self._commit(tx, sittings.values(), Asked())
        return answer

    def _finished_by_others(self, tx: Transaction, stored: Stored) -> Answer:
        finished = self.books.commands.find(tx, stored.amphi_id, stored.key)
        if finished is None or finished.answer is None:
            raise ValueError(f"command {stored.command_id} is neither unanswered nor answered")
        return finished.answer

    def _finish_now(self, stored: Stored, asked: Asked) -> Answer:
        try:
            return self.finish(stored)
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                kind = ReponseAttendue if stored.key == asked.key else AutreChoixAttendu
                raise _awaited(kind, asked) from error
            raise

    def _earlier(self, tx: Transaction, amphi_id: UUID, asked: Asked) -> Stored | None:
        """The command of the same key, if it is the same command of the same actor (G-3)."""
        if asked.key is None:
            return None
        stored = self.books.commands.find(tx, amphi_id, asked.key)
        if stored is not None and (stored.actor, stored.content) != (asked.actor, asked.content):
            raise AutreDemande
        return stored

    def _require_proposed(self, tx: Transaction, amphi_id: UUID, command: commands.Command) -> None:
        """A correction is received once, whoever approves it too, and never after it was withdrawn."""
        if isinstance(command, commands.Correct):
            correction_id = command.correction.correction_id
            proposal = self.books.interventions.proposal(tx, amphi_id, correction_id)
            if proposal is None or proposal.state is not State.NOTED:
                raise PlusEnAttente

    def _sit_at(self, tx: Transaction, amphi_ids: Iterable[UUID]) -> dict[UUID, Sitting]:
        """Several amphis under their locks, always taken in the order of their ids (decision 5)."""
        return {amphi_id: self.sit(tx, amphi_id) for amphi_id in sorted(set(amphi_ids))}

    def _commit(self, tx: Transaction, sittings: Iterable[Sitting], asked: Asked) -> None:
        kept = [sitting.keep(asked.beside) for sitting in sittings]
        tx.commit()
        for amphi in kept:
            self.books.hot.keep(amphi)


def _awaited(kind: type[ReponseAttendue], asked: Asked) -> ReponseAttendue:
    return kind(kind.text_ars) if asked.by_ars else kind()


def _amphis_concerned(amphi_id: UUID, command: commands.Command) -> list[UUID]:
    if isinstance(command, commands.Correct):
        return [amphi_id, *(line.amphi_id for line in command.correction.lines)]
    return [amphi_id]


def _amphis_of(question: Question) -> list[UUID]:
    if isinstance(question, DemandeCorrection):
        return sorted({question.amphi_id, *(line.amphi_id for line in question.correction.lines)})
    return [question.amphi_id]


def _question_of(stored: Stored) -> Question:
    if stored.question is None:
        raise ValueError(f"command {stored.command_id} is nothing to ask postes")
    return stored.question


def _stored(
    command_id: UUID,
    amphi_id: UUID,
    asked: Asked,
    *,
    question: Question | None = None,
    answer: Answer | None = None,
) -> Stored:
    if asked.key is None:
        raise ValueError("only what has a key is kept in `command`")
    return Stored(command_id, amphi_id, asked.key, asked.actor, asked.content, question, answer)
