"""The posts of a semester, as a choice looks at them."""

from chassis.database import Transaction
from services.postes.domain.poste import Poste


def lock(tx: Transaction, semestre: str, numero: int) -> Poste | None:
    """Hold the post until the end of the transaction; None if there is no such post."""
    row = tx.one(
        "SELECT semestre, numero, imotep, groupe, des, regimes, reserve, publie"
        " FROM post WHERE semestre = %s AND numero = %s FOR UPDATE",
        [semestre, numero],
    )
    return None if row is None else Poste(**(row | {"regimes": frozenset(row["regimes"])}))


def lock_ward(tx: Transaction, imotep: str) -> None:
    """Hold the ward: its surnombres may come from several stocks at once (CHX-5)."""
    tx.one("SELECT FROM ward WHERE imotep = %s FOR NO KEY UPDATE", [imotep])
