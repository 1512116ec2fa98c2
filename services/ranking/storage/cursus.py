"""Semesters done, in SQL."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from chassis.database import Row, Transaction
from services.ranking.domain.cursus import Nature, SemestreFait, Validation
from services.ranking.domain.semestre import Semestre


class PgCursus:
    """See `domain.ports.Cursus`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of(self, intern_ids: Collection[str]) -> dict[str, tuple[SemestreFait, ...]]:
        rows = self._tx.all(
            "SELECT intern_id, semestre, nature, valide, motif, imotep FROM cursus"
            " WHERE intern_id = ANY(%s::uuid[]) ORDER BY intern_id, right(semestre, 4), semestre",
            [list(intern_ids)],
        )
        found: dict[str, list[SemestreFait]] = defaultdict(list)
        for row in rows:
            found[str(row["intern_id"])].append(_fait(row))
        return {intern_id: tuple(faits) for intern_id, faits in found.items()}

    def save(self, rows: Sequence[tuple[str, SemestreFait]]) -> None:
        self._tx.insert_many(
            "INSERT INTO cursus (intern_id, semestre, nature, valide, motif, imotep) VALUES %s"
            " ON CONFLICT (intern_id, semestre) DO UPDATE SET nature = excluded.nature,"
            " valide = excluded.valide, motif = excluded.motif, imotep = excluded.imotep",
            [
                (
                    intern_id,
                    fait.semestre.code,
                    fait.nature.value,
                    fait.valide.value,
                    fait.motif,
                    fait.imotep,
                )
                for intern_id, fait in rows
            ],
        )

    def remove(self, keys: Sequence[tuple[str, Semestre]]) -> None:
        self._tx.execute(
            "DELETE FROM cursus USING unnest(%s::uuid[], %s::text[]) AS gone (intern_id, semestre)"
            " WHERE cursus.intern_id = gone.intern_id AND cursus.semestre = gone.semestre",
            [[intern_id for intern_id, _ in keys], [semestre.code for _, semestre in keys]],
        )

    def hold_still(self) -> None:
        self._tx.execute("LOCK TABLE cursus IN SHARE ROW EXCLUSIVE MODE")


def _fait(row: Row) -> SemestreFait:
    return SemestreFait(
        semestre=Semestre.parse(row["semestre"]),
        nature=Nature(row["nature"]),
        valide=Validation(row["valide"]),
        motif=row["motif"],
        imotep=row["imotep"],
    )
