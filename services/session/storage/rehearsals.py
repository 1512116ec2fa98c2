"""Forgets rehearsals: the only place where anything of an amphi is deleted (SIM-1)."""

from typing import Final

from chassis.database import Transaction
from services.session.domain.rehearsal import is_rehearsal

_OF_AMPHIS: Final = (
    "acknowledgement",
    "presence",
    "presence_lease",
    "placement_note",
    "correction_proposal",
    "command",
    "receipt",
    "side_text",
    "decision",
    "roster",
    "slice",
)
"""Tables with an `amphi_id`, those that refer to others first; a test holds that none is missing."""


def forget(tx: Transaction, semestre: str) -> None:
    """Every row of its amphis, and what was told of them; `ValueError` for a real semestre.

    They are held first: whoever waits for one meanwhile finds none, and tells nothing that would be left.
    """
    if not is_rehearsal(semestre):
        raise ValueError(f"{semestre} is no rehearsal")
    tx.all("SELECT FROM amphi WHERE semestre = %s ORDER BY id FOR UPDATE", [semestre])
    tx.execute(
        "DELETE FROM outbox WHERE aggregate IN (SELECT id::text FROM amphi WHERE semestre = %s)", [semestre]
    )
    for table in _OF_AMPHIS:
        tx.execute(
            f"DELETE FROM {table} WHERE amphi_id IN (SELECT id FROM amphi WHERE semestre = %s)",  # noqa: S608  # our tables
            [semestre],
        )
    tx.execute("DELETE FROM rights WHERE semestre = %s", [semestre])
    tx.execute("DELETE FROM amphi WHERE semestre = %s", [semestre])
