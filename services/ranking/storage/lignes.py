"""Lines of call lists, in SQL. A line is read together with what was known of its intern."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from chassis.database import Transaction
from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.noms import searchable
from services.ranking.storage.rows import ligne_of

_LIGNE: Final = """
    SELECT rang_appel, ligne.intern_id, interne, rang_local, effectif_promo_local, source, promotion,
           anciennete, semestres, promotion_theorique, effectif_promo_theorique, rang_dividend, rang_divisor
    FROM ligne JOIN counted USING (version_id, intern_id)
    WHERE version_id = %(version)s
"""
_OF_NAME: Final = """
    version_id = %(version)s
    AND ' ' || CASE WHEN %(public)s THEN found_by_public ELSE found_by END LIKE '%% ' || %(part)s || '%%'
"""


class PgLignes:
    """See `domain.ports.Lignes`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def whole(self, version_id: UUID) -> list[Ligne]:
        rows = self._tx.all(f"{_LIGNE} ORDER BY rang_appel", {"version": version_id})
        return [ligne_of(row) for row in rows]

    def page(
        self, version_id: UUID, name: str, *, public: bool, skip: int, size: int
    ) -> tuple[int, list[Ligne]]:
        wanted = {
            "version": version_id,
            "public": public,
            "part": searchable(name),
            "skip": skip,
            "size": size,
        }
        total = self._tx.value(f"SELECT count(*) FROM ligne WHERE {_OF_NAME}", wanted)  # noqa: S608  # ours
        rows = self._tx.all(
            f"{_LIGNE} AND {_OF_NAME} ORDER BY rang_appel OFFSET %(skip)s LIMIT %(size)s", wanted
        )
        return total, [ligne_of(row) for row in rows]

    def at(self, version_id: UUID, rangs: Collection[int]) -> list[Ligne]:
        rows = self._tx.all(
            f"{_LIGNE} AND rang_appel = ANY(%(rangs)s) ORDER BY rang_appel",
            {"version": version_id, "rangs": list(rangs)},
        )
        return [ligne_of(row) for row in rows]

    def rang_of(self, version_id: UUID, intern_id: str) -> int | None:
        rang: int | None = self._tx.value(
            "SELECT rang_appel FROM ligne WHERE version_id = %s AND intern_id = %s ORDER BY rang_appel",
            [version_id, intern_id],
        )
        return rang
