"""An amphi as the control room shows it, made from its board in memory; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from chassis.live.board import Snapshot
from services.admin.web.regie.pace import Pace, pace_of

WAITING: Final = ("en_retard", "en_attente")
BACK_AGAIN: Final = frozenset({"absent", "n_a_pas_choisi", "absence_prevue"})
PLACEABLE: Final = frozenset({"absent", "n_a_pas_choisi", "absence_prevue", "en_attente", "en_retard"})
"""Who can be given a post outside the choice (CHX-8, ADM-10)."""
NEXT_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the board: who is connected, phones by intern_id, the server's time (ms).

    `mandataires`: e-mail and phone of whoever holds a procuration, by the intern_id of whom it is from.
    """

    now: int
    present: frozenset[int] = frozenset()
    phones: Mapping[str, str] | None = None
    labels: Mapping[int, str] | None = None
    mandataires: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One intern of the roster."""

    rang: int
    etat: str
    name: str
    phone: str
    present: bool
    numero: int | None
    poste: str
    motif: str
    choix: str = ""
    procuration: bool = False
    retours: int = 0
    bouton: bool = False
    mandataire: tuple[str, str] | None = None

    @property
    def waits(self) -> bool:
        """Whether the turn is still to come, or under way."""
        return self.etat in (*WAITING, "tour")

    @property
    def has_post(self) -> bool:
        """Whether a post was chosen or given, which only a correction changes (CHX-6)."""
        return self.numero is not None

    @property
    def may_come_back(self) -> bool:
        """Whether ARS may put this intern back (ENG-5)."""
        return self.etat in BACK_AGAIN


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn under way; one of `ends_at` (time runs) and `left` (it stands) is known, in milliseconds."""

    turn_id: str
    line: Line
    ends_at: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A session of the amphi; instants in milliseconds."""

    number: int
    etat: str
    starts_at: int | None
    ends_at: int | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand where."""

    internes: int
    present: int
    chosen: int
    waiting: int
    late: int
    absent: int
    without: int
    planned: int
    placed: int


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the page shows of one amphi."""

    amphi_id: str
    number: int
    code: str
    libelle: str
    etat: str
    motif: str
    by_engine: bool
    frozen: bool
    offer_id: str
    semestre: str
    retours_max: int
    closing_at: int | None
    turn: Turn | None
    following: tuple[Line, ...]
    counts: Counts
    current: Part | None
    upcoming: Part | None
    parts: tuple[Part, ...]
    pace: Pace | None
    roster: tuple[Line, ...]
    rehearsal: bool = False

    @property
    def runs(self) -> bool:
        """Whether it has started and is not over."""
        return self.etat in ("en_cours", "en_pause")

    @property
    def takes_choices(self) -> bool:
        """Whether a choice would be received now: a turn is under way, and time runs (ENG-4)."""
        return self.turn is not None and self.etat == "en_cours" and not self.frozen

    @property
    def nobody_waits(self) -> bool:
        """Whether everybody was called."""
        return self.turn is None and not self.counts.waiting and not self.counts.late

    def line(self, rang: int) -> Line | None:
        """Give an intern by rank."""
        return next((line for line in self.roster if line.rang == rang), None)


def room_of(amphi_id: str, snapshot: Snapshot, around: Around) -> Room:
    """Make the room."""
    state, amphi = snapshot.state, snapshot.state["amphi"]
    roster = _roster(snapshot, around)
    parts = _parts(state["sessions"])
    turn = _turn(state["tour"], roster)
    waiting = [line for etat in WAITING for line in roster if line.etat == etat]
    current = next((part for part in parts if part.etat == "en_cours"), None)
    return Room(
        amphi_id=amphi_id,
        number=snapshot.number,
        code=amphi["code"],
        libelle=amphi["libelle"],
        etat=amphi["etat"],
        motif=amphi.get("motif") or "",
        by_engine=bool(amphi.get("pause_moteur")),
        frozen=bool(amphi.get("gele")),
        offer_id=amphi["offer_id"],
        semestre=amphi["semestre"],
        retours_max=amphi.get("retours_max") or 0,
        closing_at=amphi.get("fin_a"),
        turn=turn,
        following=tuple(waiting[:NEXT_SHOWN]),
        counts=_counts(roster),
        current=current,
        upcoming=next((part for part in parts if part.etat == "prevue"), None),
        parts=parts,
        pace=_pace(current, waiting, turn, around.now),
        roster=roster,
        rehearsal=amphi.get("semestre", "").startswith("essai-"),
    )


def _roster(snapshot: Snapshot, around: Around) -> tuple[Line, ...]:
    names = snapshot.aside.get("noms", {})
    ids = snapshot.aside.get("internes", {})
    motifs = snapshot.aside.get("motifs", {})
    phones, labels = around.phones or {}, around.labels or {}
    mandataires = around.mandataires or {}
    return tuple(
        Line(
            rang=int(rang),
            etat=passage["etat"],
            name=names.get(rang, ""),
            phone=phones.get(ids.get(rang, ""), ""),
            present=int(rang) in around.present,
            numero=passage.get("numero"),
            poste=labels.get(passage.get("numero") or 0, ""),
            motif=motifs.get(rang, "") if passage["etat"] == "absence_prevue" else "",
            choix=passage.get("choix") or "",
            procuration=bool(passage.get("procuration")),
            retours=passage.get("retours", 0),
            bouton=bool(passage.get("bouton")),
            mandataire=mandataires.get(ids.get(rang, "")),
        )
        for rang, passage in sorted(snapshot.state["passages"].items(), key=lambda item: int(item[0]))
    )


def _parts(sessions: Mapping[str, Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(
        Part(int(number), each["etat"], each.get("debut"), each.get("fin"), each["premier"], each["dernier"])
        for number, each in sorted(sessions.items(), key=lambda item: int(item[0]))
    )


def _turn(tour: Mapping[str, Any], roster: tuple[Line, ...]) -> Turn | None:
    if not tour.get("turn_id"):
        return None
    line = next(line for line in roster if line.rang == tour["rang"])
    return Turn(tour["turn_id"], line, tour.get("fin_a"), tour.get("reste_ms"))


def _counts(roster: tuple[Line, ...]) -> Counts:
    def having(*etats: str) -> int:
        return sum(line.etat in etats for line in roster)

    return Counts(
        internes=len(roster),
        present=sum(line.present for line in roster),
        chosen=having("a_choisi"),
        waiting=having("en_attente"),
        late=having("en_retard"),
        absent=having("absent"),
        without=having("n_a_pas_choisi"),
        planned=having("absence_prevue"),
        placed=having("affecte"),
    )


def _pace(current: Part | None, waiting: list[Line], turn: Turn | None, now: int) -> Pace | None:
    if current is None or current.starts_at is None or current.ends_at is None:
        return None
    calls = [line.rang for line in waiting if line.etat == "en_attente" and line.rang <= current.last]
    left = 0
    if turn is not None:
        left = turn.left if turn.left is not None else max(0, (turn.ends_at or now) - now)
    return pace_of(
        starts_at=current.starts_at,
        ends_at=current.ends_at,
        called=(min(calls) if calls else current.last + 1) - current.first,
        internes=current.last - current.first + 1,
        holds=turn is not None,
        left=left,
        now=now,
    )
