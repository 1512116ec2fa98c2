"""The values that a page offers to filter posts by. Anybody (POS-3)."""

from dataclasses import dataclass

from chassis.database import Database
from services.postes.use_cases.ports import PostSearch


@dataclass(frozen=True, slots=True)
class ListFacets:
    """The use case and its ports."""

    database: Database
    index: PostSearch

    def __call__(self, semestre: str) -> dict[str, list[str]]:
        """Field → values among the published posts of the semester."""
        with self.database.transaction() as tx:
            return self.index.facets(tx, semestre)
