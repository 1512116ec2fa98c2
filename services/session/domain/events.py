"""What happened: the types of decision in the log, published as they are: without personal data (ENG-8).

Wherever time is touched the event says the result: `ends_at` is the end of what counts down (a turn, or the
`delai_fin`), and `stopped_since` is set while time is stopped; `ends_at` is then seen from there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.session.domain.amphi import Cause, Etat
from services.session.domain.choix import Echange
from services.session.domain.droits import Par, TypeChoix
from services.session.domain.roster import Appele
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice


class Retour(StrEnum):
    """Who brought a latecomer back (ENG-5)."""

    CONNEXION = "connexion"
    BOUTON = "bouton"
    ARS = "ars"


@dataclass(frozen=True, slots=True)
class Validated:
    """The log begins, or begins anew after a return to brouillon."""

    settings: Settings
    opens_at: datetime
    list_version: int
    interns: tuple[Appele, ...]
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class BackToDraft:
    """ARS took the validation back."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Favourites are open."""


@dataclass(frozen=True, slots=True)
class SliceStarted:
    """A session starts."""

    number: int


@dataclass(frozen=True, slots=True)
class SliceEnded:
    """Nobody of this session is waiting any more."""

    number: int


@dataclass(frozen=True, slots=True)
class StartUndone:
    """Everybody waits again, as before the start; the sessions already begun now start by hand."""


@dataclass(frozen=True, slots=True)
class TurnAnnounced:
    """This intern's turn begins."""

    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    announced_at: datetime
    ends_at: datetime
    seen: bool
    grows_by: timedelta


@dataclass(frozen=True, slots=True)
class HolderSeen:
    """The intern whose turn it is has connected."""

    intern_id: UUID
    rang_appel: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place was given; to `mandataire_id` it is confirmed too (PRC-5), who then had the right to choose."""

    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    choice_id: UUID
    received_at: datetime
    took: timedelta
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    par: Par = Par.INTERNE
    mandataire_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChoiceRefused:
    """postes could not give the place; the turn has the time back that asking took (ENG-3)."""

    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    choice_id: UUID
    received_at: datetime
    reason: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TurnMissed:
    """A turn ended without a choice, as absent or « n’a pas choisi » (`outcome`).

    `button_only`: of an absent, whether only the button brings back (ENG-5).
    """

    turn_id: UUID
    intern_id: UUID
    rang_appel: int
    outcome: Etat
    cause: Cause
    button_only: bool
    took: timedelta


@dataclass(frozen=True, slots=True)
class PutBack:
    """A latecomer goes right behind the current turn."""

    intern_id: UUID
    rang_appel: int
    by: Retour


@dataclass(frozen=True, slots=True)
class AbsenceSet:
    """An absence was recorded beforehand, or taken back."""

    intern_id: UUID
    rang_appel: int
    absent: bool


@dataclass(frozen=True, slots=True)
class TypeChoixSet:
    """ARS accepted another type de choix, or took it back (STA-3)."""

    intern_id: UUID
    rang_appel: int
    type_choix: TypeChoix


@dataclass(frozen=True, slots=True)
class ProcurationSet:
    """A procuration was given, became active or ended; `mandataire_id` may choose now (PRC-1, PRC-4)."""

    intern_id: UUID
    rang_appel: int
    procuration: bool
    mandataire_id: UUID | None


@dataclass(frozen=True, slots=True)
class Placed:
    """ARS gave this intern a post outside the choice (CHX-8); the reason itself lies beside the log."""

    placement_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    received_at: datetime
    reason_hash: str


@dataclass(frozen=True, slots=True)
class PlacementRefused:
    """postes could not give that post; the intern waits as before."""

    placement_id: UUID
    intern_id: UUID
    rang_appel: int
    numero: int
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """ARS corrected confirmed choices, together, by two persons (CHX-6).

    Every amphi that a line names has the same event in its log.
    """

    correction_id: UUID
    lines: tuple[Echange, ...]
    received_at: datetime
    reason_hash: str
    proposed_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class CorrectionRefused:
    """postes could not; everything stays as it was."""

    correction_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Time stops, by ARS for a reason that lies beside the log, or by the engine after a stop (G-4)."""

    reason_hash: str | None
    stopped_since: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """ARS lets time run again; it still stands while postes is away."""

    full_time: bool
    resumed_at: datetime
    stopped_since: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """postes is away: time stands since it was last there (G-6)."""

    stopped_since: datetime


@dataclass(frozen=True, slots=True)
class Thawed:
    """postes is back; time still stands while ARS pauses."""

    thawed_at: datetime
    stopped_since: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reprise:
    """The engine itself was away, and what counts down gets that time back (G-4)."""

    woken_at: datetime
    gap: timedelta
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TimeAdded:
    """ARS gave the turn more time."""

    intern_id: UUID
    rang_appel: int
    extra: timedelta
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Closing:
    """Nobody is waiting: the absent have until then to come back (ENG-7)."""

    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """The amphi is over."""


Event = (
    Validated
    | BackToDraft
    | Opened
    | SliceStarted
    | SliceEnded
    | StartUndone
    | TurnAnnounced
    | HolderSeen
    | Chosen
    | ChoiceRefused
    | TurnMissed
    | PutBack
    | AbsenceSet
    | TypeChoixSet
    | ProcurationSet
    | Placed
    | PlacementRefused
    | Corrected
    | CorrectionRefused
    | Paused
    | Resumed
    | Frozen
    | Thawed
    | Reprise
    | TimeAdded
    | Closing
    | Ended
)
