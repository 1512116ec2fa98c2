"""The call lists that amphis took: who is at which rank, with the name that projections show."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.roster import Inscrit

_COLUMNS: Final = "intern_id, rang_appel, nom, prenom, des_code, des_label, regime, anciennete, absence_motif"
_SELECT: Final = f"SELECT {_COLUMNS} FROM roster"  # noqa: S608  # our columns
_INSERT: Final = f"INSERT INTO roster (amphi_id, {_COLUMNS}) VALUES %s"  # noqa: S608  # our columns


def of(tx: Transaction, amphi_id: UUID) -> list[Inscrit]:
    """By call rank."""
    rows = tx.all(f"{_SELECT} WHERE amphi_id = %s ORDER BY rang_appel", [amphi_id])
    return [Inscrit(**row) for row in rows]


def one(tx: Transaction, amphi_id: UUID, intern_id: UUID) -> Inscrit | None:
    """One intern's line."""
    row = tx.one(
        f"{_SELECT} WHERE amphi_id = %s AND intern_id = %s",
        [amphi_id, intern_id],
    )
    return None if row is None else Inscrit(**row)


def replace(tx: Transaction, amphi_id: UUID, inscrits: Sequence[Inscrit]) -> None:
    """This list, instead of the one before."""
    tx.execute("DELETE FROM roster WHERE amphi_id = %s", [amphi_id])
    tx.insert_many(
        _INSERT,
        [
            (
                amphi_id,
                one.intern_id,
                one.rang_appel,
                one.nom,
                one.prenom,
                one.des_code,
                one.des_label,
                one.regime,
                one.anciennete,
                one.absence_motif,
            )
            for one in inscrits
        ],
    )


def amphis_of(tx: Transaction, intern_id: UUID) -> list[UUID]:
    """Where this intern has a place."""
    rows = tx.all("SELECT amphi_id FROM roster WHERE intern_id = %s ORDER BY amphi_id", [intern_id])
    return [row["amphi_id"] for row in rows]


def set_motif(tx: Transaction, amphi_id: UUID, intern_id: UUID, motif: str) -> None:
    """Why the intern will be absent; empty: is not."""
    tx.execute(
        "UPDATE roster SET absence_motif = %s WHERE amphi_id = %s AND intern_id = %s",
        [motif, amphi_id, intern_id],
    )
