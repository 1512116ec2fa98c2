"""Searches among posts: lines, wards, totals, and the values to filter by (POS-1…3)."""

from collections.abc import Mapping, Sequence

from chassis.database import Row, Transaction
from services.postes.domain.recherche import Etat, RecherchePostes
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
    overlaps,
)

FILTERS: Mapping[str, Field] = {
    "regime": overlaps("regimes"),
    "groupe": code_of("groupe"),
    "des": code_of("des"),
    "etablissement": contains("etablissement_search"),
    "chef_de_service": contains("chef_de_service_search"),
    "service": contains("service_search"),
    "imotep": one_of("imotep"),
    "numero": one_of("numero::text"),
    "type": contains("type_search"),
    "departement": one_of("departement"),
    "flechage": contains("flechage_search"),
}
SORTS: Mapping[str, str] = {
    "etat": "pourvu",
    "departement": "departement",
    "etablissement": "etablissement_search",
    "service": "service_search",
    "chef_de_service": "chef_de_service_search",
    "des": "des_label",
    "numero": "numero",
    "flechage": "flechage_search",
    "reserve": "reserve",
    "groupe": "groupe_label",
    "regime": "regimes",
    "type": "type_search",
    "imotep": "imotep",
}
BY_WARD = "departement, etablissement_search, service_search, imotep"
STATES = {Etat.TOUS: "true", Etat.POURVUS: "pourvu", Etat.NON_POURVUS: "NOT pourvu"}


def lines(tx: Transaction, search: RecherchePostes) -> list[Row]:
    """A page of posts, one a line."""
    where, params = _matching(search)
    order = order_by(search.tri, SORTS, BY_WARD, "semestre, numero")
    return tx.all(
        f"SELECT * FROM post_line WHERE {where} AND {STATES[search.etat]} {order} LIMIT %s OFFSET %s",  # noqa: S608
        [*params, search.page.size, search.page.offset],
    )


def wards(tx: Transaction, search: RecherchePostes) -> list[Row]:
    """A page of wards that have such posts, with how many in all and how many free whatever the state."""
    where, params = _matching(search)
    return tx.all(
        "SELECT imotep, etablissement, departement, service, chef_de_service, count(*) AS postes,"  # noqa: S608
        " count(*) FILTER (WHERE NOT pourvu) AS disponibles"
        f" FROM post_line WHERE {where}"
        f" GROUP BY {BY_WARD}, etablissement, service, chef_de_service"
        f" HAVING bool_or({STATES[search.etat]}) ORDER BY {BY_WARD} LIMIT %s OFFSET %s",
        [*params, search.page.size, search.page.offset],
    )


def lines_of_wards(tx: Transaction, search: RecherchePostes, imoteps: Sequence[str]) -> list[Row]:
    """The posts of these wards that match, by number."""
    where, params = _matching(search)
    return tx.all(
        f"SELECT * FROM post_line WHERE {where} AND {STATES[search.etat]} AND imotep = ANY(%s)"  # noqa: S608
        " ORDER BY imotep, semestre, numero",
        [*params, list(imoteps)],
    )


def totals(tx: Transaction, search: RecherchePostes) -> Row:
    """How many posts match, how many of them are free, and how many wards they stand in."""
    where, params = _matching(search)
    row = tx.one(
        "SELECT count(*) AS postes, count(*) FILTER (WHERE NOT pourvu) AS disponibles,"  # noqa: S608
        f" count(DISTINCT imotep) AS wards FROM post_line WHERE {where} AND {STATES[search.etat]}",
        params,
    )
    return row or {}


def facets(tx: Transaction, semestre: str) -> dict[str, list[str]]:
    """The values of each field among the published posts of a semester (or of all); « semestre »: of all.

    All are the real ones, not those of rehearsals.
    """
    found = {name: _values(tx, column, semestre) for name, column in FACETS.items()}
    real, params = REAL
    semesters = tx.all(
        f"SELECT semestre FROM post WHERE publie AND {real} GROUP BY semestre"  # noqa: S608
        " ORDER BY right(semestre, 4) || left(semestre, 2) DESC",
        params,
    )
    return found | {"semestre": [row["semestre"] for row in semesters]}


FACETS = {
    "regime": "unnest(regimes)",
    "groupe": "groupe_label",
    "des": "des_label",
    "etablissement": "etablissement",
    "chef_de_service": "chef_de_service",
    "type": "type",
    "departement": "departement",
}


def _values(tx: Transaction, column: str, semestre: str) -> list[str]:
    where, params = ("semestre = %s", [semestre]) if semestre else REAL
    rows = tx.all(
        f"SELECT DISTINCT {column} AS value FROM post_line WHERE publie AND {where} ORDER BY value",  # noqa: S608
        params,
    )
    return [row["value"] for row in rows if row["value"]]


def _matching(search: RecherchePostes) -> Condition:
    parts: list[Condition] = []
    if search.semestre:
        parts.append(("semestre = %s", [search.semestre]))
    if search.offer_id:
        parts.append(("offer_id = %s", [search.offer_id]))
    if not parts:
        parts.append(REAL)
    if not search.with_unpublished:
        parts.append(("publie", []))
    return joined([*parts, *conditions(search.filtres, FILTERS)])
