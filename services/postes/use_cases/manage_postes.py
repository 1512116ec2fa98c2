"""Add a post, change, publish or withdraw some, lift a reservation: also while amphis run (ADM-8, CHX-2).

Who: a gestionnaire. Never a post on which somebody is. Locks as Settle: the offers by name, then the posts by
number; so a post is either chosen first, and then stays, or changed first, and is then chosen as it became.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from chassis.database import Database, Transaction
from services.postes.domain.catalogue import Fiche
from services.postes.domain.nouvelles import news_of
from services.postes.use_cases.check_fiche import check_fiche
from services.postes.use_cases.errors import PosteInconnu, PostePourvu, StillBusy
from services.postes.use_cases.ports import Catalogue, Labels, OfferChanges, Offers


@dataclass(frozen=True, slots=True)
class ManagePostes:
    """The use cases and their ports. Each changes everything that it is asked, or nothing."""

    database: Database
    catalogue: Catalogue
    labels: Labels
    offers: Offers
    changes: OfferChanges

    def save(self, fiche: Fiche) -> Fiche:
        """Add it (numero 0: the next free one), or change what it was before; the post as it is now.

        `FichePosteInvalide` names its fields; `PostePourvu` where somebody is on it.
        """
        with self.database.transaction() as tx:
            check_fiche(tx, fiche, self.catalogue, self.labels)
            held = self._held(tx, fiche.semestre, {fiche.numero}, {fiche.offer_id})
            self._refuse_taken(tx, fiche.semestre, held)
            if held:
                after = fiche
                self.catalogue.put_posts(tx, [after])
            else:
                after = self._added(tx, fiche)
            self._tell(tx, held or [None], [after])
            tx.commit()
            return after

    def publish(self, semestre: str, numeros: Collection[int]) -> None:
        """Offer these posts; what is published already is no error."""
        self._change(semestre, numeros, lambda fiche: replace(fiche, publie=True))

    def withdraw(self, semestre: str, numeros: Collection[int]) -> None:
        """Take these posts out of their offers; they stay in the catalogue."""
        self._change(semestre, numeros, lambda fiche: replace(fiche, publie=False))

    def lift_reservation(self, semestre: str, numero: int) -> None:
        """Open a reserved post to every DES."""
        self._change(semestre, {numero}, lambda fiche: replace(fiche, reserve=False))

    def _change(self, semestre: str, numeros: Collection[int], change: Callable[[Fiche], Fiche]) -> None:
        with self.database.transaction() as tx:
            held = self._held(tx, semestre, numeros)
            _refuse(PosteInconnu, set(numeros) - {fiche.numero for fiche in held})
            before = [fiche for fiche in held if change(fiche) != fiche]
            self._refuse_taken(tx, semestre, before)
            after = [change(fiche) for fiche in before]
            self.catalogue.put_posts(tx, after)
            self._tell(tx, before, after)
            tx.commit()

    def _held(
        self, tx: Transaction, semestre: str, numeros: Collection[int], also: Collection[str] = ()
    ) -> list[Fiche]:
        """The posts as they are under their locks."""
        named = {fiche.offer_id for fiche in self.catalogue.of_numbers(tx, semestre, numeros)} | set(also)
        self.offers.ensure_locked(tx, named)
        held = self.catalogue.lock_posts(tx, semestre, numeros)
        if {fiche.offer_id for fiche in held} - named:
            raise StillBusy  # one has changed its offer in between
        return held

    def _added(self, tx: Transaction, fiche: Fiche) -> Fiche:
        numbered = fiche
        if not fiche.numero:
            numbered = replace(fiche, numero=self.catalogue.next_number(tx, fiche.semestre))
        if not self.catalogue.add_post(tx, numbered):
            raise StillBusy  # somebody else has just taken the number
        return numbered

    def _refuse_taken(self, tx: Transaction, semestre: str, fiches: Iterable[Fiche]) -> None:
        taken = self.catalogue.taken(tx, [semestre])
        _refuse(PostePourvu, {fiche.numero for fiche in fiches if fiche.cle in taken})

    def _tell(self, tx: Transaction, before: Iterable[Fiche | None], after: Iterable[Fiche]) -> None:
        for name, told in news_of(zip(before, after, strict=True)).items():
            self.changes.tell(tx, name, told)


def _refuse(error: type[PosteInconnu | PostePourvu], numeros: Collection[int]) -> None:
    if numeros:
        raise error(numeros=", ".join(map(str, sorted(numeros))))
