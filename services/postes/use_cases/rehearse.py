"""Copy an offer for an « amphi blanc », and forget all that was done there (SIM-1).

Who: session alone. The copy lives under a semester of its own, « essai-… », which real searches never meet;
whoever knows that name uses it as any offer.
"""

from dataclasses import dataclass, replace

from chassis.database import Database
from services.postes.domain.nouvelles import news_of
from services.postes.domain.offre import groupe_of, offer_id
from services.postes.use_cases.ports import Catalogue, OfferChanges, Offers, Rehearsals


@dataclass(frozen=True, slots=True)
class Rehearse:
    """The use cases and their ports."""

    database: Database
    catalogue: Catalogue
    rehearsals: Rehearsals
    offers: Offers
    changes: OfferChanges

    def copy(self, offer: str, semestre: str) -> str:
        """Copy every published post of the offer, free, to that semester; the copy's name.

        Asked again it adds what has been published since, and leaves the others as they are by now.
        """
        copy = offer_id(semestre, groupe_of(offer))
        with self.database.transaction() as tx:
            self.offers.ensure_locked(tx, {copy})
            copied = [
                fiche
                for original in self.catalogue.published_in_offer(tx, offer)
                if self.catalogue.add_post(tx, fiche := replace(original, semestre=semestre))
            ]
            for name, told in news_of([(None, fiche) for fiche in copied]).items():
                self.changes.tell(tx, name, told)
            tx.commit()
        return copy

    def forget(self, semestre: str) -> None:
        """Delete posts, places, answers, favourites and changes of that rehearsal; none left is no error."""
        with self.database.transaction() as tx:
            self.rehearsals.forget(tx, semestre, self.rehearsals.offers_of(tx, semestre))
            tx.commit()
