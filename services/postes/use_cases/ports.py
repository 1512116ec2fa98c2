"""What use cases ask of the outside; `storage` and `events` answer with modules of the same functions."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from chassis.database import Row, Transaction
from services.postes.domain.changement import Changement
from services.postes.domain.favoris import Favoris
from services.postes.domain.poste import Poste
from services.postes.domain.recherche import RechercheAffectations, RecherchePostes
from services.postes.domain.reglement import Demande, Reglement, Reponse


class Offers(Protocol):
    """The rows that lock a stock."""

    def lock(self, tx: Transaction, offer_id: str) -> bool:
        """Hold the offer until the end of the transaction; False if there is no such offer."""


class OfferChanges(Protocol):
    """What boards follow."""

    def tell(self, tx: Transaction, offer_id: str, changes: Sequence[Changement]) -> int:
        """Give each change the next version of the offer, keep and publish it; the last version.

        The caller holds the offer.
        """


class Posts(Protocol):
    """The posts of a semester."""

    def lock(self, tx: Transaction, semestre: str, numero: int) -> Poste | None:
        """Hold the post until the end of the transaction; None if there is no such post."""


class Places(Protocol):
    """Who holds what."""

    def is_taken(self, tx: Transaction, semestre: str, numero: int) -> bool:
        """Whether somebody holds the post."""

    def holds_one(self, tx: Transaction, semestre: str, intern_id: UUID) -> bool:
        """Whether the intern has an affectation in the semester."""

    def turn_has_one(self, tx: Transaction, turn_id: UUID) -> bool:
        """Whether the turn has given a place."""

    def give(self, tx: Transaction, demande: Demande, affectation_id: UUID, code: str) -> None:
        """Store the affectation and the code of its attestation; `AlreadyGiven` if the schema refuses."""


class Settlements(Protocol):
    """The stored answers."""

    def find(self, tx: Transaction, settlement_id: UUID) -> Reglement | None:
        """The stored answer to this id."""

    def store(self, tx: Transaction, demande: Demande, reponse: Reponse) -> None:
        """Keep the answer; `AlreadyGiven` if the id has one."""


class PostSearch(Protocol):
    """Searches among posts; `FILTERS` and `SORTS` are what they know."""

    @property
    def FILTERS(self) -> Mapping[str, Any]: ...  # noqa: N802  # a table of the module
    @property
    def SORTS(self) -> Mapping[str, Any]: ...  # noqa: N802

    def lines(self, tx: Transaction, search: RecherchePostes) -> list[Row]:
        """A page of posts, one a line."""

    def wards(self, tx: Transaction, search: RecherchePostes) -> list[Row]:
        """A page of wards with their counts."""

    def lines_of_wards(self, tx: Transaction, search: RecherchePostes, imoteps: Sequence[str]) -> list[Row]:
        """The posts of these wards that match."""

    def totals(self, tx: Transaction, search: RecherchePostes) -> Row:
        """How many posts, free posts and wards match."""


class AffectationSearch(Protocol):
    """Searches among affectations."""

    @property
    def FILTERS(self) -> Mapping[str, Any]: ...  # noqa: N802
    @property
    def SORTS(self) -> Mapping[str, Any]: ...  # noqa: N802

    def search(self, tx: Transaction, wanted: RechercheAffectations) -> list[Row]:
        """A page of affectations."""

    def total(self, tx: Transaction, wanted: RechercheAffectations) -> int:
        """How many match."""


class Favourites(Protocol):
    """The lists of favourites."""

    def lock(self, tx: Transaction, intern_id: UUID, offer_id: str) -> None:
        """Hold the list until the end of the transaction."""

    def read(self, tx: Transaction, intern_id: UUID, offer_id: str) -> Favoris:
        """The list, in order."""

    def write(self, tx: Transaction, intern_id: UUID, offer_id: str, favoris: Favoris) -> None:
        """Keep this list instead."""

    def has_ward(self, tx: Transaction, offer_id: str, imotep: str) -> bool:
        """Whether the ward has a published post in the offer."""

    def has_post(self, tx: Transaction, offer_id: str, numero: int) -> bool:
        """Whether the published post is in the offer."""
