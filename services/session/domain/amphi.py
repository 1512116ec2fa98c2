"""The state of an amphi: what its decision log says, and nothing else (ENG-9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from services.session.domain.droits import TypeChoix
from services.session.domain.settings import Settings
from services.session.domain.slice import Slice
from services.session.domain.turn import Turn

PACE_OF_LAST = 20
"""How many ended turns the measured pace rests on (AMV-4)."""


class Phase(StrEnum):
    """Where an amphi stands; « en pause » is `EN_COURS` with its time stopped."""

    BROUILLON = "brouillon"
    VALIDE = "valide"
    OUVERT = "ouvert"
    EN_COURS = "en_cours"
    TERMINE = "termine"


class Etat(StrEnum):
    """Where an intern stands in the amphi."""

    EN_ATTENTE = "en_attente"
    EN_RETARD = "en_retard"
    """Put back: right after the current turn, among those put back by call rank (ENG-1)."""
    TOUR = "tour"
    A_CHOISI = "a_choisi"
    ABSENT = "absent"
    N_A_PAS_CHOISI = "n_a_pas_choisi"
    ABSENCE_PREVUE = "absence_prevue"
    AFFECTE = "affecte"
    """Placed by ARS outside the choice, and skipped (CHX-8)."""


class Cause(StrEnum):
    """Why a turn ended without a choice."""

    TEMPS_ECOULE = "temps_ecoule"
    ARS = "ars"
    RENONCE = "renonce"


WAITING = frozenset({Etat.EN_ATTENTE, Etat.EN_RETARD})
MISSED = frozenset({Etat.ABSENT, Etat.N_A_PAS_CHOISI})
PLACED = frozenset({Etat.A_CHOISI, Etat.AFFECTE})

Who = tuple[UUID, UUID | None]
"""Somebody who can be connected: the intern acted for, and the mandataire where it is one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One intern in the amphi.

    `retours` counts returns by oneself or by the button (ENG-5); `revenu_seul`: the one that happens by
    itself is used; `bouton_seul`: absent, but only the button brings back. `type_choix` is how the intern
    chooses, and once there is a `numero`, how it was chosen. With a `procuration` only the mandataire may
    choose: nobody as long as that is None (PRC-1, PRC-2). `manque`: why the last turn ended, where it was
    missed and nothing came after. `corrige`: ARS corrected what this intern has (CHX-6).
    """

    intern_id: UUID
    rang_appel: int
    etat: Etat
    numero: int | None = None
    retours: int = 0
    revenu_seul: bool = False
    bouton_seul: bool = False
    type_choix: TypeChoix = TypeChoix.CLASSIQUE
    procuration: bool = False
    mandataire_id: UUID | None = None
    manque: Cause | None = None
    corrige: bool = False

    @property
    def chooser(self) -> Who | None:
        """Who may choose here, and nobody else (ENG-6)."""
        if self.procuration and self.mandataire_id is None:
            return None
        return self.intern_id, self.mandataire_id if self.procuration else None

    @property
    def holds(self) -> int | None:
        """The post that this intern takes from everybody else: none in surnombre (CHX-5)."""
        return None if self.type_choix.en_surnombre else self.numero


def nobody() -> Mapping[UUID, Passage]:
    """The passages of an amphi without a call list."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Amphi:
    """An amphi after its decision `seq`. `passages` stand in call order.

    Time runs unless `stopped_since` is set, which it is while `paused` or `frozen` (ENG-4); `runs_since` is
    when it last began to run. `closing_at` is the end of the `delai_fin` under way (ENG-7). `turns` counts
    every turn ever announced, so that each has a name of its own even after a start was undone. `paces` are
    how long the last turns took (AMV-4). `reason_hash` names the text of the pause that stands; the engine's
    own pause has none. `edition` of the record: 1 at the end, one more with each later entry (ENG-7).
    """

    amphi_id: UUID
    seq: int = 0
    phase: Phase = Phase.BROUILLON
    settings: Settings = field(default_factory=Settings)
    opens_at: datetime | None = None
    slices: tuple[Slice, ...] = ()
    passages: Mapping[UUID, Passage] = field(default_factory=nobody)
    turn: Turn | None = None
    turns: int = 0
    paused: bool = False
    reason_hash: str | None = None
    frozen: bool = False
    stopped_since: datetime | None = None
    runs_since: datetime | None = None
    closing_at: datetime | None = None
    paces: tuple[timedelta, ...] = ()
    edition: int = 0

    @property
    def running(self) -> bool:
        """Whether the amphi's time runs: started, neither paused nor frozen."""
        return self.phase is Phase.EN_COURS and self.stopped_since is None

    @property
    def somebody_chose(self) -> bool:
        """Whether a place was given: from then on the start cannot be undone."""
        return any(passage.etat is Etat.A_CHOISI for passage in self.passages.values())

    @property
    def somebody_is_placed(self) -> bool:
        """Whether anybody has a post, by choice or by ARS."""
        return any(passage.etat in PLACED for passage in self.passages.values())

    @property
    def ends_at(self) -> datetime | None:
        """When the turn ends, or else the `delai_fin`; while time is stopped, seen from its stop."""
        return self.closing_at if self.turn is None else self.turn.ends_at
