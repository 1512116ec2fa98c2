"""One amphi under its lock: what it is, what time it is, and what was decided and not yet kept."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.database import Transaction
from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Phase
from services.session.domain.apply import apply
from services.session.domain.choix import Settle
from services.session.domain.decide import decide
from services.session.domain.demande import Demande, asked_in, interns_in, turn_in
from services.session.domain.moment import Moment
from services.session.domain.record import ENGINE, Decision, next_decision, tip_of
from services.session.domain.what_follows import next_instant
from services.session.use_cases.asked import Done, SideText, Stored
from services.session.use_cases.books import AmphiRow, Books

LOOK_AGAIN = timedelta(seconds=1)
ASK_POSTES_AGAIN = timedelta(seconds=2)
PUBLIC_REASONS = frozenset({"paused"})
"""Types of decision whose reason everybody reads; all others are for staff alone."""


class Sitting:
    """Open it under the lock, judge commands, keep: all in one transaction.

    Opening wakes the amphi: what counts down and nobody looked at gets that time back before anything is
    judged (G-4).
    """

    def __init__(self, tx: Transaction, books: Books, row: AmphiRow) -> None:
        self._tx = tx
        self._books = books
        self.fiche = row.fiche
        self.amphi = books.hot.state(tx, row.fiche.amphi_id, row.tip.seq)
        self.tip = row.tip
        self.decisions: list[Decision] = []
        self.unanswered = books.commands.unanswered(tx, self.amphi_id)
        """What waits for postes, read under the lock and never from memory (decision 4)."""
        self._known = books.moments.read(tx, self.amphi_id)
        self.now = self._known.now
        self._asked = row.tip
        if row.seen_at is not None:
            self.judge(commands.Wake(row.seen_at), ENGINE)

    @property
    def amphi_id(self) -> UUID:
        """Which amphi."""
        return self.fiche.amphi_id

    @property
    def choice(self) -> Stored | None:
        """The unanswered choice of the turn: at most one."""
        return next((one for one in self.unanswered if is_choice(one)), None)

    def judge(self, command: commands.Command, actor: str) -> Settle | None:
        """Decide and apply; or what has to be settled first. Raises the engine's refusals."""
        decided = decide(self.amphi, command, self._moment())
        if isinstance(decided, Settle):
            return decided
        if decided.asked:
            self._apply(decided.asked[:1], actor)
            self._asked = self.tip
        self._apply(decided.asked[1:], actor)
        self._apply(decided.following, ENGINE)
        return None

    def waiting_too_long(self) -> tuple[Stored, ...]:
        """Placements and corrections whose asker may have died on the way to postes."""
        return tuple(
            one
            for one in self.unanswered
            if one is not self.choice
            and one.question is not None
            and self._known.is_long_since(asked_in(one.question).received_at, ASK_POSTES_AGAIN)
        )

    def received(self, stored: Stored) -> None:
        """This waits for postes from now on."""
        self._books.commands.add(self._tx, stored, self.now)
        self.unanswered = [*self.unanswered, stored]

    def answered(self, stored: Stored) -> bool:
        """It waits no more; False where somebody else has finished it."""
        before = len(self.unanswered)
        self.unanswered = [one for one in self.unanswered if one.command_id != stored.command_id]
        return len(self.unanswered) < before

    def done(self) -> Done:
        """What a command is answered that was taken: the first decision that it asked for."""
        return Done(self._asked.seq, self._asked.hash, self._asked.at or self.now, self.now)

    def keep(self, beside: SideText | None = None) -> Amphi:
        """Write and publish what was decided, and when the engine is due next; the caller commits."""
        if self.decisions:
            self._books.decisions.append(self._tx, self.decisions)
            self._tell(beside)
        self._books.amphis.keep(self._tx, self.amphi, self.tip, seen_at=self.now, next_at=self._next_at())
        return self.amphi

    def _tell(self, beside: SideText | None) -> None:
        rehearsal = self.fiche.semestre if self.fiche.rehearsal else ""
        told = []
        for decision in self.decisions:
            text = beside if beside is not None and _speaks_of(decision, beside) else None
            if text is not None:
                self._books.side_texts.add(self._tx, self.amphi_id, text)
            if not rehearsal:
                self._books.receipts.sign(self._tx, decision)
            told.append((decision, "" if text is None else text.text))
        self._books.tell(self._tx, told, rehearsal)

    def _apply(self, happened: tuple[events.Event, ...], actor: str) -> None:
        for event in happened:
            decision = next_decision(self.amphi_id, self.tip, event, actor, self.now)
            self.amphi = apply(self.amphi, event)
            self.tip = tip_of(decision)
            self.decisions.append(decision)
            if isinstance(event, events.Reprise):
                self._give_back_leases(event.gap)

    def _moment(self) -> Moment:
        questions = [one.question for one in self.unanswered if one.question is not None]
        return replace(
            self._known,
            unanswered=next((one.choix for one in questions if isinstance(one, Demande)), None),
            intervening=frozenset().union(*map(interns_in, questions)),
        )

    def _give_back_leases(self, gap: timedelta) -> None:
        self._books.presences.shift(self._tx, self.amphi_id, gap)
        self._known = replace(self._books.moments.read(self._tx, self.amphi_id), now=self.now)

    def _next_at(self) -> datetime | None:
        """When the engine has to look again, whatever people do (decision 3)."""
        instants = [next_instant(self.amphi)]
        if self.amphi.frozen or (self.amphi.ends_at is not None and self.amphi.running):
            instants.append(self.now + LOOK_AGAIN)
        if self.amphi.phase is Phase.TERMINE:
            instants = []
        if self.unanswered:
            instants.append(self.now + ASK_POSTES_AGAIN)
        return min((instant for instant in instants if instant is not None), default=None)


def is_choice(stored: Stored) -> bool:
    """Whether a turn waits for it, and not ARS alone."""
    return stored.question is not None and turn_in(stored.question) is not None


def _speaks_of(decision: Decision, text: SideText) -> bool:
    return decision.type in PUBLIC_REASONS and decision.payload.get("reason_hash") == text.hash
