"""Doubles of the services that session asks. `tests/contract` shows that the real ones do the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

from chassis.errors import DomainError, Kind
from services.session.domain.choix import Accepted, Refused
from services.session.domain.demande import Demande
from services.session.domain.roster import Inscrit
from services.session.use_cases.ports import CallList, Settled


class Unreachable(DomainError):
    code = "service_indisponible"
    kind = Kind.UNAVAILABLE


def nothing(*_: object) -> None:
    """Do nothing."""


@dataclass
class FakePostes:
    """Answers an id once, and gives a post once. Faults: away; answers that get lost; something that happens
    while the question is on its way, or the answer."""

    away: bool = False
    answers_get_lost: bool = False
    asked_about: Callable[[Demande], None] = nothing
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    closed: set[int] = field(default_factory=set)
    holders: dict[int, UUID] = field(default_factory=dict)
    served: set[UUID] = field(default_factory=set)
    stored: dict[UUID, Settled] = field(default_factory=dict)
    asked: int = 0
    _lock: Lock = field(default_factory=Lock)

    def settle(self, demande: Demande) -> Settled:
        self.asked_about(demande)
        self.before()
        if self.away:
            raise Unreachable
        with self._lock:
            self.asked += 1
            answer = self.stored.setdefault(demande.choix.choice_id, self._answer(demande))
        self.after()
        if self.answers_get_lost:
            raise Unreachable
        return answer

    def probe(self) -> None:
        if self.away:
            raise Unreachable

    def _answer(self, demande: Demande) -> Settled:
        choix = demande.choix
        if choix.choice_id in self.stored:
            return self.stored[choix.choice_id]
        if choix.turn_id in self.served:
            return Settled(Refused("tour_servi"), "Ce tour a déjà donné un poste.")
        if choix.intern_id in self.holders.values():
            return Settled(Refused("deja_affecte"), "Vous avez déjà un poste pour ce semestre.")
        if choix.numero in self.closed or choix.numero in self.holders:
            return Settled(Refused("poste_pourvu"), "Ce poste vient d’être pris : choisissez-en un autre.")
        self.holders[choix.numero] = choix.intern_id
        self.served.add(choix.turn_id)
        return Settled(Accepted())


def inscrit(rang: int, motif: str = "") -> Inscrit:
    return Inscrit(
        intern_id=UUID(int=rang),
        rang_appel=rang,
        nom=f"NOM{rang}",
        prenom=f"Prénom{rang}",
        des_code="33",
        des_label="33 - GYNÉCOLOGIE OBSTÉTRIQUE",
        regime="socle",
        anciennete=2,
        absence_motif=motif,
    )


@dataclass
class FakeCallLists:
    """Every version exists; `internes` and `motifs` say what the next one asked for is like."""

    internes: int = 5
    motifs: dict[int, str] = field(default_factory=dict)
    groupe: str = "3"

    def definitive(self, version_id: UUID) -> CallList:
        return CallList(
            version_id=version_id,
            number=1,
            semestre="052027",
            groupe_code=self.groupe,
            groupe_label=f"{self.groupe} - SPECIALITES",
            regimes=("socle",),
            inscrits=tuple(inscrit(rang, self.motifs.get(rang, "")) for rang in range(1, self.internes + 1)),
        )
