"""Settle a received choice: give the place, or store the refusal (decisions 4 and 5).

Who: session alone. An id is answered once; asked again it gets the stored answer. Only a stored answer is
one: a lock not had in time, a lost connection or `StillBusy` say nothing about the outcome, and session asks
again.
Rules: CHX-1, CHX-2, CHX-7, CHX-9, G-1, G-3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database, Transaction
from services.postes.domain.attestation import RANDOM_BYTES, code_from
from services.postes.domain.changement import Pris
from services.postes.domain.choix import closed_to, settle_refusal
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import AlreadyGiven, Attribue, Demande, Reglement, Reponse
from services.postes.use_cases.errors import AnotherRequest, StillBusy
from services.postes.use_cases.ports import OfferChanges, Offers, Places, Posts, Settlements

LOCK_TIMEOUT_MS = 1000
ATTEMPTS = 2
"""A unique index that refuses has seen the other's commit: the second look finds what it stored."""


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
        for _ in range(ATTEMPTS):
            try:
                return self._attempt(demande)
            except AlreadyGiven:
                continue
        raise StillBusy

    def _attempt(self, demande: Demande) -> Reponse:
        """Locks in the order offer, post; everything is judged after both."""
        with self.database.transaction(lock_timeout_ms=LOCK_TIMEOUT_MS) as tx:
            self.offers.lock(tx, demande.offer_id)
            stored = self.settlements.find(tx, demande.id)
            if stored is not None:
                return _same(stored, demande)
            refus = self._refusal(tx, demande)
            reponse = refus if refus is not None else self._give(tx, demande)
            self.settlements.store(tx, demande, reponse)
            tx.commit()
            return reponse

    def _refusal(self, tx: Transaction, demande: Demande) -> Refus | None:
        poste = self.posts.lock(tx, demande.semestre, demande.numero)
        return settle_refusal(
            closed_to(
                demande.candidat,
                poste,
                demande.offre,
                pourvu=self.places.is_taken(tx, demande.semestre, demande.numero),
            ),
            tour_servi=self.places.turn_has_one(tx, demande.turn_id),
            deja_affecte=self.places.holds_one(tx, demande.semestre, demande.intern_id),
        )

    def _give(self, tx: Transaction, demande: Demande) -> Attribue:
        affectation_id = self.new_id()
        self.places.give(tx, demande, affectation_id, code_from(self.chance(RANDOM_BYTES)))
        version = self.changes.tell(
            tx, demande.offer_id, [Pris(demande.numero, demande.amphi_id, demande.rang_appel)]
        )
        return Attribue(affectation_id, version)


def _same(stored: Reglement, demande: Demande) -> Reponse:
    if stored.digest != demande.digest:
        raise AnotherRequest
    return stored.reponse
