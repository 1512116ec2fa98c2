"""What use cases ask of the outside; `storage` and `events` answer with modules of the same functions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from chassis.database import Row, Transaction
from services.postes.domain.appele import Appele
from services.postes.domain.catalogue import Cle, Fiche, Service
from services.postes.domain.changement import Changement
from services.postes.domain.favoris import Favoris
from services.postes.domain.place import Place
from services.postes.domain.poste import Poste
from services.postes.domain.recherche import RechercheAffectations, RecherchePostes
from services.postes.domain.reglement import Demande, Question, Reglement, Reponse


class Offers(Protocol):
    """The rows that lock a stock."""

    def lock(self, tx: Transaction, offer_id: str) -> bool:
        """Hold the offer until the end of the transaction; False if there is no such offer."""

    def ensure_locked(self, tx: Transaction, offer_ids: Collection[str]) -> None:
        """Create the offers that are missing and hold all of them, in the order of their names."""


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

    def lock_ward(self, tx: Transaction, imotep: str) -> None:
        """Hold the ward: its surnombres may come from several stocks at once."""


class Places(Protocol):
    """Who holds what."""

    def holder(self, tx: Transaction, semestre: str, numero: int) -> UUID | None:
        """Who holds the post; those in surnombre do not."""

    def holds_one(self, tx: Transaction, semestre: str, intern_id: UUID) -> bool:
        """Whether the intern has an affectation in the semester, in surnombre or not."""

    def turn_has_one(self, tx: Transaction, turn_id: UUID) -> bool:
        """Whether the turn has given a place."""

    def surnombres_on(self, tx: Transaction, semestre: str, numero: int) -> int:
        """How many have the post in surnombre."""

    def surnombres_in(self, tx: Transaction, semestre: str, imotep: str) -> int:
        """How many have a post of the ward in surnombre. The caller holds the ward."""

    def in_force(
        self, tx: Transaction, semestre: str, numeros: Collection[int], internes: Collection[UUID]
    ) -> list[Place]:
        """Every place on these posts, and every place of these interns. The caller holds the posts."""

    def give(self, tx: Transaction, demande: Demande, affectation_id: UUID, code: str) -> None:
        """Store the affectation and the code of its attestation; `AlreadyGiven` if the schema refuses."""

    def replace(
        self,
        tx: Transaction,
        semestre: str,
        replaced: Sequence[tuple[UUID, Place, str]],
        received_at: datetime,
    ) -> None:
        """Each affectation gives way to a place and its code; `AlreadyGiven` if one is not in force."""


class Settlements(Protocol):
    """The stored answers."""

    def find(self, tx: Transaction, settlement_id: UUID) -> Reglement | None:
        """The stored answer to this id."""

    def store(self, tx: Transaction, question: Question, reponse: Reponse) -> None:
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

    def facets(self, tx: Transaction, semestre: str) -> dict[str, list[str]]:
        """The values of each field among the published posts of a semester."""


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


class OfferBoard(Protocol):
    """What boards show of an offer."""

    def version(self, tx: Transaction, offer_id: str) -> int:
        """The newest version; 0 for an offer that has not begun."""

    def of_offer(self, tx: Transaction, offer_id: str) -> list[Row]:
        """Every published post."""

    def changes_after(self, tx: Transaction, offer_id: str, after: int, limit: int) -> list[bytes]:
        """What changed after that version, oldest first."""

    def heads(self, tx: Transaction, offer_ids: Sequence[str]) -> dict[str, int]:
        """The newest version of each of these."""


class Affectations(AffectationSearch, Protocol):
    """The affectations."""

    def of_intern(self, tx: Transaction, intern_id: UUID) -> list[Row]:
        """An intern's own, the newest semester first."""

    def by_id(self, tx: Transaction, affectation_id: UUID) -> Row | None:
        """One of them."""

    def of_intern_in(self, tx: Transaction, intern_id: UUID, semestre: str) -> Row | None:
        """An intern's affectation of a semester."""

    def of_intern_given_at(
        self, tx: Transaction, intern_id: UUID, semestre: str, received_at: datetime
    ) -> Row | None:
        """The one that was asked for at that instant, replaced since or not."""

    def by_code(self, tx: Transaction, code: str) -> Row | None:
        """The one whose attestation bears this code."""


class Rosters(Protocol):
    """The copies of call lists."""

    def rosters_wanted(self, tx: Transaction) -> list[tuple[UUID, int]]:
        """The amphis whose roster is to be asked of session, with the decision that made it so."""

    def keep_roster(self, tx: Transaction, amphi_id: UUID, seq: int, lines: Sequence[Appele]) -> None:
        """This is the roster that the amphi took at this decision."""


class Catalogue(Protocol):
    """Wards and posts, as imports read and write them."""

    def wards(self, tx: Transaction, imoteps: Collection[str]) -> dict[str, Service]:
        """Those of these wards that are known."""

    def posts(self, tx: Transaction, semestres: Collection[str]) -> dict[Cle, Fiche]:
        """The posts of these semesters."""

    def taken(self, tx: Transaction, semestres: Collection[str]) -> frozenset[Cle]:
        """The posts of these semesters on which somebody is, in surnombre or not."""

    def given(self, tx: Transaction, semestres: Collection[str]) -> frozenset[Cle]:
        """The posts of these semesters on which somebody is or was."""

    def of_numbers(self, tx: Transaction, semestre: str, numeros: Collection[int]) -> list[Fiche]:
        """Those of these posts that there are."""

    def lock_posts(self, tx: Transaction, semestre: str, numeros: Collection[int]) -> list[Fiche]:
        """The same, held in the order of their numbers until the end of the transaction."""

    def next_number(self, tx: Transaction, semestre: str) -> int:
        """One more than the last post of the semester."""

    def add_post(self, tx: Transaction, fiche: Fiche) -> bool:
        """This post exists now; False where there was one of its number, which stays as it is."""

    def published_in(self, tx: Transaction, imoteps: Collection[str]) -> list[Fiche]:
        """The published posts of these wards, whatever the semester."""

    def published_in_offer(self, tx: Transaction, offer_id: str) -> list[Fiche]:
        """The published posts of an offer."""

    def put_wards(self, tx: Transaction, services: Iterable[Service]) -> None:
        """These wards exist, and are so."""

    def put_posts(self, tx: Transaction, fiches: Iterable[Fiche]) -> None:
        """These posts exist, and are so."""

    def remove_posts(self, tx: Transaction, keys: Sequence[Cle]) -> None:
        """These posts are gone."""


class Rehearsals(Protocol):
    """What happened in « amphis blancs »."""

    def offers_of(self, tx: Transaction, semestre: str) -> list[str]:
        """The rehearsal's offers, held until the end of the transaction."""

    def forget(self, tx: Transaction, semestre: str, offers: Sequence[str]) -> None:
        """Nothing is left of it. The caller holds its offers."""


class Labels(Protocol):
    """The labels of groupes and DES."""

    def knows_speciality(self, tx: Transaction, kind: str, code: str) -> bool:
        """Whether identity has told of this groupe or DES."""

    def keep_speciality(self, tx: Transaction, kind: str, code: str, label: str) -> None:
        """The label of a groupe or DES, as identity knows it."""
