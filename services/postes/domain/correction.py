"""Places replaced by ARS, all together or not at all (CHX-6): who may have what, and what boards are told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from services.postes.domain.changement import Changement, Libere, Pris, Surnombre
from services.postes.domain.choix import Candidat, Occupation, closed_to
from services.postes.domain.offre import OffreAmphi, semestre_of
from services.postes.domain.place import Place
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import digest_of


@dataclass(frozen=True, slots=True)
class PlaceCorrigee:
    """The post that an intern gets instead of `before`; `regimes` and `surnombres_max` are the amphi's."""

    intern_id: UUID
    before: int
    numero: int
    amphi_id: UUID
    regimes: frozenset[str]
    rang_appel: int
    des: str
    surnombres_max: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One request; every repetition of `id` says the same."""

    id: UUID
    offer_id: str
    places: tuple[PlaceCorrigee, ...]
    received_at: datetime

    @property
    def turn_id(self) -> None:
        """It happens outside any turn."""
        return

    @property
    def semestre(self) -> str:
        """The semester of the offer."""
        return semestre_of(self.offer_id)

    @property
    def numeros(self) -> list[int]:
        """Every post that it touches, in the order of their locks."""
        return sorted({numero for place in self.places for numero in (place.before, place.numero)})

    @property
    def internes(self) -> frozenset[UUID]:
        """Those who get another post."""
        return frozenset(place.intern_id for place in self.places)

    @property
    def digest(self) -> str:
        """Without a limit that says nothing: it came later, and older requests keep their digest."""
        places = [asdict(place) | {"regimes": sorted(place.regimes)} for place in self.places]
        for place in places:
            if place["surnombres_max"] is None:
                del place["surnombres_max"]
        return digest_of(asdict(self) | {"places": places})


def wards_joined(
    correction: Correction, postes: Mapping[int, Poste | None], places: Iterable[Place]
) -> dict[UUID, str]:
    """Who gets a post in surnombre of another ward, and of which (CHX-5)."""
    en_surnombre = {place.intern_id for place in places if place.type_choix.surnombre}
    return {
        asked.intern_id: new.imotep
        for asked in correction.places
        if asked.intern_id in en_surnombre
        and (old := postes[asked.before])
        and (new := postes[asked.numero])
        and old.imotep != new.imotep
    }


def correction_refusal(
    correction: Correction,
    postes: Mapping[int, Poste | None],
    places: Sequence[Place],
    surnombres: Mapping[str, int],
) -> Refus | None:
    """Why it cannot be done as a whole, or None.

    `places` are those in force: all of the posts that it touches, and those of its interns. `surnombres` are
    those that each of `wards_joined` has: whoever leaves one for another makes room there first.
    """
    if not _as_believed(correction, postes, {place.intern_id: place for place in places}):
        return Refus.AUTRE_AFFECTATION
    types = {place.intern_id: place.type_choix for place in places}
    holders = _holders(place for place in places if place.intern_id not in correction.internes)
    joined = wards_joined(correction, postes, places)
    there = Counter(surnombres)
    there.subtract(poste.imotep for poste in _left(correction, postes, joined))
    for asked in correction.places:
        ward, candidat = joined.get(asked.intern_id), Candidat(asked.des, types[asked.intern_id])
        surnombre = candidat.type_choix.surnombre  # ARS decides, whoever holds the post
        holder = None if surnombre else holders.get(asked.numero)
        refus = closed_to(
            candidat,
            postes[asked.numero],
            OffreAmphi(correction.offer_id, asked.regimes, asked.surnombres_max if ward else None),
            Occupation(holder.intern_id if holder else None, there[ward] if ward else 0),
        )
        if refus is not None:
            return refus
        if ward:
            there[ward] += 1
        if not surnombre:
            holders[asked.numero] = next(place for place in places if place.intern_id == asked.intern_id)
    return None


def _left(
    correction: Correction, postes: Mapping[int, Poste | None], joined: Mapping[UUID, str]
) -> list[Poste]:
    left = [postes[asked.before] for asked in correction.places if asked.intern_id in joined]
    return [poste for poste in left if poste is not None]


def _as_believed(
    correction: Correction, postes: Mapping[int, Poste | None], held: Mapping[UUID, Place]
) -> bool:
    """Whether each intern, named once, holds the post that session believes, in this offer and that amphi."""
    return len(correction.internes) == len(correction.places) > 0 and all(
        (place := held.get(asked.intern_id)) is not None
        and (place.numero, place.amphi_id) == (asked.before, asked.amphi_id)
        and (poste := postes[asked.before]) is not None
        and poste.offer_id == correction.offer_id
        for asked in correction.places
    )


def changes_between(before: Iterable[Place], after: Iterable[Place]) -> list[Changement]:
    """What boards see of it, by number: each post once as it ends, whatever happened in between."""
    before, after = list(before), list(after)
    held, holds = _holders(before), _holders(after)
    counted, counts = _surnombres(before), _surnombres(after)
    changes: list[Changement] = []
    for numero in sorted({place.numero for place in (*before, *after)}):
        was, now = held.get(numero), holds.get(numero)
        if now and (was is None or was.intern_id != now.intern_id):
            changes.append(Pris(numero, now.amphi_id, now.rang_appel))
        elif was and now is None:
            changes.append(Libere(numero))
        if counted[numero] != counts[numero]:
            changes.append(Surnombre(numero, counts[numero]))
    return changes


def _holders(places: Iterable[Place]) -> dict[int, Place]:
    return {place.numero: place for place in places if not place.type_choix.surnombre}


def _surnombres(places: Iterable[Place]) -> Counter[int]:
    return Counter(place.numero for place in places if place.type_choix.surnombre)
