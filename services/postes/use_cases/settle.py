"""Settle a received choice, or a placement by ARS: give the place, or store the refusal (decisions 4 and 5).

Who: session alone. An id is answered once; asked again it gets the stored answer. Only a stored answer is
one: a lock not had in time, a lost connection or `StillBusy` say nothing about the outcome, and session asks
again.
Rules: CHX-1…5, CHX-7…9, G-1, G-3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database, Transaction
from services.postes.domain.attestation import RANDOM_BYTES, code_from
from services.postes.domain.changement import Changement, Pris, Surnombre
from services.postes.domain.choix import Occupation, closed_to, settle_refusal
from services.postes.domain.poste import Poste
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import Attribue, Demande, Reponse
from services.postes.use_cases.answered_once import answer_once, same
from services.postes.use_cases.ports import OfferChanges, Offers, Places, Posts, Settlements


@dataclass(frozen=True, slots=True)
class Settle:
    """The use case and its ports; `chance` gives so many random bytes."""

    database: Database
    offers: Offers
    changes: OfferChanges
    posts: Posts
    places: Places
    settlements: Settlements
    new_id: Callable[[], UUID]
    chance: Callable[[int], bytes]

    def __call__(self, demande: Demande) -> Reponse:
        """The one answer to `demande.id`."""
        return answer_once(lambda: self._attempt(demande))

    def _attempt(self, demande: Demande) -> Reponse:
        """Locks in the order offer, post, ward; everything is judged after them."""
        with self.database.transaction() as tx:
            self.offers.lock(tx, demande.offer_id)
            stored = self.settlements.find(tx, demande.id)
            if stored is not None:
                return same(stored, demande)
            refus = self._refusal(tx, demande)
            reponse = refus if refus is not None else self._give(tx, demande)
            self.settlements.store(tx, demande, reponse)
            tx.commit()
            return reponse

    def _refusal(self, tx: Transaction, demande: Demande) -> Refus | None:
        poste = self.posts.lock(tx, demande.semestre, demande.numero)
        turn_id = demande.turn_id
        return settle_refusal(
            closed_to(demande.candidat, poste, demande.offre, self._occupation(tx, demande, poste)),
            tour_servi=turn_id is not None and self.places.turn_has_one(tx, turn_id),
            deja_affecte=self.places.holds_one(tx, demande.semestre, demande.intern_id),
        )

    def _occupation(self, tx: Transaction, demande: Demande, poste: Poste | None) -> Occupation:
        """Its holder; and the surnombres of its ward, which is held first, where they count."""
        holder = self.places.holder(tx, demande.semestre, demande.numero)
        if poste is None or not demande.type_choix.surnombre:
            return Occupation(holder)
        self.posts.lock_ward(tx, poste.imotep)
        return Occupation(holder, self.places.surnombres_in(tx, demande.semestre, poste.imotep))

    def _give(self, tx: Transaction, demande: Demande) -> Attribue:
        affectation_id = self.new_id()
        self.places.give(tx, demande, affectation_id, code_from(self.chance(RANDOM_BYTES)))
        return Attribue(affectation_id, self.changes.tell(tx, demande.offer_id, [self._change(tx, demande)]))

    def _change(self, tx: Transaction, demande: Demande) -> Changement:
        if demande.type_choix.surnombre:
            return Surnombre(demande.numero, self.places.surnombres_on(tx, demande.semestre, demande.numero))
        return Pris(demande.numero, demande.amphi_id, demande.rang_appel)
