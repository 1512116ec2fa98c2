"""« Amphis blancs »: everything that happened under a semester of theirs (SIM-1)."""

from collections.abc import Sequence

from chassis.database import Transaction

FORGOTTEN = (
    "DELETE FROM attestation USING place"
    " WHERE attestation.affectation_id = place.affectation_id AND semestre = %(semestre)s",
    "DELETE FROM place WHERE semestre = %(semestre)s",
    "DELETE FROM settlement WHERE offer_id = ANY(%(offers)s)",
    "DELETE FROM favourite WHERE offer_id = ANY(%(offers)s)",
    "DELETE FROM favourite_list WHERE offer_id = ANY(%(offers)s)",
    "DELETE FROM outbox WHERE aggregate = ANY(%(offers)s)",
    "DELETE FROM post WHERE semestre = %(semestre)s",
    "DELETE FROM offer_change WHERE offer_id = ANY(%(offers)s)",
    "DELETE FROM offer WHERE offer_id = ANY(%(offers)s)",
)
"""What refers to something goes before it; the offers, which are held, last. Call lists are never copied."""


def offers_of(tx: Transaction, semestre: str) -> list[str]:
    """The rehearsal's offers, held until the end of the transaction."""
    rows = tx.all(
        "SELECT offer_id FROM offer WHERE split_part(offer_id, ':', 1) = %s ORDER BY offer_id FOR UPDATE",
        [semestre],
    )
    return [row["offer_id"] for row in rows]


def forget(tx: Transaction, semestre: str, offers: Sequence[str]) -> None:
    """Nothing is left of it. The caller holds its offers."""
    for statement in FORGOTTEN:
        tx.execute(statement, {"semestre": semestre, "offers": list(offers)})
