"""One amphi under its lock: what it is, what time it is, and what was decided and not yet kept."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.database import Transaction
from services.session.domain import commands, events
from services.session.domain.amphi import Amphi, Phase
from services.session.domain.apply import apply
from services.session.domain.choix import Settle
from services.session.domain.decide import decide
from services.session.domain.moment import Moment
from services.session.domain.record import ENGINE, Decision, next_decision, tip_of
from services.session.domain.what_follows import next_instant
from services.session.use_cases.asked import Done, SideText, Stored
from services.session.use_cases.ports import AmphiRow, Books

LOOK_AGAIN = timedelta(seconds=1)
ASK_POSTES_AGAIN = timedelta(seconds=2)


class Sitting:
    """Open it under the lock, judge commands, keep: all in one transaction.

    Opening wakes the amphi: a turn that nobody looked at gets that time back before anything is judged (G-4).
    """

    def __init__(self, tx: Transaction, books: Books, row: AmphiRow) -> None:
        self._tx = tx
        self._books = books
        self.fiche = row.fiche
        self.amphi = books.hot.state(tx, row.fiche.amphi_id, row.tip.seq)
        self.tip = row.tip
        self.decisions: list[Decision] = []
        self.unanswered = books.commands.unanswered(tx, self.amphi_id)
        self.now = books.amphis.now(tx)
        self._leases = books.presences.leases(tx, self.amphi_id)
        self._probes = books.probes.read(tx)
        self._asked = row.tip
        if row.seen_at is not None:
            self.judge(commands.Wake(row.seen_at), ENGINE)

    @property
    def amphi_id(self) -> UUID:
        """Which amphi."""
        return self.fiche.amphi_id

    def judge(self, command: commands.Command, actor: str) -> Settle | None:
        """Decide and apply; or the choice that has to be settled first. Raises the engine's refusals."""
        decided = decide(self.amphi, command, self._moment())
        if isinstance(decided, Settle):
            return decided
        if decided.asked:
            self._apply(decided.asked[:1], actor)
            self._asked = self.tip
        self._apply(decided.asked[1:], actor)
        self._apply(decided.following, ENGINE)
        return None

    def received(self, stored: Stored) -> None:
        """A choice waits for postes from now on."""
        self._books.commands.add(self._tx, stored, self.now)
        self.unanswered = stored

    def answered(self) -> None:
        """It waits no more."""
        self.unanswered = None

    def done(self) -> Done:
        """What a command is answered that was taken: the first decision that it asked for."""
        return Done(self._asked.seq, self._asked.hash, self._asked.at or self.now, self.now)

    def keep(self, beside: SideText | None = None) -> Amphi:
        """Write and publish what was decided, and when the engine is due next; the caller commits."""
        if self.decisions:
            self._books.decisions.append(self._tx, self.decisions)
        for decision in self.decisions:
            text = beside if beside is not None and _speaks_of(decision, beside) else None
            if text is not None:
                self._books.side_texts.add(self._tx, self.amphi_id, text)
            self._books.tell(self._tx, decision, "" if text is None else text.text)
        self._books.amphis.keep(self._tx, self.amphi, self.tip, seen_at=self.now, next_at=self._next_at())
        return self.amphi

    def _apply(self, happened: tuple[events.Event, ...], actor: str) -> None:
        for event in happened:
            decision = next_decision(self.amphi_id, self.tip, event, actor, self.now)
            self.amphi = apply(self.amphi, event)
            self.tip = tip_of(decision)
            self.decisions.append(decision)
            if isinstance(event, events.Reprise):
                self._give_back_leases(event.gap)

    def _moment(self) -> Moment:
        choix = None
        if self.unanswered is not None and self.unanswered.demande is not None:
            choix = self.unanswered.demande.choix
        return Moment(self.now, choix, self._leases, self._probes)

    def _give_back_leases(self, gap: timedelta) -> None:
        self._books.presences.shift(self._tx, self.amphi_id, gap)
        self._leases = self._books.presences.leases(self._tx, self.amphi_id)

    def _next_at(self) -> datetime | None:
        """When the engine has to look again, whatever people do (decision 3)."""
        instants = [next_instant(self.amphi)]
        if self.amphi.frozen or (self.amphi.turn is not None and self.amphi.running):
            instants.append(self.now + LOOK_AGAIN)
        if self.unanswered is not None:
            instants.append(self.now + ASK_POSTES_AGAIN)
        known = [instant for instant in instants if instant is not None]
        return min(known) if known and self.amphi.phase is not Phase.TERMINE else None


def _speaks_of(decision: Decision, text: SideText) -> bool:
    return decision.payload.get("reason_hash") == text.hash
