"""Receive, settle, append: how every command reaches an amphi (architecture, decisions 2 to 4).

A command takes the amphi's lock for one short transaction. A choice takes two, and the call to postes between
them and no lock held: received and stored without an answer, settled under its id, then appended together
with its answer. Whoever finds a choice without an answer finishes it before anything that could end its turn.
"""

from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from services.session.domain import commands
from services.session.domain.choix import Accepted, Choix
from services.session.domain.demande import Demande
from services.session.domain.refusals import Refusal as EngineRefusal
from services.session.use_cases.asked import Answer, Asked, Done, Refusal, Stored, refusal_of
from services.session.use_cases.errors import AmphiInconnu, AutreDemande, ReponseAttendue
from services.session.use_cases.ids import new_id
from services.session.use_cases.ports import Books, Postes, Settled
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
        """Take the command, or give the answer it had (G-3). Refusals, `AutreDemande`, `ReponseAttendue`."""
        for _ in range(MOST_CHOICES_TO_FINISH):
            outcome = self._try(amphi_id, command, asked)
            if isinstance(outcome, Stored):
                answer = self._finish_now(outcome)
                if outcome.key != asked.key:
                    continue
                outcome = answer
            if isinstance(outcome, Refusal):
                raise outcome.error()
            return outcome
        raise ReponseAttendue

    def finish(self, stored: Stored) -> Answer:
        """Ask postes about a received choice and append what it answers, unless somebody has meanwhile.

        The answer to the choice. A `DomainError` of kind UNAVAILABLE: unknown, and still to be finished.
        """
        if stored.demande is None:
            raise ValueError(f"command {stored.command_id} is no choice")
        settled = self.postes.settle(stored.demande)
        with self.database.transaction() as tx:
            sitting = self.sit(tx, stored.amphi_id)
            unanswered = sitting.unanswered
            if unanswered is None or unanswered.command_id != stored.command_id:
                return self._finished_by_others(tx, stored)
            return self._append(tx, sitting, stored, stored.demande.choix, settled)

    def sit(self, tx: Transaction, amphi_id: UUID) -> Sitting:
        """The amphi under its lock; `AmphiInconnu`."""
        row = self.books.amphis.lock(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        return Sitting(tx, self.books, row)

    def _try(self, amphi_id: UUID, command: commands.Command, asked: Asked) -> Answer | Stored:
        """One transaction: the answer, or a choice to finish first."""
        with self.database.transaction() as tx:
            sitting = self.sit(tx, amphi_id)
            earlier = self._earlier(tx, amphi_id, asked)
            if earlier is not None:
                return earlier.answer or earlier
            outcome = self._judge(tx, sitting, command, asked)
            self._commit(tx, sitting, asked)
            return outcome

    def _judge(
        self, tx: Transaction, sitting: Sitting, command: commands.Command, asked: Asked
    ) -> Answer | Stored:
        try:
            settle = sitting.judge(command, asked.actor)
        except EngineRefusal as error:
            refusal = refusal_of(error)
            if error.kind is Kind.CONFLICT:
                self._remember(tx, sitting, asked, refusal)
            else:
                raise
            return refusal
        if settle is None:
            done = sitting.done()
            self._remember(tx, sitting, asked, done)
            return done
        if sitting.unanswered is not None:
            return sitting.unanswered
        return self._receive(tx, sitting, settle.choix, asked)

    def _receive(self, tx: Transaction, sitting: Sitting, choix: Choix, asked: Asked) -> Stored:
        """From here on this choice is finished, whatever happens to us."""
        inscrit = self.books.rosters.one(tx, sitting.amphi_id, choix.intern_id)
        if inscrit is None:
            raise ValueError(f"rank {choix.rang_appel} of amphi {sitting.amphi_id} is not in its roster")
        demande = Demande(
            amphi_id=sitting.amphi_id,
            offer_id=sitting.fiche.offer_id,
            regimes=sitting.fiche.regimes,
            des_code=inscrit.des_code,
            choix=choix,
        )
        stored = _stored(choix.choice_id, sitting.amphi_id, asked, demande=demande)
        sitting.received(stored)
        return stored

    def _append(
        self, tx: Transaction, sitting: Sitting, stored: Stored, choix: Choix, settled: Settled
    ) -> Answer:
        sitting.judge(commands.Answered(choix, settled.answer), stored.actor)
        sitting.answered()
        done = sitting.done()
        if isinstance(settled.answer, Accepted):
            answer: Answer = Done(done.seq, done.hash, done.at, choix.received_at)
        else:
            answer = Refusal(settled.answer.code, Kind.CONFLICT.value, settled.text)
        self.books.commands.answer(tx, stored.command_id, answer)
        self._commit(tx, sitting, Asked())
        return answer

    def _finished_by_others(self, tx: Transaction, stored: Stored) -> Answer:
        finished = self.books.commands.find(tx, stored.amphi_id, stored.key)
        if finished is None or finished.answer is None:
            raise ValueError(f"choice {stored.command_id} is neither unanswered nor answered")
        return finished.answer

    def _finish_now(self, stored: Stored) -> Answer:
        try:
            return self.finish(stored)
        except DomainError as error:
            if error.kind is Kind.UNAVAILABLE:
                raise ReponseAttendue from error
            raise

    def _earlier(self, tx: Transaction, amphi_id: UUID, asked: Asked) -> Stored | None:
        """The command of the same key, if it is the same command of the same actor (G-3)."""
        if asked.key is None:
            return None
        stored = self.books.commands.find(tx, amphi_id, asked.key)
        if stored is not None and (stored.actor, stored.content) != (asked.actor, asked.content):
            raise AutreDemande
        return stored

    def _remember(self, tx: Transaction, sitting: Sitting, asked: Asked, answer: Answer) -> None:
        if asked.key is not None:
            stored = _stored(new_id(), sitting.amphi_id, asked, answer=answer)
            self.books.commands.add(tx, stored, sitting.now)

    def _commit(self, tx: Transaction, sitting: Sitting, asked: Asked) -> None:
        amphi = sitting.keep(asked.beside)
        tx.commit()
        self.books.hot.keep(amphi)


def _stored(
    command_id: UUID,
    amphi_id: UUID,
    asked: Asked,
    *,
    demande: Demande | None = None,
    answer: Answer | None = None,
) -> Stored:
    if asked.key is None:
        raise ValueError("only what has a key is kept in `command`")
    return Stored(command_id, amphi_id, asked.key, asked.actor, asked.content, demande, answer)
