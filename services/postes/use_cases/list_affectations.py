"""The list of affectations, as soon as they are made. Anybody (AFF-1)."""

from dataclasses import dataclass

from chassis.database import Database, Row
from services.postes.domain.recherche import RechercheAffectations
from services.postes.use_cases import searches
from services.postes.use_cases.ports import AffectationSearch


@dataclass(frozen=True, slots=True)
class ListAffectations:
    """The use case and its ports."""

    database: Database
    index: AffectationSearch

    def __call__(self, wanted: RechercheAffectations) -> tuple[list[Row], int]:
        """A page of them, and how many there are; errors: see `searches.check`."""
        searches.check(wanted.filtres, wanted.tri, filters=self.index.FILTERS, sorts=self.index.SORTS)
        with self.database.transaction() as tx:
            return self.index.search(tx, wanted), self.index.total(tx, wanted)
