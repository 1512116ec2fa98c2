"""Local values fixed for good, in SQL."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from chassis.database import Row, Transaction
from services.ranking.domain.interne import PlaceLocale
from services.ranking.domain.rang_local import Fixe, Promotion


class PgFixes:
    """See `domain.ports.Fixes`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of_groupe(self, groupe: str, intern_ids: Collection[str]) -> dict[str, Fixe]:
        rows = self._tx.all(
            "SELECT intern_id, groupe, annee, concours, rang_concours, rang_local, effectif_promo_local,"
            " counts FROM fixe WHERE groupe = %s OR intern_id = ANY(%s::uuid[]) ORDER BY intern_id",
            [groupe, list(intern_ids)],
        )
        return {str(row["intern_id"]): _fixe(row) for row in rows}

    def add(self, fixes: Mapping[str, Fixe], version_id: UUID, amphi_id: UUID, at: datetime) -> None:
        self._tx.insert_many(
            "INSERT INTO fixe (intern_id, groupe, annee, concours, rang_concours, rang_local,"
            " effectif_promo_local, counts, version_id, amphi_id, fixed_at) VALUES %s"
            " ON CONFLICT (intern_id) DO NOTHING",
            [
                (
                    intern_id,
                    fixe.promotion.groupe,
                    fixe.promotion.annee,
                    fixe.promotion.concours,
                    fixe.rang_concours,
                    fixe.place.rang,
                    fixe.place.effectif,
                    fixe.counts,
                    version_id,
                    amphi_id,
                    at,
                )
                for intern_id, fixe in fixes.items()
            ],
        )


def _fixe(row: Row) -> Fixe:
    return Fixe(
        promotion=Promotion(row["groupe"], row["annee"], row["concours"]),
        rang_concours=row["rang_concours"],
        place=PlaceLocale(row["rang_local"], row["effectif_promo_local"]),
        counts=row["counts"],
    )
