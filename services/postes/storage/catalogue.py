"""The catalogue of wards and posts, as imports read and write it."""

from collections.abc import Collection, Iterable, Sequence

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
    """The posts of these semesters that somebody holds."""
    rows = tx.all(
        "SELECT semestre, numero FROM place WHERE semestre = ANY(%s) ORDER BY semestre, numero",
        [list(semestres)],
    )
    return frozenset((row["semestre"], row["numero"]) for row in rows)


def published_in(tx: Transaction, imoteps: Collection[str]) -> list[Fiche]:
    """The published posts of these wards, whatever the semester."""
    rows = tx.all(
        f"SELECT {POST} FROM post WHERE imotep = ANY(%s) AND publie ORDER BY semestre, numero",  # noqa: S608
        [list(imoteps)],
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
        f"INSERT INTO post ({POST}, type_search, flechage_search) VALUES %s"  # noqa: S608
        " ON CONFLICT (semestre, numero) DO UPDATE SET imotep = excluded.imotep, groupe = excluded.groupe,"
        " des = excluded.des, regimes = excluded.regimes, type = excluded.type, reserve = excluded.reserve,"
        " flechage = excluded.flechage, publie = excluded.publie, type_search = excluded.type_search,"
        " flechage_search = excluded.flechage_search",
        [
            (
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
            for fiche in fiches
        ],
    )


def remove_posts(tx: Transaction, keys: Sequence[Cle]) -> None:
    """These posts are gone; the schema refuses it for one that somebody holds."""
    for semestre, numero in keys:
        tx.execute("DELETE FROM post WHERE semestre = %s AND numero = %s", [semestre, numero])


def _fiche(row: Row) -> Fiche:
    return Fiche(**(row | {"regimes": tuple(row["regimes"])}))
