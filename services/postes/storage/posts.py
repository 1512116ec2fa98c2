"""The posts of a semester, as a choice looks at them."""

from chassis.database import Transaction
from services.postes.domain.poste import Poste


def lock(tx: Transaction, semestre: str, numero: int) -> Poste | None:
    """Hold the post until the end of the transaction; None if there is no such post."""
    row = tx.one(
        "SELECT semestre, numero, groupe, des, regimes, reserve, publie"
        " FROM post WHERE semestre = %s AND numero = %s FOR UPDATE",
        [semestre, numero],
    )
    return None if row is None else Poste(**(row | {"regimes": frozenset(row["regimes"])}))
