"""Doubles of the services that session asks. `tests/contract` shows that the real ones do the same."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from uuid import UUID

from chassis.errors import DomainError, Kind
from services.session.domain.choix import Accepted, Refused
from services.session.domain.demande import (
    Concerne,
    Demande,
    DemandeCorrection,
    DemandePlacement,
    Question,
    id_of,
)
from services.session.domain.droits import TypeChoix
from services.session.domain.roster import Inscrit
from services.session.use_cases.ports import CallList, Settled, ToldRights


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
    "poste_pris_devant": "Ce poste est pris par un interne mieux classé.",
    "surnombres_complets": "Ce service n’admet plus de surnombre.",
    "autre_affectation": "L’interne n’a plus ce poste.",
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
    imotep: str = ""

    def closed_to(self, demande: Demande | DemandePlacement) -> str | None:
        if self.offer_id != demande.offer_id or self.regimes.isdisjoint(demande.regimes):
            return "poste_hors_offre"
        if not self.publie:
            return "poste_non_publie"
        return "poste_reserve" if self.reserve and self.des != demande.des_code else None


@dataclass(frozen=True)
class Place:
    """Who has a post, and how."""

    numero: int
    en_surnombre: bool = False


@dataclass
class FakePostes:
    """Answers an id once, and gives a post once. Where no posts are named, every one exists, in one ward.

    Faults: away; answers that get lost; something that happens while question or answer is on its way.
    """

    posts: dict[int, Post] = field(default_factory=dict)
    away: bool = False
    answers_get_lost: bool = False
    asked_about: Callable[[Question], None] = nothing
    before: Callable[[], None] = nothing
    after: Callable[[], None] = nothing
    closed: set[int] = field(default_factory=set)
    places: dict[UUID, Place] = field(default_factory=dict)
    served: set[UUID] = field(default_factory=set)
    stored: dict[UUID, tuple[Question, Settled]] = field(default_factory=dict)
    asked: int = 0
    _lock: Lock = field(default_factory=Lock)

    @property
    def holders(self) -> dict[int, UUID]:
        return {place.numero: who for who, place in self.places.items() if not place.en_surnombre}

    def settle(self, demande: Demande) -> Settled:
        return self._asked(demande, lambda: self._given(demande))

    def place(self, demande: DemandePlacement) -> Settled:
        return self._asked(demande, lambda: self._placed(demande))

    def correct(self, demande: DemandeCorrection) -> Settled:
        return self._asked(demande, lambda: self._corrected(demande))

    def _asked(self, demande: Question, answer: Callable[[], Settled]) -> Settled:
        self.asked_about(demande)
        self.before()
        if self.away:
            raise Unreachable
        with self._lock:
            self.asked += 1
            settled = self._stored_answer(demande, answer)
        self.after()
        if self.answers_get_lost:
            raise Unreachable
        return settled

    def probe(self) -> None:
        if self.away:
            raise Unreachable

    def _stored_answer(self, demande: Question, answer: Callable[[], Settled]) -> Settled:
        asked_id = id_of(demande)
        if asked_id not in self.stored:
            self.stored[asked_id] = (demande, answer())
        asked, settled = self.stored[asked_id]
        if asked != demande:
            raise AnotherRequest
        return settled

    def _given(self, demande: Demande) -> Settled:
        choix, reason = demande.choix, self._reason(demande)
        if reason is not None:
            return Settled(Refused(reason), TEXTS[reason])
        self.places[choix.intern_id] = Place(choix.numero, choix.type_choix.en_surnombre)
        self.served.add(choix.turn_id)
        return Settled(Accepted())

    def _placed(self, demande: DemandePlacement) -> Settled:
        placement = demande.placement
        reason = self._closed(demande, placement.intern_id, placement.numero)
        if reason is None and self._is_taken(placement.numero):
            reason = "poste_pourvu"
        if reason is not None:
            return Settled(Refused(reason), TEXTS[reason])
        self.places[placement.intern_id] = Place(placement.numero)
        return Settled(Accepted())

    def _corrected(self, demande: DemandeCorrection) -> Settled:
        lines, after = demande.correction.lines, dict(self.places)
        for line in lines:
            if self.places.get(line.intern_id, Place(0)).numero != line.before:
                return Settled(Refused("autre_affectation"), TEXTS["autre_affectation"])
            after[line.intern_id] = replace(after[line.intern_id], numero=line.numero)
        held = [place.numero for place in after.values() if not place.en_surnombre]
        if len(held) != len(set(held)) or self.closed & {line.numero for line in lines}:
            return Settled(Refused("poste_pourvu"), TEXTS["poste_pourvu"])
        if any(self._crowded(after, one) for one in demande.concernes):
            return Settled(Refused("surnombres_complets"), TEXTS["surnombres_complets"])
        self.places = after
        return Settled(Accepted())

    def _reason(self, demande: Demande) -> str | None:
        choix = demande.choix
        if choix.turn_id in self.served:
            return "tour_servi"
        closed = self._closed(demande, choix.intern_id, choix.numero)
        if closed is not None:
            return closed
        if not choix.type_choix.en_surnombre:
            return "poste_pourvu" if self._is_taken(choix.numero) else None
        holder = self.holders.get(choix.numero)
        validant = choix.type_choix is TypeChoix.SURNOMBRE_VALIDANT
        if validant and holder is not None and holder != choix.holder_seen:
            return "poste_pris_devant"
        there = self._surnombres(self.places, self._ward(choix.numero))
        full = demande.surnombres_max is not None and there >= demande.surnombres_max
        return "surnombres_complets" if full else None

    def _closed(self, demande: Demande | DemandePlacement, intern_id: UUID, numero: int) -> str | None:
        if intern_id in self.places:
            return "deja_affecte"
        if self.posts and numero not in self.posts:
            return "poste_hors_offre"
        return self.posts.get(numero, Post(demande.offer_id)).closed_to(demande) if self.posts else None

    def _is_taken(self, numero: int) -> bool:
        return numero in self.closed or numero in self.holders

    def _crowded(self, after: dict[UUID, Place], who: Concerne) -> bool:
        ward = self._ward(after[who.intern_id].numero)
        joins = after[who.intern_id].en_surnombre and ward != self._ward(self.places[who.intern_id].numero)
        limit = who.surnombres_max
        return joins and limit is not None and self._surnombres(after, ward) > limit

    def _ward(self, numero: int) -> str:
        return self.posts[numero].imotep if numero in self.posts else ""

    def _surnombres(self, places: dict[UUID, Place], imotep: str) -> int:
        return sum(place.en_surnombre and self._ward(place.numero) == imotep for place in places.values())


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
class FakeOffers:
    """Copies of offers, by semestre; away: nobody answers."""

    copies: dict[str, str] = field(default_factory=dict)
    away: bool = False

    def copy(self, offer_id: str, semestre: str) -> None:
        if self.away:
            raise Unreachable
        self.copies[semestre] = offer_id

    def forget(self, semestre: str) -> None:
        if self.away:
            raise Unreachable
        self.copies.pop(semestre, None)


@dataclass
class FakeRightsDesk:
    """The rights that identity knows; away: nobody answers."""

    told: list[ToldRights] = field(default_factory=list)
    away: bool = False

    def rights_of(self, semestre: str) -> list[ToldRights]:
        if self.away:
            raise Unreachable
        return self.told if semestre == "052027" else []


@dataclass
class FakeCallLists:
    """Every version exists; `internes` and `motifs` say what the next one asked for is like.

    `ids_from` is added to ranks to name interns.
    """

    internes: int = 5
    motifs: dict[int, str] = field(default_factory=dict)
    groupe: str = "3"
    ids_from: int = 0

    def definitive(self, version_id: UUID) -> CallList:
        return CallList(
            version_id=version_id,
            number=1,
            semestre="052027",
            groupe_code=self.groupe,
            groupe_label=f"{self.groupe} - SPECIALITES",
            regimes=("socle",),
            inscrits=tuple(
                replace(inscrit(rang, self.motifs.get(rang, "")), intern_id=UUID(int=rang + self.ids_from))
                for rang in range(1, self.internes + 1)
            ),
        )
