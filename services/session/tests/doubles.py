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


TEXTS = {
    "poste_pourvu": "Ce poste vient d’être pris : choisissez-en un autre.",
    "poste_reserve": "Ce poste est réservé à un autre DES.",
    "poste_hors_offre": "Ce poste n’est pas dans l’offre de votre amphi.",
    "poste_non_publie": "Ce poste n’est pas publié.",
    "deja_affecte": "Vous avez déjà un poste pour ce semestre.",
    "tour_servi": "Ce tour a déjà donné un poste.",
}


class AnotherRequest(DomainError):
    code = "commande_differente"
    kind = Kind.CONFLICT


@dataclass(frozen=True)
class Post:
    """A post as a choice meets it."""

    offer_id: str = "052027:3"
    des: str = "33"
    regimes: frozenset[str] = frozenset({"socle"})
    reserve: bool = False
    publie: bool = True

    def closed_to(self, demande: Demande) -> str | None:
        if self.offer_id != demande.offer_id or self.regimes.isdisjoint(demande.regimes):
            return "poste_hors_offre"
        if not self.publie:
            return "poste_non_publie"
        return "poste_reserve" if self.reserve and self.des != demande.des_code else None


@dataclass
class FakePostes:
    """Answers an id once, and gives a post once. Where no posts are named, every one exists.

    Faults: away; answers that get lost; something that happens while question or answer is on its way.
    """

    posts: dict[int, Post] = field(default_factory=dict)
    away: bool = False
    answers_get_lost: bool = False
    asked_about: Callable[[Demande], None] = nothing
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    closed: set[int] = field(default_factory=set)
    holders: dict[int, UUID] = field(default_factory=dict)
    served: set[UUID] = field(default_factory=set)
    stored: dict[UUID, tuple[Demande, Settled]] = field(default_factory=dict)
    asked: int = 0
    _lock: Lock = field(default_factory=Lock)

    def settle(self, demande: Demande) -> Settled:
        self.asked_about(demande)
        self.before()
        if self.away:
            raise Unreachable
        with self._lock:
            self.asked += 1
            answer = self._stored_answer(demande)
        self.after()
        if self.answers_get_lost:
            raise Unreachable
        return answer

    def probe(self) -> None:
        if self.away:
            raise Unreachable

    def _stored_answer(self, demande: Demande) -> Settled:
        if demande.choix.choice_id not in self.stored:
            self.stored[demande.choix.choice_id] = (demande, self._answer(demande))
        asked, answer = self.stored[demande.choix.choice_id]
        if asked != demande:
            raise AnotherRequest
        return answer

    def _answer(self, demande: Demande) -> Settled:
        choix, reason = demande.choix, self._reason(demande)
        if reason is not None:
            return Settled(Refused(reason), TEXTS[reason])
        self.holders[choix.numero] = choix.intern_id
        self.served.add(choix.turn_id)
        return Settled(Accepted())

    def _reason(self, demande: Demande) -> str | None:
        choix = demande.choix
        if choix.turn_id in self.served:
            return "tour_servi"
        if choix.intern_id in self.holders.values():
            return "deja_affecte"
        if choix.numero in self.closed or choix.numero in self.holders:
            return "poste_pourvu"
        if self.posts and choix.numero not in self.posts:
            return "poste_hors_offre"
        return self.posts.get(choix.numero, Post(demande.offer_id)).closed_to(demande) if self.posts else None


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
