"""The catalogue of wards and posts, as imports read and write it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from chassis.database import Row, Transaction
from services.postes.domain.catalogue import Cle, Fiche, Service
from services.postes.domain.texte import searchable

WARD = "imotep, etablissement, departement, service, chef_de_service"
POST = "semestre, numero, imotep, groupe, des, regimes, type, reserve, flechage, publie"


def wards(tx: Transaction, imoteps: Collection[str]) -> dict[str, Service]:
    """Those of these wards that are known."""
    rows = tx.all(f"SELECT {WARD} FROM ward WHERE imotep = ANY(%s) ORDER BY imotep", [list(imoteps)])  # noqa: S608
    return {row["imotep"]: Service(**row) for row in rows}


def posts(tx: Transaction, semestres: Collection[str]) -> dict[Cle, Fiche]:
    """The posts of these semesters."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE semestre = ANY(%s) ORDER BY semestre, numero",  # noqa: S608
        [list(semestres)],
    )
    return {fiche.cle: fiche for fiche in map(_fiche, rows)}


def taken(tx: Transaction, semestres: Collection[str]) -> frozenset[Cle]:
    """The posts of these semesters on which somebody is, in surnombre or not."""
    rows = tx.all(
        "SELECT semestre, numero FROM place WHERE semestre = ANY(%s) AND superseded_by IS NULL"
        " ORDER BY semestre, numero",
        [list(semestres)],
    )
    return frozenset((row["semestre"], row["numero"]) for row in rows)


def given(tx: Transaction, semestres: Collection[str]) -> frozenset[Cle]:
    """The posts of these semesters on which somebody is or was: they stay, as the affectations do (CHX-6)."""
    rows = tx.all(
        "SELECT DISTINCT semestre, numero FROM place WHERE semestre = ANY(%s) ORDER BY semestre, numero",
        [list(semestres)],
    )
    return frozenset((row["semestre"], row["numero"]) for row in rows)


def of_numbers(tx: Transaction, semestre: str, numeros: Collection[int]) -> list[Fiche]:
    """Those of these posts that there are."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE semestre = %s AND numero = ANY(%s) ORDER BY numero",  # noqa: S608
        [semestre, list(numeros)],
    )
    return [_fiche(row) for row in rows]


def lock_posts(tx: Transaction, semestre: str, numeros: Collection[int]) -> list[Fiche]:
    """The same, held in the order of their numbers until the end of the transaction."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE semestre = %s AND numero = ANY(%s)"  # noqa: S608
        " ORDER BY numero FOR UPDATE",
        [semestre, list(numeros)],
    )
    return [_fiche(row) for row in rows]


def next_number(tx: Transaction, semestre: str) -> int:
    """One more than the last post of the semester."""
    return int(tx.value("SELECT coalesce(max(numero), 0) + 1 FROM post WHERE semestre = %s", [semestre]))


def published_in(tx: Transaction, imoteps: Collection[str]) -> list[Fiche]:
    """The published posts of these wards, whatever the semester."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE imotep = ANY(%s) AND publie ORDER BY semestre, numero",  # noqa: S608
        [list(imoteps)],
    )
    return [_fiche(row) for row in rows]


def published_in_offer(tx: Transaction, offer_id: str) -> list[Fiche]:
    """The published posts of an offer."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE offer_id = %s AND publie ORDER BY numero",  # noqa: S608
        [offer_id],
    )
    return [_fiche(row) for row in rows]


def put_wards(tx: Transaction, services: Iterable[Service]) -> None:
    """These wards exist, and are so."""
    tx.insert_many(
        f"INSERT INTO ward ({WARD}, etablissement_search, service_search, chef_de_service_search)"  # noqa: S608
        " VALUES %s ON CONFLICT (imotep) DO UPDATE SET etablissement = excluded.etablissement,"
        " departement = excluded.departement, service = excluded.service,"
        " chef_de_service = excluded.chef_de_service, etablissement_search = excluded.etablissement_search,"
        " service_search = excluded.service_search,"
        " chef_de_service_search = excluded.chef_de_service_search",
        [
            (
                ward.imotep,
                ward.etablissement,
                ward.departement,
                ward.service,
                ward.chef_de_service,
                searchable(ward.etablissement),
                searchable(ward.service),
                searchable(ward.chef_de_service),
            )
            for ward in services
        ],
    )


def put_posts(tx: Transaction, fiches: Iterable[Fiche]) -> None:
    """These posts exist, and are so."""
    tx.insert_many(
        f"{_INSERT} ON CONFLICT (semestre, numero) DO UPDATE SET imotep = excluded.imotep,"
        " groupe = excluded.groupe, des = excluded.des, regimes = excluded.regimes, type = excluded.type,"
        " reserve = excluded.reserve, flechage = excluded.flechage, publie = excluded.publie,"
        " type_search = excluded.type_search, flechage_search = excluded.flechage_search",
        map(_row, fiches),
    )


def add_post(tx: Transaction, fiche: Fiche) -> bool:
    """This post exists now; False where there was one of its number, which stays as it is."""
    return tx.insert_many(f"{_INSERT} ON CONFLICT DO NOTHING", [_row(fiche)]) == 1


def remove_posts(tx: Transaction, keys: Sequence[Cle]) -> None:
    """These posts are gone; the schema refuses it for one that somebody holds."""
    for semestre, numero in keys:
        tx.execute("DELETE FROM post WHERE semestre = %s AND numero = %s", [semestre, numero])


_INSERT = f"INSERT INTO post ({POST}, type_search, flechage_search) VALUES %s"  # noqa: S608


def _row(fiche: Fiche) -> tuple[Any, ...]:
    return (
        fiche.semestre,
        fiche.numero,
        fiche.imotep,
        fiche.groupe,
        fiche.des,
        list(fiche.regimes),
        fiche.type,
        fiche.reserve,
        fiche.flechage,
        fiche.publie,
        searchable(fiche.type),
        searchable(fiche.flechage),
    )


def _fiche(row: Row) -> Fiche:
    return Fiche(**(row | {"regimes": tuple(row["regimes"])}))
