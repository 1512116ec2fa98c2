"""Search posts, by ward or one a line. Anybody (POS-1…3, POS-5, PUB-2)."""

from dataclasses import dataclass

from chassis.database import Database, Row
from services.postes.domain.recherche import RecherchePostes
from services.postes.use_cases import searches
from services.postes.use_cases.ports import PostSearch


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward's line, and those of its posts that match."""

    line: Row
    posts: list[Row]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of wards or of posts; `totals` has how many `postes`, `disponibles` and `wards` match in all."""

    totals: Row
    wards: list[Ward]
    posts: list[Row]


@dataclass(frozen=True, slots=True)
class SearchPostes:
    """The use case and its ports."""

    database: Database
    index: PostSearch

    def by_ward(self, search: RecherchePostes) -> Found:
        """A page of wards with their posts (POS-1); errors: see `searches.check`."""
        self._check(search)
        with self.database.transaction() as tx:
            lines = self.index.wards(tx, search)
            posts = self.index.lines_of_wards(tx, search, [line["imotep"] for line in lines])
            totals = self.index.totals(tx, search)
        wards = [Ward(line, [post for post in posts if post["imotep"] == line["imotep"]]) for line in lines]
        return Found(totals, wards, [])

    def by_post(self, search: RecherchePostes) -> Found:
        """A page of posts (POS-2); errors: see `searches.check`."""
        self._check(search)
        with self.database.transaction() as tx:
            return Found(self.index.totals(tx, search), [], self.index.lines(tx, search))

    def _check(self, search: RecherchePostes) -> None:
        searches.check(search.filtres, search.tri, filters=self.index.FILTERS, sorts=self.index.SORTS)
