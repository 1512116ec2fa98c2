"""An intern's favourites in an offer, kept in their order (FAV-1, FAV-2)."""

from uuid import UUID

from chassis.database import Row, Transaction
from services.postes.domain.favoris import DuPoste, DuService, Favori, Favoris


def lock(tx: Transaction, intern_id: UUID, offer_id: str) -> None:
    """Hold the list until the end of the transaction."""
    params = [intern_id, offer_id]
    tx.execute(
        "INSERT INTO favourite_list (intern_id, offer_id) VALUES (%s, %s) ON CONFLICT DO NOTHING", params
    )
    tx.one("SELECT FROM favourite_list WHERE intern_id = %s AND offer_id = %s FOR UPDATE", params)


def read(tx: Transaction, intern_id: UUID, offer_id: str) -> Favoris:
    """The list, in order."""
    rows = tx.all(
        "SELECT id, imotep, numero FROM favourite"
        " WHERE intern_id = %s AND offer_id = %s ORDER BY position, id",
        [intern_id, offer_id],
    )
    return tuple(_favori(row) for row in rows)


def write(tx: Transaction, intern_id: UUID, offer_id: str, favoris: Favoris) -> None:
    """Keep this list instead; the caller holds it."""
    tx.execute("DELETE FROM favourite WHERE intern_id = %s AND offer_id = %s", [intern_id, offer_id])
    tx.insert_many(
        "INSERT INTO favourite (id, intern_id, offer_id, position, imotep, numero) VALUES %s",
        [
            (favori.id, intern_id, offer_id, position, *_target(favori))
            for position, favori in enumerate(favoris, start=1)
        ],
    )


def has_ward(tx: Transaction, offer_id: str, imotep: str) -> bool:
    """Whether the ward has a published post in the offer."""
    return bool(
        tx.value(
            "SELECT EXISTS (SELECT FROM post WHERE offer_id = %s AND imotep = %s AND publie)",
            [offer_id, imotep],
        )
    )


def has_post(tx: Transaction, offer_id: str, numero: int) -> bool:
    """Whether the published post is in the offer."""
    return bool(
        tx.value(
            "SELECT EXISTS (SELECT FROM post WHERE offer_id = %s AND numero = %s AND publie)",
            [offer_id, numero],
        )
    )


def _favori(row: Row) -> Favori:
    cible = DuService(row["imotep"]) if row["numero"] is None else DuPoste(row["numero"])
    return Favori(row["id"], cible)


def _target(favori: Favori) -> tuple[str | None, int | None]:
    match favori.cible:
        case DuService(imotep):
            return imotep, None
        case DuPoste(numero):
            return None, numero
