"""Versions of call lists, in SQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Transaction
from services.ranking.domain.fixation import Counted
from services.ranking.domain.liste_appel import Perimetre
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Calcul, Statut, Version
from services.ranking.storage import codec
from services.ranking.storage.rows import counted_rows, ligne_row, locales_of, version_of

_VERSION: Final = """
    SELECT version.id, number, semestre, groupe, regimes, policy, groupe_label, computed_at, internes,
           inputs_digest, last.statut, last.published_at, last.current
    FROM version
    JOIN perimetre ON perimetre.id = version.perimetre_id
    LEFT JOIN LATERAL (
        SELECT statut, published_at, NOT EXISTS (
            SELECT FROM publication AS later
            WHERE later.perimetre_id = publication.perimetre_id AND later.id > publication.id) AS current
        FROM publication WHERE publication.version_id = version.id ORDER BY publication.id DESC LIMIT 1
    ) AS last ON true
"""


class PgVersions:
    """See `domain.ports.Versions`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, version_id: UUID, calcul: Calcul) -> Version:
        perimetre_id, number = self._next_number(calcul.perimetre)
        version = Version(
            version_id=version_id,
            number=number,
            perimetre=calcul.perimetre,
            policy=calcul.policy,
            groupe_label=calcul.groupe_label,
            computed_at=calcul.computed_at,
            internes=len(calcul.liste.lignes),
            inputs_digest=codec.inputs_digest(calcul),
            publication=None,
        )
        self._tx.execute(
            "INSERT INTO version (id, perimetre_id, number, policy, groupe_label, computed_at, computed_by,"
            " internes, inputs_digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                version_id,
                perimetre_id,
                number,
                version.policy,
                version.groupe_label,
                version.computed_at,
                calcul.computed_by,
                version.internes,
                version.inputs_digest,
            ],
        )
        self._tx.insert_many(
            "INSERT INTO counted (version_id, intern_id, interne, fixe, rang_local, effectif_promo_local,"
            " source, promotion) VALUES %s",
            counted_rows(version_id, calcul),
        )
        self._tx.insert_many(
            "INSERT INTO ligne (version_id, rang_appel, intern_id, found_by, found_by_public, anciennete,"
            " semestres, promotion_theorique, effectif_promo_theorique, rang_dividend, rang_divisor)"
            " VALUES %s",
            [ligne_row(version_id, ligne) for ligne in calcul.liste.lignes],
        )
        return version

    def get(self, version_id: UUID) -> Version | None:
        row = self._tx.one(f"{_VERSION} WHERE version.id = %s ORDER BY version.id", [version_id])
        return version_of(row) if row else None

    def of_semestre(self, semestre: Semestre) -> list[Version]:
        rows = self._tx.all(
            f"{_VERSION} WHERE semestre = %s ORDER BY computed_at DESC, version.id", [semestre.code]
        )
        return [version_of(row) for row in rows]

    def published(self, semestre: Semestre | None) -> list[Version]:
        rows = self._tx.all(
            f"{_VERSION} WHERE last.current AND (%(semestre)s::text IS NULL OR semestre = %(semestre)s)"
            " ORDER BY right(semestre, 4) DESC, semestre DESC, groupe, regimes",
            {"semestre": semestre.code if semestre else None},
        )
        return [version_of(row) for row in rows]

    def publish(self, version: Version, statut: Statut, at: datetime, by: UUID) -> None:
        perimetre_id = self._tx.value(
            "SELECT perimetre.id FROM perimetre JOIN version ON version.perimetre_id = perimetre.id"
            " WHERE version.id = %s ORDER BY perimetre.id FOR UPDATE OF perimetre",
            [version.version_id],
        )
        self._tx.execute(
            "INSERT INTO publication (perimetre_id, version_id, statut, published_at, published_by)"
            " VALUES (%s, %s, %s, %s, %s)",
            [perimetre_id, version.version_id, statut.value, at, by],
        )

    def with_lines(self, number: int, intern_ids: Sequence[str]) -> Version | None:
        rows = self._tx.all(
            f"{_VERSION} JOIN ligne AS first ON first.version_id = version.id AND first.rang_appel = 1"
            " WHERE number = %s AND internes = %s AND first.intern_id = %s AND last.statut = 'definitive'"
            " ORDER BY last.published_at DESC, version.id",
            [number, len(intern_ids), intern_ids[0]],
        )
        return next((version_of(row) for row in rows if self._order_of(row["id"]) == list(intern_ids)), None)

    def _order_of(self, version_id: UUID) -> list[str]:
        rows = self._tx.all(
            "SELECT intern_id FROM ligne WHERE version_id = %s ORDER BY rang_appel", [version_id]
        )
        return [str(row["intern_id"]) for row in rows]

    def counted(self, version_id: UUID) -> list[Counted]:
        rows = self._tx.all(
            "SELECT intern_id, interne, rang_local, effectif_promo_local, source, promotion FROM counted"
            " WHERE version_id = %s ORDER BY intern_id",
            [version_id],
        )
        return [
            Counted(codec.interne_from_json(str(row["intern_id"]), row["interne"]), locales_of(row))
            for row in rows
        ]

    def _next_number(self, perimetre: Perimetre) -> tuple[int, int]:
        """The row stays locked: the next version of this périmètre waits, and no number is skipped."""
        row = self._tx.one(
            "INSERT INTO perimetre (semestre, groupe, regimes, last_number) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (semestre, groupe, regimes)"
            " DO UPDATE SET last_number = perimetre.last_number + 1 RETURNING id, last_number",
            [perimetre.semestre.code, perimetre.groupe, sorted(perimetre.regimes)],
        )
        if row is None:
            raise LookupError("the périmètre's row was not written")
        return row["id"], row["last_number"]
