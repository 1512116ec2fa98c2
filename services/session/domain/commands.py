"""What people, other services and the clock ask of an amphi."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.session.domain.amphi import Who
from services.session.domain.choix import Answer, Asked, Correction
from services.session.domain.droits import TypeChoix
from services.session.domain.roster import Appele
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice


@dataclass(frozen=True, slots=True)
class Validate:
    """ARS: the log begins, with one definitive call list taken whole (AMP-2, ENG-8)."""

    settings: Settings
    opens_at: datetime
    list_version: int
    interns: tuple[Appele, ...]
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class BackToDraft:
    """ARS: validated too early; nobody has chosen."""


@dataclass(frozen=True, slots=True)
class Open:
    """ARS: favourites open now, before their date."""


@dataclass(frozen=True, slots=True)
class Start:
    """ARS: the next session starts now."""


@dataclass(frozen=True, slots=True)
class UndoStart:
    """ARS: started by mistake; nobody has chosen."""


@dataclass(frozen=True, slots=True)
class Pause:
    """ARS: time stops; `reason_hash` is the salted SHA-256 of the reason that everybody reads (ENG-8)."""

    reason_hash: str


@dataclass(frozen=True, slots=True)
class Resume:
    """ARS: time goes on with what was left, or with the whole turn."""

    full_time: bool


@dataclass(frozen=True, slots=True)
class MarkAbsent:
    """ARS: this turn, the one that the page showed, ends as absent."""

    turn_id: UUID


@dataclass(frozen=True, slots=True)
class PassOver:
    """ARS: move on; this turn ends as « n’a pas choisi »."""

    turn_id: UUID


@dataclass(frozen=True, slots=True)
class AddTime:
    """ARS: more time for this turn."""

    turn_id: UUID
    extra: timedelta


@dataclass(frozen=True, slots=True)
class PutBack:
    """ARS: this intern, who missed the turn, goes right behind the current one."""

    rang_appel: int


@dataclass(frozen=True, slots=True)
class CutShort:
    """ARS: the amphi ends now, without the rest of its `delai_fin`."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The intern or the mandataire: this post. `choice_id` is given by session."""

    who: Who
    numero: int
    choice_id: UUID


@dataclass(frozen=True, slots=True)
class ChooseFor:
    """ARS: the post that whoever has this turn dictates by phone (ENG-6, ADM-9)."""

    turn_id: UUID
    numero: int
    choice_id: UUID


@dataclass(frozen=True, slots=True)
class Place:
    """ARS: this post for this intern, outside the choice (CHX-8). `placement_id` is given by session."""

    placement_id: UUID
    rang_appel: int
    numero: int
    reason_hash: str


@dataclass(frozen=True, slots=True)
class Correct:
    """ARS, two persons: these confirmed choices, together (CHX-6)."""

    correction: Correction


@dataclass(frozen=True, slots=True)
class Answered:
    """postes' stored answer."""

    asked: Asked
    answer: Answer


@dataclass(frozen=True, slots=True)
class Renounce:
    """The intern or the mandataire: « je renonce à mon tour » (TRN-8)."""

    who: Who


@dataclass(frozen=True, slots=True)
class RequestReturn:
    """The intern or the mandataire: the button that brings back (ENG-5)."""

    who: Who


@dataclass(frozen=True, slots=True)
class Connected:
    """This person is connected."""

    who: Who


@dataclass(frozen=True, slots=True)
class SetAbsence:
    """identity: this intern has, or has no longer, a planned absence (decision 6)."""

    intern_id: UUID
    absent: bool


@dataclass(frozen=True, slots=True)
class SetTypeChoix:
    """identity: how this intern chooses (STA-3)."""

    intern_id: UUID
    type_choix: TypeChoix


@dataclass(frozen=True, slots=True)
class SetProcuration:
    """identity: whether this intern chooses, or a mandataire, or nobody yet (PRC-1, PRC-4)."""

    intern_id: UUID
    procuration: bool
    mandataire_id: UUID | None


@dataclass(frozen=True, slots=True)
class Wake:
    """The engine: the amphi was last looked at then; give back what a stop took (G-4)."""

    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """The engine: do whatever is due."""


Command = (
    Validate
    | BackToDraft
    | Open
    | Start
    | UndoStart
    | Pause
    | Resume
    | MarkAbsent
    | PassOver
    | AddTime
    | PutBack
    | CutShort
    | Choose
    | ChooseFor
    | Place
    | Correct
    | Answered
    | Renounce
    | RequestReturn
    | Connected
    | SetAbsence
    | SetTypeChoix
    | SetProcuration
    | Wake
    | Look
)
