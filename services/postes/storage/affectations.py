"""The affectations with what is shown of them: post, and the intern as the call list and the register say."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from chassis.database import Row, Transaction
from services.postes.domain.recherche import RechercheAffectations
from services.postes.storage.where import (
    REAL,
    Condition,
    Field,
    code_of,
    conditions,
    contains,
    joined,
    one_of,
    order_by,
    starts_with,
)

FILTERS: Mapping[str, Field] = {
    "regime": one_of("regime"),
    "des_poste": code_of("des"),
    "des_interne": code_of("des_interne"),
    "chef_de_service": contains("chef_de_service_search"),
    "prenom": starts_with("prenom_search"),
    "groupe": code_of("groupe"),
    "etablissement": contains("etablissement_search"),
    "type": contains("type_search"),
}
SORTS: Mapping[str, str] = {
    "semestre": "semestre_order",
    "semestres_valides": "semestres_valides",
    "des_poste": "des_label",
    "departement": "departement",
    "etablissement": "etablissement_search",
    "service": "service_search",
    "chef_de_service": "chef_de_service_search",
    "interne": "prenom_search, initiale",
    "regime": "regime",
    "des_interne": "des_interne_label",
    "ufr": "ufr",
    "numero": "numero",
    "rang_appel": "rang_appel",
    "at": "received_at",
}


_ORIGIN = """CASE
    WHEN line.corrected THEN 'correction'
    WHEN place.turn_id IS NULL THEN 'placement'
    ELSE 'choix'
END AS origine"""
_WITH_ORIGIN = f"""
SELECT line.*, {_ORIGIN} FROM affectation_line AS line JOIN place USING (affectation_id)
"""  # noqa: S608  # our columns
_EVER_WITH_ORIGIN = f"""
SELECT line.*, {_ORIGIN}
FROM (
    SELECT affectation_history.*, EXISTS (
        SELECT FROM place WHERE place.superseded_by = affectation_history.affectation_id
    ) AS corrected
    FROM affectation_history
) AS line JOIN place USING (affectation_id)
"""  # noqa: S608
"""Those that a correction replaced, too."""


def search(tx: Transaction, wanted: RechercheAffectations) -> list[Row]:
    """A page of affectations; the newest first unless sorted otherwise."""
    where, params = _matching(wanted)
    order = order_by(wanted.tri, SORTS, "received_at DESC", "affectation_id")
    return tx.all(
        f"SELECT * FROM affectation_line WHERE {where} {order} LIMIT %s OFFSET %s",  # noqa: S608
        [*params, wanted.page.size, wanted.page.offset],
    )


def total(tx: Transaction, wanted: RechercheAffectations) -> int:
    """How many match."""
    where, params = _matching(wanted)
    return int(tx.value(f"SELECT count(*) FROM affectation_line WHERE {where}", params))  # noqa: S608


def of_intern(tx: Transaction, intern_id: UUID) -> list[Row]:
    """An intern's own, the newest semester first."""
    return tx.all(
        "SELECT * FROM affectation_line WHERE intern_id = %s ORDER BY semestre_order DESC", [intern_id]
    )


def by_id(tx: Transaction, affectation_id: UUID) -> Row | None:
    """One of them, with its `origine`: choix, placement or correction (CHX-6, CHX-8)."""
    return tx.one(f"{_WITH_ORIGIN} WHERE line.affectation_id = %s", [affectation_id])


def of_intern_in(tx: Transaction, intern_id: UUID, semestre: str) -> Row | None:
    """An intern's affectation of a semester, with its `origine`."""
    return tx.one(f"{_WITH_ORIGIN} WHERE line.intern_id = %s AND line.semestre = %s", [intern_id, semestre])


def of_intern_given_at(tx: Transaction, intern_id: UUID, semestre: str, received_at: datetime) -> Row | None:
    """The one that was asked for at that instant, replaced since or not, with its `origine`."""
    return tx.one(
        f"{_EVER_WITH_ORIGIN} WHERE line.intern_id = %s AND line.semestre = %s AND line.received_at = %s",
        [intern_id, semestre, received_at],
    )


def by_code(tx: Transaction, code: str) -> Row | None:
    """The one whose attestation bears this code, `replaced` by a correction or not; never of a rehearsal."""
    real, params = REAL
    return tx.one(f"SELECT * FROM affectation_history WHERE code = %s AND {real}", [code, *params])  # noqa: S608


def _matching(wanted: RechercheAffectations) -> Condition:
    parts: list[Condition] = []
    if wanted.semestre:
        parts.append(("semestre = %s", [wanted.semestre]))
    if wanted.amphi_id:
        parts.append(("amphi_id = %s::uuid", [wanted.amphi_id]))
    if not parts:
        parts.append(REAL)
    return joined([*parts, *conditions(wanted.filtres, FILTERS)])
