"""What use cases keep in session's own database; `storage` does it, `events` tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Amphi, Who
from services.session.domain.droits import Droits
from services.session.domain.fiche import Fiche
from services.session.domain.moment import Moment, Probes
from services.session.domain.record import Decision, Tip
from services.session.domain.roster import Inscrit
from services.session.domain.slice import Slice
from services.session.use_cases import asked
from services.session.use_cases.intervention import CorrectionProposal, PlacementNote
from services.session.use_cases.receipts import Receipts


@dataclass(frozen=True, slots=True)
class AmphiRow:
    """An amphi as its row has it: the sheet, the end of its log, and when the engine last looked."""

    fiche: Fiche
    phase: str
    paused: bool
    tip: Tip
    seen_at: datetime | None


WITHOUT_A_REASON: Final = "absence prévue"
"""Of an absence of which nobody has said why, or not yet."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What identity last said of an intern; `motif` says why absent, empty where not."""

    droits: Droits
    motif: str


class Amphis(Protocol):
    """Rows of amphis: each is the lock of its amphi."""

    def lock(self, tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
        """Hold the amphi until the end of the transaction."""

    def lock_if_free(self, tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
        """The same, or None where somebody else holds it."""

    def now(self, tx: Transaction) -> datetime:
        """The amphi's clock: ask after the lock (decision 3)."""

    def due(self, tx: Transaction) -> list[UUID]:
        """The amphis whose `next_at` has come, the longest overdue first."""

    def keep(
        self, tx: Transaction, amphi: Amphi, tip: Tip, *, seen_at: datetime, next_at: datetime | None
    ) -> None:
        """Write what its decisions made of the row."""

    def hold_brouillons(self, tx: Transaction, semestre: str) -> None:
        """Nobody validates one of these until the end of the transaction; whoever is at it has finished."""

    def find(self, tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
        """Read without holding."""

    def of_semestre(self, tx: Transaction, semestre: str) -> list[AmphiRow]:
        """All of a semester, in the order of their first sessions; of every real one with an empty one."""

    def rehearsals(self, tx: Transaction) -> list[UUID]:
        """Every rehearsal, in the order of their first sessions."""

    def heads(self, tx: Transaction) -> dict[UUID, int]:
        """The newest seq of every live amphi: validated to finished today."""

    def any_runs(self, tx: Transaction) -> bool:
        """Whether postes must be watched."""

    def create(self, tx: Transaction, fiche: Fiche) -> bool:
        """Store a new brouillon; False where its code is taken in the semester."""

    def change(self, tx: Transaction, fiche: Fiche) -> None:
        """Rewrite the sheet."""


class Slices(Protocol):
    """Timetables as cut by ARS."""

    def of(self, tx: Transaction, amphi_id: UUID) -> tuple[Slice, ...]:
        """In their order."""

    def replace(self, tx: Transaction, amphi_id: UUID, slices: Sequence[Slice]) -> None:
        """These, instead of those before."""


class Rosters(Protocol):
    """The call lists that amphis took."""

    def of(self, tx: Transaction, amphi_id: UUID) -> list[Inscrit]:
        """By call rank."""

    def one(self, tx: Transaction, amphi_id: UUID, intern_id: UUID) -> Inscrit | None:
        """One intern's line."""

    def replace(self, tx: Transaction, amphi_id: UUID, inscrits: Sequence[Inscrit]) -> None:
        """This list, instead of the one before."""

    def amphis_of(self, tx: Transaction, intern_id: UUID) -> list[UUID]:
        """Where this intern has a place."""

    def set_motif(self, tx: Transaction, amphi_id: UUID, intern_id: UUID, motif: str) -> None:
        """Why the intern will be absent; empty: is not."""


class Decisions(Protocol):
    """The logs."""

    def append(self, tx: Transaction, decisions: Sequence[Decision]) -> None:
        """Add to the end; the primary key refuses a number twice."""

    def after(
        self, tx: Transaction, amphi_id: UUID, after: int, up_to: int | None, limit: int | None
    ) -> list[Decision]:
        """Decisions after a number, in order."""


class SideTexts(Protocol):
    """Free texts beside the logs."""

    def add(self, tx: Transaction, amphi_id: UUID, text: asked.SideText) -> None:
        """Keep one."""

    def of(self, tx: Transaction, amphi_id: UUID) -> dict[str, str]:
        """All of an amphi, by hash."""


class Commands(Protocol):
    """What was asked, by key."""

    def find(self, tx: Transaction, amphi_id: UUID, key: str) -> asked.Stored | None:
        """The command of this key."""

    def unanswered(self, tx: Transaction, amphi_id: UUID) -> list[asked.Stored]:
        """What waits for postes, the oldest first."""

    def add(self, tx: Transaction, stored: asked.Stored, received_at: datetime) -> None:
        """Keep a command; one unanswered choice a turn."""

    def answer(self, tx: Transaction, command_id: UUID, answer: asked.Answer) -> None:
        """Keep the answer of a question that waited for it."""


class Moments(Protocol):
    """What a decision rests on besides the log."""

    def read(self, tx: Transaction, amphi_id: UUID) -> Moment:
        """The amphi's clock, presence leases (the longest of all pods), postes' probes; after the lock."""


class Presences(Protocol):
    """Leases of connections."""

    def shift(self, tx: Transaction, amphi_id: UUID, gap: timedelta) -> None:
        """Give the amphi's leases back what a stop took (G-4)."""

    def accept(self, tx: Transaction, pod: str, boot: str, n: int, *, full: bool) -> bool | None:
        """Note a pod's message: True if it follows the one before, False after a gap, None if it is old."""

    def renew(self, tx: Transaction, pod: str, who: Sequence[tuple[UUID, Who]], lease: timedelta) -> None:
        """These are connected, each to an amphi, for so long."""

    def end(self, tx: Transaction, pod: str, who: Sequence[tuple[UUID, Who]]) -> None:
        """These are not, from now."""

    def end_others(self, tx: Transaction, pod: str, who: Sequence[tuple[UUID, Who]]) -> None:
        """Nobody else is connected through this pod."""


class ProbeStamps(Protocol):
    """What the replicas' probes of postes say."""

    def read(self, tx: Transaction) -> Probes | None:
        """The last success of anybody."""

    def stamp(self, tx: Transaction, gap: timedelta) -> None:
        """A success; after more than `gap` without one it is the first in a row."""


class RightsBook(Protocol):
    """What identity says of interns."""

    def accept(
        self, tx: Transaction, intern_id: UUID, semestre: str, version: int, rights: Rights
    ) -> Rights | None:
        """Keep the highest version; what counts now, or None where a higher one was known."""

    def of(self, tx: Transaction, semestre: str) -> dict[UUID, Rights]:
        """Intern → what counts."""

    def version(self, tx: Transaction, intern_id: UUID, semestre: str) -> int:
        """The highest of this intern."""

    def heard(self, tx: Transaction, semestre: str) -> dict[UUID, tuple[int, str]]:
        """Intern → at which version, and why absent."""


class Interventions(Protocol):
    """Placements noted before validation, and corrections proposed (CHX-6, CHX-8)."""

    def note(self, tx: Transaction, placement: PlacementNote) -> bool:
        """Keep a placement; False where its rank has one that waits, or its key was used."""

    def noted(self, tx: Transaction, amphi_id: UUID, key: str) -> tuple[str, int, int] | None:
        """Who noted which rank and post under this key, whatever became of it."""

    def note_received(self, tx: Transaction, placement_id: UUID) -> None:
        """It is a command from now on."""

    def withdraw_note(self, tx: Transaction, amphi_id: UUID, placement_id: UUID) -> bool:
        """Take one back that still waits for validation; False where none does."""

    def notes(self, tx: Transaction, amphi_id: UUID) -> list[PlacementNote]:
        """All of an amphi, also those asked for after validation; the oldest first."""

    def propose(self, tx: Transaction, proposal: CorrectionProposal) -> bool:
        """Keep a correction that waits for a second person; False where its key was used."""

    def proposal(self, tx: Transaction, amphi_id: UUID, correction_id: UUID) -> CorrectionProposal | None:
        """One of them, held until the end of the transaction."""

    def withdraw_proposal(self, tx: Transaction, correction_id: UUID) -> None:
        """It is not to be approved any more."""

    def proposals(self, tx: Transaction, amphi_id: UUID) -> list[CorrectionProposal]:
        """All of an amphi, the oldest first."""


class Acknowledgements(Protocol):
    """Who has verified the order of passage (AMV-2)."""

    def add(self, tx: Transaction, amphi_id: UUID, intern_id: UUID, version_id: UUID) -> None:
        """Once; again changes nothing."""

    def has(self, tx: Transaction, amphi_id: UUID, intern_id: UUID, version_id: UUID) -> bool:
        """Whether the intern has."""


class HotAmphis(Protocol):
    """States in memory, valid while their seq is the newest (decision 2)."""

    def state(self, tx: Transaction, amphi_id: UUID, seq: int) -> Amphi:
        """The state at this decision, from memory or from the log."""

    def keep(self, amphi: Amphi) -> None:
        """Remember a committed state."""


class Rehearsals(Protocol):
    """« Amphis blancs » as rows (SIM-1)."""

    def forget(self, tx: Transaction, semestre: str) -> None:
        """Delete everything of this one."""


class Tell(Protocol):
    """Publishes decisions in the transaction that appends them, each with the text that lies beside it.

    `rehearsal`: its semestre, empty for real (SIM-1).
    """

    def __call__(self, tx: Transaction, told: Sequence[tuple[Decision, str]], rehearsal: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Books:
    """Everything of session's own database."""

    amphis: Amphis
    slices: Slices
    rosters: Rosters
    decisions: Decisions
    side_texts: SideTexts
    commands: Commands
    moments: Moments
    presences: Presences
    probes: ProbeStamps
    rights: RightsBook
    interventions: Interventions
    acknowledgements: Acknowledgements
    rehearsals: Rehearsals
    receipts: Receipts
    hot: HotAmphis
    tell: Tell
