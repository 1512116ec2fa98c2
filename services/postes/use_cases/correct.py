"""Replace places by others, all together or not at all (CHX-6).

Who: session alone, once a second person has approved. Answered once under its id, as Settle; what happens to
a Settle that a lock, a crash or a race stops happens to it too. Nothing is deleted: the places before stay,
and say which affectation replaced them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.database import Database, Transaction
from services.postes.domain.attestation import RANDOM_BYTES, code_from
from services.postes.domain.correction import Correction, changes_between, correction_refusal, wards_joined
from services.postes.domain.place import Place
from services.postes.domain.poste import Poste
from services.postes.domain.reglement import Corrige, Reponse
from services.postes.use_cases.answered_once import answer_once, same
from services.postes.use_cases.ports import OfferChanges, Offers, Places, Posts, Settlements


@dataclass(frozen=True, slots=True)
class Correct:
    """The use case and its ports; `chance` gives so many random bytes."""

    database: Database
    offers: Offers
    changes: OfferChanges
    posts: Posts
    places: Places
    settlements: Settlements
    new_id: Callable[[], UUID]
    chance: Callable[[int], bytes]

    def __call__(self, correction: Correction) -> Reponse:
        """The one answer to `correction.id`."""
        return answer_once(lambda: self._attempt(correction))

    def _attempt(self, correction: Correction) -> Reponse:
        """Locks in the order offer, posts by number, wards; everything is judged after them."""
        with self.database.transaction() as tx:
            self.offers.lock(tx, correction.offer_id)
            stored = self.settlements.find(tx, correction.id)
            if stored is not None:
                return same(stored, correction)
            reponse = self._answer(tx, correction)
            self.settlements.store(tx, correction, reponse)
            tx.commit()
            return reponse

    def _answer(self, tx: Transaction, correction: Correction) -> Reponse:
        postes = {numero: self.posts.lock(tx, correction.semestre, numero) for numero in correction.numeros}
        before = self._in_force(tx, correction)
        refus = correction_refusal(
            correction, postes, before, self._surnombres(tx, correction, postes, before)
        )
        if refus is not None:
            return refus
        new = self._replace(tx, correction, {place.intern_id: place for place in before})
        version = self.changes.tell(
            tx, correction.offer_id, changes_between(before, self._in_force(tx, correction))
        )
        return Corrige(tuple(new), version)

    def _replace(self, tx: Transaction, correction: Correction, held: dict[UUID, Place]) -> list[UUID]:
        """Each one's place gives way to another of the same amphi, rank and type de choix."""
        replaced = [
            (
                held[asked.intern_id].affectation_id,
                replace(held[asked.intern_id], affectation_id=self.new_id(), numero=asked.numero),
                code_from(self.chance(RANDOM_BYTES)),
            )
            for asked in correction.places
        ]
        self.places.replace(tx, correction.semestre, replaced, correction.received_at)
        return [place.affectation_id for _, place, _ in replaced]

    def _surnombres(
        self,
        tx: Transaction,
        correction: Correction,
        postes: Mapping[int, Poste | None],
        places: Sequence[Place],
    ) -> dict[str, int]:
        """Of the wards that somebody joins, which are held first, as in a Settle (CHX-5)."""
        wards = sorted(set(wards_joined(correction, postes, places).values()))
        for imotep in wards:
            self.posts.lock_ward(tx, imotep)
        return {imotep: self.places.surnombres_in(tx, correction.semestre, imotep) for imotep in wards}

    def _in_force(self, tx: Transaction, correction: Correction) -> Sequence[Place]:
        return self.places.in_force(tx, correction.semestre, correction.numeros, correction.internes)
