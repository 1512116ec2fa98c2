"""An intern's own favourites in an offer: see, star, remove, put in order (FAV-1…4). The intern alone."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chassis.database import Database, Transaction
from services.postes.domain.favoris import Cible, DuPoste, DuService, Favori, Favoris, add, move, remove
from services.postes.use_cases.errors import FavoriHorsOffre
from services.postes.use_cases.ports import Favourites


@dataclass(frozen=True, slots=True)
class FavouriteLists:
    """The use cases and their ports; each answers with the whole list."""

    database: Database
    favourites: Favourites
    new_id: Callable[[], UUID]
    tell: Callable[[Transaction, UUID, str], object]
    """Told (intern_id, offer_id) of each change, in its transaction: other devices ask again."""

    def read(self, intern_id: UUID, offer_id: str) -> Favoris:
        """The list, in order."""
        with self.database.transaction() as tx:
            return self.favourites.read(tx, intern_id, offer_id)

    def star(self, intern_id: UUID, offer_id: str, cible: Cible) -> Favoris:
        """Put a ward or a post at the end; `FavoriHorsOffre` if the offer does not have it."""
        with self.database.transaction() as tx:
            if not self._offered(tx, offer_id, cible):
                raise FavoriHorsOffre
            return self._changed(
                tx, intern_id, offer_id, lambda favoris: add(favoris, Favori(self.new_id(), cible))
            )

    def unstar(self, intern_id: UUID, offer_id: str, favori_id: UUID) -> Favoris:
        """Without this one; what is not there any more is no error."""
        with self.database.transaction() as tx:
            return self._changed(tx, intern_id, offer_id, lambda favoris: remove(favoris, favori_id))

    def reorder(self, intern_id: UUID, offer_id: str, favori_id: UUID, position: int) -> Favoris:
        """With this one at a position from 1 (FAV-2)."""
        with self.database.transaction() as tx:
            return self._changed(tx, intern_id, offer_id, lambda favoris: move(favoris, favori_id, position))

    def _changed(
        self, tx: Transaction, intern_id: UUID, offer_id: str, change: Callable[[Favoris], Favoris]
    ) -> Favoris:
        self.favourites.lock(tx, intern_id, offer_id)
        before = self.favourites.read(tx, intern_id, offer_id)
        after = change(before)
        if after != before:
            self.favourites.write(tx, intern_id, offer_id, after)
            self.tell(tx, intern_id, offer_id)
        tx.commit()
        return after

    def _offered(self, tx: Transaction, offer_id: str, cible: Cible) -> bool:
        match cible:
            case DuService(imotep):
                return self.favourites.has_ward(tx, offer_id, imotep)
            case DuPoste(numero):
                return self.favourites.has_post(tx, offer_id, numero)
